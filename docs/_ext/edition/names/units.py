"""Units: whatever has a name, with the words by which it can be found, plain, without citations and note marks."""

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
from edition.sources.labels import join_names

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from edition.essay.carries import Pair
    from edition.names.record import Name


PARTED = "\n\n"
"""Between the paragraphs of a text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A named thing and its words."""

    name: Name
    title: str
    """As a list of results has it: the essay's words that a note answers, a source's author and year."""
    text: str = ""
    """Its first words: the answer of a note, a definition, what happened; paragraphs are parted by ``PARTED``."""
    more: str = ""
    """The evidence of a note, likewise."""
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
    """Reads the words of all names out of the documents as they were read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.names = domain(env, AnchorsDomain).all_names()
        self.citations = {c.key: c for c in citations(env)}
        self.notes = {note.anchor: note for note in domain(env, NotesDomain).all_notes()}
        self.pairs = {pair.anchor: pair for note in self.notes.values() for pair in note.pairs}
        self.lookup = Lookup(env, {})
        self.second: dict[str, str] = {}
        """Further names of a thing, and its first, under which it is a unit."""
        self.used: dict[str, list[Name]] = {}
        for name in self.names:
            for use in name.uses:
                self.used.setdefault(use.anchor, []).append(name)

    @property
    def units(self) -> list[Unit]:
        """Every unit, in the order of the contents, but what modules say of themselves."""
        return once(self.env, (Gatherer, "units"), self.find_units)

    def find_units(self) -> list[Unit]:
        """Look for them in all documents."""
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
        """One unit; ``node`` bears its name, sources have none."""
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
            case Kind.NOTE if name.anchor in self.notes:  # else it was told of
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
        """A source: its reference up to the year, and the rest without day, host and what the editors say of it."""
        citation = self.citations[name.source]
        year = citation.entry.fields["labelyear"]
        title, _year, text = str(citation.formatted_entry.text).partition(f" {year.removesuffix('.')}. ")
        second_hand = re.escape(_(SECOND_HAND))
        text = re.sub(rf" (?:doi:|[\w-]+(?:\.[\w-]+)+\.(?: |$)|{second_hand}).*$", "", text)
        return Unit(name, f"{title.removesuffix('.')} {year}", without_day(text), sources=(name.anchor,))

    def pair(self, name: Name, pair: Pair) -> Unit:
        """What a source carries of a note."""
        fields = self.citations[pair.source].entry.fields
        title = f"{fields['labelname']} {fields['labelyear']}"
        number = self.notes[pair.note].number
        source = Kind.SOURCE.anchor(pair.source)
        return Unit(name, title, self.curled(pair.carries), number=number, shown=pair.relation, sources=(source,))

    def curled(self, text: str) -> str:
        """A text with the quotation marks of the book's language."""
        return curl(text, self.env.config.language)

    def paragraphs(self, node: nodes.Node, first: int = 0) -> str:
        """The words of each block below a node, from its child ``first`` on."""
        return PARTED.join(filter(None, (self.tidy(self.texts(child)) for child in node.children[first:])))

    def words(self, node: nodes.Node) -> str:
        """The words below a node, without citations and what has its own name."""
        return self.tidy("".join(map(self.texts, node.children)))

    def tidy(self, text: str) -> str:
        """A text with its spaces folded, and without those that a citation has left."""
        return re.sub(r" +(?=[.,;:?!)])|(?<=\() +| ?\(\)", "", self.curled(" ".join(text.split())))

    def texts(self, node: nodes.Node) -> str:
        """The words of one node, with a blank after blocks."""
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
        """A citation that is part of its sentence: ``Webb (1949)``."""
        found = [self.citations[key].entry.fields for key in keys_of(node) if key in self.citations]
        return join_names([f"{fields['labelname']} ({fields['labelyear']})" for fields in found])


def without_day(text: str) -> str:
    """A reference without the day at its end, which closes with one stop all the same.

    >>> list(map(without_day, ["In Works, pp. 5–6. 28 December 1955.", "“A Year.” 4 May 2001.", "Pravda, 4 May 2001."]))
    ['In Works, pp. 5–6.', '“A Year.”', 'Pravda.']
    """
    rest, days = re.subn(r",? \d{1,2}\.? [A-Z]\w+ \d{4}\.?$", "", text)
    return f"{rest}." if days and not re.search(r"[.?!][”’\])]*$", rest) else rest


def gather(env: BuildEnvironment) -> Gatherer:
    """What reads the words of this build, all of them once."""
    return once(env, Gatherer, lambda: Gatherer(env))


NOT_FOUND = (*APART, nodes.rubric)
"""What is no word of a unit; titles of tables go with these."""
BESIDE = {"about", "related", "forms", "see-also", "glossary", "events", "event-date", "event-title", "figure-rows"}
"""Lines that lead elsewhere or are told apart."""
