"""The documents of the EPUB in a window as narrow as a phone, by day and by night."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import Built

pytestmark = [pytest.mark.book, pytest.mark.browser]

BEYOND = "[...document.querySelectorAll('body :not(svg *)')].filter(e => e.getBoundingClientRect().right > innerWidth)"
DRAWINGS = "[...document.querySelectorAll('svg')].map(e => getComputedStyle(e).backgroundColor)"


def test_nothing_is_cut_off_on_a_phone_and_drawings_keep_their_paper_at_night(
    book: Built, browser: Browser, tmp_path: Path
) -> None:
    """A page of an e-reader cannot be pushed aside, and a reader's night colors do not reach a drawing."""
    with zipfile.ZipFile(book.out / "russia-north-korea.epub") as packed:
        packed.extractall(tmp_path)
    page = browser.new_page(viewport={"width": 320, "height": 640})
    cut, grounds = {}, []
    for document in sorted((tmp_path / "EPUB").glob("*.xhtml")):
        page.goto(document.as_uri())
        if beyond := page.evaluate(f"{BEYOND}.map(e => e.outerHTML.slice(0, 90))"):
            cut[document.name] = beyond
        grounds += page.evaluate(DRAWINGS)
    page.close()
    assert cut == {}
    assert set(grounds) == {"rgb(255, 255, 255)"}
