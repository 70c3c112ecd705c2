"""The PDF of the book as its readers meet it: words that are found, names that open, links that say where they lead."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pytest
import yaml

from conftest import PDF, select, with_page
from edition.base.quotes import curl
from edition.names.kinds import Kind
from edition.pdf.mended_names import ABOVE
from edition.pdf.mended_structure import kids
from pdf_tools import Tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Built

pytestmark = pytest.mark.xdist_group("readers")  # the PDF is read once
LEFT_OUT = ("source", "changes")
BARE = re.compile(r"(?:page|Section|Chapter|Figure)? *\d*")
NOTES = re.compile(r"(?P<chapter>.+), ¶\d+(?:–\d+)?, notes? (?P<first>\d+)(?:–(?P<last>\d+))? \d+")


class Line(NamedTuple):
    """A line of a page."""

    text: str
    top: float
    """Points from the page's lower edge."""


@pytest.fixture(scope="module")
def texts(book: Built) -> dict[str, list[str]]:
    """The text of each page as three readers give it: PDFium, MuPDF, and MuPDF without ActualText, as pdf.js and pypdf."""
    import pymupdf  # 1.5 s, for it loads a model of layouts

    with pypdfium2.PdfDocument(book.out / PDF) as pdf:
        found = {"pdfium": [page.get_textpage().get_text_range() for page in pdf]}
    flags = pymupdf.TEXTFLAGS_TEXT
    with pymupdf.open(book.out / PDF) as pdf:  # type: ignore[no-untyped-call]
        found["mupdf"] = [page.get_text(flags=flags) for page in pdf]
        found["glyphs"] = [page.get_text(flags=flags | pymupdf.TEXT_IGNORE_ACTUALTEXT) for page in pdf]
    return found


def test_every_reader_finds_words_with_hyphens(texts: dict[str, list[str]]) -> None:
    """PDFium writes U+FFFE for a hyphen at a line's end and joins the lines; the others end the line behind it."""
    assert "\u00ad" not in "".join(texts["glyphs"]), "a real hyphen has become a soft one"
    counts = {}
    for reader, pages in texts.items():
        text = re.sub(r"\s+", " ", re.sub("[-\u00ad\ufffe]\r?\n?", "-", "\n".join(pages)))
        counts[reader] = [text.count(word) for word in ("Kim Il-sung", "Kim Jong-un", "Sino-Soviet", "self-reliance")]
    assert all(count > 10 for count in counts["pdfium"])
    assert counts["pdfium"] == counts["mupdf"] == counts["glyphs"]


def test_no_line_ends_within_a_name_with_a_hyphen(texts: dict[str, list[str]]) -> None:
    """Readers find such a name where it stands in one line."""
    lines = "\n".join(texts["mupdf"])
    names = re.findall(r"\b(?:Kim|Park|Gim|David|France|Ulan|Russia)[ -]\w+-\w+", lines)
    assert len(names) > 150
    assert not re.findall(r"(?:Kim|Park|Gim) \w+-\n\w+|(?:David|France|Ulan|ITAR|Russia)-\n\w+", lines)


def test_no_line_ends_within_a_name_that_is_code(texts: dict[str, list[str]]) -> None:
    """The hyphen of such a name would seem to be the line's."""
    for name in ("soviet-era.html#soviet-era-p2", "russia-north-korea.pdf#soviet-era-p2"):
        assert sum(name in page for page in texts["mupdf"]) == 1


def test_no_quotation_mark_of_the_book_is_straight_but_in_code(texts: dict[str, list[str]]) -> None:
    assert not re.findall(r".*[\"'].*", "\n".join(texts["pdfium"]))


def test_no_row_of_a_table_stands_alone_on_a_page(book: Built) -> None:
    with Tagged(book.out / PDF) as pdf:
        bodies = [Counter(pdf.page_of(row) for row in kids(body)) for body in pdf.of_kind("TBody")]
    parted = [rows for rows in bodies if len(rows) > 1]
    assert len(parted) > 5
    assert not [page for rows in parted for page, count in rows.items() if count == 1]


def test_every_address_of_the_bibliography_is_whole_for_every_reader(book: Built, texts: dict[str, list[str]]) -> None:
    links = select(book.page("bibliography"), "[id^='ref-'] > p:first-child a[href^='http']")
    addresses = {str(link.get("href")).removeprefix("https://") for link in links}
    assert len(addresses) > 400
    for reader, pages in texts.items():
        whole = "".join("".join(pages).split())
        lost = sorted(address for address in addresses if "".join(address.split()) not in whole)
        assert not lost, (reader, lost[:5])


