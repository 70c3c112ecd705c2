"""The figures that the tests measured, in the book: only measured ones, with the sources that they belong to."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

import build
from building import quality
from building.steps import BuildError
from conftest import Built, select, with_page
from edition.base.utf8 import UnreadableError
from edition.ledger.quality import ROWS, figures_of, known_figures, measured
from edition.ledger.quality_record import Quality, read_quality, write_quality

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOURCES = "0123456789abcdef" * 4
RECORD: dict[str, Any] = {
    "sources": SOURCES,
    "edition": "1.1",
    "date": "2026-11-28",
    "tests": {"passed": 1234, "skipped": 0, "whole": False},
    "figures": {"notes": 74, "sentences": 32, "sentences_noted": 31, "axe_320_dark_pages": 25, "axe_320_dark_found": 0},
}
PAGES = with_page(
    "measured", "(measured)=\n# Measured\n\n```{quality} figures\n```\n\n```{quality} accessibility\n```\n"
)


def changed(**fields: Any) -> str:
    return json.dumps(RECORD | fields)


def test_a_row_is_shown_only_if_all_of_its_figures_were_measured() -> None:
    shown = {
        row.found: said for row, said in measured({"sentences": 1032, "sentences_noted": 31, "axe_320_dark_pages": 1})
    }
    assert shown == {"{sentences_noted} of {sentences}": "31 of 1,032"}
    assert len(known_figures()) == sum(len(figures_of(row)) for row in ROWS), "no figure stands in two rows"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{\n"sources": ', 2, "this is not valid JSON"),
        ("[]", 1, "not those that scripts/quality.py writes"),
        (changed(sources="x"), 1, "no SHA-256"),
        (changed(date="soon"), 1, "soon"),
        (changed(figures={"notes": "many"}), 1, "'many' is no count"),
        (changed(figures={"notes": -1}), 1, "-1 is no count"),
        (changed(tests={"passed": 1, "skipped": 0}), 1, "'whole'"),
        (changed(tests={"passed": 1, "skipped": 0, "whole": "yes"}), 1, "true or false"),
    ],
)
def test_a_record_of_another_shape_is_located(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "quality.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=re.escape(message)) as told:
        read_quality(path)
    assert told.value.location == f"{path}:{line}"


def test_a_record_survives_writing_and_reading(tmp_path: Path) -> None:
    path = tmp_path / "quality.json"
    assert read_quality(path) is None
    kept = Quality(SOURCES, "1.1", date(2026, 11, 28), 3, 1, True, {"b": 2, "a": 1})
    write_quality(path, kept)
    assert read_quality(path) == kept


def test_an_unreadable_record_fails_the_build(build_small: Callable[..., Built]) -> None:
    built = build_small({**PAGES, "quality.json": "[]"}, builder="dummy")
    assert built.failed
    assert [m for m in built.messages if m.startswith("quality.json:1: ") and m.endswith("[quality.unreadable]")]


def test_an_unknown_part_is_told(build_small: Callable[..., Built]) -> None:
    built = build_small(
        PAGES | {"measured.md": "(measured)=\n# Measured\n\n```{quality} looks\n```\n"}, builder="dummy"
    )
    assert [m for m in built.messages if m.startswith("measured.md:4: ") and "figures, accessibility" in m]


def skipping(count: int) -> dict[str, Any]:
    """The record of a whole run that skipped some tests."""
    return {**RECORD, "tests": {"passed": 1234, "skipped": count, "whole": True}}


def said(built: Built) -> str:
    return " ".join(select(built.page("measured"), "main")[0].text_content().split())


@pytest.mark.parametrize(
    ("record", "sources", "words", "access"),
    [
        (None, SOURCES, ["No run of the tests is on record for this copy"], "No test of it is on record"),
        (RECORD, SOURCES, ["of exactly the sources", "0123456789abcdef)", "1,234 tests passed, the heaviest left out"],
         "Tested on the sources of this copy:"),
        (RECORD, "f" * 64, ["of other sources", "edition 1.1 of 28 November 2026", "nothing certain"],
         "Tested on other sources"),
        (RECORD, "", ["was not looked at"], "not compared"),
        (skipping(1), SOURCES, ["all 1,234 tests passed, 1 was skipped."], "Tested on the sources of this copy:"),
        (skipping(2), SOURCES, ["all 1,234 tests passed, 2 were skipped."], "Tested on the sources of this copy:"),
    ],
    ids=["no record", "these sources", "other sources", "unknown sources", "one skipped", "two skipped"],
)  # fmt: skip
def test_the_book_says_of_which_sources_its_figures_are(
    build_small: Callable[..., Built], record: dict[str, Any] | None, sources: str, words: list[str], access: str
) -> None:
    conf = {"conf.py": [("essay_file", f"quality_sources = {sources!r}\nessay_file")]}
    built = build_small(PAGES | conf | ({"quality.json": json.dumps(record)} if record else {}))
    assert not built.failed, built.messages
    text = said(built)
    assert [w for w in [*words, access] if w not in text] == []
    cells = [" ".join(cell.text_content().split()) for cell in select(built.page("measured"), "main td")]
    assert cells == (["Sentences of the essay with a note", "31 of 32", "Notes, each with its verdict and its sources", "74",
                      "axe, WCAG 2.2 A and AA, 320 pixels wide, dark", "25 pages, 0 findings"] if record else [])  # fmt: skip
    assert ("Not measured in that run: Passages of the essay" in text) == bool(record)


def write_sources(folder: Path) -> Path:
    docs = folder / "docs"
    docs.mkdir()
    (docs / "one.md").write_text("one", encoding="utf-8")
    return docs


def test_the_sources_are_names_and_bytes_wherever_they_lie_and_not_their_own_record(tmp_path: Path) -> None:
    found = set()
    for name in ("a", "b c"):
        (tmp_path / name).mkdir()
        docs = write_sources(tmp_path / name)
        found.add(quality.sources(docs))
        (docs / "quality.json").write_text("{}", encoding="utf-8")
        found.add(quality.sources(docs))
    assert len(found) == 1
    (docs / "one.md").rename(docs / "two.md")
    assert quality.sources(docs) not in found


@pytest.mark.parametrize("text", [None, "no JSON", "[]", "{}", changed()])
def test_a_release_without_figures_of_its_sources_is_refused(tmp_path: Path, text: str | None) -> None:
    docs = write_sources(tmp_path)
    if text is not None:
        (docs / "quality.json").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"docs/quality\.json:1: ERROR: .*scripts/quality\.py.* \[quality\.stale\]"):
        quality.check_release(docs)
    (docs / "quality.json").write_text(changed(sources=quality.sources(docs)), encoding="utf-8")
    quality.check_release(docs)


@pytest.mark.slow
def test_an_increment_takes_back_what_the_book_says_of_its_figures(build_small: Callable[..., Built]) -> None:
    """A new style sheet makes the figures those of other sources, in the pages and in the PDF."""
    built = build_small(PAGES | {"quality.json": json.dumps(RECORD)}, builder="both")
    assert not built.failed, built.messages
    assert "of other sources" in said(built)
    (built.docs / "quality.json").write_text(changed(sources=quality.sources(built.docs)), encoding="utf-8")
    build.build_book(built.docs, built.out)
    assert "of exactly the sources" in said(built)
    pdf = (built.out / "russia-north-korea.pdf").read_bytes()
    (built.docs / "_theme" / "static").mkdir(parents=True)
    (built.docs / "_theme" / "static" / "more.css").write_text("a {}", encoding="utf-8")
    build.build_book(built.docs, built.out)
    assert "of other sources" in said(built)
    assert hashlib.sha256((built.out / "russia-north-korea.pdf").read_bytes()).digest() != hashlib.sha256(pdf).digest()


TESTS = """
def test_one(record_property):
    record_property("measured:notes", 3)


