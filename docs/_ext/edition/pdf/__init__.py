"""The PDF: from Typst to named destinations."""
