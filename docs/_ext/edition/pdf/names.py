"""Where the names of the book are in the PDF, as Typst reports it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base.address import MACHINE_MADE

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """The places that are no public names; they come with a description instead of a name."""
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
    """A place with a name, from Typst's answer: ``{"page": 3, "x": "53pt", "y": "99.5pt"}``."""
    x, y = (float(place[side].removesuffix("pt")) for side in ("x", "y"))
    return Destination(name, place["page"], x, y)
