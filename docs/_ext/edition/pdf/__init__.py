"""The PDF: its text in Typst, how Typst sets it, and what is changed in the file that Typst writes."""
