"""The index of the search: what each of its two parts has, and what it leaves out to be small."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import CARRIES, with_page
from edition.search.index import APART_MOST, KINDS, LATER, LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

KIND, NAME, PLACE, TITLE, TEXT, VERDICT, DATE = 0, 1, 2, 3, 4, 6, 8
"""Places in the list of a unit."""
LONG = "More words. " * 50
PAGE = f"(more)=\n# More\n\n(a-part)=\n## A part\n\n{LONG}\n"
CHANGES = {
    "one.md": [("(the-founder)=\n", "(the-first)=\n(the-founder)=\n"), ("A section {", f"{LONG}A section {{")],
    "carries.yaml": CARRIES,
    "glossary.md": [("A doctrine.", "A doctrine like {term}`MiG-15`, called {term}`Juche`.")],
}


@pytest.fixture(scope="module")
def parts(small: Callable[..., Built]) -> list[dict[str, Any]]:
    """The two parts of the index of the small book, with a page and some changes, as data."""
    built = small(changes=with_page("more", PAGE) | CHANGES)
    assert not built.failed, built.messages
    folder = built.out / "html" / "search"
    texts = [(folder / f"{name}.js").read_text("utf-8") for name in ("first", "rest")]
    return [json.loads(text.removeprefix("bookSearch.add(").removesuffix(");\n")) for text in texts]


def units(parts: list[dict[str, Any]], kind: str) -> dict[str, list[Any]]:
    """The units of a kind by title."""
    return {unit[TITLE]: unit for part in parts for unit in part["units"] if KINDS[unit[KIND]] == kind}


def test_what_answers_most_queries_comes_first(parts: list[dict[str, Any]]) -> None:
    first, rest = ({KINDS[unit[KIND]] for unit in part["units"]} for part in parts)
    assert rest == {kind for kind in LATER if kind != "figure"}  # the small book has none
    assert first == {"note", "passage", "term", "event", "chapter"}
    assert ("head" in parts[0], "head" in parts[1]) == (True, False)


def test_a_name_that_follows_from_its_title_is_left_out(parts: list[dict[str, Any]]) -> None:
    assert [units(parts, "term")[title][NAME] for title in ("MiG-15", "Juche")] == [0, 0]
    assert units(parts, "event")["The war begins"][NAME] == "event-earlier"


def test_what_stands_elsewhere_is_short(parts: list[dict[str, Any]]) -> None:
    chapter = units(parts, "chapter")["Introduction"]
    assert chapter[TEXT:] in ([], [""]), "its passages have the words"
    part = units(parts, "section")["A part"]
    assert part[TEXT].startswith("More words. More words.")
    assert len(part[TEXT].removesuffix(" …")) <= APART_MOST < len(LONG)
    assert len(units(parts, "section")["Who the founder was"][TEXT]) > len(LONG), "a chapter's section is whole"


def test_a_unit_ends_with_its_last_value(parts: list[dict[str, Any]]) -> None:
    every = [unit for part in parts for unit in part["units"]]
    assert [unit for unit in every if unit[-1] == LEFT_OUT.get(len(unit))] == []
    assert {len(unit) for unit in every} > {4, 5}, "some have no more than a title, others a text"


def test_links_are_numbers_of_terms_and_sources_without_a_term_itself(parts: list[dict[str, Any]]) -> None:
    order = [unit[TITLE] for part in parts for unit in part["units"]]
    links = dict(zip(order, parts[1]["links"], strict=True))
    terms = [*units(parts, "term")]
    assert links["MiG-15"] == [[], [0]]
    assert links["Juche"] == [[terms.index("MiG-15")], []]
    assert [link for title, link in links.items() if title.startswith("Rusk")] == [[]]


def test_numbers_stand_for_pages_verdicts_and_relations(parts: list[dict[str, Any]]) -> None:
    head, (_, rest) = parts[0]["head"], parts
    notes = units(parts, "note").values()
    assert [(head["titles"][note[PLACE]], head["verdicts"][note[VERDICT]]) for note in notes] == [
        ("Introduction", "Imprecise"),
        ("The Second Chapter: A Title", "Supported"),
    ]
    assert units(parts, "event")["The war begins"][DATE] == "1950-06-25"
    told = [(note, source, head["relations"][relation], text) for note, source, relation, text in rest["pairs"]]
    assert told == [(0, 0, "qualifies", "Others founded it with “him”"), (1, 0, "supports", "The day of the armistice")]


def test_a_second_name_leads_to_the_first_of_its_place(parts: list[dict[str, Any]]) -> None:
    assert parts[0]["head"]["retired"] == {"the-founder": "the-first"}
