"""The outside links of the book: asked for with patience, judged, kept in docs/links.json and told."""
