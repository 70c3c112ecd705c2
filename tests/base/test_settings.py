"""What can be wrong inside a setting."""

from __future__ import annotations

import pytest

from edition.base.settings import misfit_inside


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("pages_row", ["one", "two"], ""),
        ("pages_row", ["one", 2], "must be a list of texts; 2 is none"),
        ("figures_modules", [["one"]], "must be a list of texts; ['one'] is none"),
        ("short_titles", {"one": "One"}, ""),
        ("short_titles", {"one": 1}, "'one' has another form"),
        ("short_titles", {1: "One"}, "1 has another form"),
        ("glossary_forms", {"ru": ("ru", "Russian")}, ""),
        ("glossary_forms", {"ru": ["ru", "Russian"]}, ""),
        ("glossary_forms", {"ru": "ru"}, "'ru' has another form"),
        ("glossary_forms", {"ru": ("ru",)}, "'ru' has another form"),
        ("search_examples", {"words": "a text", "names": ["Juche"]}, ""),
        ("search_examples", {"words": ["a text"]}, "'words' has another form"),
        ("search_examples", {"names": "Juche"}, "'names' has another form"),
        ("notes_most", 12, ""),
    ],
)
def test_lists_and_mappings_hold_what_the_book_needs(name: str, value: object, told: str) -> None:
    fault = misfit_inside(name, value)
    assert fault.endswith(told)
    assert bool(fault) == bool(told)
