"""The subject index of the PDF, as Typst: its entries by letter, and from each other form a reference to its entry."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.languages import runs
from edition.base.locale import _
from edition.base.titles import short_title
from edition.names.subjects import grouped
from edition.pdf.index_places import index_place, subject_index
from edition.pdf.unparted import boxed
from edition.pdf.visitors import ignore
from edition.pdf.writer import array, document_label, quote, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edition.names.subjects import Subject
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


def visit_index_place(writer: Writer, node: index_place) -> None:
    """Leave a label."""
    node["written"].add(node["number"])
    write(writer, f"#place-label({quote(place_label(node['number']))}, {quote(node['words'])})")
    raise nodes.SkipNode


def place_label(number: int) -> str:
    """The label of a place, which is no public name."""
    return f"index {number}"


def visit_subject_index(writer: Writer, node: subject_index) -> None:
    """Write the entries by letter, and a reference from each form to its entry."""
    entries: list[tuple[str, str]] = []
    parts = {number: short_title(writer.builder.env, docname) for number, docname in node["parts"].items()}
    for number, subject in enumerate(node["subjects"]):
        subject.places = [place for place in subject.places if place in node["written"]]
        if not subject.docname and not subject.places:
            continue
        label = f"index entry {number}"
        entries.append((subject.filed, entry(subject, label, parts)))
        entries += [
            (form, see(form, name, tag, subject.heading, label))
            for form, name, tag in subject.forms
            if form.casefold() != subject.heading.casefold()  # it would stand beside its own entry
        ]
    names = array([document_label(*name) for name in node["opens"]])
    write(writer, f"#subject-index(names: {names},\n")
    for letter, texts in grouped(entries):
        write(writer, f"({quote(_(letter))}, ({', '.join(texts)},)),\n")
    write(writer, ")\n")
    raise nodes.SkipNode


def marked(text: str, language: str = "en") -> str:
    """Typst content with the languages of its words; ``language`` is the one that is expected."""
    parts = (f'#foreign({quote(tag)}, "")[{boxed(part)}]' if tag else boxed(part) for part, tag in runs(text, language))
    return f"[{''.join(parts)}]"


def entry(subject: Subject, label: str, parts: Mapping[int, str]) -> str:
    """An entry as a Typst dictionary, its places with the titles of the parts of the book in which they are."""
    forms = ", ".join(f"({marked(text, language)}, {quote(_(name))})" for text, name, language in subject.forms)
    runs_of = ((title, map(place_label, numbers)) for title, numbers in groupby(subject.places, parts.__getitem__))
    places = "".join(f"({quote(title)}, {array(list(labels))})," for title, labels in runs_of)
    main = quote(document_label(subject.docname, subject.key)) if subject.docname else "none"
    words = quote(_("{title}, index", title=subject.heading))
    return (
        f"(heading: {marked(subject.heading)}, words: {words}, kind: {quote(_(subject.kind))}, label: {quote(label)}, "
        f"main: {main}, forms: ({forms}{',' if forms else ''}), places: ({places}))"
    )


def see(form: str, name: str, language: str, heading: str, label: str) -> str:
    """A reference from a form to its entry."""
    form = marked(form, language)
    return f"(see: {quote(label)}, heading: {form}, kind: {quote(_(name))}, to: {marked(heading)})"


VISITORS: Visitors = {index_place: (visit_index_place, ignore), subject_index: (visit_subject_index, ignore)}
