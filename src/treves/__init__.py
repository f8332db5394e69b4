"""treves."""
