"""The essay's words: never changed, numbered, and the same in both books."""

from __future__ import annotations

import ctypes
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as raw
import pytest

from conftest import ROOT, Built, read_chapter_names, select
from edition.base.compare import first_difference
from edition.essay.text import read_essay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ESSAY = (ROOT / "tests" / "essay.txt").read_text(encoding="utf-8")


def plain(text: str) -> str:
    """The text with straight quotes and hyphens, soft hyphens dropped, white space folded."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = text.translate(str.maketrans("“”‘’–—‑", "\"\"''---"))
    return " ".join(text.split())


def test_the_essay_has_seven_chapters_and_twelve_passages() -> None:
    chapters = read_essay(ESSAY)
    assert [len(c.passages) for c in chapters] == [1, 2, 2, 2, 2, 2, 1]
    assert chapters[0].title == ""


@pytest.mark.parametrize(
    ("expected", "found", "difference"),
    [
        ("a b c", "a x c", ("b c", "x c")),
        ("a b c", "a b", ("c", "")),
        ("a", "a b", ("", "b")),
    ],
)
def test_the_first_difference_is_found(expected: str, found: str, difference: tuple[str, str]) -> None:
    assert first_difference(expected, found) == difference


def test_the_html_prints_the_essay_word_for_word(book: Built, measured: Callable[..., None]) -> None:
    chapters = read_essay(ESSAY)
    names = read_chapter_names()
    for name, chapter in zip(names, chapters, strict=True):
        page = book.page(name)
        for mark in select(page, ".passage a.footnote-reference"):
            mark.drop_tree()
        found = tuple(plain(p.text_content()) for p in select(page, ".passage > p:not(.margin)"))
        assert found == tuple(map(plain, chapter.passages)), name
        if chapter.title:
            assert plain(select(page, "h1")[0].text_content()) == plain(chapter.title)
    measured(essay_pages=sum(len(chapter.passages) for chapter in chapters))


def test_the_pdf_prints_the_essay_word_for_word_twice(book: Built, measured: Callable[..., None]) -> None:
    """It stands whole in front and passage by passage in the chapters, in a type of its own."""
    found = runs(book.out / "russia-north-korea.pdf")
    everything = squeeze(plain("".join(text for _, text in found)))
    chapters = read_essay(ESSAY)
    passages = [squeeze(plain(passage)) for chapter in chapters for passage in chapter.passages]
    kinds = {kind for kind, _ in found}
    printed = next(text for kind in sorted(kinds) if passages[0] in (text := set_in(found, kind)))
    assert [printed.count(passage) for passage in passages] == [2] * 12
    places = [(printed.find(passage), printed.rfind(passage)) for passage in passages]
    assert sorted(at for pair in places for at in pair) == [at for order in zip(*places, strict=True) for at in order]
    for chapter in chapters:
        assert everything.count(squeeze(plain(chapter.title.replace(": ", "")))) >= 2
    measured(essay_pdf=len(passages))


def set_in(found: list[tuple[tuple[float, str], str]], kind: tuple[float, str]) -> str:
    """The squeezed text that is set in one size of one font."""
    return squeeze(plain("".join(text for k, text in found if k == kind)))


def runs(path: Path) -> list[tuple[tuple[float, str], str]]:
    """The pieces of text of a PDF with their size in points and their font."""
    found = []
    name, size, words = ctypes.create_string_buffer(100), ctypes.c_float(), (ctypes.c_ushort * 2000)()
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for i in range(raw.FPDFPage_CountObjects(page)):
                piece = raw.FPDFPage_GetObject(page, i)
                if raw.FPDFPageObj_GetType(piece) == raw.FPDF_PAGEOBJ_TEXT:
                    raw.FPDFTextObj_GetFontSize(piece, size)
                    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(piece), name, len(name))
                    length = raw.FPDFTextObj_GetText(piece, text, words, ctypes.sizeof(words))  # in bytes, with its end
                    assert 2 <= length <= ctypes.sizeof(words)
                    said = bytes(words)[: length - 2].decode("utf-16-le")
                    font = name.value.decode().rpartition("+")[
                        2
                    ]  # before it is the name of the letters that a part has
                    found.append(((round(size.value, 1), font), said))
    return found


def squeeze(text: str) -> str:
    """The text without white space, which lines and pages break, and without hyphens."""
    return re.sub(r"[\s\x02\ufffe-]", "", text)


def test_the_colophon_prints_the_hash_of_the_essay(book: Built) -> None:
    digest = hashlib.sha256(ESSAY.encode()).hexdigest()
    assert digest in book.page("colophon").text_content()


def test_each_passage_has_a_number_that_links_to_it(book: Built) -> None:
    for name, chapter in zip(read_chapter_names(), read_essay(ESSAY), strict=True):
        page = book.page(name)
        marks = select(page, ".passage > .margin > a.pilcrow")
        assert [m.text_content() for m in marks] == [f"¶{n + 1}" for n in range(len(chapter.passages))]
        assert [m.get("href") for m in marks] == [f"#{p.get('id')}" for p in select(page, ".passage")]


BAD: list[tuple[str, list[tuple[str, str]], str, str]] = [
    ("one.md", [("They were fast.", "They were quick.")],
     "one.md:5: WARNING: passage one-p1: the essay has “fast.”, this file has “quick.”", "[essay.changed]"),
    ("one.md", [("They were fast.", "They were.")],
     "one.md:5: WARNING: passage one-p1: the essay has “were fast.”, this file has “were.”", "[essay.changed]"),
    ("one.md", [("They were fast.", "They were fast. Very.")],
     "one.md:5: WARNING: passage one-p1: the essay has nothing more, this file has “Very.”", "[essay.changed]"),
    ("two.md", [("# The Second Chapter: A Title", "# The Second Chapter")],
     "two.md:2: WARNING: title: the essay has", "[essay.changed]"),
    ("two.md", [("(two-p2)=\nIt was long.\n", "")], "two.md:2: WARNING: passage two-p2 is missing", "[essay.missing]"),
    ("two.md", [("It was long.\n", "It was long.\n\nSo it was.\n")],
     "two.md:11: WARNING: the essay has nothing here", "[essay.extra]"),
    ("one.md", [("(one)=\n", "Invented words.\n\n(one)=\n")], "one.md:1: WARNING: “Invented words.” stands above",
     "[essay.extra]"),
    ("one.md", [("(one-p1)=\n", "(one-first)=\n"), ("about} one-p1 two-p2", "about} two-p2")],
     "one.md:5: WARNING: this passage's anchor is one-p1", "[essay.anchor]"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "message", "code"), BAD)
def test_a_changed_essay_fails_the_build(
    build_small: Callable[..., Built], name: str, change: Any, message: str, code: str
) -> None:
    built = build_small({name: change}, builder="dummy")
    assert built.failed
    said = built.messages[0]
    assert said.startswith(message)
    assert said.endswith(code)
