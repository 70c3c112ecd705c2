"""What changed since the last edition: which names are listed, with which reasons, and the feed."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

import lxml.etree
import pytest

from conftest import ROOT, Built, select
from edition.base.records import read_records
from edition.ledger.reasons import read_reasons
from edition.sources.wording import without_citations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONF = ("conf.py", [('anchors_file = ""', 'anchors_file = ""\nrelease = version = "1.1"')])
PAGE = """\
(changes)=
# What changed

:::{changes} counts
:::

:::{changes} verdicts
:::

:::{changes} new
:::

:::{changes} places
:::
"""
OLD_PAGE = "<!DOCTYPE html>\n<title>Two</title>\n"
INDEX = ("index.md", [("bibliography\n", "bibliography\nchanges\n")])
REASON = '- name: it-ended\n  kind: wrong\n  why: It said "later" of the end.\n'
EMPTY = "0" * 64


def old(verdict: str = "Supported") -> dict[str, object]:
    words = f"{verdict}. On 28 July (Rusk 1990). See Who the founder was."
    return {"kind": "note", "page": "two", "title": "t", "words": words, "sha256": EMPTY, "verdict": verdict}


def book(names: dict[str, object], reasons: str | None = REASON) -> dict[str, object]:
    files: dict[str, object] = {
        "editions/1.0/edition.json": json.dumps({"version": "1.0", "date": "2026-01-02", "commit": EMPTY[:40]}),
        "editions/1.0/names.json": json.dumps(names),
        "editions/1.0/SHA256SUMS": f"{hashlib.sha256(OLD_PAGE.encode()).hexdigest()}  html/two.html\n",
        "editions/1.0/pages/two.html": OLD_PAGE,
        "changes.md": PAGE,
    }
    if reasons is not None:
        files["editions/1.1.yaml"] = reasons
    return files | dict([CONF, INDEX])


def text(element: object) -> str:
    return " ".join(element.text_content().split())  # type: ignore[attr-defined]


def test_a_changed_note_is_listed_with_its_reason_and_the_words_of_both_editions(
    build_small: Callable[..., Built],
) -> None:
    built = build_small(book({"it-ended": old()}))
    assert built.messages == []
    (kind,) = select(built.page("changes"), "ul.change-kinds > li")
    assert text(kind) == "wrong (the sources say otherwise): 1"
    (item,) = select(built.page("changes"), "ul.changes > li")
    assert "chapter 2, note 1" in text(item)
    assert "wrong: It said “later” of the end." in text(item)
    assert [text(e) for e in select(item, "del")] == ["28"]
    assert [text(e) for e in select(item, "ins")] == ["27"]
    assert select(item, "details a")[0].get("href") == "1.0/two.html#it-ended"


def test_what_an_old_page_that_is_not_kept_said_is_told_without_a_link(build_small: Callable[..., Built]) -> None:
    built = build_small(
        book({"it-ended": old()}) | {"editions/1.0/SHA256SUMS": "", "editions/1.0/pages/two.html": None}
    )
    assert built.messages == []
    (item,) = select(built.page("changes"), "ul.changes > li")
    assert [text(e) for e in select(item, "del")] == ["28"]
    assert select(item, "details a") == []


def test_a_title_that_ends_like_a_sentence_takes_no_second_period(build_small: Callable[..., Built]) -> None:
    source = old() | {"kind": "source", "page": "bibliography"}
    reason = "- name: ref-rusk1990\n  kind: language\n  why: The title was short.\n"
    (item,) = select(build_small(book({"ref-rusk1990": source}, reason)).page("changes"), "ul.changes > li")
    assert ". language: The title was short." in text(item)
    assert ".." not in text(item)


def test_a_changed_verdict_comes_first_and_says_what_it_was(build_small: Callable[..., Built]) -> None:
    built = build_small(book({"it-ended": old("Disputed")}))
    assert "Disputed became Supported" in text(select(built.page("changes"), "ul.changes > li")[0])


def test_a_changed_verdict_without_a_reason_is_told(build_small: Callable[..., Built]) -> None:
    built = build_small(book({"it-ended": old("Disputed")}, None), builder="dummy")
    assert built.failed
    assert built.messages == [
        "two.md:11: WARNING: the verdict of 'it-ended' was Disputed and is Supported; "
        "say why in editions/1.1.yaml [changes.reason]"
    ]


@pytest.mark.parametrize(
    ("reasons", "line", "message"),
    [
        (
            "- name: nowhere\n  kind: weak\n  why: So.\n",
            1,
            "the book has no name 'nowhere'; write the name of the place",
        ),
        ("- name: it-ended\n  kind: bad\n  why: So.\n", 2, "'kind' must be one of wrong, weak,"),
        ("- name: it-ended\n  kind: weak\n", 1, "there is no 'why'"),
        ("- name: it-ended\n  kind: weak\n  why: So.\n  wy: x\n", 4, "there is no field 'wy'"),
        (f"- name: it-ended\n  kind: weak\n  why: {'so ' * 46}\n", 3, "the reason has 46 words"),
        ("- [\n", 2, "this is not valid YAML"),
    ],
)
def test_a_reason_of_another_form_is_told_with_its_line(tmp_path: Path, reasons: str, line: int, message: str) -> None:
    path = tmp_path / "1.1.yaml"
    path.write_text(reasons, encoding="utf-8")
    _, findings = read_reasons(path, {"it-ended"})
    assert [f.location for f in findings] == [f"{path}:{line}"]
    assert findings[0].message.startswith(message)


@pytest.mark.slow
def test_the_feed_has_one_entry_a_place_and_the_same_ids_in_every_build(build_small: Callable[..., Built]) -> None:
    books = [build_small(book({"it-ended": old()})) for _ in range(2)]
    feeds = [built.out / "html" / "changes.xml" for built in books]
    first, second = (lxml.etree.parse(str(feed)).getroot() for feed in feeds)
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = first.findall(f"{atom}entry")
    link = entry.find(f"{atom}link")
    assert link is not None
    assert str(link.get("href")).endswith("two.html#it-ended")
    assert entry.findtext(f"{atom}summary") == 'Wrong: It said "later" of the end.'
    assert str(entry.findtext(f"{atom}id")).startswith("urn:uuid:")
    named = {p.stem for p in (books[0].out / "html").glob("*.html") if "application/atom+xml" in p.read_text("utf-8")}
    assert named == {"index", "changes"}, "where news readers look for it"
    assert [(e.get("rel"), e.get("href")) for e in first.findall(f"{atom}link")] == [
        ("alternate", "changes.html"),
        ("self", "changes.xml"),
    ], "some news readers take the first link for the page: findings/feed-extractor-first-link.sh"
    assert [e.text for e in first.iter(f"{atom}id")] == [e.text for e in second.iter(f"{atom}id")]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("It began (Webb 1949).", "It began."),
        ("It began (Webb 1949; Lankov n.d.-a), later.", "It began, later."),
        ("It began (Webb 1949, 12).", "It began."),
        ("It began (not in 1949, as some say).", "It began (not in 1949, as some say)."),
        ("It began (Łukasz 1949; “Notes” 1950).", "It began."),
        ("Webb (1949) says so.", "Webb (1949) says so."),
        ("The war (1950–1953).", "The war (1950–1953)."),
    ],
)
def test_only_citations_are_taken_out(words: str, left: str) -> None:
    assert without_citations(words) == left


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("- {name: it-ended, kind: wrong}\n", "changes.records"),
        ("- {name: it-endet, kind: wrong, why: It was not said.}\n", "changes.name"),
    ],
)
def test_a_bad_reason_has_its_code(tmp_path: Path, entry: str, code: str) -> None:
    path = tmp_path / "reasons.yaml"
    path.write_text(entry, encoding="utf-8")
    _, (finding,) = read_reasons(path, {"it-ended"})
    assert f"{finding.code.area}.{finding.code}" == code


def test_the_colophon_tells_as_many_records_as_there_are_reasons() -> None:
    """Its table sorts those of the check; later readings added the rest."""
    colophon = (ROOT / "docs" / "colophon.md").read_text(encoding="utf-8")
    (check,) = re.findall(r"led to (\d+) records of correction", colophon)
    table = colophon.partition("| what was found | records |")[2].partition("\n\n")[0]
    ((added, again),) = re.findall(r"added (\d+) records to the (\d+)", colophon)
    assert sum(map(int, re.findall(r"\| (\d+) \|$", table, re.MULTILINE))) == int(check) == int(again)
    assert len(read_records(ROOT / "docs" / "editions" / "1.1.yaml")) == int(check) + int(added)
