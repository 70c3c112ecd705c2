"""Sources: references.bib, citations, the bibliography, the state of outside links."""
