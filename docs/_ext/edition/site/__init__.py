"""The site: the order in which pages are written, and what a web server needs to know of them."""
