"""Changes to the PDF: named destinations, so that every anchor of the book opens its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, NameTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pikepdf import Pdf

    from edition.pdf.names import Destination

ABOVE = 14.0
"""Points that a reader sees above a destination; inside a line Typst gives its base line."""


def name_destinations(pdf: Pdf, destinations: Iterable[Destination]) -> None:
    """Write the name tree (ISO 32000-2, 7.9.6 and 12.3.2.4), beside that of attached files; Typst writes none."""
    pages = [page.obj for page in pdf.pages]
    tree = NameTree.new(pdf)
    for d in destinations:
        page = pages[d.page - 1]
        top = float(page.MediaBox[3]) - max(0.0, d.y - ABOVE)
        tree[d.name] = Array([page, Name.XYZ, 0, round(top, 2), 0])
    trees = pdf.Root.get(Name.Names, Dictionary())
    trees[Name.Dests] = tree.obj
    pdf.Root.Names = pdf.make_indirect(trees)
