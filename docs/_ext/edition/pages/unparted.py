"""Words of the pages that stay on one line: in the essay names with a hyphen, everywhere signs such as F-86 and n.d.-a.

Names in notes and commentary may be parted, as in print: there are hundreds, and each box is paid for with bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from edition.base.phases import Write
from edition.base.unparted import NAME, keep_whole, unparted
from edition.essay.passages import passage
from edition.pages.essay_page import essay_passage

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SIGN = r"(?<![\w/.-])[^\W\d_a-z]\w{0,4}-\d+\w*|(?:\w\. ?)+-[a-z]\b"
"""A designation, or the letter that tells two undated works apart."""
SIGNS = re.compile(SIGN)
NAMES = re.compile(f"{SIGN}|{NAME}")


class KeepWhole(SphinxPostTransform):
    """Keep these words whole."""

    default_priority = Write.WHOLE
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the document, when its words are no longer looked for."""
        for row in self.document.findall(lambda node: isinstance(node, (passage, essay_passage))):
            keep_whole(next(row.findall(nodes.paragraph)), NAMES)
        keep_whole(self.document, SIGNS)


class UnpartedVisitors(HTML5Translator):
    """The boxes."""

    def visit_unparted(self, _node: unparted) -> None:
        """Open one."""
        self.body.append('<span class="held">')

    def depart_unparted(self, _node: unparted) -> None:
        """Close it."""
        self.body.append("</span>")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_post_transform(KeepWhole)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
