"""Where the names of the book are in the PDF, as Typst reports it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base.address import MACHINE_MADE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A query right after the compilation takes no second one, for the layout is still in Typst's cache.
PLACES = "query(metadata).map(it => (it.value, it.location().position()))"


class Destination(NamedTuple):
    """A place in the PDF."""

    name: str
    page: int
    """Counted from 1."""
    x: float
    y: float
    """Points (1/72 inch) from the page's left and upper edge."""


class Places(NamedTuple):
    """What Typst says of one part of the book, its pages counted from that with which the book begins."""

    pages: int
    """How many the part has."""
    labels: dict[str, Destination]
    """Its places by their labels, the first one for each: what a link inside the book names."""
    described: list[Destination]
    """Those that are no public names; they come with a description instead of a name."""


def read_places(answer: str, before: int = 0) -> Places:
    """Typst's answer to ``PLACES`` of a part that comes after so many pages; the design says how many the part has."""
    labels: dict[str, Destination] = {}
    described: list[Destination] = []
    pages = 0
    for value, position in json.loads(answer):
        if isinstance(value, dict):
            pages = value.get("pages", pages)
        label, words = value if isinstance(value, list) else (value, None)
        if not isinstance(label, str):  # what a design keeps for itself
            continue
        place = destination(label, position, before)
        labels.setdefault(label, place)
        if words is not None:
            described.append(place._replace(name=words))
    return Places(pages, labels, described)


def destination(name: str, position: Mapping[str, Any], before: int) -> Destination:
    """A place with a name, from Typst's answer: ``{"page": 3, "x": "53pt", "y": "99.5pt"}``."""
    x, y = (float(position[side].removesuffix("pt")) for side in ("x", "y"))
    return Destination(name, position["page"] + before, x, y)


def destinations(labels: Mapping[str, Destination]) -> list[Destination]:
    """The public names among labels, which stand in the order of the book; sorted, the first place for each.

    A label is ``%document#anchor``, or ``%document`` for a whole file, which is no anchor; nor is an id that docutils
    or autodoc made.
    """
    found: dict[str, Destination] = {}
    for label, place in labels.items():
        name = label.partition("#")[2] if label.startswith("%") else ""
        if name and not MACHINE_MADE.fullmatch(name):
            found.setdefault(name, place._replace(name=name))
    return sorted(found.values())


def described(places: Iterable[Places], public: Iterable[Destination], titles: Mapping[str, str]) -> list[Destination]:
    """The places of the book that have a description, with it instead of their names; ``titles`` are those of names."""
    named = [place._replace(name=titles[place.name]) for place in public if place.name in titles]
    return [*named, *(place for part in places for place in part.described)]
