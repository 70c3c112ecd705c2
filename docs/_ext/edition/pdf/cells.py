"""Cells of tables in the PDF: numbers in a column are aligned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.visitors import ignore
from edition.pdf.writer import quote, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer

NUMBER = re.compile(r"(?:.*\s)?\d[\d,]*(?P<decimals>\.\d+)?")
COUNT = re.compile(r"\d+|[–-]?")
RARE = 0.05
"""If at most this share of the numbers in a column has more decimals than the rest, no room is kept for these."""


class unseen(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Text that takes up its room but is not printed."""


def columns(table: nodes.table) -> Iterator[tuple[nodes.entry, list[nodes.entry]]]:
    """The head of each column and the cells below it."""
    head = next(iter(table.findall(nodes.thead)), None)
    body = [row.children for part in table.findall(nodes.tbody) for row in part.children]
    if head is not None:
        yield from ((cell, list(below)) for cell, *below in zip(head[0].children, *body, strict=True))


def align_numbers(table: nodes.table) -> None:
    """Align counts at the right of their column, and numbers with different decimals at their points."""
    for head, cells in columns(table):
        if cells and all(COUNT.fullmatch(cell.astext()) for cell in cells):
            for cell in (head, *cells):
                cell["classes"].append("text-right")
        if "text-right" in head["classes"]:
            continue_decimals(cells)


def continue_decimals(cells: list[nodes.entry]) -> None:
    """Follow each number of a column by the room of the decimals that it lacks."""
    numbers = [(cell, match["decimals"] or "") for cell in cells if (match := NUMBER.fullmatch(cell.astext()))]
    in_order = sorted((decimals for _, decimals in numbers), key=len, reverse=True)
    longest = in_order[int(RARE * len(in_order))] if in_order else ""
    for cell, decimals in numbers:
        if missing := longest[len(decimals) :]:
            next(iter(cell.findall(nodes.paragraph)), cell).append(unseen("", re.sub(r"\d", "0", missing)))


def visit_unseen(writer: Writer, node: unseen) -> None:
    """Print it hidden."""
    write(writer, f"#hide({quote(node.astext())})")
    raise nodes.SkipNode


VISITORS: Visitors = {unseen: (visit_unseen, ignore)}
