"""One set of names: in the pages, in the PDF and in anchors.json."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from conftest import Built, select

if TYPE_CHECKING:
    from collections.abc import Callable

MACHINE_MADE = re.compile(r"id\d+")
# Ids of the theme: the list of contents on the title page, and what the search page's script needs.
FURNITURE = {"main", "contents", "search", "search-progress", "search-results", "q", "repairs", "key"}
FURNITURE |= {"search-said", "search-help", "search-meant", "slash"}
# Ids by which the parts of a page find each other: keys, filters, cards, entries, letters of indexes.
PARTS = re.compile(r"(verdict|show|only|depth|answer|at)-.+|entry-\d+|letter-.+|_\d+[a-z]*")
KINDS = {"chapter", "page", "passage", "note", "section", "term", "event", "source"}


def load(built: Built) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((built.out / "html" / "anchors.json").read_text("utf-8"))
    return entries


def test_every_anchor_has_its_kind_title_address_and_page(book: Built) -> None:
    entries = load(book)
    kinds = Counter(e["kind"] for e in entries)
    print(dict(kinds))
    assert set(kinds) >= KINDS
    assert kinds["chapter"] == 7
    assert kinds["passage"] == 12
    for entry in entries:
        assert entry["title"], entry
        assert entry["url"] == f"{entry['url'].split('#')[0]}#{entry['anchor']}"
        assert entry["pdf_page"] >= 1, entry


def test_no_anchor_is_given_twice(book: Built) -> None:
    names = Counter(e["anchor"] for e in load(book))
    assert [n for n, count in names.items() if count > 1] == []


def test_the_pages_have_the_same_anchors(book: Built, measured: Callable[..., None]) -> None:
    expected = {e["url"] for e in load(book)}
    found = set()
    for path in (book.out / "html").glob("*.html"):
        main = select(book.page(path.stem), "[role=main], main")
        for element in select(main[0], "[id]") if main else []:
            name = element.get("id", "")
            # The annotated source's classes and functions are named by their code, not for citing;
            # a drawing finds its parts by ids of its own.
            of_code = path.stem == "source" and element.tag == "dt" and name.startswith("edition.")
            drawn = bool(element.xpath("ancestor::svg"))
            filters = element.tag == "input"  # found by its label and by the script that keeps the choice
            if not (
                of_code
                or drawn
                or filters
                or MACHINE_MADE.fullmatch(name)
                or name in FURNITURE
                or PARTS.fullmatch(name)
            ):
                found.add(f"{path.name}#{name}")
    assert expected == found
    measured(names_pages=len(found))


def test_the_pdf_has_the_same_anchors(book: Built, measured: Callable[..., None]) -> None:
    with pikepdf.open(book.out / "russia-north-korea.pdf") as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        found = {}
        for name, value in names.items():
            place = value.D if isinstance(value, pikepdf.Dictionary) else value
            found[str(name)] = pages[place[0].objgen]
    assert found == {e["anchor"]: e["pdf_page"] for e in load(book)}
    measured(names_pdf=len(found))


def test_the_public_address_goes_into_the_data(build_small: Callable[..., Built]) -> None:
    built = build_small({"conf.py": [("essay_file", "html_baseurl = 'https://example.org/book/'\nessay_file")]})
    urls = {e["anchor"]: e["url"] for e in load(built)}
    assert urls["one-p1"] == "https://example.org/book/one.html#one-p1"


def test_a_heading_keeps_only_the_anchors_that_were_written(build_small: Callable[..., Built]) -> None:
    built = build_small({"one.md": [("(the-founder)=\n", "(the-founder)=\n(older-name)=\n")]})
    found = {e["anchor"]: e["kind"] for e in load(built) if e["url"].startswith("one.html")}
    assert found == {
        "one": "chapter",
        "one-p1": "passage",
        "who-founded": "note",
        "one-commentary": "section",
        "the-founder": "section",
        "older-name": "section",
    }


@pytest.mark.parametrize(
    ("name", "change", "message", "code"),
    [
        ("one.md", [("(the-founder)=\n", ""), ], "one.md:11: WARNING: the heading “Who the founder was” has no anchor",
         "[anchors.unnamed]"),
        ("timeline.md", [("(timeline)=", "(the-founder)=")], "timeline.md:2: WARNING: duplicate label the-founder", ""),
        ("one.md", [("(the-founder)=\n", "(the-founder)=\n(event-later)=\n")],
         "one.md:13: WARNING: 'event-later' begins as names of another kind do (event)", "[anchors.form]"),
        ("glossary.md", [(":id: term-juche", ":id: term-mig-15")],
         "glossary.md:12: WARNING: the anchor 'term-mig-15' is given in glossary.md:4 too", ""),
    ],
)  # fmt: skip
def test_a_bad_anchor_fails_the_build(
    build_small: Callable[..., Built], name: str, change: Any, message: str, code: str
) -> None:
    built = build_small({name: change}, builder="dummy")
    assert built.failed
    assert any(said.startswith(message) and said.endswith(code) for said in built.messages), built.messages
