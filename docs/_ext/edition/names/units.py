"""Units: all named things with their words as plain text, without citations and note marks, for search and data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from edition.base.contents import book_order
from edition.base.dates import show_date
from edition.base.domains import domain
from edition.base.links import keys_of
from edition.base.locale import _
from edition.base.quotes import curl
from edition.base.trees import once, tree
from edition.essay.notes import NotesDomain, evidence
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.printed import APART, Lookup, Open, part_of
from edition.names.record import marked
from edition.sources.chicago import SECOND_HAND
from edition.sources.cited import citations
from edition.sources.labels import join_names, label

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from edition.essay.carries import Pair
    from edition.names.record import Name


PARTED = "\n\n"
"""What separates the paragraphs of a text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A named thing and its words."""

    name: Name
    title: str
    """As search results print it: for a note, the essay's words that it answers; for a source, author and year."""
    text: str = ""
    """Its main text: the answer of a note, a definition, what happened; paragraphs are separated by ``PARTED``."""
    more: str = ""
    """The evidence of a note, in the same form."""
    number: int = 0
    """Of a passage or note, counted from 1 in its chapter."""
    shown: str = ""
    """The date of an event as printed; the relation of a pair."""
    sources: tuple[str, ...] = ()
    """Names of the sources cited."""
    terms: tuple[str, ...] = ()
    """Names of the terms linked."""

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.name.kind

    @property
    def anchor(self) -> str:
        """Its name."""
        return self.name.anchor

    @property
    def page(self) -> str:
        """The document that holds it."""
        return self.name.docname


