"""Holes in the text of a document: placeholders for text that is known only when all documents are written."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MARK = "\0"
"""A character that no text of a book has: MyST, YAML and BibTeX refuse or replace it."""
ESSAY, TITLED_ESSAY = "essay", "titled-essay"
"""The essay whole, on a page of its own or with a title."""
FIGURES = "figures"
"""The labels that open the list of figures."""
CONTENTS = "contents"
"""The arguments of the list of contents."""
PART = "part"
"""Where the PDF may be cut: a document begins that begins a page, and no call is open."""
INDEX = "index"
"""The labels that open the index, which has no hole: it is the end of the book."""


def hole(name: str) -> str:
    """A placeholder with a name in Typst text, with the line break that ends it.

    >>> fill("[\\n  " + hole("words") + "]", lambda name: f"the\\n{name}\\n")
    '[\\n  the\\n  words\\n]'
    """
    return f"{MARK}{name}{MARK}\n"


def fill(text: str, find: Callable[[str], str]) -> str:
    """A text with its holes filled: ``find`` returns the text for a name, which is indented as the hole is."""
    before, *rest = text.split(MARK)
    parts = [before]
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        inset = parts[-1].rpartition("\n")[2]
        found = find(name)
        parts += [indent(found, inset).removeprefix(inset) if inset.isspace() else found, after.removeprefix("\n")]
    return "".join(parts)
