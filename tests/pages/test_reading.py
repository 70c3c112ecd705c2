"""What readers do: by keys alone, by touch alone, under a strict policy; and nothing moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from conftest import ROOT, Built, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = (
    "index", "essay", "soviet-era", "claims", "timeline", "glossary",
    "bibliography", "search", "names", "gallery", "reading",
)  # fmt: skip
"""One page of each kind; the last three are for a full run."""
REPORTS = (
    "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"
)
SHIFTS = """
globalThis.shifts = [];
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) shifts.push(e.value); })
  .observe({ type: 'layout-shift', buffered: true });
"""
SETTLED = """async () => {
    await document.fonts.ready;
    for (let i = 0; i < 3; i++) await new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)));
    return shifts.reduce((sum, value) => sum + value, 0);
}"""
SELECT = """([from, to]) => {
    const walker = document.createTreeWalker(document.querySelector('#soviet-era-p2 > p:not(.margin)'), 4);
    const range = new Range();
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!range.chosen && node.data.includes(from)) range.setStart(node, node.data.indexOf(from)), range.chosen = true;
        if (node.data.includes(to)) range.setEnd(node, node.data.indexOf(to) + to.length);
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (360, PAGES[0:8:2]),
        (1400, PAGES[1:8:2]),
        pytest.param(360, PAGES, marks=pytest.mark.full),
        pytest.param(1400, PAGES, marks=pytest.mark.full),
    ],
    ids=["360", "1400", "all at 360", "all at 1400"],
)
def test_nothing_moves_on_a_first_visit(server: str, browser: Browser, width: int, names: tuple[str, ...]) -> None:
    """The least of three visits: on a busy machine, a page may be drawn before its fonts are read."""
    found = {}
    for name in names:
        shifts: list[float] = []
        while len(shifts) < 3 and min(shifts, default=1.0) >= 0.01:
            context = browser.new_context(viewport={"width": width, "height": 800})
            context.add_init_script(SHIFTS)
            page = context.new_page()
            page.goto(f"{server}{name}.html")
            shifts.append(round(page.evaluate(SETTLED), 4))
            context.close()
        found[name] = min(shifts)
    print(width, found)
    assert {name: shift for name, shift in found.items() if shift >= 0.01} == {}


@pytest.mark.parametrize(
    ("name", "at_once", "later"),
    [
        ("about", ["Sans-Regular", "Serif-Regular"], []),
        ("soviet-era", ["Sans-Regular", "Serif-Italic", "Serif-Regular"], ["Sans-Italic"]),
        ("names", ["Sans-Regular", "Sans-Regular", "SansKR-Regular", "Serif-Regular"], []),
    ],
)
def test_a_page_asks_for_the_faces_that_it_shows_and_for_those_of_its_folds_once_it_is_there(
    server: str, browser: Browser, name: str, at_once: list[str], later: list[str]
) -> None:
    page = browser.new_page(viewport={"width": 412, "height": 823})
    asked: list[str] = []
    page.on("request", lambda request: asked.extend(re.findall(r"/Edition([A-Za-z-]+)\.\w+\.woff2", request.url)))
    page.goto(f"{server}{name}.html")
    for _ in range(400):  # on a busy machine it is drawn late
        if len(asked) >= len(at_once) + len(later):
            break
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    assert (sorted(asked[: len(at_once)]), asked[len(at_once) :]) == (at_once, later)
    page.close()


def tab_to(page: Page, css: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"the keyboard does not reach {css}")


def shown_classes(page: Page, css: str) -> list[str]:
    """The classes of the elements of a long list that are shown; ``:visible`` would lay out the page for each of them."""
    classes: list[str] = page.locator(css).evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.className)"
    )
    return classes


