"""The PDF in pdf.js, which is the reader in Firefox; npm brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import run_client
from pdf_tools import misread

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Built


@pytest.mark.book
@pytest.mark.full
def test_pdfjs_knows_the_language_of_all_words_and_keeps_their_hyphens(npm: Path, book: Built) -> None:
    pieces = run_client(npm, command="pdfjs", file=str(book.out / "russia-north-korea.pdf"))
    assert {language for language, _ in pieces} == {"en-US", "ko", "ru", "zh"}
    assert not misread(pieces)
    text = "".join(words for _, words in pieces)
    assert text.count("Kim Il-sung") > 50
    assert "\u00ad" not in text
