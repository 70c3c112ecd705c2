"""Visitors of tables and lists: boxes that scroll, no inline widths, roles that ARIA still has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from docutils.nodes import Element


class TableVisitors(HTML5Translator):
    """Tables, and sources outside a list of their own."""

    def visit_table(self, node: nodes.table) -> None:
        """Put the table into a box that can scroll; a width of its own would need an inline style."""
        node.attributes.pop("width", None)
        self.body.append('<div class="table-wrapper">')
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close both."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def depart_colspec(self, _node: Element) -> None:
        """Write no widths of columns: the policy forbids inline styles, the style sheet sets them."""

    def visit_citation(self, node: Element) -> None:
        """An item of a list; ``doc-biblioentry`` has been withdrawn."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<div role="list" class="citation-list">\n')
        self.body.append(self.starttag(node, "div", classes=["citation"], role="listitem"))
