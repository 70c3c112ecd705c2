"""Repair a name that two places of a document share: docutils takes it from both, and links to it would fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.phases import Read

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Twins(SphinxTransform):
    """Give the name back to the first of the two places; docutils has warned of the second."""

    default_priority = Read.TWINS

    def apply(self, **kwargs: object) -> None:
        """Find names that were written and that no node has now."""
        lost = {
            name for name, written in self.document.nametypes.items() if written and not self.document.nameids[name]
        }
        for node in self.document.findall(nodes.Element):
            for name in lost.intersection(node.get("dupnames", ())):
                lost.remove(name)
                node["dupnames"].remove(name)
                node["names"].append(name)
                self.document.nameids[name] = node["ids"][0]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_transform(Twins)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
