"""The figure ``debt``: the debt to Moscow as it was stated, in rubles and then in dollars, and its write-off."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from edition.base.dates import show_date
from edition.figures.data import Column, Figure, Kind, Place, Table
from edition.figures.scales import Scale, ticks
from edition.figures.svg import FINGER, Drawing, path, wrap
from edition.figures.words import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Fields, Row
    from edition.figures.svg import Layout

# --- The tables ---

UNITS = {  # title, color, mark and dash
    "billion rubles": ("Billion rubles", "violet", "square", "4 2"),
    "billion USD": ("Billion US dollars", "moscow", "circle", ""),
}


def _cells(f: Fields) -> tuple[str, ...]:
    left = " (remainder)" if f["state"] == "remainder" else ""
    return show_date(f["as_of"]) + left, f["amount"], f["unit"].replace("USD", "US dollars"), f["stated_by"], f["note"]


DEBT = Table(
    "debt.csv",
    (
        Column("as_of", Kind.DATE),
        Column("year", Kind.YEAR),
        Column("amount", Kind.NUMBER, low=0.001, high=1000),
        Column("unit", Kind.CHOICE, UNITS),
        Column("bound", Kind.CHOICE, ("more than",), optional=True),
        Column("state", Kind.CHOICE, ("debt", "remainder")),
        Column("stated_by"),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    lambda _f: Place(True, "step"),
    ("As of", "Amount", "Unit", "Stated by", "Note"),
    _cells,
    title="The sums",
    numeric=(1,),
    widths=(12, 8, 10, 14, 18, 14),
)

EVENTS = Table(
    "debt_events.csv",
    (
        Column("date", Kind.DATE),
        Column("event"),
        Column("label"),
        Column("timeline", Kind.EVENT, optional=True),
        Column("source", Kind.SOURCES),
    ),
    lambda _f: Place(True, "tick"),
    ("Date", "Event"),
    lambda f: (show_date(f["date"]), f["event"]),
    title="The write-off step by step",
    widths=(13, 40, 18),
)

# --- The drawing ---


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """A panel a unit, which share nothing but the direction of time, and the write-off below the last of them."""
    d = Drawing(layout)
    panels = [[row for row in data[DEBT.file] if row.fields["unit"] == unit] for unit in UNITS]
    size = layout.size
    top, height, left = size * 3.4, size * 14, 26.0
    edge = layout.width * 0.29
    x = Scale(0, 1, left, edge)
    for number, rows in enumerate(panel for panel in panels if panel):
        last = rows is [panel for panel in panels if panel][-1]
        end = layout.width - 8 if last else 190 if d.narrow else edge
        tall = height if last or not d.narrow else height * 0.62
        if number and not d.narrow:
            left = edge + 62
        dates = [moment(row.fields["as_of"]) for row in rows]
        # The last step falls, or is still seen to go on, half a year before the frame ends.
        x = Scale(math.floor(min(dates)) - 0.4, math.ceil(max(dates)) + (2.4 if last else 0), left, end)
        crossed = [x(moment(row.fields["date"])) for row in data[EVENTS.file]] if last else []
        draw_panel(d, rows, x, top, tall, crossed)
        if not last and d.narrow:
            top += tall + size * 5.6
    if not d.narrow:
        words = "Rubles of one time and dollars of another: the panels cannot be compared."
        for i, line in enumerate(wrap(words, layout.small, edge)):
            d.text(0, top + height + size * (3.9 + 1.3 * i), line, size=layout.small, fill="muted", axis=True)
    d.height = draw_events(d, data[EVENTS.file], x, top + height)
    return d


def draw_panel(d: Drawing, rows: Sequence[Row], x: Scale, top: float, height: float, crossed: Sequence[float]) -> None:
    """Steps from statement to statement, in one unit; a remainder falls from the last of them.

    No year is printed where a line goes down at an x of ``crossed``.
    """
    base, small = top + height, d.layout.small
    title, color, kind, dash = UNITS[rows[0].fields["unit"]]
    shown = ticks(max(row.number("amount") for row in rows), 3)
    y = Scale(0, shown[-1], base, top)
    d.text(x.start - 16, top - d.layout.size * 1.9, title, bold=True, fill=color, axis=True)
    for tick in shown:
        d.line(x.start, round(y(tick)), x.end, round(y(tick)))
        d.text(x.start - 5, y(tick) + small * 0.34, f"{tick:g}", anchor="end", size=small, fill="muted", axis=True)
    first, last = math.ceil(x.low), math.floor(x.high)
    step = max(1, math.ceil((last - first) / (x.end - x.start) * 42))
    room = small * 1.2
    d.years(x, base, (y for y in range(first, last + 1, step) if all(abs(x(y) - at) > room for at in crossed)))
    d.open(data_x=x.text(), data_y=y.text())
    points = [(x(moment(row.fields["as_of"])), y(row.number("amount")), row) for row in rows]
    steps = [(px, py) for i, (px, py, _) in enumerate(points) for py in ([points[i - 1][1]] if i else []) + [py]]
    d.add("path", d=path(steps), stroke=color, stroke_width=1.6, stroke_dasharray=dash)
    said: set[tuple[str, str]] = set()
    for i, (px, py, row) in enumerate(points):
        f = row.fields
        d.mark(kind, px, py, 4, color, row=row.line, hollow=f["state"] == "remainder")
        if (f["amount"], f["year"]) in said:
            continue
        said.add((f["amount"], f["year"]))
        words = f"{f['bound']} {f['amount']}".strip()
        say = partial(d.text, fill=color, size=small, halo=True)
        if f["state"] == "remainder":
            say(px - 9, py + small * 0.35, f"{words} left", anchor="end")
        elif i == len(points) - 1 or points[i + 1][2].fields["state"] == "remainder":
            say(px + 8, py + small * 0.5, words)
        elif f["bound"]:
            say(px - 4, py + small * 1.5, words)
        else:
            say(px, py - 9, words, anchor="middle")
    d.close()


def draw_events(d: Drawing, rows: Sequence[Row], x: Scale, base: float) -> float:
    """The write-off step by step, below its years: stairs of dates that lead to the axis; the height reached."""
    small = d.layout.small
    step = FINGER if d.layout.name != "print" else small * 1.55  # a link wants room for a finger
    y = base + d.layout.size * 2.1 + small * 1.2
    stairs = [(row, round(x(min(moment(row.fields["date"]), x.high))), y + i * step) for i, row in enumerate(rows)]
    for row, px, line in stairs:
        d.line(px, base, px, line - small * 0.35, "edge", 0.8)
        d.mark("triangle", px, base, 3, "ink", row=row.line)
    for row, px, line in stairs:  # above all lines
        d.line(px - 4, line - small * 0.35, px, line - small * 0.35, "edge", 0.8)
        words = f"{show_date(row.fields['date'])}: {row.fields['label']}"
        event = row.fields["timeline"]
        if event:
            d.link(event, box=(px * 0.35, line - small * 0.35 - step / 2, px * 0.65, step))
        d.text(px - 7, line, words, anchor="end", size=small, fill="muted", halo=not event)
        if event:
            d.close("a")
    return y + (len(rows) - 1) * step + small * 0.9


FIGURE = Figure("debt", (DEBT, EVENTS), draw)