class Gatherer:
    """Makes the units from the documents as they were read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.names = domain(env, AnchorsDomain).all_names()
        self.citations = {c.key: c for c in citations(env)}
        self.notes = {note.anchor: note for note in domain(env, NotesDomain).all_notes()}
        self.pairs = {pair.anchor: pair for note in self.notes.values() for pair in note.pairs}
        self.lookup = Lookup(env, {})
        self.second: dict[str, str] = {}
        """By each further name of a thing, its first name, which the unit has."""
        self.used: dict[str, list[Name]] = {}
        for name in self.names:
            for use in name.uses:
                self.used.setdefault(use.anchor, []).append(name)

    @property
    def units(self) -> list[Unit]:
        """Every unit, in the order of the toctrees, without those of the annotated source."""
        return once(self.env, (Gatherer, "units"), self.find_units)

    def find_units(self) -> list[Unit]:
        """Make the units of all documents."""
        nodes_of: dict[str, dict[str, nodes.Element]] = {}
        for docname in book_order(self.env):
            doctree = tree(self.env, docname)
            if not doctree.next_node(addnodes.desc):
                nodes_of[docname] = {name: node for node in doctree.findall(nodes.Element) for name in node["ids"]}
        found: dict[object, Unit] = {}
        for name in self.names:
            if name.docname not in nodes_of:
                continue
            node = nodes_of[name.docname].get(name.anchor)
            first = found.setdefault(id(node) if node is not None else name.anchor, self.unit(name, node))
            if first.anchor != name.anchor:
                self.second[name.anchor] = first.anchor
        return list(found.values())

    def unit(self, name: Name, node: nodes.Element | None) -> Unit:
        """One unit; ``node`` is the one with its name, None for a source."""
        if name.kind is Kind.SOURCE:
            return self.source(name)
        if name.kind is Kind.PAIR:
            return self.pair(name, self.pairs[name.anchor])
        assert node is not None
        used = self.used.get(name.anchor, [])
        fields: dict[str, Any] = {
            "title": name.title,
            "sources": tuple(one.anchor for one in used if one.kind is Kind.SOURCE),
            "terms": tuple(one.anchor for one in used if one.kind is Kind.TERM),
        }
        match name.kind:
            case Kind.NOTE if name.anchor in self.notes:  # else a warning has left it out
                note = self.notes[name.anchor]
                text = self.words(next(node.findall(nodes.paragraph)))
                fields["text"] = text.removeprefix(f"{note.verdict}.").strip()
                fields["more"] = PARTED.join(self.paragraphs(part) for part in node.findall(evidence))
                fields |= {"title": _("“{words}”", words=self.curled(note.words)), "number": note.number}
            case Kind.PASSAGE:
                fields |= {"text": self.words(node[0]), "number": node["number"]}
            case Kind.TERM:
                fields["text"] = self.paragraphs(node.parent.children[1])
            case Kind.EVENT:
                paragraphs = [p for p in node.findall(nodes.paragraph) if not BESIDE & set(p["classes"])]
                fields["text"] = PARTED.join(map(self.words, paragraphs))
                fields["shown"] = show_date(name.date, name.end) if name.date else ""
                fields["title"] = name.title.removeprefix(f"{fields['shown']}: ")
            case _:
                fields["text"] = self.paragraphs(node, 1)
        return Unit(name, **fields)

    def source(self, name: Name) -> Unit:
        """A source: the title is its reference up to the year, the text the rest without day, host and remarks."""
        citation = self.citations[name.source]
        year = citation.entry.fields["labelyear"]
        title, _year, text = str(citation.formatted_entry.text).partition(f" {year.removesuffix('.')}. ")
        second_hand = re.escape(_(SECOND_HAND))
        text = re.sub(rf" (?:doi:|[\w-]+(?:\.[\w-]+)+\.(?: |$)|{second_hand}).*$", "", text)
        return Unit(name, f"{title.removesuffix('.')} {year}", without_day(text), sources=(name.anchor,))

    def pair(self, name: Name, pair: Pair) -> Unit:
        """A pair: the title is its source, the text what the source carries."""
        title = label(self.citations[pair.source].entry)
        number = self.notes[pair.note].number
        source = Kind.SOURCE.anchor(pair.source)
        return Unit(name, title, self.curled(pair.carries), number=number, shown=pair.relation, sources=(source,))

    def curled(self, text: str) -> str:
        """A text with the quotation marks of the book's language."""
        return curl(text, self.env.config.language)

    def paragraphs(self, node: nodes.Node, first: int = 0) -> str:
        """The words of the children of a node from ``first`` on, each a paragraph."""
        return PARTED.join(filter(None, (self.tidy(self.texts(child)) for child in node.children[first:])))

    def words(self, node: nodes.Node) -> str:
        """The words of a node, without citations and without what has its own name."""
        return self.tidy("".join(map(self.texts, node.children)))

    def tidy(self, text: str) -> str:
        """A text with its white space folded, and without the spaces that removed citations have left."""
        return re.sub(r" +(?=[.,;:?!)])|(?<=\() +| ?\(\)", "", self.curled(" ".join(text.split())))

    def texts(self, node: nodes.Node) -> str:
        """The words of one node, with a space after blocks."""
        if isinstance(node, nodes.Text):
            return node.astext()
        if isinstance(node, addnodes.pending_xref) and node["refdomain"] == "cite":
            return self.cited(node) if node["reftype"] == "t" else ""
        if isinstance(node, addnodes.pending_xref) and isinstance(part := part_of(node), Open):
            return self.lookup.words(part)
        if not isinstance(node, nodes.Element) or isinstance(node, NOT_FOUND) or marked(node):
            return ""
        if BESIDE & set(node["classes"]):
            return ""
        text = "".join(map(self.texts, node.children))
        return text if isinstance(node, (nodes.Inline, addnodes.pending_xref)) else text + " "

    def cited(self, node: nodes.Element) -> str:
        """The words of a citation that is part of its sentence: ``Webb (1949)``."""
        found = [self.citations[key].entry.fields for key in keys_of(node) if key in self.citations]
        return join_names([f"{fields['labelname']} ({fields['labelyear']})" for fields in found])


def without_day(text: str) -> str:
    """A reference without the day at its end, still ended by one period.

    >>> list(map(without_day, ["In Works, pp. 5–6. 28 December 1955.", "“A Year.” 4 May 2001.", "Pravda, 4 May 2001."]))
    ['In Works, pp. 5–6.', '“A Year.”', 'Pravda.']
    """
    rest, days = re.subn(r",? \d{1,2}\.? [A-Z]\w+ \d{4}\.?$", "", text)
    return f"{rest}." if days and not re.search(r"[.?!][”’\])]*$", rest) else rest


def gather(env: BuildEnvironment) -> Gatherer:
    """The gatherer of this build, made once."""
    return once(env, Gatherer, lambda: Gatherer(env))


NOT_FOUND = (*APART, nodes.rubric)
"""Nodes whose words belong to no unit; rubrics are titles of tables."""
BESIDE = {"about", "related", "forms", "see-also", "glossary", "events", "event-date", "event-title", "figure-rows"}
"""Classes of lines that only link elsewhere, or that fields of their own have."""
