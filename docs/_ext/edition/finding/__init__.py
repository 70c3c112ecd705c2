"""Finding: the search of units, and the words by which readers look for them."""
