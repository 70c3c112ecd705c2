"""Every page in a real browser: from disk and from a server, wide and narrow, with and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import pytest

import axe
from conftest import Built, read_chapter_names, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

Scheme: TypeAlias = Literal["dark", "light"]

WIDTHS = (360, 768, 1400)
# Boxes of notes that overlap each other or hang out of their passage, and text that is cut off.
FIND_CLASHES = """() => {
    const box = e => e.getBoundingClientRect();
    const found = [];
    for (const row of document.querySelectorAll('.passage')) {
        const notes = [...row.querySelectorAll('.note')];
        notes.forEach((note, i) => {
            const here = box(note);
            if (here.height === 0) found.push(`${note.id} is not shown`);
            if (here.right > innerWidth + 1 || here.left < -1) found.push(`${note.id} hangs out of the window`);
            // The targets of summaries and of cards' buttons are larger than their chevrons, and hide no word.
            const wide = [...note.querySelectorAll(':not(summary, .peek button)')].some(e => box(e).right > here.right + 1);
            if (wide) found.push(`${note.id} is cut off`);
            // Wherever lines that run below the fold's button break, a button of the first has its room (WCAG 2.5.8).
            const fold = note.querySelector('summary'), said = note.querySelector('.said');
            const line = said && box(said).top + parseFloat(getComputedStyle(said).lineHeight);
            const near = fold && said && box(said).right > box(fold).left + 1 ? [...said.querySelectorAll('.peek button')].filter(e => box(e).top < line - 12) : [];
            if (near.some(e => box(e).top < box(fold).bottom - 0.5)) found.push(`${note.id} has a card under its fold`);
            if (here.bottom > box(row).bottom + 1) found.push(`${note.id} hangs out of its passage`);
            const next = notes[i + 1];
            const meets = next && here.left < box(next).right - 1 && box(next).left < here.right - 1;
            if (meets && here.bottom > box(next).top + 1) found.push(`${note.id} overlaps ${next.id}`);
            const text = box(row.querySelector(':scope > p:not(.margin)'));
            const beside = here.left >= text.right - 1 || here.right <= text.left + 1;
            if (!beside && here.top < text.bottom - 1) found.push(`${note.id} overlaps its passage`);
        });
    }
    return found;
}"""


def pages_of(book: Built) -> list[str]:
    names = sorted(p.relative_to(book.out / "html").as_posix() for p in (book.out / "html").glob("*.html"))
    assert len(names) >= 13
    return names


# What a reader may set (WCAG 1.4.12): the policy lets a sheet in that is no element of the page.
SPACED = """apart => {
    const sheet = new CSSStyleSheet();
    if (apart) sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [sheet];
}"""


def wide_for_readers(page: Page) -> list[str]:
    """How far a page scrolls sideways on a phone with letters set apart, and with text of twice its size (1.4.4)."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    browser = page.context.new_cdp_session(page)
    found = []
    for apart, size in ((True, 16), (False, 32), (False, 16)):
        page.evaluate(SPACED, apart)
        browser.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        if wide > WIDTHS[0]:
            found.append(f"it scrolls sideways with letters {'set apart' if apart else f'of {size} px'}: {wide}")
    browser.detach()
    return found


ALL = pytest.mark.full
"""Every run tests each place and each look; only a full run tests all combinations."""
KINDS = (
    "index", "essay", "soviet-era", "claims", "timeline", "glossary", "bibliography", "names", "gallery", "search",
)  # fmt: skip
LOOKS: tuple[tuple[int, Scheme], ...] = ((320, "dark"), (1280, "light"))


class Visit(NamedTuple):
    """What one page has shown in one visit."""

    name: str
    look: int
    said: list[str]
    """Messages, reports of the policy, requests that fail or go elsewhere."""
    clashes: list[str]
    violations: list[tuple[str, list[str]]] | None
    """None where axe was not asked."""


