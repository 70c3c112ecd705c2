"""Citing: citations of everything that has a name, in every style and format, their pages, and page metadata."""
