"""What checkers of PDF/UA say of the PDF; each that they tell is explained here, or it is a fault."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

import environment
from conftest import ROOT, Built

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PDF = "russia-north-korea.pdf"
pytestmark = [pytest.mark.book, pytest.mark.full]


@pytest.fixture(scope="session")
def checkers() -> Path:
    """The folder of their programs, in an environment of their own."""
    folder = ROOT / ".venv-checkers"
    environment.install(ROOT / "tests" / "checkers.lock", folder=folder)
    return environment.python_of(folder).parent


def stands_twice(pdf: Path, finding: dict[str, Any]) -> bool:
    """The head or foot of a table is printed again where the table goes on; Typst tags the first alone."""
    words = squeeze(finding["evidence"])
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [squeeze(page.get_textpage().get_text_bounded()) for page in document]
    return sum(words in text for text in texts) > 1


def heads_a_row(pdf: Path, finding: dict[str, Any]) -> bool:
    """A table of two or three columns has a head in each row, and so more heads than a checker of columns expects."""
    heads, cells = map(int, re.findall(r"(\d+) (?:header|data) cells", finding["message"]))
    return heads > cells > 0


def is_a_rule_on_the_screen(pdf: Path, finding: dict[str, Any]) -> bool:
    """The rule below a link is drawn on the screen and not in print: an appearance without the flag for printing."""
    with pikepdf.open(pdf) as document:
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        silent = [note for note in notes if not int(note.get("/F", 0)) & 4]
        return len(silent) == finding["count"] and all("/AP" in note for note in silent)


def begins_a_paragraph(pdf: Path, finding: dict[str, Any]) -> bool:
    """Lines of the text that are alike: the place of a chapter, a note's changes, where a source is used."""
    return all(re.match(r"Chapter \d of|Changed in|Used on", line) for line in finding["evidence"].split("; "))


def joins_links(pdf: Path, finding: dict[str, Any]) -> bool:
    """outloud 0.2.1 takes all of a paragraph's own words before those of its links, so it warns of links alone."""
    return "sequences are out of place" in finding["message"]


EXPLAINED: dict[str, Callable[[Path, dict[str, Any]], bool]] = {
    "TAG-002": stands_twice,
    "TBL-010": heads_a_row,
    "LNK-004": is_a_rule_on_the_screen,
    "PAG-001": begins_a_paragraph,
    "ORD-001": joins_links,
}
"""Rules of outloud 0.2.1 that tell what is no fault, each with a check of the reason."""


def squeeze(text: str) -> str:
    """The letters alone: readers part lines and words in different places."""
    return re.sub(r"\W+", "", text)


def test_outloud_tells_nothing_that_is_not_explained(book: Built, checkers: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    subprocess.run(
        [checkers / "outloud", "--quiet", "--json", report, book.out / PDF], check=False, capture_output=True
    )
    (result,) = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert result["error"] is None
    found = [finding for finding in result["findings"] if finding["severity"] != "info"]
    assert [f for f in found if f["rule"] not in EXPLAINED or not EXPLAINED[f["rule"]](book.out / PDF, f)] == []
    assert {f["rule"] for f in found} == EXPLAINED.keys(), "what is told no more needs no explanation"


def test_pdfua_finds_nothing(book: Built, checkers: Path) -> None:
    """One rule cannot be asked: version 0.1.3 stops in it (UA-14-001)."""
    result = subprocess.run([checkers / "pdfua", "check", book.out / PDF], check=False, capture_output=True, text=True)
    assert "result: PASS (no findings)" in result.stdout, result.stdout
    assert re.findall(r"\[skip *\] (\S+)", result.stdout) == ["UA-14-001"]