def test_every_name_opens_at_or_above_the_first_line_of_what_it_names(book: Built) -> None:
    names = {name["anchor"]: name for name in json.loads((book.out / "html" / "anchors.json").read_text("utf-8"))}
    claims = yaml.safe_load((book.docs / "claims.yaml").read_text(encoding="utf-8"))
    quotes = {anchor: curl(claim["quote"]) for chapter in claims.values() for anchor, claim in chapter.items()}
    with pikepdf.open(book.out / PDF) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        places = defaultdict(list)
        for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items():
            places[numbers[place[0].objgen]].append((str(name), float(place[3])))
    wrong, kinds = [], set()
    with pypdfium2.PdfDocument(book.out / PDF) as pdf:
        for number, here in places.items():
            lines = list(lines_of(pdf[number]))
            for name, top in here:
                kind = Kind(names[name]["kind"]) if name in names else None
                kinds.add(kind)
                expected = first_words(names[name], quotes) if name in names else ""
                if not any(0 <= top - line.top < 2 * ABOVE and starts(expected, line.text) for line in lines):
                    wrong.append((number + 1, name, expected, round(top)))
    assert kinds >= set(Kind)
    assert not wrong, (len(wrong), wrong[:12])


def lines_of(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of a page, each with the top of its first letter."""
    text = page.get_textpage()
    whole = text.get_text_range()
    for match in re.finditer(r"[^\r\n]+", whole):
        at = next((n for n in range(match.start(), match.end()) if not whole[n].isspace()), None)
        if at is not None:
            yield Line(match[0], text.get_charbox(at)[3])


def first_words(name: dict[str, str], quotes: dict[str, str]) -> str:
    """The words with which what a name names begins in print, or ``""`` for any."""
    title = curl(name["title"])
    match Kind(name["kind"]):
        case _ if name["anchor"] == "index" or name["chapter"] in LEFT_OUT:
            words = ""
        case _ if name["anchor"] == "names":
            words = "Index"  # the PDF has its own
        case Kind.NOTE:
            words = quotes[name["anchor"]]
        case Kind.PASSAGE:
            words = "¶" + title.rpartition("¶")[2]
        case Kind.PAIR:
            words = title.rpartition(" on ")[0]
        case Kind.FIGURE:
            words = "Figure"
        case Kind.EVENT:
            words = title.partition(": ")[2]
        case Kind.CHAPTER:
            words = "Chapter"
        case _:
            words = title
    return " ".join(words.split()[:2])


def starts(words: str, line: str) -> bool:
    """Whether a line holds some words, wherever they stand: the date of an event may be on the same line."""
    return "".join(words.lower().split()) in "".join(line.lower().split())


def test_no_link_of_the_book_is_described_by_a_bare_page(book: Built) -> None:
    with pikepdf.open(book.out / PDF) as pdf:
        told = [
            (number, str(link.get("/Contents", "")))
            for number, page in enumerate(pdf.pages, 1)
            for link in page.get("/Annots", [])
            if link.get("/Subtype") == "/Link"
        ]
    assert len(told) > 1000
    assert not [(number, words) for number, words in told if BARE.fullmatch(words.strip())]


def test_right_pages_with_notes_say_which_notes_stand_on_them(book: Built) -> None:
    with pypdfium2.PdfDocument(book.out / PDF) as pdf:
        pages = [page.get_textpage().get_text_bounded().split("\r\n") for page in pdf]
    heads = [(match, lines) for lines in pages[::2] if (match := NOTES.fullmatch(lines[0]))]
    assert {match["chapter"] for match, _ in heads} >= {"The Soviet Era", "The Nuclear Nexus"}
    for match, lines in heads:
        first, last = match["first"], match["last"] or match["first"]
        begun = [line.partition(" ")[0] for line in lines[1:]]
        assert first in begun, (match[0], begun)
        assert last in begun, (match[0], begun)


def test_what_the_pdf_leaves_out_keeps_its_names_and_says_where_it_is(book: Built) -> None:
    pages = json.loads((book.out / ".work" / "typst" / PDF).with_suffix(".json").read_text(encoding="utf-8"))
    with pypdfium2.PdfDocument(book.out / PDF) as pdf:
        shown = {number: pdf[number - 1].get_textpage().get_text_bounded() for number in set(pages.values())}
    for document, words in {
        "changes": "on the page changes.html",
        "source": "in print this line stands for all",
    }.items():
        names = [name for name in pages if name == document or name.startswith(f"{document}-")]
        assert len(names) > 3
        assert all(words in " ".join(shown[pages[name]].split()) for name in names)
    assert shown[pages["names"]].startswith("Index")
    assert "Contents" in shown[pages["gallery"]]
    assert "Where the knowledge comes from" in shown[pages["gallery"]]


def test_contents_take_two_pages_and_the_tables_of_the_figures_nine(book: Built) -> None:
    pages = json.loads((book.out / ".work" / "typst" / PDF).with_suffix(".json").read_text(encoding="utf-8"))
    assert pages["essay"] - 3 <= 2  # behind the title page and its back
    assert pages["bibliography"] - pages["data"] <= 9


def test_no_line_of_the_text_stands_alone_with_a_figure(book: Built) -> None:
    """The map leaves room for one; its page ends with where its numbers are."""
    pages = json.loads((book.out / ".work" / "typst" / PDF).with_suffix(".json").read_text(encoding="utf-8"))
    with pypdfium2.PdfDocument(book.out / PDF) as pdf:
        lines = pdf[pages["figure-map"] - 1].get_textpage().get_text_bounded().split("\r\n")
    assert lines[-1].startswith("The numbers: ")


def test_no_line_of_the_imprint_or_the_index_ends_within_a_day(texts: dict[str, list[str]]) -> None:
    index = next(n for n, page in enumerate(texts["pdfium"]) if page.startswith("Index\r\n"))
    lines = "\n".join(
        line.strip() for page in (texts["pdfium"][1], *texts["pdfium"][index:]) for line in page.split("\r\n")
    )
    assert lines.count("28 November 2026") == 2
    assert "20–21 November" in lines
    assert not re.findall(r"\b\d{1,2}(?:–\n\d{1,2} |\n)(?:January|March|July|September|November)\b", lines)


def test_a_table_stands_apart_from_the_text_below_it(book: Built) -> None:
    with pypdfium2.PdfDocument(book.out / PDF) as pdf:
        page = next(page for page in pdf if page.get_textpage().get_text_bounded().find("the program that makes") > 0)
        tops = {line.text[:11]: line.top for line in lines_of(page)}
    assert tops["the program"] - tops["What has no"] > 17


def test_no_page_begins_with_lines_about_the_text_before(book: Built, texts: dict[str, list[str]]) -> None:
    """The line on the edition stays with its section, if need be in the margin; events stand above the text."""
    names = json.loads((book.out / "html" / "anchors.json").read_text(encoding="utf-8"))
    second = [page.split("\r\n")[1] for page in texts["pdfium"][4:]]
    assert {name["title"] for name in names if name["kind"] == "section"} & {*second}, "some pages begin with a section"
    assert not [line for line in second if re.match(r"(?:(?:Changed|New) in edition|In the timeline)", line)]


def test_links_of_a_small_book_say_what_they_lead_to(small: Callable[..., Built]) -> None:
    built = small("typst")
    assert not built.failed, built.messages
    with pikepdf.open(built.out / "typst" / PDF) as pdf:
        told = {str(link.Contents).rpartition(", page")[0] for page in pdf.pages for link in page.get("/Annots", [])}
    assert told >= {
        "Introduction, ¶1",
        "Introduction, ¶1, in the essay whole",
        "Note 1, Imprecise",
        "Words of note 1",
        "Rusk 1990, source",
        "Juche, term",
        "Juche, index",
        "Who the founder was, section",
    }
    assert not [words for words in told if BARE.fullmatch(words)]


def test_the_page_of_names_is_the_index_in_print(build_small: Callable[..., Built]) -> None:
    page = "(names)=\n# Names\n\nAll names.\n\n:::{names}\n:::\n"
    built = build_small(with_page("names", page, "glossary"), "typst")
    assert not built.failed, built.messages
    pages = json.loads((built.out / "typst" / PDF).with_suffix(".json").read_text(encoding="utf-8"))
    with pypdfium2.PdfDocument(built.out / "typst" / PDF) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert texts[pages["names"] - 1].startswith("Index")
    assert not [text for text in texts if "All names." in text]


def test_index_entries_run_on_from_page_to_page(texts: dict[str, list[str]]) -> None:
    """The pages behind a heading go up, but for the bold first one."""
    entries = re.findall(r"\(author\)((?: ?\d+(?:–\d+)?,?)+)", " ".join(" ".join(texts["pdfium"]).split()))
    assert len(entries) > 50
    for entry in entries:
        numbers = [int(number) for number in re.findall(r"\d+", entry)]
        assert all(a < b for a, b in pairwise(numbers)), entry
