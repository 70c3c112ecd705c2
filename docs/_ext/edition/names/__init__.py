"""Names: everything with a public anchor, the registry of anchors, closed editions, and what refers to what."""
