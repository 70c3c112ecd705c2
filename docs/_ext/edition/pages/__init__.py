"""Pages: what the HTML book makes of the tree, and what it shows beside it."""
