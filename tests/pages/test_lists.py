"""Lists that can be explored without script, in the small book."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pypdfium2
from playwright.sync_api import expect

from conftest import SMALL_BOOK, Built, select, with_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement
    from playwright.sync_api import Browser

LEDGER = with_page("ledger", "(ledger)=\n# Ledger\n\n```{ledger} counts\n```\n\n```{ledger} claims\n```\n")


def test_the_timeline_has_a_tick_and_a_filter_for_each_chapter(small: Callable[..., Built]) -> None:
    page = small().page("timeline")
    assert [a.get("href") for a in select(page, ".ticks a")] == ["#event-earlier", "#event-later"]
    assert [a.get("class") for a in select(page, ".ticks a")] == ["chapter-one", "chapter-two"]
    assert [a.get("href") for a in select(page, ".decades a")] == ["#event-earlier"]
    choices = [" ".join(label.text_content().split()) for label in select(page, ".filters label")]
    assert choices == ["All 2", "Introduction 1", "The Second Chapter 1"]
    assert "chapter-two" in select(page, "#event-later")[0].classes


def test_the_timeline_is_narrowed_to_a_kind_of_events_where_a_book_has_kinds(build_small: Callable[..., Built]) -> None:
    kinds = [
        ("  chapter: two\n", "  chapter: two\n  kind: end\n"),
        ("  chapter: one\n", "  chapter: one\n  kind: war\n"),
    ]
    settings = [("events_kinds = {}", 'events_kinds = {"war": "Wars & arms", "end": "Ends", "trade": "Trade"}')]
    built = build_small({"timeline.yaml": kinds, "conf.py": settings})
    page = built.page("timeline")
    row = next(row for row in select(page, ".filters fieldset") if select(row, "legend")[0].text_content() == "Kind")
    choices = [" ".join(label.text_content().split()) for label in select(row, "label")]
    assert choices == ["All 2", "Wars & arms 1", "Ends 1"], "as the settings order them, without the empty one"
    assert [a.get("class") for a in select(page, ".ticks a")] == ["chapter-one kind-war", "chapter-two kind-end"]
    assert "kind-end" in select(page, "#event-later")[0].classes
    assert [box.get("id") for box in select(row, "input")] == [None, "kind_war", "kind_end"], (
        "no anchor has such a name"
    )
    data = json.loads((built.out / "html" / "edition.json").read_text(encoding="utf-8"))
    assert {event["name"]: event["kind"] for event in data["events"]} == {"event-earlier": "war", "event-later": "end"}


def test_a_page_loads_what_its_bar_needs_and_a_page_without_one_nothing(small: Callable[..., Built]) -> None:
    essay = with_page("essay", "(essay)=\n# Essay\n\n```{whole-essay}\n```\n")
    built = small("html", essay)
    found = {}
    for name in ("essay", "timeline", "glossary", "one", "search", "404"):
        page = built.page(name)
        files = [e.get("href") or e.get("src") for e in select(page, "link[rel=stylesheet], script[src]")]
        bars = [" ".join(form.classes) for form in select(page, "form.bar")]
        found[name] = (
            bars,
            sorted({re.sub(r".*/|(?<=\.)\w+\.", "", str(file)) for file in files} & {"filters.css", "lists.js"}),
        )
    assert found == {
        "essay": (["bar essay-bar"], ["lists.js"]),
        "timeline": (["bar filters"], ["filters.css", "lists.js"]),
        "glossary": ([], []),
        "one": ([], []),
        "search": ([], []),
        "404": ([], []),
    }


def test_a_list_has_its_letters_and_the_empty_ones_are_no_links(small: Callable[..., Built]) -> None:
    built = small()
    for name, expected in [
        ("glossary", {"M": "#term-mig-15", "J": "#term-juche"}),
        ("bibliography", {"R": "#ref-rusk1990"}),
    ]:
        row = select(built.page(name), ".letters-row")[0]
        assert {a.text_content(): a.get("href") for a in select(row, "a")} == expected
        assert len(select(row, "span")) == 26 - len(expected)
        entry = select(row.getroottree().getroot(), next(iter(expected.values())))[0]
        assert row in entry.xpath("preceding::*"), "above the entries"


def test_each_form_of_a_term_says_in_words_what_it_is(small: Callable[..., Built]) -> None:
    page = small().page("glossary")
    rows = [[cell.text_content() for cell in select(row, "dt, dd")] for row in select(page, "dl.forms > div")]
    assert rows == [["Russian", "МиГ-15"], ["Hangul", "주체"]]
    assert [cell.get("lang") for cell in select(page, "dl.forms dd")] == ["ru", "ko"]
    assert not select(page, ".forms [title]")


def test_a_term_in_the_essay_keeps_its_link_and_has_a_card(small: Callable[..., Built]) -> None:
    page = small().page("one")
    (link,) = select(page, "#one-p1 > p:not(.margin) a:not([class])")
    assert (link.text_content(), link.get("href")) == ("MiG-15", "glossary.html#term-mig-15")
    (button,) = select(page, "#one-p1 > p button")
    assert button.text_content() == ""
    (card,) = select(page, f"#{button.get('popovertarget')}[popover]")
    assert "МиГ-15" in card.text_content()
    assert "A jet fighter." in card.text_content(), "the meaning without its citation"


def test_the_claims_can_be_filtered_and_their_counts_are_links(small: Callable[..., Built]) -> None:
    page = small(changes=LEDGER).page("ledger")
    assert [a.get("href") for a in select(page, ".ledger-counts td a")] == [
        "one.html#who-founded",
        "two.html#it-ended",
        "#show-supported",
        "#show-imprecise",
    ]
    boxes = [i.get("id") for i in select(page, ".filters input:checked")]
    assert boxes == [f"show-{v}" for v in ("supported", "imprecise", "disputed", "contradicted", "interpretation")]
    rows = [" ".join(row.text_content().split()) for row in select(page, ".ledger-claims tbody tr")]
    assert rows[0] == "1.1 Kim Il-sung, the founder Others founded it too. Imprecise"


def test_no_count_is_a_link_to_a_choice_on_paper(small: Callable[..., Built], browser: Browser) -> None:
    page = browser.new_page()
    page.goto((small(changes=LEDGER).out / "html" / "ledger.html").as_uri())
    links = page.locator("td [href^='#show-']")
    boxes = "all => all.map(link => link.getClientRects().length)"
    assert set(links.evaluate_all(boxes)) == {1}
    page.emulate_media(media="print")
    assert set(links.evaluate_all(boxes)) == {0}
    page.close()


NARROWED = {
    "references.bib": SMALL_BOOK["references.bib"]
    + """@article{li2001,
  author = {Li, Wei},
  title = {{一个题目} [A Title]},
  journal = {Jindai shi},
  year = {2001},
  language = {zh},
  tier = {core},
  seen = {own-page},
  keywords = {work},
}
@proceedings{talks2001,
  title = {{Talks}},
  year = {2001},
  tier = {core},
  seen = {own-page},
  keywords = {work},
}
""",
    "glossary.md": """\
