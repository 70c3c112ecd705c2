"""How the tests ask axe-core about a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Rules of WCAG 2.2, A and AA, and axe-core's own."""
ALIKE = ", ".join([
    "ul.sources > li:nth-of-type(n+4)",
    "ol.timeline > li:nth-of-type(n+4)",
    "section.group:nth-of-type(n+4)",
    "dl.glossary > :nth-child(n+5)",
    "section.names:nth-of-type(n+4)",
    "section.names li:nth-of-type(n+4)",
    "ul.changes > li:nth-of-type(n+4)",
    "tbody > tr:nth-of-type(n+5)",
    "#source > section:nth-of-type(n+4)",
    "nav.local li:nth-of-type(n+5)",
    "[id$=-commentary] > section:nth-of-type(n+4):not(:has(figure))",
    ".note:nth-of-type(n+4)",
    ".essay-row:nth-of-type(n+4)",
])  # fmt: skip
"""What axe does not see: parts of one kind have the same mark-up, and the first of them speak for all."""


REMOVE = """([alike, within]) => {
    document.querySelectorAll(alike).forEach(e => e.remove());
    if (within && document.querySelector(within))
        document.querySelectorAll('body *').forEach(e => e.closest(within) || e.querySelector(within) || e.remove());
}"""


RUN = """async ([context, options]) => {
    const found = await axe.run(context ?? document, options);
    const told = found.violations.map(rule => [rule.id, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]);
    return [found.passes.length, told];
}"""
"""Asks axe and hands over what it finds: all that it says of a page takes longer on the way than on the page."""


def violations(page: Page, within: Sequence[str] = ()) -> list[tuple[str, list[str]]]:
    """The rules that a page, or what some selectors find in it, breaks, each with its first places.

    What is alike is taken out of the page before, and what nobody asks about.
    """
    page.evaluate(REMOVE, [ALIKE, ", ".join(within)])
    missing = [css for css in within if not page.locator(css).count()]
    assert not missing, f"what is asked about is there: {missing}"
    context = {"include": [[css] for css in within]} if within else None
    # The pages load nothing late.
    options = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
    page.evaluate(Axe().axe_script)
    passed, told = page.evaluate(RUN, [context, options])
    assert passed, "axe has looked"
    return [(rule, places) for rule, places in told]
