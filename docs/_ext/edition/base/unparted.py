"""Words that stay on one line though they have a hyphen: they are set in boxes.

A character that forbids the break would be copied too, and searches would miss the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    import re

NAME = r"(?=[^\W\d_a-z])\w+(?:-[^\W\d_]\w*)+"
"""A name with a hyphen, such as Kim Il-sung's."""


class unparted(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """Words between which no line ends."""


APART = (unparted, nodes.title, nodes.literal, nodes.FixedTextElement)


def keep_whole(part: nodes.Element, words: re.Pattern[str]) -> None:
    """Keep some words of a part of the book on one line."""
    for text in list(part.findall(nodes.Text)):
        kept = words.findall(text)
        if kept and not stands_apart(text):
            others = words.split(text)
            parts: list[nodes.Node] = [nodes.Text(others[0])]
            for name, after in zip(kept, others[1:], strict=True):
                parts += [unparted("", name), nodes.Text(after)]
            text.parent.replace(text, [node for node in parts if node.astext()])


def stands_apart(node: nodes.Node) -> bool:
    """Whether a text is in a box already, or can have none, since it is code or an argument that must be plain text."""
    while isinstance(node := node.parent, (nodes.Inline, nodes.TextElement)):
        if isinstance(node, APART):
            return True
    return False
