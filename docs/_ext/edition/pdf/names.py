"""Named destinations: every anchor of the book opens its place in the PDF."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf

from edition.base.address import MACHINE_MADE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ABOVE = 14.0
"""Points that a reader sees above a destination; inside a line Typst gives its base line."""

# Asked of Typst after the compilation, whose layout is still in its cache, it costs no second one.
PLACES = "query(metadata).map(it => (it.value, it.location().position()))"


class Destination(NamedTuple):
    """A place in the PDF."""

    name: str
    page: int
    """Counted from 1."""
    x: float
    y: float
    """Points (1/72 inch) from the page's left and upper edge."""


def read_destinations(answer: str) -> list[Destination]:
    """Typst's answer to ``PLACES`` as destinations, sorted by name, the first one for each.

    Its labels are ``%document#anchor``, or ``%document`` for a whole file, which is no anchor; nor is an
    id that docutils or autodoc made.
    """
    found: dict[str, Destination] = {}
    for label, place in json.loads(answer):
        name = label.partition("#")[2] if isinstance(label, str) else ""
        if name and not MACHINE_MADE.fullmatch(name):
            found.setdefault(name, destination(name, place))
    return sorted(found.values())


def read_places(answer: str) -> list[Destination]:
    """The places that are no public names, which come with the words for what they are, instead of a name."""
    return [destination(found[1], place) for found, place in json.loads(answer) if isinstance(found, list)]


def read_labels(answer: str) -> dict[str, Destination]:
    """Every place by its label, the first one for each: what a link inside the book names."""
    found: dict[str, Destination] = {}
    for value, place in json.loads(answer):
        label = value[0] if isinstance(value, list) else value
        if isinstance(label, str):
            found.setdefault(label, destination(label, place))
    return found


def destination(name: str, place: Mapping[str, Any]) -> Destination:
    """A place with a name, as Typst tells it: ``{"page": 3, "x": "53pt", "y": "99.5pt"}``."""
    x, y = (float(place[side].removesuffix("pt")) for side in ("x", "y"))
    return Destination(name, place["page"], x, y)


def name_destinations(pdf: pikepdf.Pdf, destinations: Iterable[Destination]) -> None:
    """Write the name tree (ISO 32000-2, 7.9.6 and 12.3.2.4), beside that of attached files; Typst names no places."""
    pages = [page.obj for page in pdf.pages]
    tree = pikepdf.NameTree.new(pdf)
    for d in destinations:
        page = pages[d.page - 1]
        top = float(page.MediaBox[3]) - max(0.0, d.y - ABOVE)
        tree[d.name] = pikepdf.Array([page, pikepdf.Name.XYZ, 0, round(top, 2), 0])
    trees = pdf.Root.get(pikepdf.Name.Names, pikepdf.Dictionary())
    trees[pikepdf.Name.Dests] = tree.obj
    pdf.Root.Names = pdf.make_indirect(trees)
