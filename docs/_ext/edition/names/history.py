"""Print one line of history under each note and section whose words are new or changed since the last edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.address import up_from
from edition.base.domains import domain
from edition.base.locale import _
from edition.base.phases import Write
from edition.essay.notes import evidence
from edition.names.editions import EditionsDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.names.editions import Edition


class History(SphinxPostTransform):
    """Add the line after the evidence of a note and at the end of a section."""

    default_priority = Write.LISTS
    builders: tuple[str, ...] = ("typst", "epub")

    def run(self, **kwargs: object) -> None:
        """Add the lines, unless this is the first edition."""
        closed = domain(self.env, EditionsDomain).closed
        if not closed:
            return
        for node, name in list(named(self.document)):
            line = self.line(closed[-1], name, node["words"])
            if line is None:
                continue
            if isinstance(node, nodes.footnote):
                whole: nodes.Element = next(iter(node.findall(evidence)), node)
                whole.append(line)
            else:
                below = next((i for i, child in enumerate(node) if isinstance(child, nodes.section)), len(node))
                node.insert(below, line)

    def line(self, last: Edition, name: str, digest: str) -> nodes.paragraph | None:
        """The line for a name whose words have a digest; None if the last edition has the same words."""
        release = self.config.release
        if name not in last.names:
            if self.env.current_document.docname not in last.names:
                return None  # the whole page is new
            return nodes.paragraph("", _("New in edition {version}.", version=release), classes=["history"])
        if last.names[name].sha256 == digest:
            return None
        line = nodes.paragraph("", _("Changed in edition {version}.", version=release), classes=["history"])
        words = _("As printed in edition {version}", version=last.version)
        if last.keeps(name) and (link := self.link(words, last.address(name))):
            line += [nodes.Text(" "), link, nodes.Text(".")]
        return line

    def link(self, words: str, address: str) -> nodes.reference | None:
        """A link to an address relative to the root of the site; None if the book has no public address."""
        root = self.config.html_baseurl
        return nodes.reference("", words, refuri=root + address, internal=False) if root else None


class HistoryOnSite(History):
    """The same in the pages, which can link to old pages by a relative address."""

    builders = ("html",)

    def link(self, words: str, address: str) -> nodes.reference:
        """A link relative to this page."""
        where = up_from(self.env.current_document.docname) + address
        return nodes.reference("", words, refuri=where, internal=True)


def named(document: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """The notes and sections of a document that have a digest, each with its first name."""
    for node in document.findall(nodes.Element):
        if isinstance(node, (nodes.footnote, nodes.section)) and node.get("words") and node["ids"]:
            yield node, node["ids"][0]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the lines of history."""
    app.add_post_transform(History)
    app.add_post_transform(HistoryOnSite)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
