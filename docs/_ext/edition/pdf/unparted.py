"""Words of the PDF that stay on one line: names with a hyphen, "No." with its number, and Korean words, which Typst
would part at any syllable; in tables, in small lines and in the index, days with their months.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.base.unparted import NAME, keep_whole, unparted
from edition.pdf.writer import open_inline, quote, shut

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer

WHOLE = rf"{NAME}|\b[Nn][or]\. \d+|\w*[\uac00-\ud7af]\w+"
NAMES = re.compile(WHOLE)
"""Names with a hyphen, such as Kim Il-sung's, numbers such as that of General Order No. 1, and words in Hangul."""
NAMES_AND_DAYS = re.compile(rf"(?<![^\s(])\d{{1,2}}(?:–\d{{1,2}})?\.? (?=[^\W\d_a-z])\w+(?: –(?= ))?|{WHOLE}")
"""The same, and days; a dash after one ends the line and begins none."""
NO_BREAK = "\u00a0"


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
