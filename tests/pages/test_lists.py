"""Lists that can be explored without script, in the small book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import Built, select

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_timeline_has_a_tick_and_a_filter_for_each_chapter(build_small: Callable[..., Built]) -> None:
    page = build_small().page("timeline")
    assert [a.get("href") for a in select(page, ".ticks a")] == ["#event-earlier", "#event-later"]
    assert [a.get("class") for a in select(page, ".ticks a")] == ["of-one", "of-two"]
    assert [a.get("href") for a in select(page, ".decades a")] == ["#event-earlier"]
    choices = [" ".join(label.text_content().split()) for label in select(page, ".filters label")]
    assert choices == ["All 2", "Introduction 1", "The Second Chapter 1"]
    assert "of-two" in select(page, "#event-later")[0].classes


def test_a_list_has_its_letters_and_the_empty_ones_are_no_links(build_small: Callable[..., Built]) -> None:
    built = build_small()
    for name, expected in [
        ("glossary", {"M": "#term-mig-15", "J": "#term-juche"}),
        ("bibliography", {"R": "#ref-rusk1990"}),
    ]:
        row = select(built.page(name), ".letters-row")[0]
        assert {a.text_content(): a.get("href") for a in select(row, "a")} == expected
        assert len(select(row, "span")) == 26 - len(expected)


def test_each_form_of_a_term_says_in_words_what_it_is(build_small: Callable[..., Built]) -> None:
    page = build_small().page("glossary")
    rows = [[cell.text_content() for cell in select(row, "dt, dd")] for row in select(page, "dl.forms > div")]
    assert rows == [["Russian", "МиГ-15"], ["Hangul", "주체"]]
    assert [cell.get("lang") for cell in select(page, "dl.forms dd")] == ["ru", "ko"]
    assert not select(page, ".forms [title]")


def test_a_term_in_the_essay_keeps_its_link_and_has_a_card(build_small: Callable[..., Built]) -> None:
    page = build_small().page("one")
    (link,) = select(page, "#one-p1 > p a.internal")
    assert (link.text_content(), link.get("href")) == ("MiG-15", "glossary.html#term-mig-15")
    (button,) = select(page, "#one-p1 > p button")
    assert button.text_content() == ""
    (card,) = select(page, f"#{button.get('popovertarget')}[popover]")
    assert "МиГ-15" in card.text_content()
    assert "A jet fighter." in card.text_content(), "the meaning without its citation"


def test_the_claims_can_be_filtered_and_their_counts_are_links(build_small: Callable[..., Built]) -> None:
    ledger = "(ledger)=\n# Ledger\n\n```{ledger} counts\n```\n\n```{ledger} claims\n```\n"
    changes = {"index.md": [("bibliography\n", "bibliography\nledger\n")], "ledger.md": ledger}
    page = build_small(changes).page("ledger")
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
