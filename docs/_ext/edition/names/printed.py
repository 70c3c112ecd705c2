"""The words of names as they are printed; references in them stay unresolved until all documents were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from edition.essay.carries import note_sources
from edition.names.record import marked
from edition.sources.labels import join_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

APART = (
    nodes.section,
    nodes.footnote,
    nodes.footnote_reference,
    nodes.label,
    nodes.table,
    nodes.Invisible,
    nodes.system_message,
    note_sources,
    addnodes.toctree,
    addnodes.only,
)
"""What has a name, a page or data of its own, or is in one of the books only."""
NOT_OWN = (*APART, nodes.figure, addnodes.desc)
"""The same with pictures and the annotated source, whose words belong to no name."""


class Open(NamedTuple):
    """An unresolved reference, whose words depend on another place of the book."""

    kind: str
    """cite, ref, numref or doc."""
    target: str
    role: str = ""
    """Of a citation: ``p``, ``t`` or ``alp``."""


Parts = tuple[str | Open, ...]


def own_nodes(node: nodes.Node) -> Iterator[nodes.Node | None]:
    """The texts and references below a node that belong to it; None at the end of a block."""
    for child in node.children:
        if isinstance(child, (nodes.Text, addnodes.pending_xref)):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, NOT_OWN):
            named = child[0] if isinstance(child, nodes.definition_list_item) else child
            if marked(named) and not isinstance(child, nodes.term):
                continue
            yield from own_nodes(child)
            if not isinstance(child, nodes.Inline):
                yield None


def parts_of(node: nodes.Node) -> Parts:
    """The words that belong to a node, with its references unresolved."""
    return tuple(part_of(child) if child is not None else " " for child in own_nodes(node))


def has_words(node: nodes.Node) -> bool:
    """Whether any words belong to a node; a comment, a table and a picture are none."""
    return bool("".join(map(str, parts_of(node))).strip())


def part_of(node: nodes.Node) -> str | Open:
    """The text of a node, or an ``Open`` if its words depend on another place."""
    if isinstance(node, addnodes.pending_xref):
        kind, target = node["reftype"], node["reftarget"]
        if node["refdomain"] == "cite":
            return Open("cite", target, kind)
        if not node.get("refexplicit") and kind in {"ref", "numref", "doc"}:
            return Open(kind, target)
        if kind == "myst" and not node.astext():
            return Open("ref", target)
    return node.astext()


class Lookup:
    """Finds the words of open references, after all documents were read."""

    def __init__(
        self,
        env: BuildEnvironment,
        labels: Mapping[str, tuple[str, str]],
        titles: Mapping[str, Parts] | None = None,
        pages: Mapping[str, str] | None = None,
    ) -> None:
        """``labels`` are name and year of each source, by key.

        ``titles`` are the titles of names, by anchor, and ``pages`` the anchors of pages; without them Sphinx must have
        the printed titles already.
        """
        self.env = env
        self.sources = labels
        self.open = dict(titles or {})
        self.pages = pages or {}
        self.titles = env.domains.standard_domain.labels
        self.numbers = {
            anchor: env.config.numfig_format[kind] % ".".join(map(str, number))
            for kinds in env.toc_fignumbers.values()
            for kind, numbered in kinds.items()
            for anchor, number in numbered.items()
        }

    def printed(self, parts: Iterable[str | Open]) -> str:
        """The words with references resolved and white space folded."""
        return " ".join("".join(p if isinstance(p, str) else self.words(p) for p in parts).split())

    def words(self, reference: Open) -> str:
        """The words of one reference."""
        match reference.kind:
            case "cite":
                return self.citation(reference.target, reference.role)
            case "numref":
                return str(self.numbers.get(reference.target, reference.target))
            case "doc" if reference.target in self.env.titles:
                return self.page(reference.target)
            case _:
                return self.title(reference.target)

    def page(self, docname: str) -> str:
        """The title of a page."""
        return self.title(self.pages[docname]) if docname in self.pages else str(self.env.titles[docname].astext())

    def title(self, target: str) -> str:
        """The title of a place; a title that refers to itself prints its anchor there."""
        _docname, anchor, title = self.titles.get(target, ("", target, target))
        if parts := self.open.get(anchor):
            self.open[anchor] = (anchor,)  # until its references are resolved
            self.open[anchor] = (self.printed(parts),)
            return self.printed(self.open[anchor])
        return str(title)

    def citation(self, target: str, role: str) -> str:
        """The words of a citation, as ``sources.bibliography`` prints it."""
        try:
            cited = list(parse_citation_targets(target))
        except ValueError:
            return target
        found = []
        for one in cited:
            name, year = self.sources.get(one.key, (one.key, ""))
            if role.startswith("t"):
                year = ", ".join(filter(None, [f"{one.pre} {year}".strip(), one.post]))
                found.append(f"{name} ({year})")
            else:
                found.append(", ".join(filter(None, [f"{one.pre} {name} {year}".strip(), one.post])))
        if role.startswith("t"):
            return join_names(found)
        joined = "; ".join(found)
        return joined if role.startswith("alp") else f"({joined})"
