"""The cover: the title, and one mark for each claim of the essay."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from edition.base.domains import domain
from edition.base.fonts import TITLES, generic
from edition.essay.notes import NotesDomain
from edition.essay.verdicts import verdicts
from edition.pages.marks import SHAPES

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

WIDTH, HEIGHT, MARGIN = 1200, 1920, 120
"""In units of the drawing; a cover is 1 to 1.6."""


def cover(env: BuildEnvironment) -> str:
    """The cover as SVG."""
    config = env.config
    title, _, subtitle = config.project.partition(": ")
    lines = [f'<text y="{360 + 130 * n}" font-size="120">{escape(words)}</text>' for n, words in enumerate(cut(title))]
    below = 360 + 130 * len(lines)
    lines.append(f'<text y="{below}" font-size="64" fill="#625b4f">{escape(subtitle)}</text>')
    notes, known = domain(env, NotesDomain), verdicts(config)
    for row, docname in enumerate(config.essay_chapters):
        for n, note in enumerate(notes.notes.get(docname, [])):
            verdict = known[note.verdict]
            shape = SHAPES[verdict.mark].replace("currentColor", verdict.ink[0])
            place = f"translate({26 + 52 * n} {below + 260 + 80 * row}) scale(3.2)"
            lines.append(f'<g transform="{place}" fill="{verdict.ink[0]}">{shape}</g>')
    edition = f"{config.release} · {config.typst_date.year}"
    lines.append(f'<text y="{HEIGHT - 160}" font-size="48" fill="#625b4f">{escape(edition)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<title>{escape(config.project)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fdfbf7"/>'
        f'<g transform="translate({MARGIN} 0)" font-family="{generic(config, TITLES)}" fill="#1f1c17">'
        f"{''.join(lines)}</g></svg>\n"
    )


def cut(title: str, most: int = 16) -> list[str]:
    """A title in lines of at most that many characters, unless a word is longer.

    >>> cut("Russia and North Korea")
    ['Russia and North', 'Korea']
    """
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
