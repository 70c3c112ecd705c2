"""The site: the builder of the pages, its assets, and the files for web servers and search engines."""
