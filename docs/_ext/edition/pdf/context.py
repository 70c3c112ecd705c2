"""What transforms and visitors know of the document being written, and what they gather from it for the book."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

Listed = tuple[int, str, bool, str]
"""A heading of the list of contents: level, label, whether it is numbered, and its words in Typst.

At level 0 it is a document that follows there, named instead of a label.
"""
KEY = "context"
"""The attribute of a document's tree that holds its ``Context``."""


@dataclass(slots=True)
class Context:
    """One document of the book, from its resolved tree to its text."""

    docname: str
    opening: bool
    """Whether it begins a page, as all but the first document do."""
    documents: Sequence[str]
    """All documents of the book."""
    passages: str = ""
    """Its passages in Typst, for the essay that is printed whole."""
    places: list[tuple[int, list[str]]] = field(default_factory=list)
    """Where it names subjects of the index: number of the place, and their keys."""
    listed: list[Listed] = field(default_factory=list)
    """Its headings for the list of contents, in their order."""
    figures: list[tuple[str, str, str]] = field(default_factory=list)
    """Its figures: label, number and title."""
    opens: dict[str, list[str]] = field(default_factory=dict)
    """If the document is left out: its labels, by what the PDF has in its stead (``FIGURES``, ``INDEX``)."""


def context_of(document: nodes.document) -> Context:
    """The context of a tree that the builder has prepared."""
    context: Context = document[KEY]
    return context
