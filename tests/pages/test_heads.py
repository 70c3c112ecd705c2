"""Heads, headings, keys and strips of pages, in the small book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import Built, select

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_chapter_says_its_place_and_shows_its_claims_as_marks(small: Callable[..., Built]) -> None:
    page = small().page("two")
    (head,) = select(page, ".chapter-head")
    assert select(head, ".kicker")[0].text_content() == "Chapter 2 of 2"
    assert select(head, "h1 .title")[0].text_content() == "The Second Chapter:"
    assert select(head, "h1 .subtitle")[0].text_content() == "A Title"
    assert [a.get("href") for a in select(head, ".strip-name")] == ["#two-p1", "#two-p2"]
    (claim,) = select(head, ".marks a")
    assert (claim.get("href"), claim.get("aria-label")) == ("#it-ended", "Note 1, Supported")
    assert select(head, "a.cite-link")[0].get("href") == "cite/two.html"


def test_the_key_counts_the_claims_of_its_page(small: Callable[..., Built]) -> None:
    built = small()
    for name, expected in [("two", {"Supported": 1}), ("index", {"Supported": 1, "Imprecise": 1})]:
        rows = {
            select(row, "dt")[0].text_content().strip(): int(select(row, ".count")[0].text_content())
            for row in select(built.page(name), ".key > div")
        }
        assert list(rows) == ["Supported", "Imprecise", "Disputed", "Contradicted", "Interpretation"]
        assert {word: count for word, count in rows.items() if count} == expected, name


def test_a_verdict_leads_to_its_meaning_in_the_key(small: Callable[..., Built]) -> None:
    page = small().page("two")
    (verdict,) = select(page, "#it-ended a.verdict")
    assert verdict.get("href") == "#verdict-supported"
    assert select(page, "dt#verdict-supported")
    (shape,) = select(verdict, "use")
    assert select(page, f"svg.sprite symbol[id={(shape.get('href') or '')[1:]}]")


def test_the_title_page_lists_the_chapters_with_their_marks(small: Callable[..., Built]) -> None:
    page = small().page("index")
    names = [a.text_content() for a in select(page, "nav#contents .chapter-name")]
    assert names == ["Introduction", "The Second Chapter: A Title"]
    links = [(a.get("href"), a.get("aria-label")) for a in select(page, "nav#contents .marks a")]
    assert links == [
        ("one.html#who-founded", "Chapter 1, Note 1, Imprecise"),
        ("two.html#it-ended", "Chapter 2, Note 1, Supported"),
    ]
    lookups = {a.get("href"): a.text_content() for a in select(page, ".lookups a")}
    assert lookups == {
        "timeline.html": "Timeline 2",
        "glossary.html": "Glossary 2",
        "bibliography.html": "Bibliography 1",
    }
    assert not select(page, ".toctree-wrapper")


def test_a_heading_is_its_own_link_and_named_by_its_words(small: Callable[..., Built]) -> None:
    page = small().page("one")
    (heading,) = select(page, "#the-founder h3")
    assert heading.text_content() == "Who the founder was"
    assert select(heading, "a.self")[0].get("href") == "#the-founder"


def test_a_table_scrolls_in_a_box_and_has_no_inline_style(build_small: Callable[..., Built]) -> None:
    table = "\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[^who-founded]:"
    page = build_small({"one.md": [("\n[^who-founded]:", table)]}).page("one")
    assert select(page, ".table-wrapper > table")
    assert not select(page, "[style], colgroup")


def test_a_passage_shows_the_way_past_its_notes_and_on(build_small: Callable[..., Built]) -> None:
    page = build_small().page("two")
    (skip,) = select(page, "#two-p1 a.skip-notes")
    assert (skip.get("href"), skip.text_content()) == ("#two-p2", "Skip note 1")
    assert select(page, "#two-p1 .onward > a")[0].text_content() == "Next: ¶2"
    assert not select(page, "#two-p2 .onward > a"), "nothing follows the last passage"
    assert select(build_small().page("one"), "#one-p1 .onward > a")[0].text_content() == "Next: Commentary"
