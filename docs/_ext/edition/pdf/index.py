"""The subject index of the PDF: where the book speaks of each term, event and author; Typst counts the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.languages import runs
from edition.base.locale import _, later
from edition.base.phases import Write
from edition.names.kinds import Kind
from edition.names.subjects import authors_by_source, find_subjects, grouped, mentions, pattern
from edition.pdf.notes import document_of
from edition.pdf.visitors import ignore
from edition.pdf.writer import array, document_label, quote, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edition.names.subjects import Subject
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer

SHORT = {"Revised Romanization": later("RR"), "McCune–Reischauer": later("M–R")}
"""Names of forms that the index abbreviates, and explains in its first lines."""


class index_place(nodes.Inline, nodes.Invisible, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A place to which the index leads, by its ``number``, which joins ``written`` if the PDF prints the place."""


class subject_index(nodes.General, nodes.Element):  # noqa: N801
    """The index, with its ``subjects`` and the numbers of the places that are ``written``."""


class SubjectIndex(SphinxPostTransform):
    """Number the paragraphs that mention a subject, and put the index at the end."""

    default_priority = Write.PDF_INDEX
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Go through the texts of the editors and the essay."""
        subjects = {subject.key: subject for subject in find_subjects(self.env, [self.document])}
        if not any(subject.docname for subject in subjects.values()):
            return
        for subject in subjects.values():
            subject.forms = tuple((text, SHORT.get(name, name), tag) for text, name, tag in subject.forms)
        authors = {key: [name for name, _ in people] for key, people in authors_by_source(self.env).items()}
        finder = pattern(subjects.values())
        by_word = {word.lower(): s.key for s in subjects.values() for word in s.words}
        number, written = 0, set[int]()
        indexed = {*self.config.essay_chapters, *self.config.pdf_indexed}
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if {"uses", "related", "history"} & set(paragraph["classes"]) or document_of(paragraph) not in indexed:
                continue
            found = mentions(own_text(paragraph), finder, by_word)
            for target in targets(paragraph):
                found |= {target} & subjects.keys() | set(authors.get(target, ()))
            if found:
                number += 1
                paragraph.insert(0, index_place("", number=number, written=written))
                for key in found:
                    subjects[key].places.append(number)
        self.document += subject_index("", subjects=list(subjects.values()), written=written)


def own_text(paragraph: nodes.Element) -> str:
    """The words of a paragraph without its citations."""
    return "".join(
        str(text)
        for text in paragraph.findall(nodes.Text)
        if not any("bibtex-citation" in a.get("classes", ()) for a in between(text, paragraph))
    )


def between(node: nodes.Node, outer: nodes.Node) -> Iterator[nodes.Element]:
    """What stands around a node inside another."""
    while (node := node.parent) is not outer:
        yield node


def targets(paragraph: nodes.Element) -> Iterator[str]:
    """The names to which a paragraph leads; a letter of a note stands for its source."""
    for link in (node for node in paragraph.findall() if isinstance(node, nodes.Element)):
        target = (link.get("refid") or link.get("refuri") or "").rpartition("#")[2]
        note, _, source = target.rpartition("--")
        yield Kind.SOURCE.anchor(source) if note else target


def visit_index_place(writer: Writer, node: index_place) -> None:
    """Leave a label."""
    node["written"].add(node["number"])
    write(writer, f"#place-label({quote(place_label(node['number']))})")
    raise nodes.SkipNode


def place_label(number: int) -> str:
    """The label of a place, which is no public name."""
    return f"index {number}"


def visit_subject_index(writer: Writer, node: subject_index) -> None:
    """Write the entries by letter, and a reference from each form to its entry."""
    entries: list[tuple[str, str]] = []
    for number, subject in enumerate(node["subjects"]):
        subject.places = [place for place in subject.places if place in node["written"]]
        if not subject.docname and not subject.places:
            continue
        label = f"index entry {number}"
        entries.append((subject.heading, entry(subject, label)))
        entries += [(form, see(form, name, tag, subject.heading, label)) for form, name, tag in subject.forms]
    write(writer, "#subject-index(\n")
    for letter, texts in grouped(entries):
        write(writer, f"({quote(_(letter))}, ({', '.join(texts)},)),\n")
    write(writer, ")\n")
    raise nodes.SkipNode


def marked(text: str, language: str = "en") -> str:
    """Typst content with the languages of its words; ``language`` is the one that is expected."""
    parts = (
        f'#foreign({quote(tag)}, "", {quote(part)})' if tag else f"#{quote(part)}" for part, tag in runs(text, language)
    )
    return f"[{''.join(parts)}]"


def entry(subject: Subject, label: str) -> str:
    """An entry as a Typst dictionary."""
    forms = ", ".join(f"({marked(text, language)}, {quote(_(name))})" for text, name, language in subject.forms)
    places = array([place_label(number) for number in subject.places])
    main = quote(document_label(subject.docname, subject.key)) if subject.docname else "none"
    return (
        f"(heading: {marked(subject.heading)}, kind: {quote(_(subject.kind))}, label: {quote(label)}, "
        f"main: {main}, forms: ({forms}{',' if forms else ''}), places: {places})"
    )


def see(form: str, name: str, language: str, heading: str, label: str) -> str:
    """A reference from a form to its entry."""
    form = marked(form, language)
    return f"(see: {quote(label)}, heading: {form}, kind: {quote(_(name))}, to: {marked(heading)})"


VISITORS: Visitors = {index_place: (visit_index_place, ignore), subject_index: (visit_subject_index, ignore)}
