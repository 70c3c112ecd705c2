"""The EPUB in epub.js, which npm brings: opened in Chromium as a reader of books on the web opens it."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from conftest import read_chapter_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from conftest import Built

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.full]

SITE = "http://reader.test/"
"""No server: the test answers itself."""
READER = """<!doctype html><meta charset="utf-8"><title>A reader</title>
<script src="jszip.min.js"></script><script src="epub.min.js"></script>
<div id="area" style="width: 600px; height: 800px"></div>
"""
OPEN = """async () => {
    window.book = ePub("book.epub");
    window.rendition = book.renderTo("area", { width: 600, height: 800, flow: "scrolled-doc" });
    await book.ready;
    return {
        spine: book.spine.items.map(item => item.href),
        contents: book.navigation.toc.map(entry => entry.href),
        language: book.packaging.metadata.language,
        pages: book.pageList.pages.length,
    };
}"""
SHOW = """async href => {
    await rendition.display(href);
    const page = rendition.getContents()[0].document;
    const marks = [...page.querySelectorAll("a")].filter(a => a.getAttribute("epub:type") === "noteref");
    const opened = marks.map(a => page.getElementById(a.getAttribute("href").slice(1)));
    return {
        words: page.body.innerText.split(/\\s+/).length,
        language: page.documentElement.lang,
        marks: marks.length,
        dead: opened.filter(note => !note || note.getAttribute("epub:type") !== "footnote").length,
        pictures: [...page.querySelectorAll("figure svg")].map(svg => svg.getBoundingClientRect().width),
        korean: [...page.querySelectorAll("[lang=ko]")].length,
    };
}"""


@pytest.fixture(scope="module")
def reader(book: Built, npm: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with epub.js and the book beside it."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "index.html").write_text(READER, encoding="utf-8")
    shutil.copy2(book.out / "russia-north-korea.epub", folder / "book.epub")
    shutil.copy2(npm / "node_modules" / "epubjs" / "dist" / "epub.min.js", folder)
    shutil.copy2(npm / "node_modules" / "jszip" / "dist" / "jszip.min.js", folder)
    page = browser.new_page()
    page.route(f"{SITE}*", lambda route: route.fulfill(path=folder / route.request.url.removeprefix(SITE)))
    page.goto(f"{SITE}index.html")
    yield page
    page.close()


def test_epubjs_opens_every_document_and_every_note_where_its_mark_is(reader: Page, book: Built) -> None:
    about: dict[str, Any] = reader.evaluate(OPEN)
    with zipfile.ZipFile(book.out / "russia-north-korea.epub") as packed:
        documents = {name.removeprefix("EPUB/") for name in packed.namelist() if name.endswith(".xhtml")}
    assert set(about["spine"]) == documents
    assert about["language"] == "en-US"
    assert about["pages"] > 100
    chapters = [f"{name}.xhtml" for name in read_chapter_names()]
    assert [href for href in about["contents"] if href in chapters] == chapters
    shown: dict[str, dict[str, Any]] = {href: reader.evaluate(SHOW, href) for href in about["spine"]}
    assert [
        href for href, page in shown.items() if page["words"] < 5 or page["language"] != "en-US" or page["dead"]
    ] == []
    assert all(shown[href]["marks"] for href in chapters)
    drawn = [width for page in shown.values() for width in page["pictures"]]
    assert len(drawn) > 5
    assert min(drawn) > 100
    assert shown["glossary.xhtml"]["korean"] > 50
