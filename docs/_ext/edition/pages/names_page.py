"""``{names}``: the index of persons, places, documents, events and other subjects, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.features import Feature, note_feature
from edition.base.locale import _, later
from edition.base.phases import Write
from edition.base.quotes import curl
from edition.base.trees import part, tree
from edition.base.visitors import skip
from edition.names.kinds import Kind
from edition.names.listed import FILE, with_listed
from edition.names.subjects import LETTERS, SCRIPTS, authors_by_source, find_subjects, grouped, mentions, pattern
from edition.names.units import gather
from edition.pages.chapters import chapters
from edition.pages.filters import make_filter, with_choice
from edition.pages.numbers import bound
from edition.pages.parts import template_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.names.subjects import Subject
    from edition.names.units import Gatherer, Unit

SPEAKS = {Kind.PASSAGE, Kind.NOTE, Kind.SECTION, Kind.EVENT, Kind.TERM}
"""The kinds of units that can mention a subject."""


class name_index(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Placeholder of the index."""


@dataclass(slots=True)
class Places:
    """The places in one document that mention a subject."""

    docname: str
    title: str
    """The short title of the document."""
    links: list[tuple[str, str]]
    """Name and words of each link."""


class NameIndex(SphinxDirective):
    """``{names}``."""

    def run(self) -> list[nodes.Node]:
        """Make the placeholder; the subjects are known after all documents were read."""
        note_feature(self.env, Feature.NAMES)
        self.env.note_dependency(FILE)
        return [name_index()]


class FillNames(SphinxPostTransform):
    """Fill the placeholder with a part that a template renders."""

    default_priority = Write.PLACES
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder."""
        for place in list(self.document.findall(name_index)):
            context = part(self.env, index)  # all documents are searched, and few changes of them are seen here
            filled = template_part("", template="names.html", context=context, filtered=bool(context["filters"]))
            place.replace_self(filled)


def index(env: BuildEnvironment) -> dict[str, Any]:
    """What the template needs: the entries by letter, each with the places that mention it, and the filter by kind."""
    gatherer = gather(env)
    glossaries = sorted({name.docname for name in gatherer.names if name.kind is Kind.TERM})
    every = with_listed(env, find_subjects(env, [tree(env, docname) for docname in glossaries]))
    subjects = {s.key: s for s in every}
    signed = authors_by_source(env)
    found = places(gatherer, subjects, signed)
    works = {key: source for source, people in reversed(list(signed.items())) for key, _ in people}
    of_source = {name.anchor: name.docname for name in gatherer.names if name.kind is Kind.SOURCE}
    keyed: list[tuple[str, str]] = []
    drawn: dict[str, dict[str, Any]] = {}
    for number, subject in enumerate(s for s in subjects.values() if s.docname or found.get(s.key)):
        at = place_of(subject, works, of_source, found)
        entry: dict[str, Any] = {
            "id": f"entry-{number}",
            "subject": subject,
            "heading": curl(subject.heading, env.config.language),
            "at": at,
        }
        entry |= {"kind": _(subject.kind), "forms": [(text, _(name), tag) for text, name, tag in subject.forms]}
        drawn[f"{number}"] = entry | {"places": found.get(subject.key, [])}
        keyed.append((subject.filed, f"{number}"))
        for i, form in enumerate(entry["forms"]):
            drawn[f"{number} {i}"] = entry | {"form": form}
            keyed.append((form[0], f"{number} {i}"))
    groups = [(letter, f"letter-{nodes.make_id(letter) or 0}", keys) for letter, keys in grouped(keyed)]
    kinds = [entry["subject"].kind for entry in drawn.values() if "form" not in entry]
    known = {letter: anchor for letter, anchor, _keys in groups}
    row = [*LETTERS, *SCRIPTS.values()]
    return {
        "row": [(_(letter), known.get(letter, "")) for letter in row],
        "groups": [(_(letter), anchor, [drawn[key] for key in keys]) for letter, anchor, keys in groups],
        "filters": with_choice(make_filter("kind", later("Show"), kinds)),
        "entries": ".names li[id]",
        "total": len(kinds),
    }


def place_of(
    subject: Subject, works: Mapping[str, str], of_source: Mapping[str, str], found: Mapping[str, list[Places]]
) -> tuple[str, str]:
    """Document and name that a subject links to: its own place, an author's first work, or its first mention."""
    if subject.docname:
        return subject.docname, subject.key
    if subject.key in works:
        return of_source[works[subject.key]], works[subject.key]
    first = found[subject.key][0]
    return first.docname, first.links[0][0]


def places(
    gatherer: Gatherer, subjects: Mapping[str, Subject], signed: Mapping[str, list[tuple[str, str]]]
) -> dict[str, list[Places]]:
    """The places that mention each subject, by document in the order of the toctrees."""
    env = gatherer.env
    by_word = {word.lower(): subject.key for subject in subjects.values() for word in subject.words}
    finder = pattern(subjects.values())
    indexed = {*env.config.essay_chapters, *env.config.pdf_indexed}
    titles = {chapter.docname: f"{chapter.number} {chapter.short}" for chapter in chapters(env)}
    found: dict[str, dict[str, Places]] = {}
    for unit in gatherer.units:
        if unit.kind not in SPEAKS or unit.page not in indexed:
            continue
        keys = mentions(f"{unit.text} {unit.more}", finder, by_word)
        for used in gatherer.used.get(unit.anchor, []):
            keys |= {used.anchor} & subjects.keys() | {key for key, _ in signed.get(used.anchor, ())}
        for key in keys - {unit.anchor}:
            title = titles.get(unit.page) or env.titles[unit.page].astext()
            of = found.setdefault(key, {}).setdefault(unit.page, Places(unit.page, title, []))
            of.links.append((unit.anchor, curl(called(unit), env.config.language)))
    return {key: list(documents.values()) for key, documents in found.items()}


def called(unit: Unit) -> str:
    """The words of a link to a unit whose document is known."""
    match unit.kind:
        case Kind.PASSAGE:
            return f"¶{unit.number}"
        case Kind.NOTE:
            return bound(_("note {number}", number=unit.number))
        case Kind.EVENT:
            return unit.shown
        case _:
            return unit.title


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the index."""
    app.add_directive("names", NameIndex)
    skipped = (skip, None)  # the PDF has an index of its own at its end; readers of the EPUB have a search
    app.add_node(name_index, html=skipped, epub=skipped, typst=skipped, text=skipped)
    app.add_post_transform(FillNames)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
