"""The kinds of things that have a public name, with their prefixes and what they are called in print."""

from __future__ import annotations

from enum import StrEnum

from docutils import nodes

from edition.base.locale import _


class Kind(StrEnum):
    """What a name names."""

    PAGE = "page"
    CHAPTER = "chapter"
    PASSAGE = "passage"
    NOTE = "note"
    SECTION = "section"
    FIGURE = "figure"
    TERM = "term"
    EVENT = "event"
    SOURCE = "source"
    PAIR = "pair"

    @property
    def prefix(self) -> str:
        """How its names begin; empty for the kinds whose names their authors choose."""
        return PREFIXES.get(self, "")

    @property
    def printed(self) -> str:
        """Its name for readers."""
        return str(PRINTED[self])

    @property
    def whole(self) -> bool:
        """Whether it is a whole page."""
        return self in {Kind.PAGE, Kind.CHAPTER}

    def anchor(self, key: str) -> str:
        """The public name of a thing from its key, in the form of an id.

        >>> Kind.SOURCE.anchor("Rusk_1990:b")
        'ref-rusk-1990-b'
        """
        return str(nodes.make_id(self.prefix + key))

    @classmethod
    def of(cls, anchor: str) -> Kind | None:
        """The kind that a name's prefix tells; None for the kinds without one.

        >>> Kind.of("event-later")
        <Kind.EVENT: 'event'>
        """
        return next((kind for kind, prefix in PREFIXES.items() if anchor.startswith(prefix)), None)


PREFIXES = {Kind.SOURCE: "ref-", Kind.TERM: "term-", Kind.EVENT: "event-", Kind.FIGURE: "figure-"}
PRINTED = {
    Kind.PAGE: _("Page"),
    Kind.CHAPTER: _("Chapter"),
    Kind.PASSAGE: _("Passage"),
    Kind.NOTE: _("Note"),
    Kind.SECTION: _("Section"),
    Kind.FIGURE: _("Figure"),
    Kind.TERM: _("Term"),
    Kind.EVENT: _("Event"),
    Kind.SOURCE: _("Source"),
    Kind.PAIR: _("What a source carries"),
}
ENTRIES = frozenset({Kind.SOURCE, Kind.TERM, Kind.EVENT})
"""The kinds that stand in lists and print where they are used."""


def data_anchor(figure: str) -> str:
    """The name of the section with a figure's numbers."""
    return f"data-{figure}"
