"""The figure ``famine``: estimates of the deaths of the 1990s, sorted, each from its low to its high end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.figures.data import Code, Column, Figure, Kind, Place, Table, ordered
from edition.figures.scales import Scale, ticks
from edition.figures.svg import Drawing, number, text_width
from edition.figures.words import dashes, short_span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Fields, Row
    from edition.figures.svg import Layout

# --- The table ---

GROUPS = {  # of methods: color, mark and words
    "stated": ("ink", "diamond", "no method shown"),
    "census": ("beijing", "circle", "later study of the censuses"),
    "model": ("green", "triangle", "model or projection"),
    "testimony": ("moscow", "square", "testimony, refugee survey"),
}
ESSAY_WORDS = (200_000, 1_000_000)
"""Deaths: how the figure reads the essay's “hundreds of thousands”; its caption says so."""


def _place(fields: Fields) -> Place:
    if fields["plot"] == "no":
        return Place(False, f"left out: {fields['reason']}")
    return Place(True, "bar" if fields["low"] != fields["high"] else "point")


def _check(fields: Fields) -> Iterator[tuple[Code, str]]:
    yield from ordered("low", "high")(fields)
    if fields["plot"] == "yes" and not fields["high"]:
        yield Code.EMPTY, "high: a row that is drawn needs its number; or set plot to no, with a reason"
    if fields["plot"] == "no" and not fields["reason"]:
        yield Code.EMPTY, "reason: say why the row is not drawn"


TABLE = Table(
    "famine_mortality.csv",
    (
        Column("author"),
        Column("label"),
        Column("year", optional=True),
        Column("low", Kind.NUMBER, optional=True, low=1, high=30e6),
        Column("high", Kind.NUMBER, optional=True, low=1, high=30e6),
        Column("period", optional=True),
        Column("method"),
        Column("group", Kind.CHOICE, GROUPS),
        Column("scope"),
        Column("plot", Kind.CHOICE, ("yes", "no")),
        Column("reason", optional=True),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    _place,
    ("Author", "Deaths", "Period", "Method"),
    lambda f: (
        dashes(f["author"]) + (f", {f['year']}" if f["year"] else ""),
        span(f["low"], f["high"]) if f["plot"] == "yes" else _place(f).words,
        dashes(f["period"]) or "not given",
        dashes(f["method"]),
    ),
    check=_check,
    widths=(16, 15, 11, 18, 16),
)

# --- The drawing ---


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """A bar or a point an estimate, the lowest at the top, and the essay's words as a band."""
    d = Drawing(layout)
    rows = [row for row in data[TABLE.file] if row.fields["plot"] == "yes"]
    rows.sort(key=lambda r: (r.number("high"), float(r.fields["low"] or 0), r.line))
    size, small = layout.size, layout.small
    column = 0 if d.narrow else layout.width * 0.40
    most = max(row.number("high") for row in rows)
    x = Scale(0, most * 1.001, column + (2 if d.narrow else 14), layout.width - 8)
    top = 2.6 * size
    step = size * 3.25 if d.narrow else size * 2.6
    base = top + step * len(rows) + size * 0.4
    low, high = (min(x(end), x.end) for end in ESSAY_WORDS)
    d.add("path", d=f"M{number(low)} {number(top - 3)}H{number(high)}V{number(base)}H{number(low)}z", fill="band")
    place = (low, "") if d.narrow else ((low + high) / 2, "middle")
    words = "the essay’s “hundreds of thousands”"
    d.text(place[0], top - 9, words, anchor=place[1], fill="amber", size=small, axis=True)
    for tick in (t for t in ticks(most, 4) if t <= most):
        d.line(round(x(tick)), top - 3, round(x(tick)), base)
        words = f"{tick / 1e6:g} million" if tick >= 1e6 else f"{tick:,}"
        anchor = "middle" if tick or not d.narrow else ""
        d.text(x(tick), base + 4 + small, words, anchor=anchor, size=small, fill="muted", axis=True)
    d.open(data_x=x.text())
    for i, row in enumerate(rows):
        draw_row(d, row, x, top + i * step, step, column)
    d.close()
    items = [([(kind, color, False)], words) for color, kind, words in GROUPS.values()]
    d.height = d.legend(base + 3.4 * size, items) - small
    return d


def draw_row(d: Drawing, row: Row, x: Scale, y: float, step: float, column: float) -> None:
    """One estimate: who made it, when and for which years, and its bar with its numbers."""
    f, size, small = row.fields, d.layout.size, d.layout.small
    color, kind, _ = GROUPS[f["group"]]
    who = f"{f['label']}, {f['year']}" if f["year"] else f["label"]
    period = f"deaths of {dashes(f['period'])}" if f["period"][:1].isdigit() else f["period"] or "years not given"
    if column:
        d.text(column, y + size * 1.02, who, anchor="end", size=small)
        d.text(column, y + size * 1.02 + small * 1.12, period, anchor="end", size=small * 0.92, fill="muted")
        middle = y + step / 2
    else:
        d.text(2, y + size, who, size=small, after=period)
        middle = y + size * 2.05
    low, high = f["low"], f["high"]
    start, end = x(float(low or high)), x(float(high))
    words = short_span(low, high)
    if low and low != high:
        length = number(end - start)
        data = f"M0-4h{length}v8h-{length}z"
        d.add("path", data_row=row.line, transform=f"translate({number(start)} {number(middle)})", d=data, fill=color)
        d.mark(kind, start, middle, 4.6, color)
        d.mark(kind, end, middle, 4.6, color)
    else:
        if not low:  # an upper bound: nothing is known of what lies below it
            d.line(x(0), middle, max(x(0), end - 16 - text_width(words, small)), middle, color, 1.4, "2 3")
        d.mark(kind, end, middle, 4.6, color, row=row.line, hollow=not low)
    if text_width(words, small) < d.width - end - 12:
        d.text(end + 10, middle + small * 0.35, words, size=small, fill=color, halo=True)
    else:
        d.text(
            (start if low else end) - 10, middle + small * 0.35, words, anchor="end", size=small, fill=color, halo=True
        )


FIGURE = Figure("famine", (TABLE,), draw)
