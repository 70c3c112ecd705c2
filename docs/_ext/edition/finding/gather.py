"""Everything that has a name, as search and downloads need it: its words, and what it refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes
from sphinx import addnodes

from edition.base.domains import domain
from edition.base.languages import foreign
from edition.base.links import keys_of
from edition.base.quotes import curl
from edition.essay.notes import Note, NotesDomain, evidence
from edition.essay.passages import passage
from edition.names.anchors import anchors_domain, book_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that has a name."""

    kind: str
    """page, chapter, passage, note, section, figure, term, event, source or pair."""
    anchor: str
    page: str
    """Document that holds it."""
    title: str
    text: str = ""
    """Its first words: the answer of a note, a definition, what happened; plain, without citations."""
    more: str = ""
    """Its other words."""
    number: int = 0
    """Of a passage or note, counted from 1 in its chapter."""
    verdict: str = ""
    shown: str = ""
    """The date of an event as printed; the kind of a term; the relation of a pair."""
    forms: tuple[str, ...] = ()
    """Other names of a term."""
    date: str = ""
    """ISO date of an event, with the last day of a span after a slash; of a source its year or date."""
    sources: tuple[str, ...] = ()
    """Keys of the sources cited, each once, in their order."""
    terms: tuple[str, ...] = ()
    """Anchors of the terms linked."""
    note: str = ""
    """The note of a pair."""


