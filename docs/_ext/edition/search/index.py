"""The index of the search: units, words and links as data for its script, in two parts."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from edition.base.quotes import shorten
from edition.base.vocabulary import Relation
from edition.essay.carries import relation_word
from edition.names.kinds import Kind
from edition.names.units import PARTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edition.names.units import Unit
    from edition.search.words import Words

KINDS = tuple(map(Kind, ("note", "passage", "term", "section", "event", "figure", "source", "chapter", "page", "pair")))
"""The kinds, as numbered for the script; pairs have a list of their own."""
APART_MOST = 300
"""The most characters of a section outside the chapters."""
LEFT_OUT = {5: "", 6: 0, 7: -1, 8: "", 9: "", 10: [], 11: ""}
"""The values at the end of the list of a unit that the script takes for missing ones, by their places from 1."""
LATER = (Kind.SECTION, Kind.SOURCE, Kind.FIGURE, Kind.PAGE)
"""The kinds in the second part, with the evidence of notes, pairs and links; the first part answers most queries."""


def slug(unit: Unit) -> str:
    """The name that the script can derive from the kind and title of a unit; most events and terms have just that."""
    words = re.sub(r"[’“”]", "", unicodedata.normalize("NFD", unit.title)).lower()
    return f"{unit.kind}-" + re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", words)).strip("-")


def shown_text(unit: Unit, chapters: Sequence[str]) -> str:
    """The text of a unit; empty for a chapter, whose passages have it, and shortened for sections outside chapters."""
    if unit.kind is Kind.CHAPTER:
        return ""
    apart = unit.kind is Kind.SECTION and unit.page not in chapters
    return shorten(unit.text, APART_MOST) if apart else in_a_line(unit.text)


def in_a_line(text: str) -> str:
    """A text of several paragraphs as one paragraph."""
    return text.replace(PARTED, " ")


def row(
    unit: Unit,
    chapters: Sequence[str],
    pages: Sequence[str],
    verdicts: Sequence[str],
    words: Words,
    told: Mapping[str, int],
) -> list[Any]:
    """One unit as a list, without values at its end that are to be expected; see ``parts``."""
    cells: list[Any] = [
        KINDS.index(unit.kind),
        0 if unit.anchor == slug(unit) else unit.anchor,
        pages.index(unit.page),
        unit.title,
        shown_text(unit, chapters),
        told.get(unit.anchor, unit.number),
        verdicts.index(unit.name.verdict) if unit.name.verdict else -1,
        unit.shown,
        "/".join(filter(None, [unit.name.date, unit.name.end])),
        list(words.questions.get(unit.anchor, ())),
        ", ".join(words.keywords.get(unit.anchor, ())),
    ]
    while cells[-1] == LEFT_OUT.get(len(cells)):
        cells.pop()
    return cells


def parts(
    units: Sequence[Unit],
    chapters: Sequence[str],
    verdicts: Sequence[str],
    words: Words,
    retired: Mapping[str, str],
    light: Sequence[str] = (),
    told: Mapping[str, int] | None = None,
) -> list[dict[str, Any]]:
    """The two parts; ``light`` are words that count little, ``told`` the numbers of the chapters that events belong to.

    Items of a list without a name are in the order of the units.
    """
    told = told or {}
    pages = list(dict.fromkeys([*chapters, *(unit.page for unit in units)]))
    titles = {u.page: u.title for u in units if u.kind.whole}
    of_kind = {kind: [unit for unit in units if unit.kind == kind] for kind in KINDS}
    numbers = {kind: {unit.anchor: n for n, unit in enumerate(some)} for kind, some in of_kind.items()}
    relations: list[str] = [*Relation]
    head = {
        "pages": pages,
        "titles": [titles.get(page, page) for page in pages],
        "chapters": len(chapters),
        "verdicts": list(verdicts),
        "relations": list(map(relation_word, relations)),
        "retired": dict(retired),
        "light": list(light),
        "groups": [list(group) for group in words.synonyms],
        "terms": [
            [[form.text for form in unit.name.forms], list(words.spellings.get(unit.anchor, ()))]
            for unit in of_kind[Kind.TERM]
        ],
    }
    own = [unit for unit in units if unit.kind is not Kind.PAIR]
    first = [unit for unit in own if unit.kind not in LATER]
    rest = [unit for unit in own if unit.kind in LATER]
    return [
        {"head": head, "units": [row(unit, chapters, pages, verdicts, words, told) for unit in first]},
        {
            "units": [row(unit, chapters, pages, verdicts, words, told) for unit in rest],
            "more": [in_a_line(unit.more) for unit in of_kind[Kind.NOTE]],
            "links": [links(unit, numbers) for unit in (*first, *rest)],
            "pairs": [
                [
                    numbers[Kind.NOTE][unit.name.note],
                    numbers[Kind.SOURCE][unit.sources[0]],
                    relations.index(unit.shown),
                    unit.text,
                ]
                for unit in of_kind[Kind.PAIR]
            ],
        },
    ]


def links(unit: Unit, numbers: Mapping[Kind, Mapping[str, int]]) -> list[Any]:
    """The numbers of the terms and of the sources that a unit links to; a source has none."""
    if unit.kind is Kind.SOURCE:
        return []
    terms, sources = numbers[Kind.TERM], numbers[Kind.SOURCE]
    return [
        [terms[anchor] for anchor in unit.terms if anchor in terms],
        [sources[anchor] for anchor in unit.sources if anchor in sources],
    ]


def script(part: Mapping[str, Any]) -> str:
    """A part as a script, since a page opened from disk can load no other data."""
    return f"bookSearch.add({json.dumps(part, ensure_ascii=False, separators=(',', ':'))});\n"
