"""Every character that the book prints has a glyph, in the pages and in the PDF."""

from __future__ import annotations

from conftest import ROOT
from fonts.characters import book_texts, coverage, missing_characters


def test_no_character_of_the_book_lacks_a_glyph() -> None:
    texts = book_texts(ROOT)
    assert "docs/glossary.md" in texts
    assert missing_characters(texts, coverage(ROOT)) == []


def test_a_character_without_a_glyph_is_reported_with_its_place() -> None:
    (missing,) = missing_characters({"docs/a.md": "fine\nx 育\n"}, {"Edition Serif (PDF)": frozenset("finex ")})
    assert "docs/a.md:2" in str(missing)
    assert "育" in str(missing)
