"""From docs/ to site/: MkDocs builds it, this package calls it. Knows pages as files only."""
