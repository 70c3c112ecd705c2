"""Print "Used in" below each source, term and event: the places of the book that use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.links import add_links
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.trees import part
from edition.essay.carries import CarriesDomain, relation_word
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import ENTRIES, Kind
from edition.sources.cited import cite_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.names.record import Use


class Backlinks(SphinxPostTransform):
    """Add the line to each source, term and event."""

    default_priority = Write.LISTS

    def run(self, **kwargs: object) -> None:
        """Add the line to every entry of this document that is used."""
        entries = list(filter(is_entry, self.document.findall(nodes.Element)))
        if not entries:
            return
        used = part(self.env, links_in, self.env.docname)
        for entry in entries:
            if entry["ids"][0] not in used:
                continue
            line = nodes.paragraph("", _("Used in "), classes=["uses"])
            add_links(line, self.env.docname, used[entry["ids"][0]])
            if isinstance(entry, nodes.term):
                definition = entry.parent[-1]
                assert isinstance(definition, nodes.definition)
                definition += line
            else:
                entry += line


def links_in(env: BuildEnvironment, docname: str) -> dict[str, list[tuple[str, str]]]:
    """By name of a document that is used: anchor and title of each place; of a source in a note, those of their pair.

    A pair has the relation in its title: ``chapter 2, note 12 (supports)``.
    """
    listed = domain(env, CarriesDomain).pairs or {}
    pairs = {(pair.note, Kind.SOURCE.anchor(pair.source)): pair for of_note in listed.values() for pair in of_note}

    def place(name: str, use: Use) -> tuple[str, str]:
        pair = pairs.get((use.anchor, name))
        return (pair.anchor, f"{use.title} ({relation_word(pair.relation)})") if pair else (use.anchor, use.title)

    names = domain(env, AnchorsDomain).names_of(docname)
    return {name.anchor: [place(name.anchor, use) for use in name.uses] for name in names if name.uses}


def is_entry(node: nodes.Element) -> bool:
    """Whether a node is a source, term or event that can be used."""
    if not isinstance(node, (nodes.list_item, nodes.citation, nodes.term)) or not node["ids"]:
        return False
    return Kind.of(node["ids"][0]) in ENTRIES


def rewrite_entries(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell Sphinx to write the pages with entries if anything was read: their lines name all documents."""
    found = env.domains.standard_domain.anonlabels
    pages = {docname for name, (docname, _) in found.items() if Kind.of(name) in ENTRIES}
    lists = {b.docname for b in cite_domain(env).bibliographies}
    return sorted(pages | lists)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the back links."""
    app.add_post_transform(Backlinks)
    app.connect("env-updated", rewrite_entries)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