def test_two(record_property):
    record_property("measured:sentences", {value})
    assert {holds}


def test_three(record_property):
    record_property("measured:{name}", 5)
"""


@pytest.mark.parametrize(
    ("value", "holds", "name", "figures", "message"),
    [
        (4, "1 == 1", "sentences_noted", {"notes": 3, "sentences": 4, "sentences_noted": 5}, "figures measured: 3"),
        (4, "1 == 2", "sentences_noted", None, "1 failed"),
        (4, "1 == 1", "sentences", None, "sentences is both 4 and 5"),
        (4, "1 == 1", "luck", None, "knows no figure luck"),
        ("'four'", "1 == 1", "sentences_noted", None, "knows no figure sentences of 'four'"),
    ],
)
def test_the_plugin_keeps_what_was_measured_if_all_passed(
    pytester: pytest.Pytester, value: object, holds: str, name: str, figures: dict[str, int] | None, message: str
) -> None:
    pytester.makepyfile(TESTS.format(value=value, holds=holds, name=name))
    (pytester.mkdir("docs") / "conf.py").write_text(
        "from datetime import date\nrelease, edition_date = '1.1', date(2026, 11, 28)\n", encoding="utf-8"
    )
    pytester.makeini("[pytest]")
    kept = pytester.path / "quality.json"
    done = pytester.runpytest_inprocess(
        "-q", "-p", "measuring", f"--measured={kept}", f"--sources={SOURCES}", "-m", "not full"
    )
    assert message in done.stdout.str()
    assert (done.ret == 0) == (figures is not None)
    found = read_quality(kept)
    assert (found and found.figures) == figures
    if found:
        assert found[:6] == (SOURCES, "1.1", date(2026, 11, 28), 3, 0, False)


# --- Figures of the real book that no other test measures -------------------------------------------------------------


def test_the_notes_and_the_sentences_of_the_book_are_counted(book: Built, measured: Callable[..., None]) -> None:
    text = select(book.page("claims"), "main")[0].text_content()
    covered = re.search(r"(\d+) of the essay's (\d+) sentences", text.replace("’", "'"))
    assert covered
    notes = {e.get("id") for p in (book.out / "html").glob("*.html") for e in select(book.page(p.stem), ".note[id]")}
    listed = [e for e in json.loads((book.out / "html" / "anchors.json").read_text("utf-8")) if e["kind"] == "note"]
    assert notes >= {e["anchor"] for e in listed}
    measured(notes=len(listed), sentences_noted=int(covered[1]), sentences=int(covered[2]))


def test_the_book_has_a_pdf_for_everybody_and_a_size(book: Built, measured: Callable[..., None]) -> None:
    path = book.out / "russia-north-korea.pdf"
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        part, pages = int(str(metadata["pdfuaid:part"])), len(pdf.pages)
    assert part == 1
    site = [p.stat().st_size for p in (book.out / "html").rglob("*") if p.is_file()]
    measured(pdf_ua=part, pdf_pages=pages, pdf_bytes=path.stat().st_size, site_files=len(site), site_bytes=sum(site))
