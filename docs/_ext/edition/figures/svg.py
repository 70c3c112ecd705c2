"""A small SVG writer for the figures: shapes, text, scales, and the two color schemes in one file.

A plotting library was tried: matplotlib takes half a second to import and a fifth to draw what takes two milliseconds
here, puts colors into style attributes and writes more than twice as many bytes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Layout(NamedTuple):
    """A size in which every figure is drawn."""

    name: str
    width: float
    size: float
    """Of the text, in the drawing's own units."""
    small: float


LAYOUTS = (Layout("wide", 576, 13.5, 12.5), Layout("narrow", 320, 12.5, 11.5), Layout("print", 430, 11, 10))
"""For a page's column, for a phone and for the book's page of paper, whose 326 pt hold 430 units."""

# Light and dark: those of the book's style sheet, and three more. Text has at least 4.5:1 on paper.
COLORS = {
    "paper": ("#fdfbf7", "#171613"),
    "ink": ("#1f1c17", "#e7e2d8"),
    "muted": ("#625b4f", "#a8a091"),
    "rule": ("#ddd6c7", "#3a362f"),
    "edge": ("#8f8676", "#7d7566"),
    "moscow": ("#a32d1f", "#f0917f"),
    "beijing": ("#2c5f94", "#8fbfec"),
    "amber": ("#7a5200", "#dcb35f"),
    "violet": ("#6a3b83", "#cda6e2"),
    "green": ("#28603b", "#8fc79d"),
    "band": ("#f3e9cf", "#322c1c"),
    "land": ("#f4efe4", "#26231e"),
    "home": ("#e6dcc6", "#3b352b"),
    "coast": ("#b5aa95", "#5f574a"),
    "sea": ("#eef3f5", "#151b20"),
}


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit.

    >>> number(12.0), number(-0.04), number(3.26)
    ('12', '0', '3.3')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Iterable[tuple[float, float]], close: bool = False) -> str:
    """The data of a path through some points, relative after the first, the shortest way to write it."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    (x, y), rest = tenths[0], tenths[1:]
    text = f"M{number(x / 10)} {number(y / 10)}l"
    for a, b in rest:
        if (a, b) != (x, y):
            step = number((a - x) / 10), number((b - y) / 10)
            text += ("" if text[-1] == "l" or step[0][0] == "-" else " ") + step[0]
            text += ("" if step[1][0] == "-" else " ") + step[1]
            x, y = a, b
    return text + ("z" if close else "")


SHAPES = {
    "circle": "M-{r} 0a{r} {r} 0 1 0 {2r} 0a{r} {r} 0 1 0-{2r} 0z",
    "square": "M-{s}-{s}h{2s}v{2s}h-{2s}z",
    "triangle": "M0-{t}l{t} {u}h-{2t}z",
    "diamond": "M0-{t}l{t} {t}-{t} {t}-{t}-{t}z",
    "cross": "M-{s}-{s}l{2s} {2s}m0-{2s}l-{2s} {2s}",
    "bar": "M-{s} 0h{2s}",
}
STROKED = {"cross", "bar"}


def shape(kind: str, r: float) -> str:
    """The path of a mark around 0, 0; all kinds look equally large. Two kinds, with a space, lie on each other."""
    if " " in kind:
        first, _, second = kind.partition(" ")
        return shape(first, r) + shape(second, r * (0.6 if first == "circle" else 0.75))
    sizes = {"r": r, "s": 0.9 * r, "t": 1.28 * r, "u": 2.3 * r}
    tenths = {name: round(size, 1) for name, size in sizes.items()}
    tenths |= {f"2{name}": 2 * size for name, size in tenths.items()}
    return SHAPES[kind].format_map({name: number(size) for name, size in tenths.items()})


class Scale(NamedTuple):
    """From the values of a column to a coordinate; logarithmic where ``log`` is set."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high = self.low, self.high
        if self.log:
            low, high, value = math.log10(low), math.log10(high), math.log10(value)
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def text(self) -> str:
        """As an attribute, from which a reader of the SVG can get the values back."""
        return ("log " if self.log else "") + " ".join(f"{value:.7g}" for value in self[:4])


# Widths of the book's sans in thousandths of its size, roughly: enough to set legends in lines.
_WIDTHS: Mapping[str, int] = {
    **dict.fromkeys("ijl.,:;'’ |!()[]", 265),
    **dict.fromkeys("frt-", 340),
    **dict.fromkeys("mwMWOQGDNHU–", 690),
}


def text_width(words: str, size: float) -> float:
    """About how wide a line of text is."""
    return sum(_WIDTHS.get(c, 580 if c.isupper() else 505) for c in words) * size / 1000