class Gatherer:
    """Reads the units out of the documents as they were read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        citations = env.get_domain("cite").citations  # type: ignore[attr-defined]
        self.citations = {c.key: c for c in citations}
        self.labels = {k: (c.entry.fields["labelname"], c.entry.fields["labelyear"]) for k, c in self.citations.items()}
        self.notes = {note.anchor: note for note in domain(env, NotesDomain).all_notes()}
        std = env.domains.standard_domain
        self.terms = {name.lower(): anchor for (kind, name), (_, anchor) in std.objects.items() if kind == "term"}
        self.events = {e["id"]: e for e in env.get_domain("events").events}  # type: ignore[attr-defined]

    def units(self) -> list[Unit]:
        """Every unit, in the order of the contents; sources, then pairs, at the end."""
        found: list[Unit] = []
        for docname in book_order(anchors_domain(self.env)):
            doctree = self.env.get_doctree(docname)
            if not doctree.next_node(addnodes.desc):  # what modules say of themselves is not for readers
                found += self.document(doctree, docname)
        found += [self.source(c) for c in self.citations.values()]
        return found + list(self.pairs())

    def document(self, doctree: nodes.document, docname: str) -> Iterator[Unit]:
        """The units of one document."""
        chapters = self.env.config.essay_chapters
        kind = title = ""
        for node in doctree.findall(nodes.Element):
            if isinstance(node, nodes.section) and node["ids"]:
                top = isinstance(node.parent, nodes.document)
                kind = node[0].astext()
                title = kind if top else title
                name = ("chapter" if docname in chapters else "page") if top else "section"
                yield self.unit(name, node, docname, title=kind, text=self.words(node, 1))
            elif isinstance(node, passage):
                name, text = f"{title}, ¶{node['number']}", self.words(node[0])
                yield self.unit("passage", node, docname, title=name, text=text, number=node["number"])
            elif isinstance(node, nodes.footnote) and node["ids"][0] in self.notes:
                yield self.note(node, self.notes[node["ids"][0]])
            elif node.get("anchor-kind") == "term":
                yield self.term(node, docname, kind)
            elif node.get("anchor-kind") == "event":
                yield self.event(node, docname)
            elif node.get("anchor-kind") == "figure":
                yield self.unit("figure", node, docname, title=node["anchor-title"], text=self.words(node, 1))

    def unit(self, kind: str, node: nodes.Element, docname: str, refer: nodes.Element | None = None, **kw: Any) -> Unit:
        """One unit with what it cites and links."""
        sources: dict[str, None] = {}
        terms: dict[str, None] = {}
        for reference in (refer or node).findall(addnodes.pending_xref):
            if refer is None and owner(reference) is not node:
                continue
            target = reference["reftarget"]
            if reference["refdomain"] == "cite":
                sources.update(dict.fromkeys(key for key in keys_of(reference) if key in self.labels))
            elif reference["reftype"] == "term" and target.lower() in self.terms:
                terms[self.terms[target.lower()]] = None
        return Unit(kind, node["ids"][0], docname, sources=tuple(sources), terms=tuple(terms), **kw)

    def note(self, node: nodes.footnote, note: Note) -> Unit:
        """A note: its title is the essay's words, its text the answer."""
        answer = next(node.findall(nodes.paragraph))
        text = self.words(answer).removeprefix(f"{note.verdict}.").strip()
        more = " ".join(self.words(block) for part in node.findall(evidence) for block in part.children)
        title = f"“{curl(note.words)}”"
        return self.unit(
            "note", node, note.docname, title=title, text=text, more=more, number=note.number, verdict=note.verdict
        )

    def term(self, node: nodes.Element, docname: str, kind: str) -> Unit:
        """A term with its forms."""
        definition = node.parent[1]
        assert isinstance(definition, nodes.definition)
        forms = tuple(dict.fromkeys(form.astext() for form in definition.findall(foreign)))
        text = self.words(definition)
        title = node["anchor-title"]
        found = self.unit("term", node, docname, definition, title=title, text=text, forms=forms, shown=kind)
        return found

    def event(self, node: nodes.Element, docname: str) -> Unit:
        """An event with its date."""
        event = self.events[node["ids"][0]]
        blocks = [p for p in node.findall(nodes.paragraph) if not set(p["classes"]) & {"about", "event-date"}]
        title, text = self.words(blocks[0]), " ".join(map(self.words, blocks[1:]))
        date = f"{event['date']}/{event['end']}" if event["end"] else event["date"]
        return self.unit("event", node, docname, title=title, text=text, shown=event["shown"], date=date)

    def source(self, citation: Any) -> Unit:
        """A source; its title is its citation, its text the whole reference."""
        fields = citation.entry.fields
        date = fields.get("date") or fields.get("year", "")
        # The reference up to its year is the title; the host at its end, and what follows, is no word to look for.
        year = fields["labelyear"].removesuffix(".")
        title, _, text = str(citation.formatted_entry.text).partition(f" {year}. ")
        text = re.sub(r" (?:doi:|[\w-]+(?:\.[\w-]+)+\.(?: |$)|Cited at second hand).*$", "", text)
        title = f"{title.removesuffix('.')} {fields['labelyear']}"
        page = citation.bibliography_key.docname
        return Unit("source", citation.citation_id, page, title, text, date=date, sources=(citation.key,))

    def pairs(self) -> Iterator[Unit]:
        """What each source carries of each note, from carries.yaml; none where there is no such file."""
        path = Path(self.env.srcdir) / "carries.yaml"
        pairs = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
        for anchor, records in pairs.items():
            note = self.notes.get(anchor)
            for record in records if note else ():
                citation = self.citations.get(record["source"])
                if note is None or citation is None:
                    continue
                yield Unit(
                    "pair",
                    f"{anchor}--{nodes.make_id(record['source'])}",
                    note.docname,
                    " ".join(self.labels[record["source"]]),
                    curl(record["carries"]),
                    number=note.number,
                    shown=record["relation"],
                    sources=(record["source"],),
                    note=anchor,
                )

    def words(self, node: nodes.Node, first: int = 0) -> str:
        """The words below a node, from its child ``first`` on, without citations and what has its own name."""
        text = "".join(self.texts(child) for child in node.children[first:])
        return re.sub(r" +(?=[.,;:?!)])|(?<=\() +| ?\(\)", "", curl(" ".join(text.split())))

    def texts(self, node: nodes.Node) -> str:
        """The words of one node, with a blank after blocks."""
        if isinstance(node, nodes.Text):
            return node.astext()
        if isinstance(node, addnodes.pending_xref) and node["refdomain"] == "cite":
            names = ["{} ({})".format(*self.labels[key]) for key in keys_of(node) if key in self.labels]
            return " and ".join(names) if node["reftype"] == "t" else ""
        if not isinstance(node, nodes.Element) or isinstance(node, APART) or "anchor-kind" in node:
            return ""
        if HIDDEN & set(node["classes"]):
            return ""
        text = "".join(map(self.texts, node.children))
        return text if isinstance(node, (nodes.Inline, addnodes.pending_xref)) else text + " "


APART = (
    nodes.section,
    nodes.footnote,
    nodes.footnote_reference,
    nodes.label,
    nodes.table,
    nodes.rubric,
    nodes.Invisible,
    nodes.system_message,
    addnodes.toctree,
    addnodes.only,
)
HIDDEN = {"about", "related", "forms", "see-also", "glossary", "events"}


def owner(node: nodes.Node) -> nodes.Node | None:
    """The nearest node around one that has a name of its own."""
    parent = node.parent
    while parent is not None and not (
        isinstance(parent, (nodes.section, nodes.footnote, passage)) or "anchor-kind" in parent.attributes
    ):
        parent = parent.parent
    return parent
