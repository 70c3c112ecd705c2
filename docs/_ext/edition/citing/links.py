"""The small links that lead to the citation of each name."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.locale import _
from edition.base.phases import Write
from edition.citing.pages import FOLDER
from edition.essay.commentary import about
from edition.essay.passages import passage
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.sources.cited import entries
from edition.sources.labels import label

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

    from edition.names.record import Name


class cite_link(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """A link to the page that cites ``anchor``; ``name`` is its accessible name. It has no text, for searches."""


class CiteLinks(SphinxPostTransform):
    """Add a small link to everything that has a page of citations."""

    default_priority = Write.CITE_LINKS
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Add the links of one page."""
        docname = self.env.current_document.docname
        if docname == self.config.root_doc:
            return  # the title page has its own
        linked: set[nodes.Element] = set()
        # A list that is filled late stands there with items of its own, which a kept document does not know by id.
        items = {name: item for item in self.document.findall(nodes.list_item) for name in item["ids"]}
        for name in domain(self.env, AnchorsDomain).names_of(docname):
            node = items.get(name.anchor) or self.document.ids.get(name.anchor)
            if node is not None and node not in linked:  # one link for a section with several anchors
                linked.add(node)
                self.add(node, name)

    def add(self, node: nodes.Element, name: Name) -> None:
        """Add one link, at the place where it disturbs least."""
        if isinstance(node, (passage, nodes.footnote)) or name.kind is Kind.PAIR:
            return  # their visitors write it
        link = cite_link("", anchor=name.anchor, name=called(self.env, name), whole=name.kind.whole)
        if isinstance(node, nodes.section):
            line = node[1] if len(node) > 1 else None
            if not isinstance(line, about):
                line = nodes.paragraph("", classes=["cite-line"])
                node.insert(1, line)
            line += [nodes.Text(" "), link] if isinstance(line, about) else [link]
            return
        if isinstance(node, nodes.term):
            definition = node.parent[-1]
            node = definition if isinstance(definition, nodes.definition) else node
        captions = list(node.findall(nodes.caption))
        paragraphs = list(node.findall(nodes.paragraph))
        places: list[nodes.Element] = [*captions[-1:], *paragraphs[-1:]]
        if places:
            places[0].extend([nodes.Text(" "), link])


def called(env: BuildEnvironment, name: Name) -> str:
    """The accessible name of a link, unique for users who list the links of a page; a source has its short form."""
    if name.kind.whole:
        return _("this {kind}", kind=name.kind.word)
    if name.kind is Kind.SOURCE:
        return _("the source {label}", label=label(entries(env)[name.source]))
    return _("{kind} “{title}”", kind=name.kind.word, title=name.title)


def visit_cite_link(self: HTML5Translator, node: cite_link) -> None:
    """Write the link."""
    uri = self.builder.get_relative_uri(self.builder.current_docname, f"{FOLDER}/{node['anchor']}")
    words = html.escape(_("Cite {name}", name=node["name"]))
    text, label = (words, "") if node["whole"] else (_("cite"), f' aria-label="{words}"')
    self.body.append(f'<a class="cite-link" href="{html.escape(uri)}"{label}>{text}</a>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the links."""
    app.add_node(cite_link, html=(visit_cite_link, None))
    app.add_post_transform(CiteLinks)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
