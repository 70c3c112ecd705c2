"""Widths of the columns of a table that let its rows take as few lines as possible."""

from __future__ import annotations

import math
import re
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE = 43.7
"""Em that a line of a table holds; the page's 326 points at 7.4 points, less a little."""
WIDE_LINE = 48.5
"""The same for a document of ``pdf_small``, whose tables reach into the margins: 362 points."""
GAP = 0.68
"""Em between the words of two columns."""
SPACE, STEP = 0.2, 0.25
"""Em of a space, and by which widths differ."""
NARROW, WIDE = frozenset("fijlrtI.,:;'’()-/ "), frozenset("mwMW")


def measure(text: str) -> float:
    """About how many em a text takes in the sans serif; an estimate that is rather too wide.

    >>> measure("line") < measure("LINE")
    True
    """
    return sum(0.3 if c in NARROW else 0.8 if c in WIDE else 0.59 if c.isupper() else 0.51 for c in text)


def words(text: str) -> list[float]:
    """The widths of the words, which cannot be broken."""
    return [measure(word) for word in re.split("[ \n]+", text)]


def steps(width: float) -> int:
    """A width in whole steps, rounded up."""
    return math.ceil(width / STEP)


def lines(cell: Sequence[float], width: float) -> int:
    """The lines that words of these widths fill."""
    count, used = 1, 0.0
    for word in cell:
        if used and used + SPACE + word > width:
            count, used = count + 1, word
        else:
            used += word + (SPACE if used else 0)
    return count


class Columns:
    """The cells of a table by columns; widths are counted in steps."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.cells = list(zip(*([words(text) for text in row] for row in rows), strict=True))
        self.least = [steps(max((word for cell in column for word in cell), default=0.0)) for column in self.cells]
        self.most = [steps(max(sum(cell) + SPACE * max(0, len(cell) - 1) for cell in c)) for c in self.cells]
        self.known: dict[tuple[int, int], list[int]] = {}

    def heights(self, column: int, width: int) -> list[int]:
        """The lines of each cell of a column."""
        if (column, width) not in self.known:
            self.known[column, width] = [lines(cell, width * STEP) for cell in self.cells[column]]
        return self.known[column, width]

    def cost(self, widths: Sequence[int]) -> tuple[int, int]:
        """The lines of all rows, and those of all cells."""
        heights = [self.heights(column, width) for column, width in enumerate(widths)]
        return sum(map(max, zip(*heights, strict=True))), sum(map(sum, heights))

    def moves(self, widths: Sequence[int]) -> Iterator[list[int]]:
        """All widths in which one column has given a step to another."""
        for giver, taker in permutations(range(len(widths)), 2):
            for by in (1, 2, 4, 8, 16):
                if widths[giver] - by >= self.least[giver]:
                    moved = list(widths)
                    moved[giver] -= by
                    moved[taker] += by
                    yield moved


def share_out(rows: Sequence[Sequence[str]], line: float = LINE) -> list[float]:
    """The width of each column in em; together they fit a line, if the longest words do.

    Every column begins as wide as its longest cell. While all are too wide, the step that costs the fewest lines is
    taken away; then steps move between columns as long as that saves lines. What is left is shared equally.
    """
    columns = Columns(rows)
    room = int((line - GAP * len(columns.cells)) / STEP)
    widths = list(columns.most)
    while sum(widths) > room:
        narrower = [
            [width - (at == column) for column, width in enumerate(widths)]
            for at in range(len(widths))
            if widths[at] > columns.least[at]
        ]
        if not narrower:
            break
        widths = min(narrower, key=lambda found: (columns.cost(found), max(found)))
    while widths != (better := min([widths, *columns.moves(widths)], key=columns.cost)):
        widths = better
    spare = max(0, room - sum(widths)) * STEP / len(widths)
    return [round(width * STEP + spare + GAP, 2) for width in widths]
