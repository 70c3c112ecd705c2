"""Names: anchors, their registry and what refers to them."""
