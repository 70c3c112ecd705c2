"""How far the notes push the essay apart, and where a card opens, in the real book."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest

from conftest import read_chapter_names

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READ = "document.fonts.ready.then(() => true)"
RATIOS = """() => [...document.querySelectorAll('.passage')].map(passage => {
    const height = css => passage.querySelector(css).getBoundingClientRect().height;
    return height('.footnote-list') / height('p:not(.margin)');
})"""
# The words before a button, and the button, if the card that it opens covers them; how much of the card is out of sight.
COVERED = """async button => {
    button.focus({ preventScroll: true });
    button.click();
    while (!document.querySelector(':popover-open')) await new Promise(requestAnimationFrame);
    const card = document.querySelector(':popover-open').getBoundingClientRect();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    walker.currentNode = button;
    const before = walker.previousNode(), range = new Range();
    range.setStart(before, Math.max(0, before.length - 4));
    range.setEnd(before, before.length);
    const boxes = [...range.getClientRects(), ...button.getClientRects()];
    const over = boxes.filter(box => box.width && box.right > card.left + 1 && box.left < card.right - 1
        && box.bottom > card.top + 3 && box.top < card.bottom - 3);
    return [over.length, Math.max(0, -card.left, card.right - innerWidth, -card.top, card.bottom - innerHeight) > 1];
}"""


def read(browser: Browser, address: str, width: int, height: int) -> Page:
    """Open a page, with its fonts."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    page.evaluate(READ)
    return page


def test_folded_notes_are_little_higher_than_their_passage(server: str, browser: Browser) -> None:
    ratios: list[float] = []
    for name in read_chapter_names():
        page = read(browser, f"{server}{name}.html", 1400, 900)
        ratios += page.evaluate(RATIOS)
        page.close()
    assert len(ratios) == 12
    assert median(ratios) <= 1.3, sorted(ratios)


def test_on_a_phone_the_next_passage_is_near(server: str, browser: Browser) -> None:
    """From the end of the passage with the most notes to the words of the next."""
    page = read(browser, f"{server}soviet-era.html", 360, 740)
    ends, begins = page.locator(".passage > p:not(.margin)").evaluate_all(
        "all => [all[0].getBoundingClientRect().bottom, all[1].getBoundingClientRect().top]"
    )
    page.close()
    assert (begins - ends) / 740 <= 1.6


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1000), (1400, 900)])
@pytest.mark.parametrize(("name", "css"), [("essay", ".number"), ("soviet-era", "main .peek button, .held button")])
def test_a_card_covers_neither_its_words_nor_their_button_and_is_seen_whole(
    server: str, browser: Browser, name: str, css: str, width: int, height: int
) -> None:
    page = read(browser, f"{server}{name}.html", width, height)
    if name != "essay":
        page.check("#depth-evidence")
        page.locator("[id$=-commentary] .peek").first.wait_for(state="attached")
    buttons = page.locator(css)
    found = {}
    for at, edge in zip(range(0, buttons.count(), 5), ("start", "end") * 99):  # noqa: B905
        button = buttons.nth(at)
        button.evaluate("(button, block) => button.scrollIntoView({ block })", edge)
        covered = button.evaluate(COVERED)
        if covered != [0, False]:
            found[button.get_attribute("aria-label"), edge] = covered
        page.keyboard.press("Escape")
    page.close()
    assert found == {}


def test_a_term_is_drawn_on_the_line_of_the_words_around_it(server: str, browser: Browser) -> None:
    """A link whose box begins at a part of a pixel has its words a pixel higher in Chromium."""
    page = read(browser, f"{server}soviet-era.html", 1400, 900)
    links = page.locator(".passage > p a:has(+ .peek)")
    paddings = set(links.evaluate_all("all => all.map(a => parseFloat(getComputedStyle(a).paddingTop) % 1)"))
    page.close()
    assert paddings == {0}
