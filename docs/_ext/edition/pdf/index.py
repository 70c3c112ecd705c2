"""The subject index of the PDF, as Typst: entries by letter, and references from variants of names to entries."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.languages import runs
from edition.base.locale import _
from edition.base.titles import short_title
from edition.base.trees import part
from edition.base.visitors import ignore
from edition.base.warnings import warn
from edition.names.listed import Code
from edition.names.subjects import grouped
from edition.pdf.context import context_of
from edition.pdf.index_places import has_index, index_place, subjects_and_authors
from edition.pdf.unparted import boxed
from edition.pdf.writer import array, document, document_label, quote, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from edition.names.subjects import Subject
    from edition.pdf.texts import Text
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


def visit_index_place(writer: Writer, node: index_place) -> None:
    """Write a label, and keep for the index which subjects are mentioned there."""
    context_of(writer.document).places.append((node["number"], node["keys"]))
    label = place_label(document(writer), node["number"])
    write(writer, f"#place-label({quote(label)}, {quote(node['words'])})")
    raise nodes.SkipNode


def place_label(docname: str, number: int) -> str:
    """The label of a place of the index, which is not among the public names."""
    return f"index {docname} {number}"


def subject_index(env: BuildEnvironment, texts: Mapping[str, Text], names: Sequence[str]) -> str:
    """The index as Typst: the entries by letter, and a reference from each variant to its entry.

    It leads to the places of all documents; the labels in ``names`` lead to the index.
    """
    if not has_index(env, texts):
        return ""
    places: dict[str, list[tuple[str, int]]] = {}
    for docname, text in texts.items():
        for number, keys in text.places:
            for key in keys:
                places.setdefault(key, []).append((docname, number))
    entries: list[tuple[str, str]] = []
    for number, subject in enumerate(part(env, subjects_and_authors)[0].values()):
        found = places.get(subject.key, [])
        if not found and subject.location:
            message = f"no text of the book names {subject.heading!r}; mend its words, or take it out"
            warn(Code.NOWHERE, message, subject.location)
        if not subject.docname and not found:
            continue
        label = f"entry {number}"
        entries.append((subject.filed, entry(env, subject, label, found)))
        entries += [
            (form, see(form, name, tag, subject.heading, label))
            for form, name, tag in subject.forms
            if form.casefold() != subject.heading.casefold()  # it would stand beside its own entry
        ]
    groups = [f"({quote(_(letter))}, ({', '.join(texts)},)),\n" for letter, texts in grouped(entries)]
    return f"#subject-index(names: {array([*names])},\n{''.join(groups)})\n"


def marked(text: str, language: str = "en") -> str:
    """Typst content with the languages of its words; words in ``language`` are not marked."""
    parts = (f'#foreign({quote(tag)}, "")[{boxed(part)}]' if tag else boxed(part) for part, tag in runs(text, language))
    return f"[{''.join(parts)}]"


def entry(env: BuildEnvironment, subject: Subject, label: str, found: Sequence[tuple[str, int]]) -> str:
    """An entry as a Typst dictionary: its places, with the titles of their documents."""
    forms = ", ".join(f"({marked(text, language)}, {quote(_(name))})" for text, name, language in subject.forms)
    runs_of = groupby(found, lambda place: short_title(env, place[0]))
    places = "".join(f"({quote(title)}, {array([place_label(*place) for place in run])})," for title, run in runs_of)
    main = quote(document_label(subject.docname, subject.key)) if subject.docname else "none"
    words = quote(_("{title}, index", title=subject.heading))
    return (
        f"(heading: {marked(subject.heading)}, words: {words}, kind: {quote(_(subject.kind))}, label: {quote(label)}, "
        f"main: {main}, forms: ({forms}{',' if forms else ''}), places: ({places}))"
    )


def see(form: str, name: str, language: str, heading: str, label: str) -> str:
    """A reference from a variant to its entry."""
    form = marked(form, language)
    return f"(see: {quote(label)}, heading: {form}, kind: {quote(_(name))}, to: {marked(heading)})"


VISITORS: Visitors = {index_place: (visit_index_place, ignore)}
