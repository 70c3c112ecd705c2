"""Sources: references.bib, the bibliography, outside links."""
