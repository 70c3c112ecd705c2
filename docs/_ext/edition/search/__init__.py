"""Finding: the search of units, its page, index and scripts, and extra words by which readers look for units."""
