"""Where the PDF mentions the subjects of its index: numbered places, whose pages Typst knows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.features import Feature, has_feature
from edition.base.locale import later
from edition.base.phases import Write
from edition.base.quotes import curl
from edition.base.trees import once, part, tree
from edition.essay.carries import pair
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.listed import with_listed
from edition.names.subjects import AUTHOR, PERSON, authors_by_source, find_subjects, mentions, pattern
from edition.pdf.context import context_of
from edition.pdf.titles import titles_of
from edition.sources.cited import CITED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from edition.names.subjects import Subject

SILENT = {"uses", "related", "history", "on-note", "forms"}
"""Classes of paragraphs that speak of nothing."""
SHORT = {"Revised Romanization": later("RR"), "McCune–Reischauer": later("M–R")}
"""Names of forms that the index abbreviates, and explains in its first lines."""


class index_place(nodes.Inline, nodes.Invisible, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A place to which the index leads, with its ``number`` in the document and ``words`` that describe it.

    It mentions the subjects with the ``keys``.
    """


class SubjectIndex(SphinxPostTransform):
    """Number the places of a document that mention a subject."""

    default_priority = Write.PDF_INDEX
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Go through the paragraphs of a document."""
        context = context_of(self.document)
        docname = context.docname
        if docname not in {*self.config.essay_chapters, *self.config.pdf_indexed}:
            return
        if not has_index(self.env, context.documents):
            return
        find, titles, number = finder(self.env), titles_of(self.env), 0
        for paragraph in list(read(self.document)):
            if SILENT & set(paragraph["classes"]):
                continue
            words = nearest(paragraph, titles) or self.env.titles[docname].astext()
            before = paragraph.previous_sibling()
            pieces = [piece for child in list(paragraph.children) for piece in find.cut(child)]
            found = [find.subjects_of(piece) for piece in pieces]
            if found and isinstance(before, nodes.title):
                found[0] |= find.subjects_of(before)
            for piece, new in zip(pieces, first_or_last(found), strict=True):
                if new:
                    number += 1
                    place = index_place("", number=number, keys=sorted(new), words=words)
                    paragraph.insert(at_place(paragraph, piece), place)


def has_index(env: BuildEnvironment, documents: Iterable[str]) -> bool:
    """Whether a book of some documents has an index: where it explains a term, or its pages have one."""
    named = any(has_feature(env, name, Feature.NAMES) for name in documents)
    return named or any(subject.docname for subject in part(env, subjects_and_authors)[0].values())


def finder(env: BuildEnvironment) -> Finder:
    """What finds the subjects of the book, made once in a build."""
    return once(env, Finder, lambda: Finder(*part(env, subjects_and_authors)))


def subjects_and_authors(env: BuildEnvironment) -> tuple[dict[str, Subject], dict[str, list[str]]]:
    """The subjects of the index by their keys, and the keys of those who sign each source, by its public name."""
    terms = {name.docname for name in domain(env, AnchorsDomain).all_names() if name.kind is Kind.TERM}
    glossaries = [tree(env, docname) for docname in sorted(terms)]
    subjects = {subject.key: as_printed(env, subject) for subject in with_listed(env, find_subjects(env, glossaries))}
    persons = {subject.heading: key for key, subject in subjects.items() if subject.kind == PERSON}
    same = {
        key: persons[subject.heading]
        for key, subject in subjects.items()
        if subject.kind == AUTHOR and subject.heading in persons
    }
    for key in same:  # an author who is a person of the glossary or the list is one entry
        del subjects[key]
    signed = authors_by_source(env)
    return subjects, {source: [same.get(key, key) for key, _ in people] for source, people in signed.items()}


class Finder:
    """Finds the subjects of a part of a paragraph: by the words that stand for them, by links, by cited authors."""

    def __init__(self, subjects: Mapping[str, Subject], authors: Mapping[str, list[str]]) -> None:
        self.subjects, self.authors = subjects, authors
        self.pattern = pattern(subjects.values())
        self.by_word = {word.lower(): s.key for s in subjects.values() for word in s.words}

    def cut(self, part: nodes.Node) -> list[nodes.Node]:
        """A child of a paragraph as it is; a text is cut into pieces, each of which begins where a subject is named."""
        if not isinstance(part, nodes.Text) or not self.pattern:
            return [part]
        cuts = sorted({0, *(match.start() for match in self.pattern.finditer(part))})
        if len(cuts) == 1:
            return [part]
        pieces: list[nodes.Node] = [nodes.Text(part[a:b]) for a, b in pairwise([*cuts, len(part)])]
        at = at_place(part.parent, part)
        part.parent[at : at + 1] = pieces
        return pieces

    def subjects_of(self, part: nodes.Node) -> set[str]:
        """The keys of the subjects of one child of a paragraph."""
        found = mentions(own_text(part), self.pattern, self.by_word)
        for target in targets(part):
            found |= {target} & self.subjects.keys() | set(self.authors.get(target, ()))
        return found


def read(document: nodes.document) -> Iterator[nodes.Element]:
    """The nodes in which the index looks for subjects: paragraphs, and what each source carries of a note."""
    for node in document.findall():
        if isinstance(node, (nodes.paragraph, pair)):
            yield node


def first_or_last(found: Sequence[set[str]]) -> list[set[str]]:
    """The subjects of each piece of a paragraph, where it is mentioned first or last: no paragraph fills three pages.

    >>> first_or_last([{"a"}, {"a", "b"}, {"a"}])[1]
    {'b'}
    """
    first = {key: at for at, keys in reversed(list(enumerate(found))) for key in keys}
    last = {key: at for at, keys in enumerate(found) for key in keys}
    return [{key for key in keys if at in (first[key], last[key])} for at, keys in enumerate(found)]


def at_place(paragraph: nodes.Element, part: nodes.Node) -> int:
    """The position of a child; ``index`` of docutils may return that of an equal text."""
    return next(at for at, child in enumerate(paragraph.children) if child is part)


def as_printed(env: BuildEnvironment, subject: Subject) -> Subject:
    """A subject with the apostrophes that the book prints, so that it is found there, and short forms of its names."""

    def printed(text: str) -> str:
        return curl(text, env.config.language, env.config.smartquotes_action)

    subject.heading = printed(subject.heading)
    subject.words = tuple(map(printed, subject.words))
    subject.forms = tuple((printed(text), SHORT.get(name, name), tag) for text, name, tag in subject.forms)
    return subject


def nearest(node: nodes.Node, titles: Mapping[str, str]) -> str:
    """The description of the innermost named thing around a node, or ``""``."""
    while isinstance(node, nodes.Element):
        first = node.children[0] if isinstance(node, nodes.definition_list_item) else node
        found = [titles[name] for name in getattr(first, "attributes", {}).get("ids", ()) if name in titles]
        if found:
            return found[0]
        node = node.parent
    return ""


def own_text(part: nodes.Node) -> str:
    """The words of a part of a paragraph without its citations."""
    if not isinstance(part, nodes.Element):
        return part.astext()
    return "" if CITED in part.get("classes", ()) else "".join(map(own_text, part.children))


def targets(part: nodes.Node) -> Iterator[str]:
    """The names to which a part of a paragraph links; a letter of a note counts as its source."""
    for link in (node for node in part.findall() if isinstance(node, nodes.Element)):
        target = (link.get("refid") or link.get("refuri") or "").rpartition("#")[2]
        note, _, source = target.rpartition("--")
        yield Kind.SOURCE.anchor(source) if note else target
