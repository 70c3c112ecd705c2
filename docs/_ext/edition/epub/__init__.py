"""The EPUB: the third book, with the same names in chapters of XHTML."""
