"""Addresses in the PDF are whole, and break over lines only where a reader expects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import SMALL_BOOK
from edition.pdf.sources import pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

LONG = "https://example.org/a-long/way/to-the-page-of-the-archive/with/many-words-in-its-name/and?query=1&other=2"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://doi.org/10.1/x.2", ["doi.org/", "10.1/", "x.2"]),
        ("http://a.org", ["http://", "a.org"]),
        ("https://a.org/b?c=1&d=2", ["a.org/", "b?", "c=1&", "d=2"]),
        ("https://a.org//b/", ["a.org//", "b/"]),
        (f"https://a.org/{'-word' * 30}/c", ["a.org/", *["-word"] * 29, "-word/", "c"]),
        (f"https://a.org/{'%EC' * 50}", ["a.org/", *["%EC"] * 50]),
    ],
)
def test_an_address_is_cut_behind_its_marks(address: str, expected: list[str]) -> None:
    assert pieces(address) == expected


def test_an_address_is_printed_whole_without_a_stop_behind_it(build_small: Callable[..., Built]) -> None:
    import pypdfium2

    bib = SMALL_BOOK["references.bib"].replace("  keywords", f"  url = {{{LONG}}},\n  keywords")
    built = build_small({"references.bib": bib}, "typst")
    assert not built.failed, built.messages
    with pypdfium2.PdfDocument(built.out / "typst" / "russia-north-korea.pdf") as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    printed = text.replace("\r\n", "").replace("\n", "")
    assert f"{LONG.removeprefix('https://')} Cited at second hand." in printed
    assert not set(text) & {"\u200b", "\u00ad"}
    lines = [line for line in text.splitlines() if any(part in line for part in ("example.org", "many-words"))]
    assert len(lines) > 1
    assert all(line.endswith(("/", "?", "&")) or "Cited" in line or "other=2" in line for line in lines), lines