@pytest.mark.parametrize("source", [pytest.param("disk", marks=pytest.mark.full), "server"])
def test_keys_alone_lead_from_the_essay_to_a_citation_without_a_report_of_the_policy(
    book: Built, server: str, browser: Browser, source: str
) -> None:
    base = server if source == "server" else (book.out / "html").as_uri() + "/"
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(REPORTS)
    page = context.new_page()
    trouble = watch(page, base)
    page.goto(f"{base}index.html")
    tab_to(page, "a.begin")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("essay"))
    # A card opens and closes where the focus is, and leads on to the note.
    tab_to(page, ".number")
    number = page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("Enter")
    assert page.locator(".card:popover-open").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".card:popover-open").count() == 0
    assert page.evaluate("document.activeElement.ariaLabel") == number
    page.keyboard.press("Enter")
    tab_to(page, ".card:popover-open > p:last-child a:not(.cite-link)")
    page.keyboard.press("Enter")
    page.locator(".note:target").wait_for()
    # The note is unfolded, and folds and unfolds; a letter opens what a source carries.
    tab_to(page, ".note:target summary")
    for seen in (True, False, True):
        assert page.locator(".note:target .evidence").is_visible() == seen
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    tab_to(page, ".note:target .held button")
    page.keyboard.press("Enter")
    assert page.locator(".pair:popover-open").is_visible()
    page.keyboard.press("Escape")
    # Its citation: a dialog that gives the focus back.
    tab_to(page, ".note:target .cite-link")
    page.keyboard.press("Enter")
    page.locator("dialog[open] .cite-row").first.wait_for()
    tab_to(page, "dialog[open] .cite-tabs input")
    page.keyboard.press("ArrowRight")
    assert page.locator("dialog[open] .cite-tabs input:checked + span").inner_text() == "Author–date"
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.note .cite-link')")
    # A filter, which stays in the address.
    page.goto(f"{base}claims.html")
    tab_to(page, "#show-supported")
    page.keyboard.press("Space")
    assert page.locator(".ledger-claims tr.verdict-supported:visible").count() == 0
    shown = page.locator(".ledger-claims tbody tr:visible").count()
    page.reload()
    assert not page.locator("#show-supported").is_checked()
    assert page.locator(".ledger-claims tbody tr:visible").count() == shown > 0
    context.close()
    assert trouble == []


