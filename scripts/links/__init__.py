"""The outside links of the book: requested politely, judged, recorded in docs/links.json and reported."""
