"""litreview: paper listings in, a curated, citable, searchable review site out."""

__version__ = "0.1.0"
