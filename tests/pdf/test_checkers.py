"""What checkers of PDF/UA say of the PDF; each finding is explained here, or it is a fault."""

from __future__ import annotations

import io
import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor

import environment
from conftest import PDF, ROOT, Built

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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


VALIDATE = """
import page, sys
for failure in page.validate_pdf(sys.argv[1], profile=page.ValidationProfile.PDF_UA_1).failures:
    print(failure.rule_id, failure.message)
"""


def read_widths(array: Any) -> dict[int, float]:
    """The widths of a font by the numbers of its glyphs (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    items = iter(array)
    for first in items:
        second = next(items)
        if isinstance(second, pikepdf.Array):
            found |= {int(first) + at: float(width) for at, width in enumerate(second)}
        else:
            found |= dict.fromkeys(range(int(first), int(second) + 1), float(next(items)))
    return found


def widths(pdf: Path) -> Iterator[tuple[float, float]]:
    """The width of every glyph of every font, in thousandths of an em: as the PDF tells it, and as the font does."""
    with pikepdf.open(pdf) as document:
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == pikepdf.Name.CIDFontType0:
                told = read_widths(font.W)
                program = CFFFontSet()
                program.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
                for number, name in enumerate(program[0].charset):
                    private = program[0].FDArray[program[0].FDSelect[number]].Private
                    own = T2WidthExtractor(
                        getattr(private, "Subrs", []),
                        program[0].GlobalSubrs,
                        private.nominalWidthX,
                        private.defaultWidthX,
                    )
                    own.execute(program[0].CharStrings[name])
                    yield told.get(number, float(font.get("/DW", 1000))), own.width


def test_page_validation_finds_nothing_but_widths_which_are_right(book: Built, checkers: Path) -> None:
    """Version 0.11.0 reads a width of 0 where a font has several private dictionaries, as those for Korean have."""
    said = subprocess.run(
        [checkers / "python", "-c", VALIDATE, book.out / PDF], check=True, capture_output=True, text=True
    ).stdout
    assert [line.split()[0] for line in said.splitlines()] == ["PDFUA1-FONT-GLYPH-WIDTH-001"], said
    pairs = list(widths(book.out / PDF))
    assert len(pairs) > 1000
    assert [pair for pair in pairs if abs(pair[0] - pair[1]) > 1] == [], "ISO 14289-1, 7.21.5"
