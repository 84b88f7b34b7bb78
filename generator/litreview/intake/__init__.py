"""What a source says: listings -> entries -> drafts. Knows nothing of pages and sites."""
