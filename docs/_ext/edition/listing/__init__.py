"""The annotated source: a page with the docstrings of all modules, and pages with their code."""
