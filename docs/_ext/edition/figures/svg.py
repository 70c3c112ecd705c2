"""A small SVG writer for the figures: shapes, texts and axes, with colors as variables of the style sheet.

matplotlib was tried: it takes half a second to import and a fifth of a second for a drawing that takes two
milliseconds here, puts colors into style attributes, which the policy forbids, and writes more than twice the bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from edition.figures.scales import Scale


class Layout(NamedTuple):
    """A size for which every figure is drawn."""

    name: str
    width: float
    """In units, like all lengths of a drawing."""
    size: float
    """The size of texts."""
    small: float
    """The size of small texts."""


LAYOUTS = (Layout("wide", 576, 13.5, 12.5), Layout("narrow", 320, 12.5, 11.5), Layout("print", 430, 11, 10))
"""For the column of a page, for a phone, and for the PDF, where 430 units take 326 pt."""

FINGER = 26.0
"""The height of a link, in units: still 24 pixels where a page shows the drawing a little smaller."""

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
    "green": ("#28603a", "#8fc79d"),
    "band": ("#f3e9cf", "#322c1c"),
    "lane": ("#f5f1e8", "#211f1b"),
    "land": ("#f4efe4", "#26231e"),
    "home": ("#e6dcc6", "#3b352b"),
    "coast": ("#b5aa95", "#5f574a"),
    "sea": ("#eef3f5", "#151b20"),
}
"""Light and dark color by name, as in the style sheet; texts have a contrast of at least 4.5:1."""


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit.

    >>> number(12.0), number(-0.04), number(3.26)
    ('12', '0', '3.3')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Iterable[tuple[float, float]], close: bool = False) -> str:
    """The data of a path through some points, in its shortest form; ``""`` for a single point.

    >>> path([(0, 0), (1.5, -2), (1.5, -2), (0, 0)], close=True)
    'M0 0l1.5-2z'
    """
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    (x, y), rest = tenths[0], tenths[1:]
    if close and rest and rest[-1] == (x, y):
        rest.pop()
    start = text = f"M{number(x / 10)} {number(y / 10)}l"
    for a, b in rest:
        if (a, b) != (x, y):
            step = number((a - x) / 10), number((b - y) / 10)
            text += ("" if text[-1] == "l" or step[0][0] == "-" else " ") + step[0]
            text += ("" if step[1][0] == "-" else " ") + step[1]
            x, y = a, b
    return "" if text == start else text + ("z" if close else "")


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
    """The path of a mark around 0, 0; all kinds look equally large. Two kinds with a space between are overlaid."""
    if " " in kind:
        first, _, second = kind.partition(" ")
        return shape(first, r) + shape(second, r * (0.6 if first == "circle" else 0.75))
    sizes = {"r": r, "s": 0.9 * r, "t": 1.28 * r, "u": 2.3 * r}
    tenths = {name: round(size, 1) for name, size in sizes.items()}
    tenths |= {f"2{name}": 2 * size for name, size in tenths.items()}
    return SHAPES[kind].format_map({name: number(size) for name, size in tenths.items()})


# Rough widths of characters of the book's sans in thousandths of its size, good enough to break legends into lines.
_WIDTHS: Mapping[str, int] = {
    **dict.fromkeys("ijl.,:;'’ |!()[]", 265),
    **dict.fromkeys("frt-", 340),
    **dict.fromkeys("mwMWOQGDNHU–", 690),
}


def text_width(words: str, size: float) -> float:
    """The rough width of a line of text, in units."""
    return sum(_WIDTHS.get(c, 580 if c.isupper() else 505) for c in words) * size / 1000


def wrap(words: str, size: float, width: float) -> list[str]:
    """Break a text into lines of roughly at most ``width``."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


Marks = list[tuple[str, str, bool]]
"""Kind and color of each mark, and whether it is hollow."""


