"""What the edition promises of its apparatus: every claim sourced, everything used, nothing too long."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest
from pybtex.database import parse_file

from conftest import ROOT, Built, read_chapter_names, select
from edition.base.records import read_records

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Words of an answer, and of the evidence below it.
MOST_ANSWER, MOST_EVIDENCE = 25, 80
# Chapters for which the researched facts hold no topic beyond their claims.
WITHOUT_COMMENTARY = {"introduction"}


@pytest.fixture(scope="module")
def notes(book: Built) -> list[HtmlElement]:
    found = [note for name in read_chapter_names() for note in select(book.page(name), ".note")]
    assert len(found) == len(read_records(ROOT / "docs" / "claims.yaml", depth=2)) > 60
    return found


def sources_of(note: HtmlElement) -> set[str]:
    return {str(a.get("href")) for a in select(note, "a[href*='#ref-']")}


def test_every_note_cites_a_source(notes: list[HtmlElement]) -> None:
    assert [n.get("id") for n in notes if not sources_of(n)] == []


def test_a_disputed_note_cites_two_sides(notes: list[HtmlElement]) -> None:
    disputed = [n for n in notes if select(n, ".verdict-disputed")]
    assert disputed
    assert [n.get("id") for n in disputed if len(sources_of(n)) < 2] == []


def count_words(text: str) -> int:
    return len(re.findall(r"[^\W_]+(?:[-’.,][^\W_]+)*", text))


def test_every_note_has_a_short_answer_and_evidence_that_is_not_long(book: Built) -> None:
    """Words are counted without the verdict and the citations in parentheses."""
    env = pickle.loads((book.out / ".work" / "doctrees" / "environment.pickle").read_bytes())
    found = [name for names in env.domaindata["anchors"]["anchors"].values() for name in names if name.kind == "note"]
    assert len(found) > 60
    wrong = {}
    for name in found:
        words, answer = (
            count_words("".join(p for p in parts if isinstance(p, str))) for parts in (name.words, name.more["answer"])
        )
        evidence = words - answer - 1
        if not (8 <= answer <= MOST_ANSWER and 0 < evidence <= MOST_EVIDENCE):
            wrong[name.anchor] = answer, evidence
    assert wrong == {}


def test_every_source_term_and_event_is_used(book: Built) -> None:
    keys = set(parse_file(str(ROOT / "references.bib")).entries)
    listed = {str(i.get("id")) for i in select(book.page("bibliography"), "[id^='ref-']")}
    assert listed == {f"ref-{key}" for key in keys}, "references.bib holds what is cited and nothing else"
    for page, entries in (
        ("bibliography", "li[id^='ref-']"),
        ("glossary", "dt[id^='term-'] + dd"),
        ("timeline", "li.event"),
    ):
        line = ".about" if page == "timeline" else ".uses"
        idle = [e.text_content()[:60] for e in select(book.page(page), entries) if not select(e, line)]
        assert idle == [], page


def test_a_withheld_address_is_not_printed(book: Built) -> None:
    entries = parse_file(str(ROOT / "references.bib")).entries
    withheld = [key for key, e in entries.items() if "url withheld" in e.fields.get("caution", "")]
    assert withheld
    page = book.page("bibliography")
    for key in withheld:
        assert "url" not in entries[key].fields
        assert not select(page, f"#ref-{key} a.external:not([href*='doi.org'])"), key


def test_what_was_not_read_is_marked(book: Built) -> None:
    entries = parse_file(str(ROOT / "references.bib")).entries
    page = book.page("bibliography")
    for key, entry in entries.items():
        marked = "Cited at second hand." in select(page, f"#ref-{key}")[0].text_content()
        assert marked == (entry.fields["seen"] == "cited-by"), key


def test_every_chapter_has_commentary(book: Built) -> None:
    for name in read_chapter_names():
        sections = select(book.page(name), f"#{name}-commentary > section")
        assert bool(sections) != (name in WITHOUT_COMMENTARY), name
        for section in sections:
            assert select(section, ".about"), f"{section.get('id')} says which passages it is about"
