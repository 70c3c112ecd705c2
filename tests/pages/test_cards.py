"""Cards of what text beside the notes names: they are in files of their own, and come when they are asked for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import lxml.html
import pytest
from playwright.sync_api import expect

from conftest import Built, select, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMED = ':is([id$="-commentary"] :is([href*="#ref-"], [href*="#term-"]), .bibtex-citation > a):not(td *)'
"""The links that get a button, as in ``cards.js``."""
ASKED = ":is([id$=-commentary], .bibtex-citation) .peek button"
PAGES = ("soviet-era", "glossary", "timeline", "data", "about")
# Where the words of these links stand, by their numbers, but for those in what is folded or far away, which is not laid
# out.
PLACES = """css => Object.fromEntries([...document.querySelectorAll(css)].flatMap((link, i) => {
    const words = document.createRange();
    words.selectNodeContents(link);
    const boxes = [...words.getClientRects()].map(box => [box.left, box.top + scrollY, box.width].map(Math.round));
    return link.checkVisibility({ contentVisibilityAuto: true }) ? [[i, boxes]] : [];
}))"""
# A browser may take a pointer that stands still for one that moves: no event counts until the page is to know of one.
STILL = """for (const type of ['pointermove', 'click', 'focusin'])
    addEventListener(type, event => globalThis.moving || event.stopImmediatePropagation(), true);"""


def cards(book: Built) -> dict[str, lxml.html.HtmlElement]:
    """The cards in the files by their ids."""
    found = {}
    for path in sorted((book.out / "html" / "cards").glob("*.js")):
        text = path.read_text(encoding="utf-8").removeprefix("addCards(").removesuffix(");\n")
        for card in lxml.html.fragments_fromstring(json.loads(text)):
            if not isinstance(card, str):
                found[str(card.get("id"))] = card
                assert str(card.get("id")).startswith(f"_{path.stem}")
    return found


def move(page: Page) -> None:
    """Move the pointer, and wait for the buttons that come then."""
    page.mouse.move(5, 5)
    page.mouse.move(9, 9)
    page.locator(ASKED).first.wait_for(state="attached")


def test_every_source_and_term_has_a_card_whose_link_leads_to_it(book: Built) -> None:
    found = cards(book)
    entries = {str(e.get("id")): e for e in select(book.page("bibliography"), "[id^=ref-]")}
    terms = {str(e.get("id")) for e in select(book.page("glossary"), "dt[id^=term-]")}
    assert found.keys() == {f"_{name}" for name in entries.keys() | terms}
    for card_id, card in found.items():
        name = card_id[1:]
        page = "bibliography" if name in entries else "glossary"
        assert [a.get("href") for a in select(card, "a")] == [f"{page}.html#{name}"]
        if name in entries:
            second = "Cited at second hand." in entries[name].text_content()
            assert [bool(select(card, ".second-hand")), "second hand" in card.text_content()] == [second, second], name


def test_the_card_of_a_source_has_its_whole_reference(book: Built) -> None:
    found = cards(book)
    for entry in select(book.page("bibliography"), "[id^=ref-]"):
        words = re.sub(r"\s+", " ", select(found[f"_{entry.get('id')}"], "p")[0].text_content()).strip(" †")
        assert re.sub(r"\s+", " ", entry.text_content()).strip().startswith(words), entry.get("id")


def test_all_links_that_get_a_button_have_a_card(book: Built) -> None:
    found = cards(book)
    named = ".bibtex-citation > a, " + ", ".join(f'[id$="-commentary"] a[href*="#{kind}-"]' for kind in ("ref", "term"))
    links = [link for name in PAGES for link in select(book.page(name), named)]
    assert len(links) > 500
    assert {"_" + str(link.get("href")).partition("#")[2] for link in links} <= found.keys()


@pytest.mark.parametrize("width", [360, 1400])
def test_the_buttons_come_with_the_first_move_and_no_word_moves(book: Built, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.add_init_script(STILL)
    compared = 0
    for name in PAGES:
        page.goto((book.out / "html" / f"{name}.html").as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        before = page.evaluate(PLACES, NAMED)
        assert page.locator(ASKED).count() == 0
        page.evaluate("globalThis.moving = true")
        move(page)
        assert page.locator(ASKED).count() == page.locator(NAMED).count()
        after = page.evaluate(PLACES, NAMED)
        both = before.keys() & after.keys()
        compared += len(both)
        assert {n: after[n] for n in both} == {n: before[n] for n in both}, name
    assert compared > 300
    page.close()


@pytest.mark.parametrize("source", ["disk", "server"])
def test_keys_open_a_card_where_the_words_stand(book: Built, server: str, browser: Browser, source: str) -> None:
    base = server if source == "server" else (book.out / "html").as_uri() + "/"
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    trouble = watch(page, base)
    page.goto(f"{base}soviet-era.html#who-drew-the-line")
    link = page.locator('#who-drew-the-line [href*="#ref-"]').first
    link.focus()
    page.locator(ASKED).first.wait_for(state="attached")
    page.keyboard.press("Tab")
    button = page.evaluate("document.activeElement.ariaLabel")
    assert button == f"About {link.inner_text()}"
    page.keyboard.press("Enter")
    card = page.locator(".card:popover-open")
    expect(card).to_contain_text("Barry, Mark P. 2012.")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert page.evaluate("document.activeElement.ariaLabel") == button
    page.keyboard.press("Enter")
    expect(card).to_have_count(1)
    page.keyboard.press("Tab")  # its cross
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("bibliography.html#ref-barry2012division"))
    assert trouble == []
    page.close()


def test_a_tap_opens_a_card_and_a_second_source_of_its_file(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server}glossary.html#term-juche")
    page.tap("#term-juche")
    buttons = page.locator("#term-juche + dd .bibtex-citation .peek button")
    for button in (buttons.nth(0), buttons.nth(1), buttons.nth(2)):
        button.tap()
        card = page.locator(".card:popover-open")
        expect(card).to_have_id(str(button.get_attribute("popovertarget")))
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)
    context.close()


def test_where_the_card_cannot_be_had_the_link_is_followed(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/cards/*.js", lambda route: route.abort())
    page.goto(f"{server}soviet-era.html")
    move(page)
    button = page.locator('#who-drew-the-line [href*="#ref-barry2012division"] + .peek button').first
    button.click()
    page.wait_for_url(re.compile("bibliography.html#ref-barry2012division"))
    page.close()