def test_the_boxes_of_a_filter_say_what_a_link_on_its_page_and_the_back_button_show(
    server: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{server}claims.html")
    checked, rows = page.locator("[name=show]:checked"), page.locator(".ledger-claims tbody tr:visible")
    all_of_them = rows.count()
    page.click(".ledger-counts [href='#show-disputed']")
    expect(checked).to_have_count(1)
    disputed = rows.count()
    page.check("#show-contradicted")
    page.wait_for_url("**/claims.html?show=disputed&show=contradicted")
    expect(checked).to_have_count(2)
    assert disputed < rows.count() < all_of_them
    page.goto(f"{server}claims.html")
    page.click(".ledger-counts [href='#show-disputed']")
    page.go_back()
    expect(checked).to_have_count(5)
    assert rows.count() == all_of_them
    page.close()


@pytest.mark.parametrize(
    ("address", "bar", "start"),
    [("essay.html", ".essay-bar", ".number >> nth=50"), ("timeline.html", ".strip-box", ".event .cite-link >> nth=40")],
)
@pytest.mark.parametrize("width", [1000, 1400])
def test_a_bar_that_stays_hides_nothing_that_keys_or_links_lead_to(
    server: str, browser: Browser, width: int, address: str, bar: str, start: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{server}{address}")
    page.focus(start)
    below = "bar => document.activeElement.getBoundingClientRect().top - bar.getBoundingClientRect().bottom"
    gaps = []
    for _step in range(30):
        page.keyboard.press("Shift+Tab")
        gaps.append(page.locator(bar).evaluate(below))
    assert page.locator(bar).bounding_box()["y"] == 0, "it stays"  # type: ignore[index]
    assert min(gaps) >= 0
    if bar == ".strip-box":
        page.click(".decades a >> nth=5")
        title = "bar => document.querySelector('.event:target').getBoundingClientRect().top - bar.getBoundingClientRect().bottom"
        assert page.locator(bar).evaluate(title) >= 0
    page.close()


def test_what_is_chosen_is_told_in_forced_colors(server: str, browser: Browser) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{server}essay.html")
    lines = "([css, name]) => [...new Set([...document.querySelectorAll(css)].map(e => getComputedStyle(e)[name]))]"
    page.uncheck("#show-supported")
    assert page.evaluate(lines, [".claim.verdict-supported", "textDecorationLine"]) == ["none"]
    assert page.evaluate(lines, [".claim:not(.verdict-supported)", "textDecorationLine"]) == ["underline"]
    page.goto(f"{server}soviet-era.html")
    page.click("#soviet-era-p2 .cite-link")
    page.wait_for_selector("dialog[open] .cite-tabs")
    assert page.evaluate(lines, [".cite-tabs :checked + span", "borderBottomWidth"]) == ["3px"]
    assert page.evaluate(lines, [".cite-tabs :not(:checked) + span", "borderBottomWidth"]) == ["0px"]
    context.close()


def test_touch_alone_leads_from_the_essay_to_a_citation(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    trouble = watch(page, server)
    page.goto(f"{server}index.html")
    page.tap(".menu-button")
    page.tap(".menu-foot a.begin")
    page.wait_for_url(re.compile("essay"))
    page.tap(".number >> nth=1")
    card = page.locator(".card:popover-open")
    card.wait_for()
    box, words = card.bounding_box(), page.locator(".number >> nth=1").bounding_box()
    assert box and words
    assert not (box["y"] <= words["y"] and box["y"] + box["height"] >= words["y"] + words["height"]), "the mark is seen"
    page.tap(".card:popover-open .card-close")
    assert card.count() == 0
    page.tap(".number >> nth=1")
    page.tap(".card:popover-open > p:last-child a:not(.cite-link)")
    note = page.locator(".note:target")
    note.wait_for()
    page.locator(".note:target .evidence").wait_for()  # who asks for the evidence finds it unfolded
    page.tap(".note:target .held button >> nth=0")
    assert page.locator(".pair:popover-open").is_visible()
    page.tap(".note:target > .answer .lemma")
    assert page.locator(".pair:popover-open").count() == 0, "a tap elsewhere closes a card"
    if not page.locator(".note:target .evidence").is_visible():
        page.tap(".note:target summary")
    page.tap(".note:target .cite-link")
    page.locator("dialog[open] .cite-row").first.wait_for()
    page.tap("dialog[open] .close")
    page.goto(f"{server}names.html")
    page.tap("label:has(#kind_place)")
    assert set(shown_classes(page, ".names li")) == {"kind-place"}
    assert page.url.endswith("?kind=place")
    context.close()
    assert trouble == []


def test_filters_follow_the_address_and_each_other(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server}bibliography.html?in=ru&type=book")
    shown = shown_classes(page, ".sources > li")
    assert shown
    assert all({"in-ru", "type-book"} <= set(classes.split()) for classes in shown)
    assert page.locator("section.group:not(:has(.in-ru)):visible").count() == 0, "no heading of an empty list"
    page.check("#seen_read")
    assert page.url.endswith("?in=ru&type=book&seen=read")
    left = page.locator("section.group:has(.in-ru.type-book.seen-read)")
    assert 0 < left.count() == page.locator("section.group:visible").count(), "nor where three filters meet"
    page.goto(f"{server}timeline.html?chapter=nowhere")
    assert page.locator(".bar input:checked").evaluate_all("all => all.map(box => box.value)") == ["", ""]
    page.goto(f"{server}timeline.html?chapter=putin-era&kind=nuclear")
    shown = shown_classes(page, "li.event")
    assert shown
    assert all({"chapter-putin-era", "kind-nuclear"} <= set(classes.split()) for classes in shown)
    assert page.locator("section section:has(.event):not(:has(.chapter-putin-era.kind-nuclear)):visible").count() == 0
    expect(page.locator(".filters output")).to_have_text(f"{len(shown)} of 139 shown")
    page.check("#chapter_introduction")
    expect(page.locator(".filters output")).to_have_text("0 of 139 shown")
    page.check("#chapter_putin-era")
    page.check("#kind_treaty")
    assert page.url.endswith("?chapter=putin-era&kind=treaty")
    page.goto(f"{server}claims.html#show-disputed")
    assert page.locator(".bar input:checked").evaluate_all("all => all.map(box => box.value)") == ["disputed"]
    page.check("#show-contradicted")
    words = set(page.locator(".ledger-claims tbody tr:visible .verdict").all_inner_texts())
    assert words == {"Disputed", "Contradicted"}, "the name in the address no longer decides"
    columns = "rows => new Set(rows.map(row => String([...row.cells].map(cell => cell.offsetWidth)))).size"
    assert page.locator(".ledger-claims tbody tr:visible").evaluate_all(columns) == 1, "one grid for all chapters"
    bare = ".ledger-claims:not(:has(.verdict-disputed, .verdict-contradicted)) caption"
    assert page.locator(bare).count() > 0
    assert page.locator(f"{bare}:visible").count() == 0, "no chapter without a claim that is shown"
    rows, said = page.locator(".ledger-claims tbody tr"), page.locator(".bar output")
    expect(said).to_have_text(f"{rows.locator('visible=true').count()} of {rows.count()} shown")
    page.goto(f"{server}claims.html")
    page.click("td a[href='#show-disputed']")
    expect(said).to_have_text(f"{rows.locator('visible=true').count()} of {rows.count()} shown")
    page.goto(f"{server}essay.html")
    page.locator("#show-disputed").evaluate("box => box.click()")
    expect(said).to_be_empty()  # the essay is no list
    page.close()


def test_selected_words_are_cited_whole_and_found_again(server: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{server}soviet-era.html")
    plain = page.locator("#soviet-era-p2 > p:not(.margin)").evaluate(
        "p => { const copy = p.cloneNode(true); copy.querySelectorAll('.footnote-reference').forEach(e => e.remove());"
        " return copy.textContent.replace(/\\s+/g, ' ').trim(); }"
    )
    page.evaluate(SELECT, ["oscow and", "vital milit"])
    link = page.locator("#soviet-era-p2 .margin .cite-link")
    expect(link).to_have_text("cite these words")
    link.click()
    page.locator("dialog[open] .cite-row").first.wait_for()
    address = page.locator("dialog .address").get_attribute("href") or ""
    quoted = page.locator("dialog .cite-row", has_text="Quote").locator(".cited").inner_text()
    said = quoted.removeprefix("“").partition("”")[0]
    assert said.startswith("Moscow and Pyongyang. As the DPRK"), "whole words, over the numbers of notes"
    assert said.endswith("vital military")
    assert said in plain.replace("“", "‘").replace("”", "’"), "the essay's words without the numbers of notes"
    before, fragment = address.split("#soviet-era-p2:~:text=")
    printed = page.locator("dialog .cite-panel .cited").first.inner_text()
    assert "An Annotated Essay" in printed, "the forms are those of the passage"
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    expect(link).to_have_text("cite")
    page.close()
    again = browser.new_page(viewport={"width": 360, "height": 740})
    again.goto(f"{before}#:~:text={fragment}")
    expect(again.locator("#soviet-era-p2 > p:not(.margin)")).to_be_in_viewport()
    assert again.evaluate("scrollY") > 0
    again.close()


@pytest.mark.parametrize(
    "words", ["its own international standing", "its own international standing and project an image"]
)
def test_a_quotation_is_found_to_and_over_the_number_of_a_note(server: str, browser: Browser, words: str) -> None:
    """A number in the text would make "standing10" one word, which Chromium holds no quotation against."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{server}nuclear-nexus.html#:~:text={quote(words)}")
    expect(page.locator("#nuclear-nexus-p2 .claim.k5").first).to_be_in_viewport()
    assert page.evaluate("scrollY") > 0
    numbers = page.locator("#nuclear-nexus-p2 .claim-mark")
    assert numbers.first.evaluate("mark => getComputedStyle(mark, '::before').content") == '"6"', "it is drawn"
    page.close()


# How many buttons behind words and numbers of notes are seen, and those that stand in another line than the word before,
# or in more than one.
ASTRAY = """() => {
    let seen = 0;
    const found = [];
    for (const mark of document.querySelectorAll(':is(.passage, .essay-row) p :is(.room, .peek), .claim-mark, section section p .peek')) {
        const boxes = mark.getClientRects();
        if (!boxes.length) continue;
        seen += 1;
        const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        words.currentNode = mark;
        const before = words.previousNode(), last = document.createRange();
        last.setStart(before, before.length - 1);
        last.setEnd(before, before.length);
        const ends = last.getClientRects()[0];
        if (boxes.length > 1 || boxes[0].left < ends.left) found.push(before.data.slice(-40));
    }
    return [seen, found];
}"""


def test_no_number_or_button_begins_a_line(server: str, browser: Browser) -> None:
    found = {}
    page = browser.new_page()
    for name in ("essay", "soviet-era"):
        page.goto(f"{server}{name}.html")
        page.mouse.move(5, 5)
        if name == "soviet-era":  # the buttons beside the notes come with the first move
            page.locator("section section p .peek").first.wait_for(state="attached")
        for width in (320, 340, 360, 375, 390, 412, 430, 768, 1000, 1100, 1400):
            page.set_viewport_size({"width": width, "height": 800})
            seen, astray = page.evaluate(ASTRAY)
            assert seen
            if astray:
                found[name, width] = astray
    page.close()
    assert found == {}


def test_text_of_twice_its_size_does_not_scroll_sideways_on_a_phone(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    found = {}
    for name in (
        "index",
        "essay",
        "soviet-era",
        "timeline",
        "glossary",
        "bibliography",
        "citing",
        "cite/soviet-era-p1",
    ):
        page.goto(f"{server}{name}.html")
        found[name] = page.evaluate("() => document.documentElement.scrollWidth")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    context.close()
    assert {name: width for name, width in found.items() if width > 360} == {}


def test_the_banner_is_one_line_wherever_it_has_its_row_of_links(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server}essay.html")
    heights = {}
    for width in (992, 1040, 1090, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".top .row").is_visible()
        heights[width] = page.evaluate("() => document.querySelector('.top').getBoundingClientRect().height")
    page.close()
    assert set(heights.values()) == {56}, heights


def test_the_choices_of_depth_stand_in_even_rows(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server}soviet-era.html")
    rows = {}
    for width in (320, 360, 430, 1000, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        tops = page.evaluate(
            "() => [...document.querySelectorAll('.depth label')].map(e => e.getBoundingClientRect().top)"
        )
        rows[width] = [tops.count(top) for top in sorted(set(tops))]
    page.close()
    assert rows == {320: [2, 2], 360: [2, 2], 430: [2, 2], 1000: [4], 1400: [4]}


@pytest.mark.parametrize("width", [360, 1400])
def test_the_essay_is_copied_from_its_page_word_for_word(server: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{server}essay.html")
    copied = page.evaluate(
        "() => { const all = document.querySelectorAll('.essay-row > p'), range = document.createRange();"
        " range.setStart(all[0], 0); range.setEndAfter([...all].at(-1));"
        " getSelection().addRange(range); return getSelection().toString(); }"
    )
    page.close()
    printed = (ROOT / "tests" / "essay.txt").read_text(encoding="utf-8")
    straight = str.maketrans("“”‘’–", "\"\"''-")
    assert copied.translate(straight).split() == printed.translate(straight).split()


@pytest.mark.parametrize("depth", ["essay", "verdicts"])
def test_who_hid_the_notes_of_chapters_sees_the_one_that_a_link_leads_to(
    server: str, browser: Browser, depth: str
) -> None:
    page = browser.new_page()
    page.goto(f"{server}putin-era.html")
    page.check(f"#depth-{depth}")
    page.goto(f"{server}essay.html")
    link = page.locator(".answer-card > p:last-child a:not(.cite-link) >> nth=20")
    link.evaluate("link => link.click()")
    notes = page.locator(".note:visible")
    expect(notes).to_have_count(1)
    expect(notes).to_be_in_viewport()
    notes.locator(".label").click()
    expect(page.locator(".claim-mark:target")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize(
    ("address", "css"),
    [
        ("soviet-era.html", "#soviet-era-p1"),
        ("soviet-era.html", "#who-drew-the-line"),
        ("glossary.html", "dl.glossary"),
        ("timeline.html", ".event"),
        ("bibliography.html", ".sources"),
    ],
)
def test_what_is_copied_has_no_tools_in_it(server: str, browser: Browser, address: str, css: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}{address}")
    copied = page.locator(css).first.evaluate(
        "place => { getSelection().selectAllChildren(place); return `${getSelection()}`; }"
    )
    page.close()
    assert len(copied) > 100
    assert re.findall(r"\bcite\b|Skip notes|Next:|\[\d+\]", copied) == []


@pytest.mark.parametrize("name", ["bibliography", "names", "glossary"])
def test_a_list_comes_back_where_it_was_after_a_reload(server: str, browser: Browser, name: str) -> None:
    # Asked by a promise: the policy of the page forbids what Playwright's wait_for_function does.
    near = """place => new Promise(done => {
        const entries = [...document.querySelectorAll(document.querySelector(".bar").dataset.entries)];
        const until = performance.now() + 20000;
        const look = () => {
            const { first, kept } = place ?? history.state ?? {};
            const is = Math.abs(entries[first]?.getBoundingClientRect().top - kept) < 3;
            if (is || performance.now() > until) done(is ? { first, kept } : null);
            else setTimeout(look, 50);
        };
        look();
    })"""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{server}{name}.html")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    kept = page.evaluate(near)
    assert kept is not None
    assert kept["first"] > 10
    page.reload()
    assert page.evaluate(near, kept) == kept
    page.close()
