"""Notes of the PDF break between their sources, and only where much of a page would be empty otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from conftest import PDF, SMALL_BOOK
from edition.pdf.parting import FIRST, LAST, LONG, TEXT, Parting, height, part

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

LINES = 10.4


@pytest.mark.parametrize(
    ("above", "sources", "parts_after"),
    [
        (60, 3, []),
        (FIRST - 30, 4, []),
        (FIRST - 30, 7, [3, 4]),
        (FIRST, 6, [0, 1, 2, 3]),
        (FIRST, 2, []),
        (LONG + 1, 0, []),
    ],
    ids=["short", "too little behind", "when enough has begun", "behind the text", "two sources", "no sources"],
)
def test_a_note_parts_where_enough_stands_on_both_sides(above: float, sources: int, parts_after: list[int]) -> None:
    found = part(above, [LINES] * sources)
    assert [number for number, stays in enumerate(found.stays) if not stays] == parts_after
    for number in parts_after:
        assert above + number * LINES >= FIRST
        assert (sources - number) * LINES >= LAST
    assert found.whole is (not parts_after and above <= LONG)
    assert found.long is (above > LONG)


def test_a_note_without_sources_is_whole() -> None:
    assert part(60, []) == Parting(whole=True, long=False, stays=())


def test_a_text_is_as_high_as_its_lines() -> None:
    assert height("", TEXT) == 0
    assert height("word " * 100, TEXT) > 3 * height("word", TEXT)


def test_the_sources_of_a_note_part_over_two_pages_at_most_once(build_small: Callable[..., Built]) -> None:
    """Many notes of the same height, with eight sources each: no page ends half empty, no note breaks twice."""
    notes, keys = range(1, 10), [f"work{n}" for n in range(8)]
    passage = " ".join(f"Claim {n} is made." for n in notes)
    book = SMALL_BOOK["references.bib"]
    pair = "  - {{source: {0}, relation: supports, carries: Begin {1}, seen: own-page}}\n"
    words = "Some sixty words. " * 25
    cited = ",".join(keys)
    built = build_small(
        {
            "essay.txt": [("It was long.", passage)],
            "two.md": [
                ("It was long.", " ".join(f"Claim {n} is made.[^n{n}]" for n in notes)),
                (
                    "\n[^it-ended]",
                    "".join(f"\n[^n{n}]: **Supported.** Answer {n}. {words}{{cite:p}}`{cited}`.\n" for n in notes)
                    + "\n[^it-ended]",
                ),
            ],
            "claims.yaml": [
                (
                    "    confidence: medium\n",
                    "    confidence: medium\n"
                    + "".join(f"  n{n}:\n    quote: Claim {n} is made.\n    confidence: low\n" for n in notes),
                )
            ],
            "references.bib": book + "".join(book.replace("rusk1990", key).replace("Saw", key) for key in keys),
            "carries.yaml": "who-founded:\n"
            + pair.format("rusk1990", "here").replace("supports", "qualifies")
            + "it-ended:\n"
            + pair.format("rusk1990", "there")
            + "".join(
                f"n{n}:\n" + "".join(pair.format(key, f"{n}-{at}") for at, key in enumerate(keys)) for n in notes
            ),
        },
        "typst",
    )
    assert not built.failed, built.messages
    with pypdfium2.PdfDocument(built.out / "typst" / PDF) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    pages = {n: [next(k for k, t in enumerate(texts) if f"Begin {n}-{at}" in t) for at in range(8)] for n in notes}
    parted = [n for n, found in pages.items() if found[0] != found[-1]]
    assert parted
    assert len(parted) < len(notes)
    for n in parted:
        assert pages[n][-1] - pages[n][0] == 1
        assert pages[n][-2] == pages[n][-1], "a single source stands alone"