(glossary)=
# Glossary

(glossary-people)=
## People

:::{term} Joseph Stalin
:id: term-joseph-stalin
:ru: Иосиф Сталин

A leader {cite:p}`li2001,talks2001`.
:::

(glossary-concepts)=
## Concepts

:::{term} MiG-15
:id: term-mig-15
:ru: МиГ-15

A jet fighter {cite:p}`rusk1990`.
:::
""",
    "two.md": SMALL_BOOK["two.md"].replace(
        "It was long.", "It was long.\n\n(two-commentary)=\n## Commentary\n\nOn Stalin."
    ),
    "index.md": SMALL_BOOK["index.md"].replace("bibliography\n", "bibliography\nnames\n"),
    "names.md": "(names)=\n# Names\n\n:::{names}\n:::\n",
}


def choices(page: HtmlElement) -> dict[str, list[str]]:
    """The buttons of each row of filters."""
    return {
        select(row, "legend")[0].text_content(): [" ".join(c.text_content().split()) for c in select(row, "label")]
        for row in select(page, ".filters fieldset")
    }


def test_lists_can_be_narrowed_to_what_their_entries_are(small: Callable[..., Built]) -> None:
    built = small(changes=NARROWED)
    assert built.messages == []
    bibliography, glossary, names = (built.page(name) for name in ("bibliography", "glossary", "names"))
    assert choices(bibliography) == {
        "Language": ["All 3", "Chinese 1", "English 2"],
        "Kind": ["All 3", "Article 1", "Book 2"],
        "Known": ["All 3", "Read 2", "Second hand 1"],
    }
    assert {"in-zh", "type-article", "seen-read"} <= set(select(bibliography, "#ref-li2001")[0].classes)
    assert "type-book" in select(bibliography, "#ref-talks2001")[0].classes, "types that are called alike are one"
    assert {"in-en", "type-book", "seen-second"} <= set(select(bibliography, "#ref-rusk1990")[0].classes)
    assert choices(glossary) == {"Show": ["All 2", "Person 1", "Term 1"]}
    assert {"group", "kind-person"} <= set(select(glossary, "#glossary-people")[0].classes)
    assert choices(names) == {"Show": ["All 6", "Person 1", "Author 2", "Event 2", "Term 1"]}
    sheet = next((built.out / "html" / "_static").glob("filters.*.css")).read_text(encoding="utf-8")
    for page in (bibliography, glossary, names):
        for button in select(page, ".filters input[id]"):
            assert f"body:has(#{button.get('id')}:checked)" in sheet, "the style sheet knows every choice"


TWO_LISTS = {name: text for name, text in NARROWED.items() if name != "names.md"} | {
    "index.md": SMALL_BOOK["index.md"].replace("\nbibliography", ""),
    "bibliography.md": None,
    "glossary.md": NARROWED["glossary.md"] + "\n(sources)=\n## Sources\n\n```{sources} work\n```\n",
}


def test_a_filter_leaves_the_other_list_of_its_page_alone(small: Callable[..., Built], browser: Browser) -> None:
    built = small(changes=TWO_LISTS)
    assert built.messages == []
    page = browser.new_page()
    page.goto((built.out / "html" / "glossary.html").as_uri())
    terms, sources = page.locator(".glossary > dt:visible"), page.locator(".sources > li:visible")
    headings, said = page.locator("section section:visible"), page.locator(".bar output")
    assert (terms.count(), sources.count(), headings.count()) == (2, 3, 3)
    page.check("#in_zh")
    page.check("#type_article")
    assert (terms.count(), sources.count(), headings.count()) == (2, 1, 3)
    page.check("#kind_person")
    assert (terms.count(), sources.count(), headings.count()) == (1, 1, 2)
    assert sorted(said.all_text_contents()) == ["1 of 2 shown", "1 of 3 shown"]
    page.close()


def test_paper_says_to_what_a_list_was_narrowed(small: Callable[..., Built], browser: Browser) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto((small(changes=NARROWED).out / "html" / "bibliography.html").as_uri())
    bar = page.locator(".bar")
    expect(bar).to_be_hidden()
    page.goto(f"{page.url}?in=zh&seen=read")
    assert bar.inner_text().split() == ["Language", "Chinese", "1", "Known", "Read", "2", "1", "of", "3", "shown"]
    page.close()


def test_a_term_is_printed_on_one_page_with_its_definition(small: Callable[..., Built], browser: Browser) -> None:
    page = browser.new_page()
    page.goto((small().out / "html" / "glossary.html").as_uri())
    begun = set()
    for height in range(300, 600, 30):
        with pypdfium2.PdfDocument(page.pdf(width="800px", height=f"{height}px")) as pdf:
            texts = [sheet.get_textpage().get_text_bounded() for sheet in pdf]
        (found,) = [number for number, text in enumerate(texts) if "octrine." in text]
        assert {"Juche", "uche"} & set(texts[found].split("\r\n")), "PDFium parts letters that are made bold"
        begun.add(found)
    page.close()
    assert len(begun) > 1, "the term came to a page's end"


def test_a_choice_stays_where_neither_address_nor_place_can_be_kept(
    small: Callable[..., Built], browser: Browser
) -> None:
    page = browser.new_page()
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    page.add_init_script("history.replaceState = () => { throw new DOMException('no', 'SecurityError'); };")
    page.goto((small(changes=LEDGER).out / "html" / "ledger.html").as_uri() + "#show-supported")
    checked = page.locator("[name=show]:checked")
    expect(checked).to_have_count(1)
    page.check("#show-imprecise")
    page.wait_for_url("**#-")
    page.evaluate("new Promise(done => setTimeout(done))")  # the event comes after the address
    expect(checked).to_have_count(2)
    page.evaluate("new Promise(done => { dispatchEvent(new Event('scrollend')); setTimeout(done, 101); })")
    assert faults == []
    page.close()


def test_an_index_of_one_kind_of_names_has_no_filter(build_small: Callable[..., Built]) -> None:
    changes = {
        "names.md": "(names)=\n# Names\n\n```{names}\n```\n",
        "index.md": [("timeline\n", "names\n")],
        "timeline.md": None,
        "references.bib": [("{Rusk, Dean}", "{{An Institute}}")],
    }
    page = build_small(changes).page("names")
    assert [name.text_content() for name in select(page, ".names .name")] == ["Juche", "MiG-15"]
    assert not select(page, ".filters")


def test_the_index_of_names_leads_to_every_place_that_speaks_of_one(small: Callable[..., Built]) -> None:
    page = small(changes=NARROWED).page("names")
    entries = {select(li, ".name")[0].text_content(): li for li in select(page, ".names li:has(.name)")}
    assert list(entries) == [
        "Li, Wei",
        "MiG-15",
        "Rusk, Dean",
        "Stalin, Joseph",
        "The war begins, 25 June 1950",
        "The war ends, 1953",
    ]
    stalin = entries["Stalin, Joseph"]
    lines = [" ".join(p.text_content().split()) for p in select(stalin, "p")]
    assert lines == ["Stalin, Joseph person", "Russian Иосиф Сталин", "2 The Second Chapter Commentary"]
    assert [a.get("href") for a in select(stalin, "a")] == [
        "glossary.html#term-joseph-stalin",
        "two.html#two-commentary",
    ]
    assert select(entries["Li, Wei"], ".name")[0].get("href") == "bibliography.html#ref-li2001"
    assert select(entries["Li, Wei"], ".places a")[0].get("href") == "glossary.html#term-joseph-stalin"
    see = {
        li.text_content().split(",")[0]: select(li, "a")[0].get("href")
        for li in select(page, ".names li:not(:has(.name))")
    }
    assert see == {"Иосиф Сталин Russian": f"#{stalin.get('id')}", "МиГ-15 Russian": f"#{entries['MiG-15'].get('id')}"}
    letters = {a.text_content() for a in select(page, ".letters-row a")}
    assert letters == {"L", "M", "R", "S", "W", "Russian"}  # "The" is not what one looks for
