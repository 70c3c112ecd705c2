"""The search of units: what each query finds first, in a browser, from disk and under the policy; and how large it is."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from comparing.search_times import COMPLETE
from conftest import ROOT, Built, read_verdict_words, select, watch
from edition.base.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("search")  # its index is loaded once
QUERIES: dict[str, str | list[str]] = yaml.safe_load((Path(__file__).parent / "queries.yaml").read_text("utf-8"))
QUESTIONS: dict[str, list[str]] = yaml.safe_load((ROOT / "docs" / "questions.yaml").read_text("utf-8"))
FIRST = "queries => queries.map(query => bookSearch.search(query).hits[0]?.unit.name ?? '')"
ALL = "queries => queries.map(query => bookSearch.search(query).hits.map(hit => hit.unit.name))"
DATES = "texts => texts.map(text => bookSearch.dates(bookSearch.fold(text)).map(d => [d.y, d.m, d.d, d.last]))"
UNITS = "() => bookSearch.units.map(u => [u.kind, u.name, u.title, u.date, u.forms, u.verdict])"


@pytest.fixture(scope="module")
def engine(book: Built, browser: Browser) -> Iterator[Page]:
    """The search page from disk, its whole index loaded."""
    page = browser.new_page()
    page.goto((book.out / "html" / "search.html").as_uri() + "?q=juche")
    page.locator(COMPLETE).wait_for(state="attached")
    yield page
    page.close()


def first_answers(engine: Page, queries: list[str]) -> list[str]:
    answers: list[str] = engine.evaluate(FIRST, queries)
    return answers


def test_the_first_answer_is_the_right_one(engine: Page) -> None:
    assert len(QUERIES) >= 60
    answers = first_answers(engine, [str(query) for query in QUERIES])
    wrong = [
        (query, name)
        for (query, right), name in zip(QUERIES.items(), answers, strict=True)
        if name not in ([right] if isinstance(right, str) else right)
    ]
    assert wrong == []


def test_questions_lead_to_the_note_that_answers_them(engine: Page) -> None:
    asked = [(question, note) for note, questions in QUESTIONS.items() for question in questions]
    answers = first_answers(engine, [question for question, _ in asked])
    right = sum(name == note for (_, note), name in zip(asked, answers, strict=True))
    assert right / len(asked) >= 0.95


def test_every_form_of_a_term_and_every_date_finds_it(engine: Page) -> None:
    wanted: list[tuple[str, set[str]]] = []
    units = engine.evaluate(UNITS)
    dates: dict[str, set[str]] = {}
    for kind, name, title, date, forms, _ in units:
        if kind == "term":
            wanted += [(form, {name}) for form in (title, *forms)]
        if kind == "event" and len(day := date.partition("/")[0]) == 10:
            dates.setdefault(day, set()).add(name)
    for day, names in dates.items():
        year, month, number = map(int, day.split("-"))
        shown = f"{number} {MONTHS[month - 1]} {year}", f"{MONTHS[month - 1]} {number}, {year}", day
        wanted += [(query, names) for query in shown]
    answers = first_answers(engine, [query for query, _ in wanted])
    wrong = [(query, name) for (query, names), name in zip(wanted, answers, strict=True) if name not in names]
    assert wrong == []


ALIKE = {
    "neighbour": "neighbor",
    "nationalised": "nationalized",
    "defence": "defense",
    "centre": "center",
    "aeroplane": "airplane",
    "us troops": "US troops",
    "U. S. A.": "US",
    "Chosŏn": "Choson",
    "25–27 June 1950": "25-27 June 1950",
    "10,000": "10000",
    "allies": "ally",
    "agreed": "agree",
    "nationalization": "nation",
    "harmful": "harm",
    "assistant": "assist",
    "opposition": "opposite",
}
"""Spellings and forms of words, and others that find the same."""


def test_a_word_is_found_in_any_spelling_and_form(engine: Page) -> None:
    for found, expected in zip(engine.evaluate(ALL, [*ALIKE]), engine.evaluate(ALL, [*ALIKE.values()]), strict=True):
        assert found == expected != []


SAID: dict[str, list[list[int]]] = {
    "25-27 June 1950": [[1950, 6, 25, 27]],
    "June 25th, 1950": [[1950, 6, 25, 0]],
    "6/25/1950, 25.6.1950": [[1950, 6, 25, 0], [1950, 6, 25, 0]],
    "Febuary 2000": [[2000, 2, 0, 0]],
    "Sept. 3": [[0, 9, 3, 0]],
    "1950년": [[1950, 0, 0, 0]],
    "9 мая 1945, май 1950, 19 июня 2024": [[1945, 5, 9, 0], [2024, 6, 19, 0], [1950, 5, 0, 0]],
    "32 May, 13/13/1950, 2024-00-15": [],
    "decide 5, mark 15, 15 marines": [],
}
"""Texts, and year, month, day and last day of the dates in them, 0 for what they leave open."""


def test_a_date_is_known_in_any_form_and_nothing_else_is_one(engine: Page) -> None:
    assert dict(zip(SAID, engine.evaluate(DATES, [*SAID]), strict=True)) == SAID


def test_a_phrase_that_the_address_asks_for_is_found_in_the_evidence(book: Built, browser: Browser) -> None:
    """The evidence comes with the second part of the index, when the page has answered once."""
    page = browser.new_page()
    page.goto((book.out / "html" / "search.html").as_uri() + "?q=%22Russia+objected%22")
    page.locator(COMPLETE).wait_for(state="attached")
    assert page.locator("a.hit").count() == 1
    page.close()


def test_every_example_of_the_help_finds_something(engine: Page) -> None:
    tried = "[...document.querySelectorAll('#search-help [data-query]')].map(link => link.dataset.query)"
    found = """queries => queries.map(query => {
        const { hits, field } = bookSearch.search(query);
        return hits.length + (field?.values.length ?? 0);
    })"""
    queries = engine.evaluate(tried)
    assert len(queries) > 30
    assert [query for query, n in zip(queries, engine.evaluate(found, queries), strict=True) if not n] == []


def test_the_index_holds_every_unit(book: Built, engine: Page) -> None:
    """One failure can leave out a whole kind unseen."""
    found = Counter(kind for kind, *_ in engine.evaluate(UNITS))
    registered: Counter[str] = Counter(
        entry["kind"]
        for entry in json.loads((book.out / "html" / "anchors.json").read_text("utf-8"))
        if "heir" not in entry
    )
    for kind in ("passage", "note", "figure", "term", "event", "source"):
        assert found[kind] == registered[kind], kind
    assert 0 <= registered["section"] - found["section"] < 60, "the pages of the source code alone are left out"
    assert found["pair"] == sum(map(len, yaml.safe_load((ROOT / "docs" / "carries.yaml").read_text("utf-8")).values()))


def test_every_result_leads_to_its_place(book: Built, engine: Page) -> None:
    names: dict[str, set[str]] = {}
    for page, name in engine.evaluate("() => bookSearch.units.map(u => [u.page, u.name])"):
        names.setdefault(page, set()).add(name)
    assert len(names) > 12
    there = {page: {str(element.get("id")) for element in select(book.page(page), "[id]")} for page in names}
    assert {page: found - there[page] for page, found in names.items() if found - there[page]} == {}


def test_the_index_stays_small(book: Built) -> None:
    size = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in (book.out / "html" / "search").glob("*.js")}
    assert size["first.js"] + size["engine.js"] + size["page.js"] <= 60_000, size
    assert sum(size.values()) <= 150_000, size


def test_nothing_of_sphinx_search_or_of_source_code_is_left(book: Built, engine: Page) -> None:
    folder = book.out / "html"
    assert not (folder / "searchindex.js").exists()
    assert not [
        path.name for path in folder.glob("_static/*") if "stemmer" in path.name or path.name == "searchtools.js"
    ]
    assert "source" not in engine.evaluate("bookSearch.head.pages")


@pytest.mark.parametrize("where", ["disk", pytest.param("server", marks=pytest.mark.full)])
def test_the_page_works_by_keyboard_alone(book: Built, server: str, browser: Browser, where: str) -> None:
    base = server if where == "server" else (book.out / "html").as_uri() + "/"
    page = browser.new_page()
    trouble = watch(page, base)
    page.goto(base + "soviet-era.html")
    page.keyboard.press("Control+k")
    page.wait_for_url("**/search.html")
    page.locator("#q").press_sequentially("not directly engaging")
    page.locator("#search-said", has_text="result").wait_for()
    page.locator(COMPLETE).wait_for(state="attached")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "hit"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**#not-directly-engaging-in-combat")
    assert page.evaluate("CSS.highlights.get('found')?.size") > 0
    assert "?hl=" in page.url
    assert trouble == []
    page.close()


def test_an_index_that_cannot_be_had_is_told_at_each_key_until_it_comes(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/search/rest.js", lambda route: route.abort())
    page.goto(server + "search.html")
    failed = page.locator("#search-said", has_text="The index of the search could not be loaded.")
    for key in "juche"[:2]:
        page.locator("#q").press_sequentially(key)
        failed.wait_for()
    page.unroute("**/search/rest.js")
    page.locator("#q").fill("juche")
    page.locator(COMPLETE).wait_for(state="attached")
    names = page.evaluate("() => bookSearch.units.map(u => u.name)")
    assert len(names) == len(set(names)), "no part came twice"
    assert page.locator("#search-said").inner_text().endswith("results for juche")
    page.close()


def test_a_result_shows_answer_verdict_and_the_words_marked(engine: Page) -> None:
    engine.locator("#q").fill("Were Russians secretly in battle over Korea?")
    best = engine.locator(".best")
    assert best.locator(".verdict").inner_text().lower() == "contradicted"
    assert best.locator(".hit-text").inner_text().startswith("Regular Soviet air units")
    engine.locator("#q").fill("juche")
    assert {text.lower() for text in engine.locator("#search-results mark").all_inner_texts()} == {
        "juche",
        "chuch’e",
        "juche idea",
        "juch",
    }
    assert engine.locator("#search-said").inner_text().endswith("results for juche")
    engine.locator("#q").fill("Jucheh")
    assert engine.locator(".did-you-mean a").inner_text() == "juche"
    engine.locator("#q").fill("verdict:")
    values = engine.locator(".values a").all_inner_texts()
    assert values == read_verdict_words()


def test_without_script_the_page_says_what_else_there_is(book: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((book.out / "html" / "search.html").as_uri())
    links = page.locator("noscript a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    text = page.locator(".without-script").inner_text()
    assert "the pages Names, Glossary, Timeline, and your browser’s own “find in page”" in text
    assert links == ["names.html", "glossary.html", "timeline.html", "russia-north-korea.pdf"]
    context.close()


@pytest.mark.slow
def test_words_for_the_search_are_checked(build_small: Callable[..., Built]) -> None:
    slips = {
        "spellings.yaml": "term-nothing: [x]\n",
        "questions.yaml": 'who-founded: ["Who?"]\n',
        "keywords.yaml": "x: y\n",
        "synonyms.yaml": "a: b\n",
    }
    built = build_small(slips)
    assert built.failed
    assert {(told.place, told.code) for told in built.told()} == {
        ("spellings.yaml:1", "search.name"),
        ("questions.yaml:1", "search.missing"),
        ("keywords.yaml:1", "search.name"),
        ("synonyms.yaml:1", "search.records"),
    }


def test_the_small_book_is_searched_too(build_small: Callable[..., Built], browser: Browser) -> None:
    built = build_small({"spellings.yaml": "term-juche: [chuche]\n"})
    assert not built.failed, built.messages
    page = browser.new_page()
    page.goto((built.out / "html" / "search.html").as_uri())
    page.locator("#q").fill("chuche")
    page.locator(COMPLETE).wait_for(state="attached")
    answers = first_answers(page, ["chuche", "주체", "25 June 1950", "imprecise", "one-p1"])
    assert answers == ["term-juche", "term-juche", "event-earlier", "who-founded", "one-p1"]
    page.close()
