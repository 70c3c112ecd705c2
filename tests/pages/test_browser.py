"""Every page in a real browser: from disk and from a server, wide and narrow, with and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest

import axe
from conftest import Built, read_chapter_names, watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

Scheme: TypeAlias = Literal["dark", "light"]

WIDTHS = (360, 768, 1400)
# Boxes of notes that overlap each other or hang out of their passage, and text that is cut off.
FIND_CLASHES = """() => {
    const box = e => e.getBoundingClientRect();
    const found = [];
    for (const row of document.querySelectorAll('.passage')) {
        const notes = [...row.querySelectorAll('aside.note')];
        notes.forEach((note, i) => {
            const here = box(note);
            if (here.height === 0) found.push(`${note.id} is not shown`);
            if (here.right > innerWidth + 1 || here.left < -1) found.push(`${note.id} hangs out of the window`);
            // The targets of summaries and of cards' buttons are larger than their chevrons, and hide no word.
            const wide = [...note.querySelectorAll(':not(summary, .peek)')].some(e => box(e).right > here.right + 1);
            if (wide) found.push(`${note.id} is cut off`);
            // Wherever lines that run below the fold's button break, a button of the first has its room (WCAG 2.5.8).
            const fold = note.querySelector('summary'), said = note.querySelector('.said');
            const line = said && box(said).top + parseFloat(getComputedStyle(said).lineHeight);
            const near = fold && said && box(said).right > box(fold).left + 1 ? [...said.querySelectorAll('.peek')].filter(e => box(e).top < line - 12) : [];
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


ALL = pytest.mark.full
"""Each place and each way is walked in every run, both with both only in a full one."""
KINDS = (
    "index", "essay", "soviet-era", "claims", "timeline", "glossary", "bibliography", "names", "gallery", "search",
)  # fmt: skip


@pytest.mark.parametrize("source", [pytest.param("disk", marks=ALL), "server"])
def test_every_page_is_whole_at_every_width(
    book: Built, server: str, browser: Browser, source: str, measured: Callable[..., None]
) -> None:
    base = server if source == "server" else (book.out / "html").as_uri() + "/"
    page = browser.new_page()
    trouble = watch(page, base)
    names = [name for name in pages_of(book) if name != "404.html"]  # which looks for its home: tests/site/test_served
    for name in names:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(base + name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            if wide > width:
                trouble.append(f"{name} scrolls sideways at {width} px: {wide}")
            trouble += [f"{name} at {width} px: {clash}" for clash in page.evaluate(FIND_CLASHES)]
    page.close()
    assert trouble == []
    measured(wide_pages=len(names), wide_faults=len(trouble))


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


def test_a_page_of_each_kind_opens_from_disk_without_script(book: Built, browser: Browser) -> None:
    base = (book.out / "html").as_uri() + "/"
    assert open_without_script(browser, base, [f"{name}.html" for name in KINDS]) == []


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


ALIKE = [
    "ul.sources > li:nth-of-type(n+4)",
    "ol.timeline > li:nth-of-type(n+4)",
    ".glossary > :nth-child(n+7)",
    "section.names:nth-of-type(n+4)",
    "section.names li:nth-of-type(n+4)",
    "ul.changes > li:nth-of-type(n+4)",
    "tbody > tr:nth-of-type(n+6)",
    "#source > section:nth-of-type(n+4)",
    "nav.local li:nth-of-type(n+5)",
    "[id$=-commentary] > section:nth-of-type(n+4):not(:has(figure))",
    "aside.note:nth-of-type(n+5)",
]
"""What axe does not see: entries of one kind have the same mark-up, and the first of a list speak for all."""


def find_with_axe(book: Built, browser: Browser, width: int, scheme: Scheme, names: list[str]) -> list[object]:
    """What axe finds on some pages by WCAG 2.2 A and AA, as far as a machine can tell."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found: list[object] = []
    for name in names:
        page.goto((book.out / "html" / name).as_uri())
        found += [(name, *violation) for violation in axe.violations(page, axe.WCAG, ALIKE)]
    context.close()
    return found


LOOKS: tuple[tuple[int, Scheme], ...] = ((320, "dark"), (1280, "light"))


def seen_in(book: Built, look: int) -> list[str]:
    """The pages that every run sees in one of the looks: every other one, and of the chapters two in all."""
    chapters = [f"{name}.html" for name in read_chapter_names()]
    rest = [name for name in pages_of(book) if name not in chapters]
    return [*rest[look::2], chapters[look]]


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_axe_finds_nothing_on_a_page_of_each_kind(
    book: Built, browser: Browser, look: int, measured: Callable[..., None]
) -> None:
    (width, scheme), names = LOOKS[look], seen_in(book, look)
    found = find_with_axe(book, browser, width, scheme, names)
    assert found == []
    measured(**{f"axe_{width}_{scheme}_pages": len(names), f"axe_{width}_{scheme}_found": len(found)})


@ALL
@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_axe_finds_nothing_on_any_other_page(book: Built, browser: Browser, look: int) -> None:
    width, scheme = LOOKS[look]
    names = [name for name in pages_of(book) if name not in seen_in(book, look)]
    assert find_with_axe(book, browser, width, scheme, names) == []


def test_words_and_their_note_light_up_together_without_script(book: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto((book.out / "html" / "soviet-era.html").as_uri())
    words = page.locator("#soviet-era-p2 .claim.k5").first
    note = page.locator("#soviet-era-p2 aside.note.k5")
    other = page.locator("#soviet-era-p2 aside.note.k4")

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
    last = page.locator("#soviet-era-p1 aside.note").last
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
