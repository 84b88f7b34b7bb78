"""What a reader sees: pages and exports, made from the corpus. Knows nothing of listings."""
