"""The book's fonts: subsets of Source Serif 4, Source Sans 3 and Noto CJK for the PDF and the web."""