@dataclass(slots=True)
class Drawing:
    """An SVG being drawn. Colors are names of ``COLORS`` and become variables of the style sheet: ``var(--ink)``."""

    layout: Layout
    height: float = 0
    parts: list[str] = field(default_factory=list)

    @property
    def width(self) -> float:
        """The width of the layout."""
        return self.layout.width

    @property
    def narrow(self) -> bool:
        """Whether this is the drawing for a phone."""
        return self.layout.name == "narrow"

    def add(self, tag: str, **attributes: object) -> None:
        """Add an empty element; ``_`` in a name stands for ``-``."""
        self.parts.append(self._open(tag, attributes) + "/>")

    def open(self, tag: str = "g", **attributes: object) -> None:
        """Begin a group."""
        self.parts.append(self._open(tag, attributes) + ">")

    def close(self, tag: str = "g") -> None:
        """End a group or link."""
        self.parts.append(f"</{tag}>")

    def link(self, event: str, label: str = "", box: tuple[float, float, float, float] | None = None) -> None:
        """Begin a link to an event, ended by ``close("a")``; ``box`` (x, y, width, height) is its clickable area."""
        self.open("a", href=f"@{event}", aria_label=label)
        if box:
            x, y, w, h = map(number, box)
            self.add("path", d=f"M{x} {y}h{w}v{h}h-{w}z", pointer_events="all")

    def _open(self, tag: str, attributes: Mapping[str, object]) -> str:
        text = looks = ""
        for name, value in attributes.items():
            if value is None or value == "":
                continue
            if name in {"fill", "stroke"}:
                looks += f' {name}="var(--{value})"'
            elif name == "class_":
                looks += f' class="{value}"'
            else:
                shown = number(value) if isinstance(value, float) else str(value)
                text += f" {name.replace('_', '-')}={quoteattr(shown)}"
        return f"<{tag}{looks}{text}" if tag == "text" else f"<{tag}{text}{looks}"  # what many words share comes first

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str = "rule", width: float = 1, dash: str = ""
    ) -> None:
        """A straight line."""
        data = f"M{number(x1)} {number(y1)}"
        data += f"H{number(x2)}" if y1 == y2 else f"V{number(y2)}" if x1 == x2 else f"L{number(x2)} {number(y2)}"
        self.add("path", d=data, stroke=stroke, stroke_width="" if width == 1 else width, stroke_dasharray=dash)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        fill: str = "ink",
        anchor: str = "",
        size: float = 0,
        bold: bool = False,
        halo: bool = False,
        axis: bool = False,
        after: str = "",
    ) -> None:
        """A text at a point of its base line, and a muted one ``after`` it in the same line.

        ``halo`` draws the background around it, over lines; ``axis`` marks a text that comes from no row.
        """
        quiet = f'<tspan dx="7" fill="var(--muted)">{escape(after)}</tspan>' if after else ""
        self.open(
            "text",
            fill="" if fill == "ink" else fill,
            class_="halo" if halo else "",
            text_anchor=anchor,
            font_size="" if size == self.layout.small else size or self.layout.size,
            font_weight=600 if bold else "",
            x=float(round(x)),
            y=float(round(y)),
            data_axis="1" if axis else "",
        )
        self.parts.append(f"{escape(words)}{quiet}</text>")

    def mark(
        self,
        kind: str,
        x: float,
        y: float,
        r: float,
        color: str,
        *,
        row: object = "",
        hollow: bool = False,
        dash: str = "",
    ) -> None:
        """A mark of radius ``r`` around a point; ``row`` is the line of the CSV file that it shows."""
        hollow = hollow or " " in kind
        stroked = kind in STROKED
        tag, outline = ("circle", {"r": r}) if kind == "circle" else ("path", {"d": shape(kind, r)})
        self.add(
            tag,
            data_row=row,
            transform=f"translate({number(x)} {number(y)})" if x or y else "",
            **outline,
            fill="" if stroked else "paper" if hollow else color,
            stroke=color if hollow or stroked else "",
            stroke_width=1.8 if stroked else 1.4 if hollow else "",
            stroke_dasharray=dash,
        )

    def legend(self, y: float, items: Sequence[tuple[Marks, str]]) -> float:
        """Draw marks and their meanings in lines from ``y`` on; returns the base line after the last."""
        at, size = 0.0, self.layout.small
        for marks, words in items:
            width = 13 * len(marks) + 4 + text_width(words, size)
            if at and at + width > self.width:
                at, y = 0.0, y + size * 1.5
            for kind, color, hollow in marks:
                self.mark(kind, at + 5, y - size * 0.34, 3.6, color, hollow=hollow)
                at += 13
            self.text(at + 2, y, words, size=size, fill="muted", axis=True)
            at += width - 13 * len(marks) + 14
        return y + size * 1.5

    def years(self, scale: Scale, base: float, shown: Iterable[int]) -> None:
        """The axis of years below a chart, with a tick at each shown year."""
        self.line(scale.start, base, scale.end, base, "edge")
        for year in shown:
            x, small = round(scale(year)), self.layout.small
            self.line(x, base, x, base + 4, "edge")
            self.text(x, base + 5 + small, str(year), anchor="middle", size=small, fill="muted", axis=True)

    def render(self) -> str:
        """The SVG, with colors as variables; ``forms`` adapts it to its use."""
        box = f'viewBox="0 0 {number(self.width)} {number(self.height)}"'
        size = f'font-size="{number(self.layout.small)}" fill="none"'  # of most texts
        body = "".join(self.parts)
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {size}>{body}</svg>\n'
