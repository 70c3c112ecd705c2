"""HTML visitors of tables and citations: boxes that scroll, no inline styles, valid ARIA roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from docutils.nodes import Element


class TableVisitors(HTML5Translator):
    """Visitors of tables, and of sources that are not in a list."""

    def visit_table(self, node: nodes.table) -> None:
        """Put the table into a box that can scroll, and drop its width, which would need an inline style."""
        node.attributes.pop("width", None)
        self.body.append('<div class="table-wrapper">')
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close both."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def depart_colspec(self, _node: Element) -> None:
        """Write no widths of columns, which would need inline styles."""

    def visit_citation(self, node: Element) -> None:
        """Write a source as an item of a list; docutils' role ``doc-biblioentry`` is deprecated."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<div role="list" class="citation-list">\n')
        self.body.append(self.starttag(node, "div", classes=["citation"], role="listitem"))
