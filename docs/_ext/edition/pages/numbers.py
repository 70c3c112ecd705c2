"""Put no-break spaces before the numbers in lists of places, so that "note 9" is never split over two lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LISTED = {"uses", "change-new"}
"""Classes of paragraphs that list places."""


class BindNumbers(SphinxPostTransform):
    """Change the links in lists of places; a search finds the words of links in running text, so these stay."""

    default_priority = Write.NUMBERS
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the words of the links; browsers copy them with plain spaces."""
        for link in places(self.document):
            for words in list(link.findall(nodes.Text)):
                words.parent.replace(words, nodes.Text(bound(words.astext())))


def places(document: nodes.document) -> Iterator[nodes.reference]:
    """The links of lines that list places, and the first link of each item of changes."""
    for line in document.findall(nodes.paragraph):
        if LISTED.intersection(line["classes"]):
            yield from line.findall(nodes.reference)
    for changes in document.findall(nodes.bullet_list):
        if "changes" in changes["classes"]:
            for change in changes.children:
                yield from list(change.findall(nodes.reference))[:1]


def bound(text: str) -> str:
    """The text with no-break spaces before its numbers.

    >>> bound("chapter 2, note 9") == "chapter\\u00a02, note\\u00a09"
    True
    """
    return re.sub(r" (?=¶?\d)", "\u00a0", text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_post_transform(BindNumbers)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
