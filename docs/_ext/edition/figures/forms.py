"""Adapt the text of a drawing to its use: in a page, as a file of its own, in print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from edition.figures.svg import COLORS, number, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = re.compile(r' data-[a-z]+="[^"]*"')
_LINK = re.compile(r'<a href="@([^"]*)"([^>]*)>(.*?)</a>')
_TARGET = re.compile(r'<path [^>]*pointer-events="all"/>')
_COLOR = re.compile(r'"var\(--([a-z]+)\)"')
_OPEN = re.compile(r'<svg xmlns="[^"]*" viewBox="0 0 ([\d.]+) ([\d.]+)"([^>]*)>')
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_SHAPES = re.compile(r'<g id=".*?</g>', re.DOTALL)
_HALO = ' stroke-width="3" stroke-linejoin="round" paint-order="stroke"'


def for_page(svg: str, layout: str, alt: str, links: Mapping[str, str]) -> str:
    """The drawing as part of an HTML page; ``alt`` is its alternative text, ``links`` the addresses of events.

    For screen readers a drawing without links is one image; in one with links, only the links are read out.
    HTML needs no namespace.
    """
    svg = _DATA.sub("", svg)

    def address(match: re.Match[str]) -> str:
        event, rest, words = match.groups()
        return f"<a href={quoteattr(links[event])}{rest}>{words}</a>" if event in links else _TARGET.sub("", words)

    body = _LINK.sub(address, _inside(svg))
    role = "img"
    if "<a " in body:
        role = "group"
        parts = re.split(r"(<a .*?</a>)", body)
        body = "".join(p if p.startswith("<a ") else f'<g aria-hidden="true">{p}</g>' for p in parts if p)
    opening = svg.partition(">")[0].replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return f'{opening} class="drawing {layout}" role="{role}" aria-label={quoteattr(alt)}>{body}</svg>\n'


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing, in its units."""
    match = _OPEN.match(svg)
    assert match, "a drawing begins with its box"
    return float(match[1]), float(match[2])


def _inside(svg: str) -> str:
    match = _BODY.match(svg)
    assert match, "a drawing is one element"
    return match[1]


def alone(svg: str, wide: str) -> str:
    """A drawing with the shapes of the wide one that it only lays again, for a page where that does not stand.

    >>> alone('<svg><use href="#map"/></svg>', '<svg><g id="map"><path/></g><path/></svg>')
    '<svg><defs><g id="map"><path/></g></defs><use href="#map"/></svg>'
    """
    shapes = "".join(_SHAPES.findall(wide)) if "<use " in svg else ""
    return svg.replace(">", f"><defs>{shapes}</defs>", 1) if shapes else svg


def literal(svg: str, paper: str) -> str:
    """The content of a drawing with light colors as attributes and without links; ``paper`` is the background."""
    colors = {name: light for name, (light, _) in COLORS.items()} | {"paper": paper}

    body = _LINK.sub(lambda m: _TARGET.sub("", m[3]), _inside(svg))
    body = _COLOR.sub(lambda m: f'"{colors[m[1]]}"', body).replace(' class="halo"', f' stroke="{paper}"{_HALO}')
    return re.sub(r"<text((?:(?! fill=)[^>])*)>", rf'<text\1 fill="{colors["ink"]}">', body)


def for_print(svg: str, family: str, alt: str = "") -> str:
    """The drawing for white paper, in a font of the book; ``alt`` is the alternative text, if it needs one inside."""
    width, height = map(number, size_of(svg))
    font = re.search(r'font-size="[^"]*"', svg)
    assert font, "a drawing has a size of words"
    label = f' role="img" aria-label={quoteattr(alt)}' if alt else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{family}" {font[0]} fill="none"{label}>{literal(_DATA.sub("", svg), "#fff")}</svg>\n'
    )


def for_file(svg: str, title: str, alt: str, citation: str, fonts: str, face: str) -> str:
    """The drawing as a file of its own, with background, both color schemes, its font and its citation.

    ``fonts`` is its ``font-family``, ``face`` the ``@font-face`` rule of the first one.  The scales of the axes and
    the lines of the CSV stay in it, as ``data-`` attributes.
    """
    width, height = size_of(svg)
    paper = COLORS["paper"][0]
    margin, size = 12, 10.5
    lines = wrap(citation, size, width)
    body = literal(svg, paper)
    dark = "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in COLORS.values()
    )
    tall = height + 8 + len(lines) * size * 1.35
    footer = "".join(
        f'<text x="0" y="{number(height + 8 + (i + 0.8) * size * 1.35)}" font-size="{size}" '
        f'fill="{COLORS["muted"][0]}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    w, h = number(width + 2 * margin), number(tall + 2 * margin)
    words = re.search(r'font-size="[^"]*"', svg)
    assert words, "a drawing has a size of words"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="-{margin} -{margin} {w} {h}" '
        f'font-family="{fonts}" {words[0]} fill="none" role="img">\n'
        f"<title>{escape(title)}</title>\n<desc>{escape(alt)}</desc>\n"
        f"<style>{face}@media (prefers-color-scheme:dark){{{dark}}}</style>\n"
        f'<path d="M-{margin}-{margin}h{w}v{h}h-{w}z" fill="{paper}"/>\n{body}\n{footer}\n</svg>\n'
    )
