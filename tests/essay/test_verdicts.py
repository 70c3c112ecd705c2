"""What can be wrong with the settings of the verdicts."""

from __future__ import annotations

from typing import Any

import pytest

from edition.essay.verdicts import faults

RIGHT = {"word": "Right", "meaning": "Right."}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ([RIGHT], []),
        ([{**RIGHT, "needs": "sides", "rating": 5, "mark": "half", "ink": ["#000", "#fff"]}], []),
        (["Right"], ["number 1 must be a mapping: {'word': 'Right', 'meaning': 'Right as it stands.'}"]),
        ([RIGHT, {"word": "Wrong"}], ["in number 2 'meaning' is missing; its fields are word, meaning"]),
        ([{**RIGHT, "colour": "red"}], ["in number 1 'colour' is unknown; its fields are word, meaning"]),
        ([{**RIGHT, "line": 3}], ["number 1 has a field that is no text; put it in quotation marks"]),
        ([{**RIGHT, "ink": "#123456"}], ["'Right': 'ink' must be two colors, on light and on dark paper"]),
        ([{**RIGHT, "tint": ("#123456",)}], ["'Right': 'tint' must be two colors"]),
        ([{**RIGHT, "rating": 7}], ["'Right': 'rating' must be a number from 0 to 5"]),
        (
            [{**RIGHT, "mark": "square"}],
            ["'Right': 'mark' must be disc or ring or half or parted or cross, not 'square'"],
        ),
        ([{**RIGHT, "needs": "support"}], ["'Right': 'needs' must be supports or qualifies or disputes"]),
        ([RIGHT, RIGHT], ["the word 'Right' stands there twice; change one"]),
    ],
)
def test_each_verdict_has_what_pages_and_pdf_need_of_it(settings: list[Any], told: list[str]) -> None:
    found = list(faults(settings))
    assert [message[: len(start)] for message, start in zip(found, told, strict=True)] == told
