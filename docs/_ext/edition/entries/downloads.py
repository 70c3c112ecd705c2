"""Links to files that the build itself writes beside the pages, by the role ``data-file``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from edition.base.address import up_from

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


class written_file(nodes.literal):  # noqa: N801
    """The name of such a file; in the PDF it stays a name."""


class WrittenFile(SphinxRole):
    """The role ``data-file`` on a file name; the tests of links check that the file exists."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the node."""
        return [written_file(self.rawtext, self.text)], []


def visit_html(self: HTML5Translator, node: written_file) -> None:
    """Open the link; ``download`` keeps a browser from showing the data as a page."""
    name, root = node.astext(), up_from(self.builder.current_docname)
    self.body.append(self.starttag(node, "a", "", href=root + name, download=name) + "<code>")


def depart_html(self: HTML5Translator, _node: written_file) -> None:
    """Close the link."""
    self.body.append("</code></a>")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the role."""
    app.add_role("data-file", WrittenFile())
    app.add_node(written_file, html=(visit_html, depart_html))
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
