"""Words of the PDF that stay on one line: names with a hyphen, "No." with its number, and Korean words, which Typst
would part at any syllable; in tables, in small lines and in the index, days with their months.

They are set in boxes: a character that forbids the break would be copied too, and searches would miss the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.pdf.writer import open_inline, quote, shut

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer

NAME = r"(?=[^\W\d_a-z])\w+(?:-[^\W\d_]\w*)+|\b[Nn][or]\. \d+|\w*[\uac00-\ud7af]\w+"
NAMES = re.compile(NAME)
"""Names with a hyphen, such as Kim Il-sung's, numbers such as that of General Order No. 1, and words in Hangul."""
NAMES_AND_DAYS = re.compile(rf"(?<![^\s(])\d{{1,2}}(?:–\d{{1,2}})?\.? (?=[^\W\d_a-z])\w+(?: –(?= ))?|{NAME}")
"""The same, and days; a dash after one ends the line and begins none."""
NO_BREAK = "\u00a0"


class unparted(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """Words that stay on one line."""


APART = (unparted, nodes.title, nodes.literal, nodes.FixedTextElement)


class KeepNames(SphinxPostTransform):
    """Keep names whole in all texts, and days in small lines, which are ragged."""

    default_priority = Write.PDF_NAMES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change the document, after all that looks for words in it."""
        for line in self.document.findall(nodes.paragraph):
            if line["classes"]:
                keep_whole(line, NAMES_AND_DAYS)
        keep_whole(self.document, NAMES)


def keep_whole(part: nodes.Element, words: re.Pattern[str]) -> None:
    """Keep some words of a part of the book on one line."""
    for text in list(part.findall(nodes.Text)):
        kept, others = words.findall(text), words.split(text)
        if kept and not stands_apart(text):
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


def text_of(part: nodes.Node) -> str:
    """The words of a part, with no-break spaces where no line ends."""
    return "".join(
        text.replace(" ", NO_BREAK) if isinstance(text.parent, unparted) else text for text in part.findall(nodes.Text)
    )


def boxed(text: str) -> str:
    """A text as Typst content, its names and days in boxes.

    >>> boxed("Kim Il-sung")
    '#"Kim "#box("Il-sung")'
    """
    pieces = enumerate(re.split(f"({NAMES_AND_DAYS.pattern})", text))
    return "".join(f"#box({quote(piece)})" if at % 2 else f"#{quote(piece)}" for at, piece in pieces if piece)


def visit_unparted(writer: Writer, _node: unparted) -> None:
    """Open a box."""
    open_inline(writer, None, "box")


VISITORS: Visitors = {unparted: (visit_unparted, shut)}
