"""The container of the EPUB, and its cover: text in, text or bytes out."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from edition.epub.cover import cut
from edition.epub.package import About, Entry, archive, document, navigation, ncx, package_document

DAY = date(2026, 2, 3)
ABOUT = About("urn:uuid:1", "A & B", "The editors", "en-US", DAY, "An essay.", "All can be read.", "1.1", "The PDF")
OPF, NCX = "{http://www.idpf.org/2007/opf}", "{http://www.daisy.org/z3986/2005/ncx/}"


def test_the_archive_begins_with_its_type_and_has_the_same_bytes_whatever_the_order() -> None:
    files = {"b.xhtml": b"<b/>", "a.xhtml": b"<a/>"}
    first, second = archive(files, DAY), archive(dict(reversed(files.items())), DAY)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        infos = packed.infolist()
        assert [i.filename for i in infos] == ["mimetype", "META-INF/container.xml", "EPUB/a.xhtml", "EPUB/b.xhtml"]
        assert infos[0].compress_type == zipfile.ZIP_STORED
        assert packed.read("mimetype") == b"application/epub+zip"
        assert {i.date_time for i in infos} == {(2026, 2, 3, 0, 0, 0)}


def test_the_package_lists_files_with_their_types_and_the_spine_in_its_order() -> None:
    text = package_document(ABOUT, ["a.xhtml", "b.xhtml", "c.svg"], ["b.xhtml", "a.xhtml"], {"a.xhtml": "nav"})
    root = ET.fromstring(text)
    items = {i.get("href"): i for i in root.iter(f"{OPF}item")}
    assert {name: i.get("media-type") for name, i in items.items()} == {
        "a.xhtml": "application/xhtml+xml",
        "b.xhtml": "application/xhtml+xml",
        "c.svg": "image/svg+xml",
    }
    assert items["a.xhtml"].get("properties") == "nav"
    assert [r.get("idref") for r in root.iter(f"{OPF}itemref")] == [
        items["b.xhtml"].get("id"),
        items["a.xhtml"].get("id"),
    ]
    metadata = {m.get("property"): m.text for m in root.iter(f"{OPF}meta")}
    assert metadata["dcterms:modified"] == "2026-02-03T00:00:00Z"
    assert metadata["pageBreakSource"] == "The PDF"


@pytest.mark.parametrize("name", ["fonts/a.ttf", "a.html", "CNAME"])
def test_a_file_that_not_every_reader_can_open_gets_into_no_package(name: str) -> None:
    with pytest.raises(ValueError, match=f"no EPUB can have '{name}'"):
        package_document(ABOUT, ["a.xhtml", name], ["a.xhtml"], {})


def test_a_book_without_pages_promises_none() -> None:
    text = package_document(ABOUT._replace(page_source=""), ["a.xhtml"], ["a.xhtml"], {})
    assert "pageBreakSource" not in text
    assert "pageNavigation" not in text


def test_the_navigation_nests_sections_and_counts_pages() -> None:
    entries = [Entry("One & two", "one.xhtml", (Entry("A section", "one.xhtml#a"),))]
    text = navigation(
        "en-US", "Contents", entries, {"toc": Entry("Contents", "c.xhtml")}, {7: "one.xhtml#a", 2: "one.xhtml#b"}
    )
    root = ET.fromstring(text)
    hrefs = [a.get("href") for a in root.iter("{http://www.w3.org/1999/xhtml}a")]
    assert hrefs == ["one.xhtml", "one.xhtml#a", "c.xhtml", "one.xhtml#b", "one.xhtml#a"]


def test_older_readers_find_the_same_contents() -> None:
    """Two of the readers from npm look for contents nowhere else: findings/epub-parsers-contents-of-a-book.sh."""
    entries = [Entry("One & two", "one.xhtml", (Entry("A section", "one.xhtml#a"),)), Entry("Two", "two.xhtml")]
    root = ET.fromstring(ncx(ABOUT, entries))
    points = list(root.iter(f"{NCX}navPoint"))
    assert [content.get("src") for content in root.iter(f"{NCX}content")] == ["one.xhtml", "one.xhtml#a", "two.xhtml"]
    assert [point.findtext(f"{NCX}navLabel/{NCX}text") for point in points] == ["One & two", "A section", "Two"]
    assert len({point.get("id") for point in points}) == 3
    package = ET.fromstring(package_document(ABOUT, ["a.xhtml", "toc.ncx"], ["a.xhtml"], {}))
    (item,) = [item for item in package.iter(f"{OPF}item") if item.get("href") == "toc.ncx"]
    assert [spine.get("toc") for spine in package.iter(f"{OPF}spine")] == [item.get("id")]


def test_a_document_says_its_language_twice() -> None:
    root = ET.fromstring(document("A < B", "de", "<p>x</p>\n"))
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Russia and North Korea", ["Russia and North", "Korea"]),
        ("Short", ["Short"]),
        ("Incomprehensibilities of it", ["Incomprehensibilities", "of it"]),
    ],
)
def test_a_title_is_cut_between_words(title: str, lines: list[str]) -> None:
    assert cut(title) == lines
