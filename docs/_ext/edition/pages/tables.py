"""HTML visitors of tables: names, boxes that scroll, no inline styles."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.base.locale import _
from edition.base.trees import ancestors
from edition.figures.nodes import fold
from edition.figures.output import SUMMARY


class TableVisitors(HTML5Translator):
    """Visitors of tables."""

    def visit_table(self, node: nodes.table) -> None:
        """Put the table into a box that can scroll, and drop its width, which would need an inline style."""
        node.attributes.pop("width", None)
        self.body.append('<div class="table-wrapper">')
        super().visit_table(node)
        if name := name_of(node):
            self.body[-1] = self.body[-1].replace("<table", f'<table aria-label="{escape(name)}"', 1)

    def depart_table(self, node: nodes.table) -> None:
        """Close both."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def depart_colspec(self, _node: nodes.colspec) -> None:
        """Write no widths of columns, which would need inline styles."""


def name_of(table: nodes.Element) -> str:
    """What a listener hears of a table without a caption: the title before it, else what its fold or section is called.

    >>> section = nodes.section("", nodes.title("", "Trade"), nodes.table("", nodes.tgroup()))
    >>> name_of(section[1])
    'Trade'
    """
    if isinstance(table.next_node(), nodes.title):
        return ""
    if isinstance(table.parent, fold):
        return _(SUMMARY)
    before = table.previous_sibling()
    if isinstance(before, nodes.rubric):
        return before.astext()
    section = next((above for above in ancestors(table) if isinstance(above, nodes.section)), None)
    return section[0].astext() if section else ""
