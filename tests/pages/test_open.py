"""What assistive technology meets when cards, the dialog, folds and filters are open, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest

import axe
from conftest import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from conftest import Built


def answer_on_the_essay(page: Page) -> list[str]:
    page.locator("label:has(#show-supported)").click()
    page.locator("label:has(#repairs)").click()
    page.locator(".number.verdict-disputed").first.click()
    page.locator(".answer-card:popover-open").wait_for()
    return [".answer-card:popover-open", ".essay-row"]


def answers_on_the_essay(page: Page) -> list[str]:
    page.locator("label:has(#depth-answers)").click()
    page.locator(".answer-card .verdict").first.wait_for()
    return [".answers"]


def evidence_and_term(page: Page) -> list[str]:
    page.locator("label:has(#depth-evidence)").click()
    page.evaluate("document.querySelectorAll('details.related, details.fold').forEach(fold => fold.open = true)")
    page.locator(".passage > p .peek button").first.click()
    page.locator(".card.term:popover-open").wait_for()
    return [".card.term:popover-open", "#soviet-era-p2 .note", "details.related", "details.fold"]


def source_of_a_note(page: Page) -> list[str]:
    page.locator(".note summary").first.click()
    page.locator(".held button").first.click()
    page.locator(".pair:popover-open").wait_for()
    return [".pair:popover-open", ".note:has(details[open])"]


def source_of_the_commentary(page: Page) -> list[str]:
    page.locator("[id$=-commentary] [href*='#ref-']").first.focus()
    page.locator("[id$=-commentary] .peek button").first.click()
    page.locator("aside.pair:popover-open").wait_for()
    return ["aside.pair:popover-open", "[id$=-commentary] section"]


def citation(page: Page) -> list[str]:
    page.locator("#introduction-p1 .cite-link").first.click()
    page.locator("dialog[open] .cite-row").first.wait_for()
    return ["dialog[open]"]


def menu(page: Page) -> list[str]:
    if not page.locator(".menu-button").is_visible():
        return ["header.top"]
    page.locator(".menu-button").click()
    page.locator("#menu:popover-open").wait_for()
    return ["#menu:popover-open", "header.top"]


def every_form(page: Page) -> list[str]:
    page.locator(".cite-row").first.wait_for()
    return ["main"]


def one_verdict(page: Page) -> list[str]:
    page.locator("label:has(#show-supported)").click()
    return [".bar", ".ledger-claims"]


def narrowed_lists(page: Page) -> list[str]:
    for row in page.locator(".filters fieldset").all():
        row.locator("label").last.click()
    page.locator(".bar output:not(:empty)").first.wait_for()
    return ["main"]


def every_fold(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    return ["main"]


def results(page: Page) -> list[str]:
    page.locator("#q").fill("armistice")
    page.locator("#search-results li a").first.wait_for()
    return ["main"]


def error_report(page: Page) -> list[str]:
    page.locator("a.cite-link").first.click()
    page.locator("dialog details summary").click()
    return ["dialog[open]"]


Acts: TypeAlias = tuple[tuple[str, "Callable[[Page], list[str]]"], ...]
OPEN: Acts = (
    ("essay", answer_on_the_essay),
    ("essay", answers_on_the_essay),
    ("soviet-era", evidence_and_term),
    ("introduction", source_of_a_note),
    ("conclusion", source_of_the_commentary),
    ("introduction", citation),
    ("introduction", menu),
    ("cite/soviet-era-p2", every_form),
    ("claims", one_verdict),
    ("bibliography", narrowed_lists),
)
"""Pages, and what opens something there and says what it has changed; all else is seen in test_browser."""
ELSEWHERE: Acts = (
    *((name, narrowed_lists) for name in ("timeline", "glossary", "names")),
    *((name, every_fold) for name in ("claims", "changes")),
    ("search", results),
    *((name, error_report) for name in ("index", "essay", "gallery", "data", "reading", "citing", "about", "colophon")),
)
"""The same on the other kinds of pages, for a full run."""


@pytest.mark.parametrize(
    ("acts", "width", "scheme"),
    [
        pytest.param(OPEN, 320, "dark", id="320-dark"),
        *(
            pytest.param(OPEN + ELSEWHERE, width, scheme, marks=pytest.mark.full, id=f"all-{width}-{scheme}")
            for width in (320, 1280)
            for scheme in ("dark", "light")
        ),
    ],
)
def test_axe_finds_nothing_with_everything_open(
    book: Built, browser: Browser, acts: Acts, width: int, scheme: Literal["dark", "light"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script("localStorage.clear()")  # the switch of depth would be remembered
    page = context.new_page()
    found: list[tuple[str, str, list[str]]] = []
    for name, act in acts:
        page.goto((book.out / "html" / f"{name}.html").as_uri())
        found += [(act.__name__, *violation) for violation in axe.violations(page, within=act(page))]
    context.close()
    assert found == []


def heard(page: Page) -> list[str]:
    """The names of all that a listener meets, in Chromium's own tree, which knows the roles of notes."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    names: list[str] = []

    def walk(node: dict[str, Any]) -> None:
        if not node.get("ignored") and (name := node.get("name", {}).get("value")):
            names.append(f"{node['role']['value']} {name}")
        for child in node.get("childIds", ()):
            if child in nodes:
                walk(nodes[child])

    walk(next(node for node in nodes.values() if "parentId" not in node))
    return names


@pytest.mark.parametrize("width", [360, 1400])
def test_a_listener_hears_each_passage_then_its_notes_then_the_next(book: Built, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((book.out / "html" / "soviet-era.html").as_uri())
    names = heard(page)
    page.close()
    tree = book.page("soviet-era")
    wanted = []
    for passage in select(tree, ".passage"):
        wanted.append(f"Link to passage {(passage.get('id') or '').rpartition('p')[2]}")
        wanted += [str(mark.get("aria-label")) for mark in select(passage, "p .footnote-reference")]
        wanted += [str(note.get("aria-label")) for note in select(passage, ".note")]
    met = [name.partition(" ")[2] for name in names if name.partition(" ")[0] not in {"StaticText", "InlineTextBox"}]
    inside = [name for name in met if name in set(wanted)]
    start = inside.index(wanted[0])
    strip = {name for name in wanted if name.startswith("Note ")}
    assert set(inside[:start]) <= strip, "the strip at the head of the chapter comes first"
    assert inside[start:] == wanted
