"""What papers report, side by side: claims gathered, as tables for pages, LaTeX documents and spreadsheets."""
