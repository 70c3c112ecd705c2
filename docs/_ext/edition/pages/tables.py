"""HTML visitors of tables: boxes that scroll, no inline styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from docutils import nodes


class TableVisitors(HTML5Translator):
    """Visitors of tables."""

    def visit_table(self, node: nodes.table) -> None:
        """Put the table into a box that can scroll, and drop its width, which would need an inline style."""
        node.attributes.pop("width", None)
        self.body.append('<div class="table-wrapper">')
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close both."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def depart_colspec(self, _node: nodes.colspec) -> None:
        """Write no widths of columns, which would need inline styles."""