def visit(page: Page, base: str, names: list[str], looks: list[int], silent: list[str]) -> list[Visit]:
    """Look at pages in every width, and ask axe about each in one of the looks, but for those of which it has seen the like."""
    found, trouble = [], watch(page, base)
    for name, look in zip(names, looks, strict=True):
        trouble.clear()
        clashes = []
        page.emulate_media(color_scheme=LOOKS[look][1])
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(base + name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            if wide > width:
                clashes.append(f"it scrolls sideways at {width} px: {wide}")
            clashes += [f"at {width} px: {clash}" for clash in page.evaluate(FIND_CLASHES)]
        if name not in silent:
            clashes += wide_for_readers(page)
            page.set_viewport_size({"width": LOOKS[look][0], "height": 900})
        violations = None if name in silent else axe.violations(page)
        found.append(Visit(name, look, [*trouble], clashes, violations))
    return found


@pytest.fixture(
    scope="module",
    params=[None, *(pytest.param(look, marks=ALL) for look in range(len(LOOKS)))],
    ids=["in turn", *(f"{width}-{scheme}" for width, scheme in LOOKS)],
)
def visits(request: pytest.FixtureRequest, book: Built, server: str, browser: Browser) -> Iterator[list[Visit]]:
    """Every run sees a page of each kind and all chapters on a server, in the two looks in turn, and asks axe about the kinds.

    A full run also sees all pages from disk, in either look, but the one for missing addresses, which looks for its
    home: tests/site/test_served.
    """
    page = browser.new_page()
    if request.param is None:
        names = [f"{name}.html" for name in dict.fromkeys([*KINDS, *read_chapter_names()])]
        yield visit(page, server, names, [n % 2 for n in range(len(names))], silent=names[len(KINDS) :])
    else:
        names = [name for name in pages_of(book) if name != "404.html"]
        yield visit(page, (book.out / "html").as_uri() + "/", names, [request.param] * len(names), silent=[])
    page.close()


one_visit = pytest.mark.xdist_group("visits")


@one_visit
def test_pages_are_whole_at_every_width(visits: list[Visit], measured: Callable[..., None]) -> None:
    faults = {seen.name: [*seen.said, *seen.clashes] for seen in visits if seen.said or seen.clashes}
    assert faults == {}
    assert len(visits) >= len({*KINDS, *read_chapter_names()})
    if len({seen.look for seen in visits}) == 1:
        measured(wide_pages=len(visits), wide_faults=len(faults))


@one_visit
def test_axe_finds_nothing_on_a_page_of_each_kind(visits: list[Visit], measured: Callable[..., None]) -> None:
    """By WCAG 2.2 A and AA and by its own rules, as far as a machine can tell."""
    asked = [seen for seen in visits if seen.violations is not None]
    assert {seen.name: seen.violations for seen in asked if seen.violations} == {}
    assert len(asked) >= len(KINDS)
    looks = {seen.look for seen in asked}
    if len(looks) == 1:
        width, scheme = LOOKS[looks.pop()]
        measured(**{f"axe_{width}_{scheme}_pages": len(asked), f"axe_{width}_{scheme}_found": 0})


def open_without_script(browser: Browser, base: str, names: list[str]) -> list[str]:
    """What goes wrong on some pages that are opened without script, when nothing can be measured in them."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": WIDTHS[0], "height": 800})
    page = context.new_page()
    trouble = watch(page, base)
    for name in names:
        page.goto(base + name)
        assert page.locator("main").is_visible(), name
    context.close()
    return trouble


def test_pages_of_five_kinds_open_from_disk_without_script(book: Built, browser: Browser) -> None:
    base = (book.out / "html").as_uri() + "/"
    assert open_without_script(browser, base, [f"{name}.html" for name in KINDS[::2]]) == []


@ALL
def test_every_page_opens_without_script(
    book: Built, server: str, browser: Browser, measured: Callable[..., None]
) -> None:
    names = [name for name in pages_of(book) if name != "404.html"]
    trouble = [
        said
        for base in (server, (book.out / "html").as_uri() + "/")
        for said in open_without_script(browser, base, names)
    ]
    assert trouble == []
    measured(plain_pages=len(names), plain_faults=len(trouble))


def test_words_and_their_note_light_up_together_without_script(book: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto((book.out / "html" / "soviet-era.html").as_uri())
    words = page.locator("#soviet-era-p2 .claim.k5").first
    note = page.locator("#soviet-era-p2 .note.k5")
    other = page.locator("#soviet-era-p2 .note.k4")

    words.scroll_into_view_if_needed()
    plain = note.screenshot(), other.screenshot()
    words.hover()
    assert note.screenshot() != plain[0], "the note lights up when its words are pointed at"
    page.mouse.move(0, 0)
    calm = words.screenshot()
    note.hover()
    assert words.screenshot() != calm, "the words light up when their note is pointed at"
    page.mouse.move(0, 0)
    page.locator("#soviet-era-p2 a.claim-mark.k5").focus()
    assert note.screenshot() != plain[0], "the note lights up when its reference has the focus"
    page.goto((book.out / "html" / "soviet-era.html").as_uri() + "#not-directly-engaging-in-combat")
    page.mouse.move(0, 0)
    assert words.screenshot() != calm, "the words are marked when their note is the target"
    context.close()


def test_a_long_column_of_notes_keeps_its_passage_in_view(book: Built, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto((book.out / "html" / "soviet-era.html").as_uri())
    last = page.locator("#soviet-era-p1 .note").last
    last.scroll_into_view_if_needed()
    box = page.locator("#soviet-era-p1 > p:not(.margin)").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] > 0, "the passage is beside its last note"
    page.close()


def test_search_finds_a_word_from_disk_and_from_the_server(book: Built, server: str, browser: Browser) -> None:
    for base in (server, (book.out / "html").as_uri() + "/"):
        page = browser.new_page()
        page.goto(f"{base}search.html?q=armistice")
        page.locator("#search-results li a").first.wait_for(timeout=10_000)
        page.close()
