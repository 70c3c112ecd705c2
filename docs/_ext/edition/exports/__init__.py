"""Exports: the whole edition as TEI, JSON, Markdown and text, the tables as a data package, the site as one file."""
