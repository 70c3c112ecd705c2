"""The marks of verdicts in the pages: their shapes, drawn once in each page, and SVG that uses these."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edition.essay.verdicts import Verdict

SHAPES = {
    "disc": '<circle r="5.7"/>',
    "ring": '<circle r="4.9" fill="none" stroke="currentColor" stroke-width="1.7"/>',
    "half": '<circle r="5.05" fill="none" stroke="currentColor" stroke-width="1.25"/>'
    '<path d="M-5.3 0a5.3 5.3 0 0 0 10.6 0z"/>',
    "parted": '<path d="M-1.3-5.55a5.7 5.7 0 0 0 0 11.1zM1.3-5.55a5.7 5.7 0 0 1 0 11.1z"/>',
    "cross": '<path d="M-4.4-4.4l8.8 8.8M4.4-4.4l-8.8 8.8" fill="none" stroke="currentColor" stroke-width="2.6"/>',
}
"""Drawn on 12 by 12 units around 0, 0 in the color of the text, so that they work in forced colors and in gray."""


def sprite(verdicts: Iterable[Verdict]) -> str:
    """An invisible SVG with the shapes of a page, which ``mark`` uses."""
    symbols = (f'<symbol id="mark-{v.name}" viewBox="-6 -6 12 12">{SHAPES[v.mark]}</symbol>' for v in verdicts)
    return f'<svg class="sprite" width="0" height="0" aria-hidden="true">{"".join(symbols)}</svg>'


def mark(verdict: Verdict) -> str:
    """The mark of a verdict; its color comes from the class of an element around it."""
    return f'<svg class="mark" aria-hidden="true"><use href="#mark-{verdict.name}"/></svg>'


def word(verdict: Verdict, href: str) -> str:
    """Mark and word of a verdict, linked to its meaning; the class of an element around them sets the color."""
    return f'<a class="verdict" href="{escape(href)}">{mark(verdict)}{escape(verdict.word)}</a>'
