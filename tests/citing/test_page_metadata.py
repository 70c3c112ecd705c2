"""What pages say of themselves to citation managers, search engines and crawlers."""

from __future__ import annotations

import json
from datetime import date
from runpy import run_path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from citation_samples import BOOK
from conftest import ROOT, Built, select
from edition.citing import metadata as page_metadata
from edition.citing.work import Edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

EDITORS = "The editors of Russia and North Korea"
BASE = "https://example.org/books/rnk/"
SETTINGS = run_path(str(ROOT / "docs" / "conf.py"))
DAY, NUMBER = SETTINGS["edition_date"].isoformat(), SETTINGS["release"]
CONF = ("essay_file =", f"html_baseurl = {BASE!r}\nessay_file =")
ODD = """Quotes " ' and </script><script>alert(1)</script> & <b> ]]> -->"""


def metas(page: HtmlElement) -> dict[str, str]:
    return {
        (e.get("name") or e.get("property") or ""): e.get("content", "") for e in select(page, "head meta[content]")
    }


def links(page: HtmlElement, rel: str) -> list[str]:
    return [e.get("href", "") for e in select(page, f'head link[rel="{rel}"]')]


def data(page: HtmlElement) -> dict[str, Any]:
    (block,) = select(page, 'head script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(block.text or "")
    return found


def test_a_chapter_is_a_chapter_of_the_book(book: Built) -> None:
    page = book.page("soviet-era")
    said = metas(page)
    title = "The Soviet Era: The Foundation of a Fragile Alliance"
    assert said["citation_title"] == said["og:title"] == title
    assert said["citation_book_title"] == said["citation_inbook_title"] == BOOK
    assert said["citation_publication_date"] == DAY.replace("-", "/")
    assert not {"citation_author", "citation_editor"} & said.keys(), "the files name no editors of the essay either"
    assert said["prism.edition"] == f"Edition {NUMBER}", "the one tag in which Zotero finds it"
    assert said["og:type"] == "article", "Zotero would take 'book' for the item's type"
    assert said["description"].startswith("The seeds of the Russia-North Korea relationship")
    assert len(said["description"]) <= 165
    ld = data(page)
    assert (ld["@type"], ld["name"], ld["position"]) == ("Chapter", title, 2)
    assert (ld["isPartOf"]["@type"], ld["isPartOf"]["name"]) == ("Book", BOOK)
    assert "author" not in ld


def test_a_page_of_the_apparatus_is_the_editors(book: Built) -> None:
    said = metas(book.page("timeline"))
    assert said["citation_author"] == f"{EDITORS},", "a comma keeps the name of a body whole in Zotero"
    ld = data(book.page("timeline"))
    assert ld["@type"] == "ScholarlyArticle"
    assert ld["author"] == {"@type": "Organization", "name": EDITORS}
    assert ld["isPartOf"]["@type"] == "Book"


def test_the_page_with_the_essay_alone_names_no_author(book: Built) -> None:
    assert "citation_author" not in metas(book.page("essay"))
    assert "author" not in data(book.page("essay"))
    cited = book.page("cite/essay")
    assert "citation_author" not in metas(cited)
    assert EDITORS not in cited.text_content()
    assert "the essay’s words; their author is not known" in cited.text_content()


def test_the_title_page_is_the_book(book: Built) -> None:
    page = book.page("index")
    said = metas(page)
    assert said["citation_title"] == BOOK
    assert "citation_book_title" not in said
    assert said["og:type"] == metas(book.page("cite/index"))["og:type"] == "book"
    assert data(page)["@type"] == "Book"
    assert data(page)["@id"] == data(book.page("soviet-era"))["isPartOf"]["@id"], "merged pages make one book"
    assert len({data(book.page(name))["@id"] for name in ("index", "soviet-era", "future", "glossary")}) == 4
    assert "russia-north-korea.pdf" in links(page, "item")
    assert "soviet-era.html" in links(page, "item")


def test_every_page_points_to_what_is_there(book: Built) -> None:
    """Signposting: what to cite, where it is described, what it is, what belongs to it."""
    for path in (book.out / "html").glob("*.html"):
        page = book.page(path.stem)
        if not metas(page).get("citation_title"):
            assert path.stem in {"search", "404"}
            continue
        assert links(page, "cite-as") == [path.name]
        assert len(links(page, "type")) == 2
        for href in links(page, "describedby") + links(page, "item") + links(page, "collection"):
            assert (path.parent / href).is_file(), f"{path.name} names {href}"


@pytest.mark.slow
def test_with_a_public_address_everything_is_absolute(build_small: Callable[..., Built]) -> None:
    built = build_small({"conf.py": [CONF]}, builder="both")
    assert built.messages == []
    page = built.page("two")
    said = metas(page)
    address = f"{BASE}two.html"
    assert said["og:url"] == said["citation_public_url"] == said["citation_fulltext_html_url"] == address
    assert said["citation_pdf_url"] == f"{BASE}russia-north-korea.pdf"
    assert links(page, "canonical") == links(page, "cite-as") == [address]
    assert data(page)["url"] == address
    assert data(page)["isPartOf"]["url"] == BASE
    index = built.page("index")
    for rel in ("describedby", "item", "collection"):
        hrefs = links(page, rel) + links(index, rel)
        assert hrefs, rel
        assert [href for href in hrefs if not href.startswith(BASE)] == []
    assert links(index, "cite-as") == links(index, "canonical") == [BASE] == [metas(index)["og:url"]]
    assert metas(index)["citation_public_url"] == data(index)["url"] == BASE, "the title page has one address"


def test_a_page_that_cites_can_be_saved_but_is_not_indexed(book: Built) -> None:
    page = book.page("cite/soviet-era-p2")
    said = metas(page)
    assert said["robots"] == "noindex"
    assert said["citation_title"] == "The Soviet Era: The Foundation of a Fragile Alliance"
    assert links(page, "describedby") == ["soviet-era-p2.json"]
    assert links(page, "cite-as") == [said["citation_public_url"]] == ["../soviet-era.html#soviet-era-p2"]


def test_a_page_that_cites_says_where_it_is_shared_what_it_cites(build_small: Callable[..., Built]) -> None:
    forms = (":ko: 주체", ":ko: 주체\n:hanja: 主體\n:rr: juche\n:mr: chuch'e\n:ru: чучхе")
    built = build_small({"conf.py": [CONF], "glossary.md": [forms]})
    said = metas(built.page("cite/who-founded"))
    assert said["og:title"] == "Note 1, Introduction"
    assert said["description"] == "“Kim Il-sung, the founder” Imprecise: Others founded it too."
    assert said["og:url"] == f"{BASE}one.html#who-founded"
    assert said["citation_inbook_title"] == BOOK, "else Zotero saves an article of a journal"
    assert "og:type" not in said, "a part of the book is not the book"
    term = built.page("cite/term-juche")
    assert metas(term)["description"] == "A doctrine.", "its forms are not what it means"


def test_a_source_is_saved_as_itself(small: Callable[..., Built]) -> None:
    said = metas(small().page("cite/ref-rusk1990"))
    assert said["citation_title"] == "As I Saw It"
    assert said["citation_author"] == "Rusk, Dean"
    assert said["citation_publication_date"] == "1990"
    assert said["og:type"] == "book"
    assert "citation_inbook_title" not in said


def test_no_title_can_break_out(build_small: Callable[..., Built]) -> None:
    escaped = "".join(f"\\{c}" if c in "\"'<>&[]-" else c for c in ODD)
    conf = (CONF[0], f"smartquotes = False\n{CONF[1]}")
    built = build_small({"glossary.md": [("# Glossary", f"# {escaped}")], "conf.py": [conf]})
    for name in ("glossary", "cite/glossary"):
        page = built.page(name)
        assert metas(page)["citation_title"] == ODD
        # The scripts of the theme and the block of data, nothing of the title's.
        kinds = [e.get("type") for e in select(page, "script:not([src])")]
        assert kinds == ([] if "/" in name else ["application/ld+json"])
    assert data(built.page("glossary"))["name"] == ODD
    assert ODD in (built.page("cite/glossary").text_content())


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "& \u2028", '"\\'])
def test_data_for_crawlers_is_escaped_and_read_back(text: str) -> None:
    block = page_metadata.json_ld({"name": text})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside
    assert json.loads(inside) == {"name": text}


def test_the_citation_file_describes_the_edition(book: Built) -> None:
    found = yaml.safe_load((book.out / "html" / "CITATION.cff").read_text("utf-8"))
    assert found["cff-version"] == "1.2.0"
    assert found["title"] == found["preferred-citation"]["title"] == BOOK
    assert found["authors"] == [{"name": EDITORS}]
    assert found["date-released"] == DAY
    assert found["preferred-citation"]["type"] == "book"
    assert "url" not in found
    facts = Edition(ODD, EDITORS, "1.0", date(2026, 11, 25), "en-US", BASE)
    odd = yaml.safe_load(page_metadata.citation_file(facts))
    assert odd["title"] == ODD
    assert odd["url"] == odd["preferred-citation"]["url"] == BASE
