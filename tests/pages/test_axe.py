"""What axe leaves out is measured by code of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = """<!DOCTYPE html><html lang="en"><title>A page</title><style>
b::before {{ content: "7"; color: {color}; font-size: {size}px; }} b {{ background: {ground}; }}
</style><main><h1>A page</h1><p>Words <b></b></p></main></html>"""


@pytest.mark.parametrize(
    ("color", "ground", "size", "weak"),
    [("#767676", "transparent", 16, False), ("#777", "#fff", 16, True), ("#777", "#fff", 24, False), ("#767676", "#000", 16, False),
     ("#333", "#000", 16, True)],
)  # fmt: skip
def test_a_number_that_is_drawn_too_faint_is_found(
    browser: Browser, color: str, ground: str, size: int, weak: bool
) -> None:
    page = browser.new_page()
    page.set_content(PAGE.format(color=color, ground=ground, size=size))
    found = axe.violations(page)
    assert [rule for rule, _places in found] == (["contrast of what is drawn"] if weak else [])
    page.close()
