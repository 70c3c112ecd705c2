"""Pages: the HTML translator, and what the templates of the pages show beside the text."""
