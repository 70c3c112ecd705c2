"""Plain figures of Markdown, numbered, named and cited like those that are drawn from data.

They have two forms: the directive ``{figure}`` with a caption, and an image with a title, alone in a paragraph that
has a target, ``(figure-dot)=``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Read, Write
from edition.base.warnings import warn
from edition.base.words import plain_text
from edition.figures.data import Code
from edition.figures.nodes import below, chart, pictured
from edition.names.kinds import Kind
from edition.names.record import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class PlainFigures(SphinxTransform):
    """Make plain figures ``chart`` nodes."""

    default_priority = Read.PLAIN_FIGURES

    def apply(self, **kwargs: object) -> None:
        """Replace each figure that has a caption, and each image that has a name and a title."""
        for node in list(self.document.findall(nodes.figure)):
            parts = {type(child): child for child in node.children}
            caption, legend = parts.get(nodes.caption), parts.get(nodes.legend)
            if caption is None:
                continue  # without a caption it has no number
            picture = [c for c in node.children if not isinstance(c, (nodes.caption, nodes.legend))]
            self.replace(node, caption.children, picture, legend.children if legend else [])
        for paragraph in list(self.document.findall(nodes.paragraph)):
            image = paragraph[0] if len(paragraph.children) == 1 else None
            if isinstance(image, nodes.image) and image.get("title") and named(paragraph):
                title = image["title"]
                del image["title"]
                self.replace(paragraph, [nodes.Text(title)], [image], [])

    def replace(
        self,
        node: nodes.Element,
        caption: Sequence[nodes.Node],
        picture: Sequence[nodes.Node],
        legend: Sequence[nodes.Node],
    ) -> None:
        """Replace a node by a figure, which takes over its names."""
        if not named(node):
            message = f"this figure has no name by which it could be cited; give it ':name: {Kind.FIGURE.prefix}…'"
            warn(Code.NAME, message, node)
        new = chart("", ids=node["ids"], names=node["names"], classes=[])
        new.source, new.line = node.source, node.line
        new += nodes.caption("", "", *caption)
        new += pictured("", *picture)
        new += below("", *legend)
        mark(new, Kind.FIGURE, plain_text(new[0]))
        for identifier in new["ids"]:
            self.document.ids[identifier] = new
        node.replace_self(new)


class SizesOfPictures(SphinxPostTransform):
    """Remove the sizes of images in the pages, for which docutils would write style attributes."""

    default_priority = Write.PLACES
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Remove them."""
        for image in self.document.findall(nodes.image):
            for name in ("width", "height", "scale"):
                image.attributes.pop(name, None)


def named(node: nodes.Element) -> bool:
    """Whether a node has the name of a figure."""
    return any(identifier.startswith(Kind.FIGURE.prefix) for identifier in node["ids"])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transforms."""
    app.add_transform(PlainFigures)
    app.add_post_transform(SizesOfPictures)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
