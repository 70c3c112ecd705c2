"""Run axe-core on a page."""

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
"""What is removed before axe runs: of many elements with the same markup, the first few are enough."""


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
"""Runs axe and returns only what is needed: to transfer its whole result takes longer than to compute it."""


DRAWN = """() => {
    const pixel = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const channels = color => {
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = color;
        pixel.fillRect(0, 0, 1, 1);
        return [...pixel.getImageData(0, 0, 1, 1).data];
    };
    const luminance = color => channels(color).slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const opaque = style => channels(style.backgroundColor)[3] === 255 && style.backgroundColor;
    const ground = element => element ? opaque(getComputedStyle(element)) || ground(element.parentElement) : 'Canvas';
    const weak = [];
    for (const element of document.querySelectorAll('body *'))
        for (const part of ['::before', '::after']) {
            const style = getComputedStyle(element, part);
            if (!/^".*[\\p{L}\\p{N}]/u.test(style.content) || !element.checkVisibility()) continue;
            const [low, high] = [style.color, opaque(style) || ground(element)].map(luminance).sort((a, b) => a - b);
            const large = parseFloat(style.fontSize) >= 24;
            if ((high + 0.05) / (low + 0.05) < (large ? 3 : 4.5)) weak.push(element.outerHTML.slice(0, 200));
        }
    return weak.slice(0, 3);
}"""
"""The elements whose words or numbers, drawn by the style sheet, have too little contrast (WCAG 2.2, 1.4.3).

axe measures none of these, see findings/axe-contrast-of-a-drawn-number.sh.
"""


def violations(page: Page, within: Sequence[str] = ()) -> list[tuple[str, list[str]]]:
    """The rules that a page breaks, or only some parts ``within`` it, each with its first places.

    ``ALIKE`` and everything outside these parts is removed from the page before.
    """
    page.evaluate(REMOVE, [ALIKE, ", ".join(within)])
    missing = [css for css in within if not page.locator(css).count()]
    assert not missing, f"the page lacks {missing}"
    context = {"include": [[css] for css in within]} if within else None
    # The pages load nothing late.
    options = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
    page.evaluate(Axe().axe_script)
    passed, told = page.evaluate(RUN, [context, options])
    assert passed, "axe has looked"
    drawn = page.evaluate(DRAWN)
    return [(rule, places) for rule, places in told] + ([("contrast of what is drawn", drawn)] if drawn else [])
