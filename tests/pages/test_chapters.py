"""The ways from one claim to others."""

from __future__ import annotations

import pytest

from edition.essay.verdicts import Verdict
from edition.pages.chapters import Mark, neighbors

VERDICTS = {letter: Verdict(letter, "Meaning.") for letter in "SI"}


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        ("SSS", 1, [("Previous claim", 1), ("Next claim", 3)]),
        ("SSI", 0, [("Next claim", 2)]),
        ("SIS", 0, [("Next claim", 2), ("Next S", 3)]),
        ("SII", 0, [("Next claim", 2)]),
        ("SI", 1, [("Previous claim", 1)]),
    ],
)
def test_the_next_claim_of_a_verdict_leaves_none_out(words: str, at: int, found: list[tuple[str, int]]) -> None:
    marks = [Mark("one", f"note-{n}", n, VERDICTS[word]) for n, word in enumerate(words, 1)]
    assert [(name, mark.number) for name, mark in neighbors(marks, f"note-{at + 1}")] == found
