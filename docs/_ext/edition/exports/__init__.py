"""Downloads: the whole edition as TEI, JSON, Markdown, text and a table package."""
