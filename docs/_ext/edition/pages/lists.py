"""Bars above long lists: the strip of the timeline, filters, and letters for the glossary and the bibliography."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.locale import _
from edition.base.phases import Write
from edition.entries.events import EventsDomain
from edition.names.kinds import Kind
from edition.names.subjects import LETTERS
from edition.pages.filters import filter_events, filter_sources, filter_terms
from edition.pages.parts import template_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.entries.event_records import Event

GAP = 30
"""The fewest years without an event for which the strip has a gap instead."""
TICK, HIGH = 12, 8
"""Width of a year and height of an event in the strip, in pixels."""


class ExploreLists(SphinxPostTransform):
    """Add bars and strips to the pages that are lists."""

    default_priority = Write.LINKS  # when all entries are there
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the pages of timeline, glossary and bibliography."""
        events = [item for item in self.document.findall(nodes.list_item) if kind_of(item) is Kind.EVENT]
        terms = [term for term in self.document.findall(nodes.term) if kind_of(term) is Kind.TERM]
        sources = [item for item in self.document.findall(nodes.list_item) if kind_of(item) is Kind.SOURCE]
        if events:
            self.explore_events(events)
        for found, narrow, css in ((terms, filter_terms, ".glossary > dt"), (sources, filter_sources, ".sources > li")):
            if found:
                context = {"filters": narrow(self.env, found), "entries": css, "total": len(found)}
                self.insert("filters.html", context | {"groups": list(letters(found))})

    def explore_events(self, items: list[nodes.list_item]) -> None:
        """Add the strip and the filters of the timeline."""
        by_id = {event.id: event for event in domain(self.env, EventsDomain).events}
        found = [(item, event) for item in items if (event := by_id.get(item["ids"][0]))]
        context = {"filters": filter_events(self.env, found), "entries": ".event", "total": len(found)}
        self.insert("timeline-strip.html", context | strip([event for _item, event in found]))

    def insert(self, template: str, context: dict[str, Any]) -> None:
        """Insert a part before the first section of the page, or before the entries if there are no sections."""
        top = next(iter(self.document.findall(nodes.section)))
        opening = (nodes.title, nodes.paragraph, nodes.Invisible)
        sections = [i for i, child in enumerate(top.children) if isinstance(child, nodes.section)]
        entries = [i for i, child in enumerate(top.children) if not isinstance(child, opening)]
        at = next(iter(sections or entries), len(top))
        top.insert(at, template_part("", template=template, context=context, filtered=bool(context["filters"])))


def kind_of(node: nodes.Element) -> Kind | None:
    """The kind of an entry, by its name."""
    return Kind.of(node["ids"][0]) if node["ids"] else None


def strip(events: list[Event]) -> dict[str, Any]:
    """What the template of the strip needs: a tick for each event, stacked by year, and the decades."""
    events = sorted(events, key=lambda event: event.start)
    years = sorted({int(event.start[:4]) for event in events})
    places = place_years(years)
    stacked: Counter[int] = Counter()
    ticks = []
    for event in events:
        year = int(event.start[:4])
        stacked[year] += 1
        ticks.append((event.id, event.chapter, event.kind, places[year] * TICK, stacked[year] * HIGH))
    decades: dict[int, tuple[str, int]] = {}
    for event in events:
        year = int(event.start[:4])
        decades.setdefault(year // 10 * 10, (event.id, places[year] * TICK))
    return {
        "ticks": ticks,
        "decades": [(_("{decade}s", decade=decade), anchor) for decade, (anchor, _place) in decades.items()],
        "width": (max(places.values()) + 1) * TICK,
        "height": max(stacked.values()) * HIGH,
        "tick": (TICK - 2, HIGH - 2),
    }


def place_years(years: list[int]) -> dict[int, int]:
    """The column of each year; a long gap without an event takes two columns.

    >>> place_years([1884, 1942, 1945])
    {1884: 0, 1942: 2, 1945: 5}
    """
    places: dict[int, int] = {}
    for before, year in zip([years[0], *years], years, strict=False):
        step = year - before
        places[year] = places.get(before, 0) + (2 if step > GAP else step)
    return places


def letters(entries: Iterable[nodes.Element]) -> Iterator[tuple[str, str]]:
    """Each letter with the name of the first entry that begins with it; empty if there is none."""
    first: dict[str, str] = {}
    for entry in entries:
        first.setdefault(initial(entry.astext()), entry["ids"][0])
    for letter in LETTERS:
        if letter != "0–9" or letter in first:
            yield letter, first.get(letter, "")


def initial(text: str) -> str:
    """The letter under which a reader looks for a text.

    >>> initial("“Éclair”"), initial("38th parallel")
    ('E', '0–9')
    """
    for character in unicodedata.normalize("NFKD", text):
        if character.isalpha():
            return character.upper()
        if character.isdigit():
            return "0–9"
    return ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the lists."""
    app.add_post_transform(ExploreLists)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