def wrap(words: str, size: float, width: float) -> list[str]:
    """Break a text into lines that are at most about so wide."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@dataclass(slots=True)
class Drawing:
    """An SVG in the making. Colors are names; their light values are attributes, so that no style is needed."""

    layout: Layout
    height: float = 0
    parts: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=lambda: {"paper"})
    weights: set[int] = field(default_factory=set)

    @property
    def width(self) -> float:
        """The layout's."""
        return self.layout.width

    @property
    def narrow(self) -> bool:
        """Whether this is the drawing for a phone."""
        return self.layout.name == "narrow"

    def add(self, tag: str, words: str | None = None, **attributes: object) -> None:
        """Add an element; ``_`` in a name stands for ``-``."""
        self.parts.append(self._open(tag, attributes) + ("/>" if words is None else f">{escape(words)}</{tag}>"))

    def open(self, tag: str = "g", **attributes: object) -> None:
        """Begin a group."""
        self.parts.append(self._open(tag, attributes) + ">")

    def close(self, tag: str = "g") -> None:
        """End it."""
        self.parts.append(f"</{tag}>")

    def _open(self, tag: str, attributes: Mapping[str, object]) -> str:
        text = f"<{tag}"
        for name, value in attributes.items():
            if value is None or value == "":
                continue
            if name in {"fill", "stroke"} and value in COLORS:
                self.used.add(str(value))
                value = "#fff" if value == "paper" and self.layout.name == "print" else COLORS[str(value)][0]
            shown = number(value) if isinstance(value, float) else str(value)
            text += f" {name.rstrip('_').replace('_', '-')}={quoteattr(shown)}"
        return text

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = "rule", width: float = 1, dash: str = ""
    ) -> None:
        """A straight line."""
        data = f"M{number(x1)} {number(y1)}"
        data += f"H{number(x2)}" if y1 == y2 else f"V{number(y2)}" if x1 == x2 else f"L{number(x2)} {number(y2)}"
        self.add("path", d=data, stroke=stroke, stroke_width=float(width), stroke_dasharray=dash)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "",
        fill: str = "ink",
        size: float = 0,
        bold: bool = False,
        halo: bool = False,
        tick: bool = False,
        turn: float = 0,
    ) -> None:
        """One line of text on its base line; ``tick`` marks words that are no data."""
        self.weights.add(600 if bold else 400)
        around = {"stroke": "paper", "stroke_width": 3.0, "stroke_linejoin": "round", "paint_order": "stroke"}
        self.add(
            "text",
            words,
            class_="tick" if tick else "",
            x=float(x),
            y=float(y),
            text_anchor=anchor,
            transform=f"rotate({number(turn)} {number(x)} {number(y)})" if turn else "",
            fill=fill,
            font_size=float(size) if size and size != self.layout.size else "",
            font_weight=600 if bold else "",
            **(around if halo else {}),
        )

    def mark(
        self,
        kind: str,
        x: float,
        y: float,
        r: float,
        color: str,
        *,
        row: int | str = "",
        hollow: bool = False,
        dash: str = "",
    ) -> None:
        """A mark around a point; ``row`` is the line of the CSV file that it stands for."""
        hollow = hollow or " " in kind
        stroke = hollow or kind in STROKED
        self.add(
            "path",
            data_row=row,
            transform=f"translate({number(x)} {number(y)})",
            d=shape(kind, r),
            fill="" if kind in STROKED else "paper" if hollow else color,
            stroke=color if stroke else "",
            stroke_width=(1.8 if kind in STROKED else 1.4) if stroke else "",
            stroke_dasharray=dash,
        )

    def legend(self, y: float, items: list[tuple[list[tuple[str, str, bool]], str]], x: float = 0) -> float:
        """Set marks and their meanings in lines from ``y`` on; the base line after the last.

        An item is some marks, each with its kind, color and hollowness, and words.
        """
        at, size = x, self.layout.small
        for marks, words in items:
            width = 13 * len(marks) + 4 + text_width(words, size)
            if at > x and at + width > self.width:
                at, y = x, y + size * 1.5
            for kind, color, hollow in marks:
                self.mark(kind, at + 5, y - size * 0.34, 3.6, color, hollow=hollow)
                at += 13
            self.text(at + 2, y, words, size=size, fill="muted", tick=True)
            at += width - 13 * len(marks) + 14
        return y + size * 1.5

    def render(self, fonts: Mapping[int, str] | None = None) -> str:
        """The file. On screens it has its own paper, follows the reader's color scheme and brings its font."""
        w, h = number(self.width), number(self.height)
        body = "\n".join(self.parts)
        style = background = ""
        if self.layout.name != "print":
            faces = "".join(
                f'@font-face{{font-family:"Edition Sans";font-weight:{weight};src:url(data:font/woff2;base64,{data})}}'
                for weight, data in sorted((fonts or {}).items())
                if weight in self.weights
            )
            dark = "".join(
                f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}'
                for name, (light, dark) in COLORS.items()
                if name in self.used
            )
            paper = COLORS["paper"][0]
            white = f'@media print{{[fill="{paper}"]{{fill:#fff}}[stroke="{paper}"]{{stroke:#fff}}}}'
            style = f"<style>{faces}@media screen and (prefers-color-scheme:dark){{{dark}}}{white}</style>\n"
            background = f'<path d="M0 0H{w}V{h}H0z" fill="{paper}"/>\n'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" '
            f'font-family="Edition Sans, sans-serif" font-size="{number(self.layout.size)}" fill="none">\n'
            f"{style}{background}{body}\n</svg>\n"
        )
