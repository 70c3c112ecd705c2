"""The page with the whole essay, in the small book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from conftest import SMALL_BOOK, Built, select

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

ESSAY = {
    "index.md": SMALL_BOOK["index.md"].replace("one\n", "essay\none\n", 1),
    "essay.md": "(essay)=\n# The essay\n\n{essay}`words` words, {essay}`minutes`.\n\n:::{whole-essay}\n:::\n",
    "claims.yaml": SMALL_BOOK["claims.yaml"].replace(
        "    confidence: high\n", "    repair: Kim Il-sung, a founder\n    confidence: high\n"
    ),
}


def test_the_page_prints_every_passage_and_owns_none_of_their_names(small: Callable[..., Built]) -> None:
    page = small(changes=ESSAY).page("essay")
    words = [" ".join(p.text_content().split()) for p in select(page, ".essay-row > p")]
    assert words == [
        "Kim Il-sung, the founder, flew MiG-15 jets. They were fast.",
        "The war began in 1950. It ended “late” in 1953.",
        "It was long.",
    ]
    assert [a.get("href") for a in select(page, ".essay-row > .pilcrow")] == [
        "one.html#one-p1",
        "two.html#two-p1",
        "two.html#two-p2",
    ]
    names = [a.get("aria-label") for a in select(page, ".essay-row > .pilcrow")]
    assert len(set(names)) == 3, "who listens to a list of links can tell them apart"
    assert names[2] == "Chapter 2, passage 2, with its notes"
    assert not select(page, "#one-p1, #two-p1, #who-founded")
    assert [a.get("href") for a in select(page, ".essay-head a")] == ["two.html"]


def test_a_first_chapter_that_its_author_has_titled_has_its_head(build_small: Callable[..., Built]) -> None:
    essay = SMALL_BOOK["essay.txt"].replace("Kim", "# Introduction\nKim").replace("The Second", "# The Second")
    page = build_small(ESSAY | {"essay.txt": essay}).page("essay")
    assert [a.get("href") for a in select(page, ".essay-head a")] == ["one.html", "two.html"]


def test_a_number_opens_the_answer_and_has_no_text_of_its_own(small: Callable[..., Built]) -> None:
    page = small(changes=ESSAY).page("essay")
    (claim, _) = select(page, ".claim")
    assert claim.text_content() == "Kim Il-sung, the founder"
    assert "verdict-imprecise" in claim.classes
    (number, _) = select(page, ".essay-row > p button")
    assert (number.text_content(), number.get("data-n"), number.get("aria-label")) == ("", "1", "Note 1, Imprecise")
    (card,) = select(page, f"#{number.get('popovertarget')}[popover]")
    (verdict,) = select(card, "a.verdict")
    assert (verdict.text_content(), verdict.get("href")) == ("Imprecise", "index.html#verdict-imprecise")
    answer = select(card, "p")[1].text_content().strip()
    assert answer == "Others founded it too.", "the answer without verdict and citations"
    assert select(card, "p:last-child a")[0].get("href") == "one.html#who-founded"
    assert select(card, "p:last-child a")[0].text_content() == "Evidence and 1 source"


def test_no_open_answer_covers_the_essay_on_paper(small: Callable[..., Built], browser: Browser) -> None:
    page = browser.new_page()
    page.goto((small(changes=ESSAY).out / "html" / "essay.html").as_uri())
    page.click(".essay-row > p button >> nth=0")
    card = page.locator(".answer-card:popover-open")
    expect(card).to_be_visible()
    page.emulate_media(media="print")
    expect(card).to_be_hidden()
    page.evaluate("document.getElementById('depth-answers').checked = true")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".answer-card:visible").count() == page.locator(".answer-card").count(), (
        "as chosen, in their place"
    )
    page.close()


def test_only_what_the_editors_change_is_marked_as_theirs(small: Callable[..., Built]) -> None:
    page = small(changes=ESSAY).page("essay")
    (line,) = select(page, ".repairs .repair-words")
    assert line.text_content() == "Kim Il-sung, a founder"
    assert [i.text_content() for i in select(line, "i")] == ["a"]


def test_the_bar_counts_the_claims_of_each_verdict(small: Callable[..., Built]) -> None:
    page = small(changes=ESSAY).page("essay")
    found = {i.get("value"): i.get("checked") is not None for i in select(page, ".essay-bar input[name=show]")}
    assert found == dict.fromkeys(["supported", "imprecise", "disputed", "contradicted", "interpretation"], True)
    counts = [int(e.text_content()) for e in select(page, ".essay-bar .count")]
    assert counts == [1, 1, 0, 0, 0, 1], "each verdict, then the repairs"


def test_the_length_of_the_essay_is_counted(small: Callable[..., Built]) -> None:
    page = small(changes=ESSAY).page("essay")
    (line,) = select(page, "#essay > p:not(.cite-line)")
    assert line.text_content().strip() == "28 words, one minute."


def test_a_repair_is_printed_once_and_answers_follow_the_boxes(small: Callable[..., Built], browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((small(changes=ESSAY).out / "html" / "essay.html").as_uri())
    repairs, answers = page.locator(".repairs"), page.locator(".answer-card:visible .verdict")
    page.check("#repairs")
    expect(repairs).to_be_visible()
    page.check("#depth-answers")
    assert answers.all_inner_texts() == ["Imprecise", "Supported"]
    own = page.locator(".answer-card .repair")
    expect(repairs).to_be_hidden()
    expect(own).to_be_visible()
    page.uncheck("#repairs")
    expect(own).to_be_hidden()
    page.check("#repairs")
    page.uncheck("#show-imprecise")
    assert answers.all_inner_texts() == ["Supported"]
    page.check("#depth-essay")
    expect(repairs).to_be_hidden()
    page.close()


def test_evidence_is_chosen_in_the_chapters_to_which_the_switch_leads(
    small: Callable[..., Built], browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((small(changes=ESSAY).out / "html" / "essay.html").as_uri())
    page.locator(".depth a").click()
    assert page.url.endswith("/one.html#depth-evidence")
    evidence = page.locator("#depth-evidence")
    expect(evidence).to_be_checked()
    assert page.locator(".note details:not([open])").count() == 0
    page.goto(page.url.replace("one.html#depth-evidence", "two.html"))
    expect(evidence).to_be_checked()
    page.close()
