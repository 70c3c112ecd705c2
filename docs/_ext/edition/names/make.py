"""Make the record of each name, after all documents were read; all lists of names are made of these records."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.base.domains import domain
from edition.base.locale import _
from edition.base.quotes import shorten
from edition.essay.notes import NotesDomain
from edition.names.kinds import Kind
from edition.names.printed import Lookup
from edition.names.record import Name, Use
from edition.sources.cited import citations, entries
from edition.sources.domain import SourcesDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from edition.names.find import Found
    from edition.names.printed import Parts

TITLED = {Kind.SECTION, Kind.CHAPTER, Kind.PAGE, Kind.FIGURE, Kind.EVENT}
"""Kinds whose titles may hold references, and are the words of links to them."""
TITLE_MOST = 80
"""The most characters of a title that is made of a note's words."""


def make_names(
    env: BuildEnvironment,
    order: Iterable[str],
    found: Mapping[str, list[Found]],
    uses: Mapping[str, list[tuple[str, str]]],
) -> tuple[Name, ...]:
    """Every name of the book in the order of the documents, with the places that use it."""
    order = list(order)
    maker = Maker(env, (one for docname in order for one in found.get(docname, [])))
    sources = list(maker.sources())
    names: list[Name] = []
    for docname in order:
        names += (maker.name(one) for one in found.get(docname, []))
        names += (source for source in sources if source.docname == docname)
    by_anchor = {name.anchor: name for name in names}
    used = gather_uses(env, (use for docname in order for use in uses.get(docname, [])), by_anchor)
    return tuple(replace(name, uses=used[name.anchor]) if name.anchor in used else name for name in names)


def gather_uses(
    env: BuildEnvironment, uses: Iterable[tuple[str, str]], names: Mapping[str, Name]
) -> dict[str, tuple[Use, ...]]:
    """For each name the places that use it, in the order of the contents, each once."""
    terms = {
        words.lower(): anchor
        for (kind, words), (_, anchor) in env.domains.standard_domain.objects.items()
        if kind == "term"
    }
    found: dict[str, dict[str, Use]] = {}
    for target, user in uses:
        anchor = terms.get(target.lower(), target)
        # A note outside the passages was reported; it cannot be linked.
        if anchor != user and user in names and anchor in names:
            found.setdefault(anchor, {}).setdefault(user, Use(user, names[user].mention))
    return {anchor: tuple(users.values()) for anchor, users in found.items()}


class Maker:
    """Makes the records, after all documents were read."""

    def __init__(self, env: BuildEnvironment, found: Iterable[Found]) -> None:
        """``found`` are the names, whose titles may stand in the words of others."""
        self.env = env
        self.chapters: list[str] = env.config.essay_chapters
        self.labels = {
            key: (entry.fields.get("labelname", key), entry.fields.get("labelyear", ""))
            for key, entry in entries(env).items()
        }
        titled = [one for one in found if one.kind in TITLED]
        titles = {one.anchor: label_parts(one) for one in titled}
        pages = {one.docname: one.anchor for one in titled if one.kind in {Kind.PAGE, Kind.CHAPTER}}
        self.lookup = Lookup(env, self.labels, titles, pages)
        self.titles = {docname: self.lookup.page(docname) for docname in env.titles}
        notes = [note for notes in domain(env, NotesDomain).notes.values() for note in notes]
        self.notes = {note.anchor: note for note in notes}

    def name(self, found: Found) -> Name:
        """The record of one name."""
        more = dict(found.more)
        if "answer" in more:
            more["answer"] = re.sub(r"\s+(?=[.,;:])", "", self.lookup.printed(more["answer"]))
        chapter = self.titles.get(found.docname, found.docname)
        short = chapter.split(": ", 1)[0]
        number = self.chapters.index(found.docname) + 1 if found.docname in self.chapters else 0
        title = shorten(self.lookup.printed(found.title), TITLE_MOST) if found.kind is Kind.NOTE else ""
        title = title or self.lookup.printed(found.title)
        place, mention = short, title
        match found.kind:
            case Kind.PASSAGE:
                title = f"{chapter}, ¶{found.number}"
                place = f"¶{found.number}, {short}"
                mention = _("chapter {chapter}, ¶{number}", chapter=number, number=found.number)
            case Kind.NOTE:
                place, mention = note_places(number, short, found.number)
            case Kind.PAIR:
                label = " ".join(self.labels.get(more["source"], (more["source"], "")))
                note = self.notes.get(more["note"])
                place, mention = note_places(number, short, note.number if note else "")
                title = _("{source} on {note}", source=label, note=mention)
            case Kind.FIGURE:
                place = ", ".join(filter(None, [self.lookup.numbers.get(found.anchor, ""), short]))
            case Kind.TERM:
                mention = _("glossary, {term}", term=title)
        note = self.notes.get(found.anchor)
        return Name(
            anchor=found.anchor,
            kind=found.kind,
            docname=found.docname,
            title=title,
            origin=found.origin,
            digest=found.digest,
            place=place,
            mention=mention,
            words=self.lookup.printed(found.words),
            verdict=note.verdict if note else "",
            **more,
        )

    def sources(self) -> Iterator[Name]:
        """The records of the cited sources, which sphinxcontrib-bibtex formats after all documents were read."""
        config = self.env.config
        places = domain(self.env, SourcesDomain).places
        for citation in citations(self.env):
            docname = citation.bibliography_key.docname
            words = str(citation.formatted_entry.text)
            file, line = places.get(citation.key.lower(), (config.bibtex_bibfiles[0], 1))
            yield Name(
                anchor=citation.citation_id,
                kind=Kind.SOURCE,
                docname=docname,
                title=words,
                origin=f"{file}:{line}",
                place=self.titles.get(docname, docname),
                mention=words,
                words=words,
                source=citation.key,
            )


def label_parts(found: Found) -> Parts:
    """The words of a link to a name: its title, that of an event without the date."""
    return found.title[1:] if found.kind is Kind.EVENT else found.title


def label_words(name: Name) -> str:
    """The same of a finished record."""
    return name.title.partition(": ")[2] if name.kind is Kind.EVENT else name.title


def note_places(chapter: int, title: str, number: int | str) -> tuple[str, str]:
    """The place of a note in words: with the title of its chapter, and with its number."""
    place = _("note {number}, {title}", number=number, title=title)
    return place, _("chapter {chapter}, note {number}", chapter=chapter, number=number)


def source_labels(env: BuildEnvironment) -> Iterator[tuple[str, str, str]]:
    """Name, document and label of each cited source."""
    for citation in citations(env):
        yield citation.citation_id, citation.bibliography_key.docname, citation.formatted_entry.label
