"""A second essay is configuration: a German book of its own settings and texts, with no change of code."""

from __future__ import annotations

import ctypes
import io
import json
import re
import sys
import zipfile
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html
import pypdfium2
import pytest
from sphinx import locale
from sphinx.util.console import strip_colors

import build
from conftest import Built, select
from second_book import SECOND_BOOK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("second book")]  # which is built once
ENGLISH = frozenset(
    """
    about all and answer are at author before by chapter checked chinese cite cited claim close contents copy copied
    edition editors english evidence figure first for from german has how is it its last list never next no not note
    notes of on only or other page pages passage place previous quote read repair repairs reset search second section
    sections see show skip sources that the their there these this timeline title to used verdict verdicts what when
    where which who with without words january february march may june july october december
    """.split()  # noqa: SIM905 (words read best as words)
)
"""English words of the code that are not German words."""
KEPT = {"search": {"note", "passage", "section", "figure", "chapter", "page", "verdict", "term"}}
"""The search's fields and their values are its grammar, the same in every language."""


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The German book: pages, PDF and EPUB, and all warnings of its build."""
    folder = tmp_path_factory.mktemp("second")
    docs, out, said = folder / "docs", folder / "build", io.StringIO()
    docs.mkdir()
    for name, text in SECOND_BOOK.items():
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    known, before, failed = dict(locale.translators), sys.stderr, False
    sys.stderr = said
    try:
        build.build_book(docs, out)
    except build.BuildError:
        failed = True
    finally:
        sys.stderr = before
        locale.translators.clear()
        locale.translators.update(known)
    lines = strip_colors(said.getvalue()).splitlines()
    yield Built(docs, out, failed, [line for line in lines if "WARNING" in line or "ERROR" in line])


def words_of(page: HtmlElement) -> set[str]:
    """What a reader sees and hears of a page, except what is marked as another language."""
    for element in page.xpath("//script | //style | //code | //pre | //kbd | //*[@lang='en']"):
        element.drop_tree()
    texts = [*page.itertext(), *(e.get(name, "") for e in page.iter() for name in ("aria-label", "title", "alt"))]
    plain = (re.sub(r"\S+\.html\S*|\S+--\S+|[a-z]+-[\w-]+", "", text) for text in texts)
    return {word.lower() for text in plain for word in re.findall(r"[A-Za-z]+", text)}


def pdf_text(built: Built) -> str:
    with pypdfium2.PdfDocument(built.out / "bruecke.pdf") as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_the_second_book_builds_without_a_warning(second: Built) -> None:
    assert (second.failed, second.messages) == (False, [])
    made = {path.name for path in second.out.iterdir() if path.is_file()}
    assert {"bruecke.pdf", "bruecke.epub"} <= made
    assert (second.out / "html" / "bruecke.zip").is_file()


def test_its_pages_have_no_english_of_ours(second: Built) -> None:
    found = {}
    for path in sorted((second.out / "html").rglob("*.html")):
        name = path.relative_to(second.out / "html").with_suffix("").as_posix()
        page = lxml.html.parse(str(path)).getroot()
        assert page.get("lang") == "de"
        if english := (words_of(page) & ENGLISH) - KEPT.get(name, set()):
            found[name] = sorted(english)
    assert found == {}


def test_its_scripts_speak_german(second: Built) -> None:
    scripts = [*(second.out / "html" / "_static").glob("*.js"), second.out / "html" / "search" / "page.js"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    assert not re.search(r'(?<![\w$.])_\("', text)
    for words in ("In meine Liste aufnehmen", "Kopiert", "Meinten Sie ", "Der gesuchte Name ist bekannt: "):
        assert words in text


def test_its_pdf_and_epub_have_no_english_of_ours(second: Built) -> None:
    text = pdf_text(second)
    for words in (
        "Kapitel 1 von 3",
        "Inhalt",
        "Register",
        "Wessen Worte",
        "Ausgabe 2.0, 3. Februar 2027",
        "Berichtigung",
        "Was mit jedem Teil getan werden darf: Rechte",
    ):
        assert words in text, words
    assert {word.lower() for word in re.findall(r"[A-Za-z]+", text)} & ENGLISH == set()
    with zipfile.ZipFile(second.out / "bruecke.epub") as packed:
        for name in packed.namelist():
            if name.endswith(".xhtml"):
                page = lxml.html.fromstring(packed.read(name))
                assert words_of(page) & ENGLISH == set(), name


def test_its_page_of_names_is_the_index_of_its_pdf(second: Built) -> None:
    pages = json.loads((second.out / ".work" / "typst" / "bruecke.json").read_text(encoding="utf-8"))
    with pypdfium2.PdfDocument(second.out / "bruecke.pdf") as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert not [text for text in texts if text.startswith("Namen")]
    assert texts[pages["namen"] - 1].startswith("Register")


def test_the_essay_stands_word_for_word_with_its_odd_ends(second: Built) -> None:
    passages = [
        [p.text_content() for p in select(second.page(name), ".passage > p:not(.margin)")]
        for name in ("anfang", "warum-eine-bruecke", "ende")
    ]
    first, second_, last = (" ".join(" ".join(texts).split()) for texts in passages)
    assert "Sie hielt lange …" in first
    assert "(so steht es am Geländer.)" in first
    assert "„Kein Weg, kein Brot.“" in second_
    assert last == "Heute ist die Brücke aus Stahl. Am 3. Februar 1902 kam Dr. Vogt zum Fest."
    assert select(second.page("warum-eine-bruecke"), "h1")[0].text_content() == "Warum eine Brücke?"


def test_no_page_is_known_by_its_name_in_our_code(second: Built) -> None:
    """The pages of this book have German names, and yet each is found where another leads to its kind."""
    page = second.page("search")
    assert [a.get("href") for a in select(page, "noscript a")] == [
        "namen.html",
        "glossar.html",
        "zeittafel.html",
        "bruecke.pdf",
    ]
    assert select(second.page("der-essay"), "link[type='text/markdown']")[0].get("href") == "essay.md"
    with zipfile.ZipFile(second.out / "bruecke.epub") as packed:
        pages = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".xhtml")}
    typed = {
        name: found[1] for name, text in pages.items() if (found := re.search(r'<section epub:type="(\w+)"', text))
    }
    assert typed == {
        "EPUB/index.xhtml": "titlepage",
        "EPUB/glossar.xhtml": "glossary",
        "EPUB/literatur.xhtml": "bibliography",
    }
    marks = re.findall(r'<a epub:type="(\w+)" href="([^"]+)"', pages["EPUB/contents.xhtml"])
    assert {("glossary", "glossar.xhtml"), ("bibliography", "literatur.xhtml")} <= set(marks)


def test_its_glossary_says_by_settings_what_its_sections_hold(second: Built) -> None:
    html = second.out / "html"
    (entry,) = [li for li in select(second.page("namen"), "li.kind-person") if "Vogt" in li.text_content()]
    assert " ".join(entry.text_content().split()).startswith("Vogt, Anna Person")
    assert "kind-person" in select(second.page("glossar"), "#glossar-leute")[0].classes
    terms = json.loads((html / "edition.json").read_text(encoding="utf-8"))["terms"]
    assert {term["name"]: term["kind"] for term in terms}["term-anna-vogt"] == "person"
    assert '<person xml:id="term-anna-vogt"' in (html / "edition.tei.xml").read_text(encoding="utf-8")


def test_a_page_is_cited_by_its_anchor_whatever_its_file_is_called(second: Built) -> None:
    page = second.page("aenderungen")
    described = [e.get("href") for e in select(page, "link[rel=describedby]")]
    assert described == [f"cite/was-neu-ist.{suffix}" for suffix in ("bib", "ris", "json")]
    headers = (second.out / "html" / "_headers").read_text(encoding="utf-8")
    assert re.search(r"/aenderungen\.html\n  Link: <cite/was-neu-ist\.json>", headers)


def test_its_fonts_are_settings_in_pages_pdf_figures_and_epub(second: Built) -> None:
    """Its text is set in the sans and its labels in the serif, the opposite of the first book."""
    html = second.out / "html"
    sheet = next((html / "_static").glob("book.*.css")).read_text(encoding="utf-8")
    assert '--reading:"Edition Sans","Edition Sans KR","Edition Sans Fallback",system-ui,sans-serif;' in sheet
    assert '--labels:"Edition Serif","Edition Serif Fallback",Georgia,serif;' in sheet
    assert "Edition Serif KR" not in sheet
    assert not list((html / "_static" / "fonts").glob("EditionSerifKR*"))
    with pypdfium2.PdfDocument(second.out / "bruecke.pdf") as pdf:
        pages = [page.get_textpage() for page in pdf]
        essay = next(page for page in pages if "Der Bürgermeister baute" in page.get_text_bounded())
        assert font_of(essay, "Der Bürgermeister baute") == "EditionSans-Regular"
        figure = next(page for page in pages if "Abbildung 1. " in page.get_text_bounded())
        assert font_of(figure, "1902") == "EditionSerif-Regular"
        assert font_of(pages[0], "Die Brücke") == "EditionSans-Regular"
    picture = (html / "figures" / "besucherzahlen.svg").read_text(encoding="utf-8")
    assert '@font-face{font-family:"Edition Serif";font-weight:400;src:url(data:font/woff2;base64,' in picture
    assert 'font-family="Edition Serif, serif"' in picture
    with zipfile.ZipFile(second.out / "bruecke.epub") as packed:
        style = packed.read("EPUB/book.css").decode()
        assert 'body { font-family: "Edition Sans", "Edition Sans KR", sans-serif; }' in style
        assert 'font-family="sans-serif"' in packed.read("EPUB/cover.svg").decode()


def font_of(page: pypdfium2.PdfTextPage, words: str) -> str:
    """The font of the first of some words on a page of a PDF, without the mark of a subset."""
    (index, _) = page.search(words).get_next()
    name = ctypes.create_string_buffer(100)
    pypdfium2.raw.FPDFText_GetFontInfo(page, index, name, len(name), None)
    return name.value.decode().partition("+")[2]


def test_its_sentences_numbers_and_lists_follow_german_rules(second: Built) -> None:
    coverage = select(second.page("urteile"), "#urteile-abdeckung")[0].text_content()
    assert "3 der 8 Sätze" in coverage
    assert "„Am 3. Februar 1902 kam Dr. Vogt zum Fest.“" in coverage
    (table,) = select(second.page("anfang"), ".fold table")
    assert "12.600" in table.text_content()
    (group,) = [e for e in select(second.page("namen"), "section.group") if select(e, "#letter-g")]
    assert "Der Grundstein: ein Fest" in group.text_content()
    with pypdfium2.PdfDocument(second.out / "bruecke.pdf") as pdf:
        assert pdf[0].get_textpage().get_text_bounded().splitlines()[:2] == ["Die Brücke und", "das Dorf"]


def test_its_search_knows_german_dates_and_small_words(second: Built, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((second.out / "html" / "search.html").as_uri() + "?q=1901")
    page.locator("#search-results[data-complete]").wait_for(state="attached")
    dates = page.evaluate(
        "() => bookSearch.dates(bookSearch.fold('Am 3. März 1902 und am 5.–6. Oktober')).map((d) => [d.y, d.m, d.d, d.last])"
    )
    assert dates == [[1902, 3, 3, 0], [0, 10, 5, 6]]
    assert page.evaluate("() => bookSearch.search('Wer baute die Brücke?').hits[0].unit.name") == "wer-baute"
    assert page.evaluate("() => bookSearch.search('in der 1901').hits.length") == page.evaluate(
        "() => bookSearch.search('1901').hits.length"
    )
    page.close()


def test_its_longer_word_for_cite_stays_clear_of_the_text(second: Built, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    page.goto((second.out / "html" / "anfang.html").as_uri())
    gaps = page.locator(".passage").evaluate_all(
        "all => all.map((one) => one.querySelector('p:not(.margin)').getBoundingClientRect().left"
        " - Math.max(...[...one.querySelectorAll('.margin a')].map((a) => a.getBoundingClientRect().right)))"
    )
    assert gaps
    assert min(gaps) >= 8
    page.close()


def test_selected_words_are_quoted_in_german(second: Built, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    page.goto((second.out / "html" / "anfang.html").as_uri())
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('#anfang-p2 > p:not(.margin)'))")
    page.click("#anfang-p2 .margin .cite-link")
    page.locator("dialog[open] .cite-row").first.wait_for()
    said = "„Die Leute nannten sie ‚die alte Dame‘ (so steht es am Geländer“ ("
    assert page.locator("dialog .cite-row .cited", has_text=said).count() == 1
    page.close()


def test_its_menus_are_settings(second: Built) -> None:
    """Labels are the titles of the pages, or their short ones; a missing page has no link."""
    page = second.page("anfang")
    row = [a.text_content() for a in select(page, "nav.row a")]
    assert row == ["Der Essay", "Kapitel", "Urteile", "Zeittafel", "Glossar", "Literatur", "Suche", "PDF"]
    assert [a.text_content() for a in select(page, "footer.foot a")] == ["Zitieren", "Nach oben"]


def test_links_and_answers_say_german_words_of_ours(second: Built) -> None:
    link = next(
        a for a in select(second.page("warum-eine-bruecke"), ".evidence a, .said a") if "welches" in a.get("href", "")
    )
    assert link.text_content() == "Anmerkung 2"
    answer = select(second.page("der-essay"), "#answer-alte-dame p:not([class])")[0].text_content()
    assert "Muster und Probe und Beispiel, Probe und Versuch" in answer


def test_a_verdict_of_several_words_has_a_name_that_xml_allows(second: Built) -> None:
    tei = lxml.etree.parse(str(second.out / "html" / "edition.tei.xml"))
    names = tei.xpath("//@xml:id")
    assert "verdict-zum-teil-richtig" in names
    assert [pointer for pointer in tei.xpath("//@ana") if pointer.removeprefix("#") not in names] == []


def test_a_term_that_uses_a_source_is_called_by_the_words_of_the_catalog(second: Built) -> None:
    uses = select(second.page("literatur"), "#ref-muster1999 .uses a")
    assert "Glossar, Steinbrücke" in [a.text_content() for a in uses]


def test_notes_are_numbered_through_the_passages_of_a_chapter(second: Built) -> None:
    numbers = [a.text_content() for a in select(second.page("anfang"), "a.footnote-reference")]
    assert numbers == ["1", "2", "3"]
    claims = (second.out / "html" / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[3] for line in claims[1:4]] == numbers


def test_a_year_stands_before_its_days_and_events_of_a_day_in_the_order_of_the_file(second: Built) -> None:
    shown = [p.text_content() for p in select(second.page("zeittafel"), ".event-date")]
    assert shown == ["1901", "3. Mai 1901", "3. Mai 1901", "1.–19. Juni 1901", "Februar 1902"]
    titles = [p.text_content() for p in select(second.page("zeittafel"), ".event-title")]
    assert titles[1:3] == ["Der Grundstein: ein Fest", "3. Rede des Bürgermeisters"]


def test_sources_are_set_in_german_and_others_name_their_language(second: Built) -> None:
    works = [" ".join(li.text_content().split()) for li in select(second.page("literatur"), "[id^=ref-]")]
    beispiel, muster = works
    assert beispiel.startswith("Beispiel, Bert, Carla Probe und Dora Versuch. 2001. „Old ‚Iron‘ Rivers“. Hg. von")
    assert "S. 12–30" in beispiel
    assert "(auf Englisch)" in beispiel
    assert muster.startswith("Muster, Anna und Carla Probe, Hgg. 1999. Die Akten des Vereins. ")
    assert "Deutsch)" not in muster


def test_terms_have_the_forms_that_the_settings_name(second: Built) -> None:
    rows = select(second.page("glossar"), "#term-steinbruecke + dd dl.forms > div")
    assert [(row[0].text_content(), row[1].get("lang"), row[1].text_content()) for row in rows] == [
        ("Russisch", "ru", "каменный мост"),
        ("Polnisch", "pl", "most kamienny"),
    ]


def test_a_day_and_month_of_one_digit_are_written_as_each_form_wants(second: Built) -> None:
    cite = second.out / "html" / "cite"
    assert "  month = feb,\n" in (cite / "anfang-p1.bib").read_text(encoding="utf-8")
    assert "DA  - 2027/02/03" in (cite / "anfang-p1.ris").read_text(encoding="utf-8")
    text = second.page("cite/wer-baute").text_content()
    assert "Anmerkung über „Der Bürgermeister baute die Brücke“" in text
    assert re.search(r"Abs\. 1, PDF S\. \d+", text)
