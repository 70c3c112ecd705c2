"""What a link of the PDF says of the place to which it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edition.pdf.names import Destination

LINK_ABOVE = 10.0
"""Points above a place to which links lead, ours as Typst's."""
NEAR = 0.1
"""Points by which two places that are the same may differ: Typst rounds what it reports to hundredths."""


class Signs:
    """The description of what links lead to: the first place at a point counts."""

    def __init__(self, places: Iterable[Destination]) -> None:
        """``places`` have a description instead of their names."""
        self.by_page: dict[int, list[tuple[float, float, str]]] = {}
        """The points to which links lead, and what is there, by page."""
        for place in places:
            self.by_page.setdefault(place.page, []).append((place.x, above(place.y), place.name))

    def words(self, target: Destination) -> str:
        """The description of what is where a link leads, with its page; ``""`` if nothing is known to be there."""
        x, y = target.x, above(target.y)
        for left, top, words in self.by_page.get(target.page, ()):
            if abs(left - x) < NEAR and abs(top - y) < NEAR:
                return words and f"{words}, page {target.page}"
        return ""


def above(y: float) -> float:
    """Where a link to a place leads: a little above it, but never above the page."""
    return max(0.0, y - LINK_ABOVE)
