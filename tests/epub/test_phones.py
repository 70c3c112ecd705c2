"""The documents of the EPUB in a window as narrow as a phone, by day and by night."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from conftest import Built

pytestmark = [pytest.mark.book, pytest.mark.browser]

BEYOND = "[...document.querySelectorAll('body :not(svg *)')].filter(e => e.getBoundingClientRect().right > innerWidth)"
DRAWINGS = "[...document.querySelectorAll('svg')].map(e => getComputedStyle(e).backgroundColor)"
WIDTHS = "[...document.querySelectorAll('table')].flatMap(e => [...e.getClientRects()].map(box => box.width))"
PAGES_SIDE_BY_SIDE = "html { columns: 300px; column-fill: auto; height: 600px } body { margin: 0 }"


@pytest.fixture(scope="module")
def documents(book: Built, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The addresses of the content documents."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(book.out / "russia-north-korea.epub") as packed:
        packed.extractall(folder)
    return [path.as_uri() for path in sorted((folder / "EPUB").glob("*.xhtml"))]


def test_nothing_is_cut_off_on_a_phone_and_drawings_keep_their_paper_at_night(
    documents: list[str], browser: Browser
) -> None:
    """A page of an e-reader cannot be scrolled sideways, and night colors do not reach a drawing."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    cut, grounds = {}, []
    for address in documents:
        page.goto(address)
        if beyond := page.evaluate(f"{BEYOND}.map(e => e.outerHTML.slice(0, 90))"):
            cut[address] = beyond
        grounds += page.evaluate(DRAWINGS)
    page.close()
    assert cut == {}
    assert set(grounds) == {"rgb(255, 255, 255)"}


def test_tables_are_no_wider_than_a_page_where_pages_stand_side_by_side(documents: list[str], browser: Browser) -> None:
    """This is how foliate-js and epub.js set them: all pages in one wide window."""
    page = browser.new_page(viewport={"width": 1300, "height": 640})
    widths: list[float] = []
    for address in documents:
        page.goto(address)
        page.add_style_tag(content=PAGES_SIDE_BY_SIDE)
        widths += page.evaluate(WIDTHS)
    page.close()
    assert len(widths) > 20
    assert max(widths) < 325, "1300 pixels hold four columns"
