"""Find the names of a document after reading, and what it uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from edition.base.address import MACHINE_MADE
from edition.base.links import keys_of
from edition.base.trees import ancestors
from edition.essay.carries import pair, relation_word
from edition.essay.passages import passage
from edition.names.kinds import Kind
from edition.names.printed import Parts, parts_of
from edition.names.record import marked

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Found:
    """A name whose words have unresolved references; ``names.make`` makes a ``Name`` of it."""

    anchor: str
    kind: Kind
    docname: str
    origin: str
    """``file:line`` of the source, relative to ``docs/``."""
    title: Parts
    words: Parts = ()
    digest: str = ""
    number: str = ""
    """Of a passage or note, as printed."""
    more: dict[str, Any] = field(default_factory=dict)
    """Fields of ``Name`` that only some kinds have: date and end, forms, note and source, answer."""


def find_names(doctree: nodes.document, docname: str, chapters: list[str], folder: str) -> Iterator[Found]:
    """The names of one document, in the order of the text; ``folder`` is removed from paths."""
    for node in doctree.findall(nodes.Element):
        text = text_of(node, docname in chapters)
        if text is None:
            continue
        source = (node.source or doctree["source"]).removeprefix(folder).lstrip("/\\")
        for anchor in (i for i in node["ids"] if not MACHINE_MADE.fullmatch(i)):
            origin, digest = f"{source}:{node.line or 1}", node.get("words", "")
            yield Found(anchor, text.kind, docname, origin, text.title, text.words, digest, text.number, text.more)


class Text(NamedTuple):
    """What a node says of its name, see ``Found``."""

    kind: Kind
    title: Parts
    words: Parts
    number: str
    more: dict[str, Any]


def text_of(node: nodes.Element, in_chapter: bool) -> Text | None:
    """The text of a node that has a name, by its class; None for other nodes."""
    if isinstance(node, nodes.section):
        top = isinstance(node.parent, nodes.document)
        kind = (Kind.CHAPTER if in_chapter else Kind.PAGE) if top else Kind.SECTION
        title = parts_of(node[0])
        return Text(kind, title, parts_of(node)[len(title) + 1 :], "", {})
    if isinstance(node, passage):
        words = parts_of(next(iter(node.findall(nodes.paragraph))))
        return Text(Kind.PASSAGE, (), words, str(node["number"]), {})
    if isinstance(node, nodes.footnote) and isinstance(node.parent, passage):
        words = parts_of(node)
        return Text(Kind.NOTE, words, words, node[0].astext(), {"answer": answer_of(node)})
    if isinstance(node, pair):
        words = (f"{relation_word(node['relation'])}: {node['carries']}",)
        return Text(Kind.PAIR, (), words, "", {"note": node["note"], "source": node["source"]})
    marked_as = marked(node)
    return text_of_marked(node, marked_as) if marked_as else None


def text_of_marked(node: nodes.Element, kind: Kind) -> Text:
    """The text of a node that was given its name by ``names.record.mark``: a term, a figure, an event and others."""
    title: Parts = (node["anchor-title"],)
    words = parts_of(node)
    if isinstance(node, nodes.term):
        words = parts_of(node.parent)[len(words) + 1 :]
    elif kind is Kind.FIGURE:
        title = parts_of(node[0])
    elif kind is Kind.EVENT:
        date, name = list(node.findall(nodes.paragraph))[:2]
        title = (f"{date.astext()}: ", *parts_of(name))
    return Text(kind, title, words, "", node["anchor-more"])


def answer_of(note: nodes.footnote) -> Parts:
    """The first paragraph of a note, without its verdict and without citations in parentheses."""
    answer = next((child for child in note.children if isinstance(child, nodes.paragraph)), nodes.paragraph())
    parts = parts_of(answer)
    first = next((k for k, part in enumerate(parts) if str(part).strip()), 0)
    return tuple(p for p in parts[first + 1 :] if isinstance(p, str) or p.kind != "cite" or p.role.startswith("t"))


def find_uses(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """The links and citations of a document: pairs of what is used and the name that uses it.

    What is used is the name of a source or event; or the name of a term or its words, which the glossary may only
    explain later.
    """
    for reference in doctree.findall(nodes.Element):
        used: list[str] = []
        if isinstance(reference, addnodes.pending_xref):
            target = reference["reftarget"]
            if reference["refdomain"] == "cite":
                used = [Kind.SOURCE.anchor(key) for key in keys_of(reference)]
            elif reference["reftype"] == "term" or Kind.of(target):
                used = [target]
        elif isinstance(reference, nodes.reference) and Kind.of(reference.get("refid", "")):
            used = [reference["refid"]]  # MyST resolves links within a document at once
        user = user_of(reference) if used and not beside(reference) else None
        if user:
            yield from ((anchor, user) for anchor in used)


def beside(reference: nodes.Node) -> bool:
    """Whether a link is in a line that only names related terms, "See also"."""
    parent = reference.parent
    return isinstance(parent, nodes.Element) and "see-also" in parent["classes"]


def user_of(node: nodes.Node) -> str | None:
    """The name of the innermost note, passage, term, event, figure or section around a node; None if there is none."""
    for parent in ancestors(node):
        if isinstance(parent, nodes.definition_list_item):
            term = parent[0]
            if isinstance(term, nodes.term) and term["ids"]:
                return str(term["ids"][0])
        if parent["ids"] and (isinstance(parent, (nodes.footnote, passage, nodes.section)) or marked(parent)):
            return str(parent["ids"][0])
    return None
