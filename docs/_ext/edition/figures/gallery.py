"""The gallery: every figure of the book with its title, a short citation, and links to its place, data and file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.features import Feature, note_feature
from edition.base.links import cross_reference
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.trees import part
from edition.base.visitors import ignore, skip
from edition.figures.cache import figures_domain, load_figures
from edition.figures.nodes import exhibit, gallery, offered
from edition.figures.output import in_page, short_citation
from edition.names.kinds import Kind, data_anchor

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.figures.cache import Shown


class Gallery(SphinxDirective):
    """``{gallery}``: all figures of the book, in the order of their numbers."""

    def run(self) -> list[nodes.Node]:
        """Make the placeholder; the figures are known after all documents were read."""
        note_feature(self.env, Feature.GALLERY)
        return [gallery("")]


def drawn(env: BuildEnvironment) -> list[tuple[str, Shown]]:
    """Every figure with its drawing and its document; for ``trees.part``."""
    return list(figures_domain(env).drawn())


class FillGallery(SphinxPostTransform):
    """Fill the placeholder of the gallery."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by the figures."""
        for node in list(self.document.findall(gallery)):
            items = (self.item(docname, figure) for docname, figure in part(self.env, drawn))
            node.replace_self(nodes.container("", *items, classes=["gallery"]))

    def item(self, docname: str, shown: Shown) -> nodes.container:
        """One figure: number and title, picture, citation, links."""
        here = self.env.current_document.docname
        name = shown.name
        title = nodes.paragraph("", classes=["exhibit-title"])
        title += cross_reference(here, Kind.FIGURE.anchor(name), role="numref")
        title += nodes.Text(f" {shown.title}")
        data = nodes.paragraph("", nodes.Text(_("The numbers and their sources: ")), classes=["exhibit-data"])
        data += cross_reference(here, data_anchor(name))
        data += nodes.Text(".")
        files = load_figures(self.config)[name].files
        citation = short_citation(self.env, docname, shown)
        picture = exhibit("", name=name, key=shown.key, alt=shown.alt, citation=citation)
        return nodes.container("", title, picture, data, offered("", name=name, files=files), classes=["exhibit"])


def visit_exhibit(self: Any, node: exhibit) -> None:
    """Write the picture, whose events are linked only in its own document, and its citation."""
    self.body.append(in_page(self.builder, self.builder.current_docname, node.attributes, linked=False))
    self.body.append(f'<p class="exhibit-cite">{self.encode(node["citation"])}</p>\n')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the gallery."""
    app.add_directive("gallery", Gallery)
    app.add_node(gallery)
    app.add_node(exhibit, html=(visit_exhibit, ignore), typst=(skip, None), text=(skip, None))
    app.add_post_transform(FillGallery)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
