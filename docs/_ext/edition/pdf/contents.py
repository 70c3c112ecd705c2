"""The list of contents of the PDF, as Typst: the headings and figures of all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.pdf.front import WHOLE
from edition.pdf.writer import array, quote, yes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from edition.pdf.context import Listed
    from edition.pdf.texts import Text

INDEX: Listed = (1, "the index", False, '#say("Index")')
"""The entry of the index, which the design gives its title and its label."""


def contents(texts: Mapping[str, Text], roots: Sequence[str], names: Sequence[str], *, index: bool) -> str:
    """The arguments of the list of contents of a book; ``names`` are the labels that open its list of figures."""
    has_essay = any(text.passages for text in texts.values())
    entries = [entry for root in roots for entry in headings(texts, root) if has_essay or entry[1] != WHOLE]
    entries += [INDEX] if index else []
    shown = "".join(f"({level}, {quote(label)}, {yes(number)}, [{words}]), " for level, label, number, words in entries)
    figures = "".join(f"{array([*figure])}, " for text in texts.values() for figure in text.figures)
    return f"names: {array([*names])}, entries: ({shown}), figures: ({figures})"


def headings(texts: Mapping[str, Text], docname: str) -> Iterator[Listed]:
    """The headings of a document and of those that follow in it."""
    for entry in texts[docname].listed:
        if entry[0]:
            yield entry
        elif entry[1] in texts:
            yield from headings(texts, entry[1])
