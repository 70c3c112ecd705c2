"""Line breaks within a paragraph: a node that every book prints, and whose words are white space.

MyST reads them as markup of HTML and of LaTeX, which would be among the words of names, exports and the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.phases import Read

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

HTML, LATEX = "<br />\n", "\\\\\n"
"""The two raw nodes of MyST."""


class line_break(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """A line break that an author wrote, by a backslash or two spaces at the end of a line."""


class LineBreaks(SphinxTransform):
    """Replace the raw nodes of MyST, before ``base.foreign`` refuses all others."""

    default_priority = Read.BREAKS

    def apply(self, **kwargs: object) -> None:
        """Replace them."""
        for raw in list(self.document.findall(nodes.raw)):
            if isinstance(raw.parent, nodes.TextElement) and raw.astext() == HTML:
                raw.replace_self(line_break("", "\n"))
            elif isinstance(raw.parent, nodes.TextElement) and raw.astext() == LATEX:
                raw.parent.remove(raw)


def visit_html(translator: HTML5Translator, _node: line_break) -> None:
    """Break the line."""
    translator.body.append(HTML)
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the node; its visitor for Typst is in ``pdf.visitors``."""
    app.add_node(line_break, html=(visit_html, None))
    app.add_transform(LineBreaks)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
