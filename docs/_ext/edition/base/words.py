"""Small functions on words: of nodes and texts, their white space and capitals, and letters that number a list."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


WHITE = " \t\n\r\f\v"
"""White space that counts as one space; a no-break space is a character of its own."""


def fold(text: str) -> str:
    """The text with its white space folded, its no-break spaces kept.

    >>> fold(" one\\n two")
    'one two'
    """
    return re.sub(f"[{WHITE}]+", " ", text).strip(" ")


def repeated(texts: Iterable[str]) -> list[str]:
    """The texts that occur more than once, each once.

    >>> repeated(["one", "two", "one"])
    ['one']
    """
    return [text for text, count in Counter(texts).items() if count > 1]


def plain_text(node: nodes.Node) -> str:
    """The words of a node without footnote marks, white space folded."""
    return fold("".join(_texts(node)))


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif not isinstance(node, nodes.footnote_reference):
        for child in node.children:
            yield from _texts(child)


def capital(words: str) -> str:
    """The words with a capital at their beginning; other capitals stay.

    >>> capital("neue Anmerkung")
    'Neue Anmerkung'
    """
    return words[:1].upper() + words[1:]


def letter(index: int) -> str:
    """The letter of an item of a list, counted from 0: a to z, then aa, ab and so on.

    >>> letter(1), letter(27)
    ('b', 'ab')
    """
    text = ""
    while index >= 0:
        text = chr(ord("a") + index % 26) + text
        index = index // 26 - 1
    return text
