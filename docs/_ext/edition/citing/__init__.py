"""Citing: references in every style, pages that cite, page metadata."""
