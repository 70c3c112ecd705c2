"""Both directions: each source, term and event lists the places of the book that use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.links import add_links, keys_of
from edition.essay.passages import passage
from edition.names.anchors import book_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Use(NamedTuple):
    """One place that uses a source, a term or an event."""

    used: str
    """Anchor of what is used; for a term its name, as the glossary may be read later."""
    user: str
    """Anchor of the place."""
    name: str
    """What the place is called in a list."""


class UsesDomain(Domain):
    """Who uses what, by the document of the user."""

    name = "uses"
    label = "Uses"
    initial_data = {"uses": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    @property
    def uses(self) -> dict[str, list[Use]]:
        """Uses by document, in the order of the text."""
        uses: dict[str, list[Use]] = self.data["uses"]
        return uses

    def by_used(self) -> dict[str, list[Use]]:
        """For each anchor its uses, in the order of the contents, each user once."""
        std = cast("StandardDomain", self.env.get_domain("std"))
        terms = {name.lower(): anchor for (kind, name), (_, anchor) in std.objects.items() if kind == "term"}
        found: dict[str, dict[str, Use]] = {}
        for docname in book_order(self):
            for use in self.uses.get(docname, []):
                used = terms.get(use.used.lower(), use.used)
                # A note that is left over has been warned of; it cannot be linked.
                if used != use.user and use.user in std.anonlabels:
                    found.setdefault(used, {}).setdefault(use.user, use)
        return {used: list(users.values()) for used, users in found.items()}

    def clear_doc(self, docname: str) -> None:
        """Forget one document."""
        self.uses.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        self.uses.update({d: v for d, v in otherdata["uses"].items() if d in docnames})


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record what a document that has been read uses."""
    domain = app.env.get_domain("uses")
    assert isinstance(domain, UsesDomain)
    docname = app.env.docname
    chapters = app.config.essay_chapters
    chapter = chapters.index(docname) + 1 if docname in chapters else 0
    domain.uses[docname] = list(find_uses(doctree, chapter))


def find_uses(doctree: nodes.document, chapter: int) -> Iterator[Use]:
    """The citations, term links and event links of a document; ``chapter`` is its number, or 0."""
    for reference in doctree.findall(addnodes.pending_xref):
        kind, target = reference["reftype"], reference["reftarget"]
        if reference["refdomain"] == "cite":
            used = [f"ref-{key}" for key in keys_of(reference)]
        elif kind == "term" or (kind == "ref" and target.startswith("event-")):
            used = [target]
        else:
            continue
        user = find_user(reference, chapter)
        if user:
            yield from (Use(anchor, *user) for anchor in used)


def find_user(node: nodes.Node, chapter: int) -> tuple[str, str] | None:
    """Anchor and name of the nearest note, passage, term, event, figure or section around a node."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.definition_list_item):
            term = parent[0]
            if isinstance(term, nodes.term) and term["ids"]:
                return term["ids"][0], f"glossary, {term.astext()}"
        if isinstance(parent, nodes.Element) and parent["ids"]:
            anchor = parent["ids"][0]
            if isinstance(parent, nodes.footnote):
                label = next(iter(parent.findall(nodes.label)))
                return anchor, f"chapter {chapter}, note {label.astext()}"
            if isinstance(parent, passage):
                return anchor, f"chapter {chapter}, ¶{parent['number']}"
            if "anchor-kind" in parent:
                return anchor, parent["anchor-title"]
            if isinstance(parent, nodes.section):
                return anchor, parent[0].astext()
        parent = parent.parent
    return None


class Backlinks(SphinxPostTransform):
    """Print below each source, term and event where the book uses it."""

    default_priority = 7  # after the bibliography is filled (5, 6), before references are resolved (10)

    def run(self, **kwargs: object) -> None:
        """Add a line to every entry of this document that is used."""
        domain = self.env.get_domain("uses")
        assert isinstance(domain, UsesDomain)
        users: dict[str, list[Use]] | None = None
        for entry in list(filter(is_entry, self.document.findall(nodes.Element))):
            if users is None:
                users = domain.by_used()
            anchor = entry["ids"][0]
            if anchor not in users:
                continue
            line = nodes.paragraph("", "Used in ", classes=["uses"])
            add_links(line, self.env.docname, [(use.user, use.name) for use in users[anchor]])
            if isinstance(entry, nodes.term):
                definition = entry.parent[-1]
                assert isinstance(definition, nodes.definition)
                definition += line
            else:
                entry += line


def is_entry(node: nodes.Element) -> bool:
    """Whether a node is a source, term or event that can be used."""
    if not isinstance(node, (nodes.list_item, nodes.citation, nodes.term)) or not node["ids"]:
        return False
    return bool(node["ids"][0].startswith(("ref-", "term-", "event-")))


def rewrite_entries(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the entries anew when anything was read; their lists come from all documents."""
    std = env.get_domain("std").anonlabels  # type: ignore[attr-defined]
    pages = {docname for name, (docname, _) in std.items() if name.startswith(("term-", "event-"))}
    lists = {b.docname for b in env.get_domain("cite").bibliographies}  # type: ignore[attr-defined]
    return sorted(pages | lists)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the back links."""
    app.add_domain(UsesDomain)
    app.add_post_transform(Backlinks)
    app.connect("doctree-read", collect)
    app.connect("env-updated", rewrite_entries)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
