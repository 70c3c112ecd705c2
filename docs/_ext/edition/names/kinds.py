"""The kinds of things that have a public name, with their prefixes and what they are called in print."""

from __future__ import annotations

from enum import StrEnum

from docutils import nodes

from edition.base.locale import _, later


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
        return _(PRINTED[self])

    @property
    def word(self) -> str:
        """Its name within a sentence."""
        return _(WORDS[self])

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
    Kind.PAGE: later("Page"),
    Kind.CHAPTER: later("Chapter"),
    Kind.PASSAGE: later("Passage"),
    Kind.NOTE: later("Note"),
    Kind.SECTION: later("Section"),
    Kind.FIGURE: later("Figure"),
    Kind.TERM: later("Term"),
    Kind.EVENT: later("Event"),
    Kind.SOURCE: later("Source"),
    Kind.PAIR: later("What a source carries"),
}
WORDS = {
    Kind.PAGE: later("page"),
    Kind.CHAPTER: later("chapter"),
    Kind.PASSAGE: later("passage"),
    Kind.NOTE: later("note"),
    Kind.SECTION: later("section"),
    Kind.FIGURE: later("figure"),
    Kind.TERM: later("term"),
    Kind.EVENT: later("event"),
    Kind.SOURCE: later("source"),
    Kind.PAIR: later("pair"),
}
ENTRIES = frozenset({Kind.SOURCE, Kind.TERM, Kind.EVENT})
"""The kinds that stand in lists and print where they are used."""


def data_anchor(figure: str) -> str:
    """The name of the section with a figure's numbers."""
    return f"data-{figure}"
