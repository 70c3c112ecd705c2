"""The kinds of things that have a public name, with the prefixes of their names and their words for readers."""

from __future__ import annotations

from enum import StrEnum

from docutils import nodes

from edition.base.locale import _, later


class Kind(StrEnum):
    """A kind of named thing."""

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
        """The prefix of its names; empty for kinds whose names authors choose freely."""
        return PREFIXES.get(self, "")

    @property
    def printed(self) -> str:
        """Its word for readers, with a capital."""
        return _(PRINTED[self])

    @property
    def word(self) -> str:
        """Its word within a sentence."""
        return _(WORDS[self])

    @property
    def whole(self) -> bool:
        """Whether it is a whole page."""
        return self in {Kind.PAGE, Kind.CHAPTER}

    def anchor(self, key: str) -> str:
        """The public name of a thing with a key.

        >>> Kind.SOURCE.anchor("Rusk_1990:b")
        'ref-rusk-1990-b'
        """
        return str(nodes.make_id(self.prefix + key))

    @classmethod
    def of(cls, anchor: str) -> Kind | None:
        """The kind of a name by its prefix; None for kinds without a prefix.

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
"""The kinds that are entries of lists, and print where they are used."""


def data_anchor(figure: str) -> str:
    """The name of the section with the numbers of a figure."""
    return f"data-{figure}"
