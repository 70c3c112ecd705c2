"""Where a note of the PDF may break over two pages: between its sources, if much of a page would be empty otherwise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from edition.pdf.columns import measure

if TYPE_CHECKING:
    from collections.abc import Sequence


class Style(NamedTuple):
    """How some text of a note is set; the numbers are those of ``sizes`` in ``book.typ``."""

    size: float
    """Points."""
    line: float
    """Points from line to line."""


LEMMA, TEXT, REPAIR, SOURCE = Style(9, 12), Style(8.4, 11.6), Style(9, 12.4), Style(7.6, 10.4)
WIDTH = 306.0
"""Points that a line of a note holds."""
FIRST = 112.0
"""Points that stand together at the beginning of a note, so that no more of a page is left empty before it; a page
has 530."""
LAST = 30.0
"""Points that stand together at its end: three lines of sources."""
LONG = 265.0
"""Points from which the text itself may be parted: half a page."""


class Parting(NamedTuple):
    """Which parts of a note stay together."""

    whole: bool
    """Whether the note stays on one page."""
    long: bool
    """Whether its text may break as well."""
    stays: tuple[bool, ...]
    """For the text and for each source but the last line, whether it stays with what follows."""


def height(text: str, style: Style) -> float:
    """About how many points some text takes.

    >>> height("", TEXT), height("A line.", TEXT)
    (0.0, 11.6)
    """
    return math.ceil(measure(text) * style.size / WIDTH) * style.line


def part(above: float, below: Sequence[float]) -> Parting:
    """Where to break a note whose text is ``above`` points high, with its sources ``below`` it.

    >>> part(60, [10, 10]).whole
    True
    >>> part(160, [10, 10, 10, 10, 10]).stays
    (False, False, False, True, True)
    """
    begun = [above]
    for points in below:
        begun.append(begun[-1] + points)
    total = begun[-1]
    stays = tuple(points < FIRST or total - points < LAST for points in begun[:-1])
    return Parting(whole=all(stays) and above <= LONG, long=above > LONG, stays=stays)
