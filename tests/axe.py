"""How the tests ask axe-core about a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""Rules of WCAG 2.2, A and AA."""


def violations(page: Page, tags: Sequence[str], alike: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The rules that a page breaks, each with its first places.

    What ``alike`` selects is taken out before: parts of one kind have the same mark-up, and the first speak for all.
    """
    page.evaluate("alike => document.querySelectorAll(alike).forEach(e => e.remove())", ", ".join(alike))
    options = {"runOnly": list(tags), "resultTypes": ["violations"], "preload": False}  # pages load nothing late
    response = Axe().run(page, options=options).response
    assert response["passes"], "axe has looked at the page"
    return [(found["id"], [node["html"][:200] for node in found["nodes"][:3]]) for found in response["violations"]]
