"""What the benchmark builds and measures: books of other sizes, other tools, the search."""
