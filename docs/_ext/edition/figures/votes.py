"""The figure ``votes``: how Russia and China voted on North Korea in the Security Council."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from edition.base.dates import show_date
from edition.figures.data import Column, Figure, Kind, Place, Table
from edition.figures.scales import Scale
from edition.figures.svg import FINGER, Drawing, text_width
from edition.figures.words import dashes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Row
    from edition.figures.svg import Layout

# --- The table ---

KINDS = {"sanctions": "circle", "panel": "square"}
CAST = {"yes": "", "no": " cross", "abstained": " bar"}
"""What lies on the mark of a vote."""
COUNTRIES = {"russia": ("Russia", "moscow"), "china": ("China", "beijing")}

TABLE = Table(
    "unsc_votes_dprk.csv",
    (
        Column("symbol"),
        Column("date", Kind.DATE),
        Column("kind", Kind.CHOICE, KINDS),
        Column("subject"),
        Column("timeline", Kind.EVENT, optional=True),
        Column("votes_for", Kind.NUMBER, high=15),
        Column("votes_against", Kind.NUMBER, high=15),
        Column("abstentions", Kind.NUMBER, high=15),
        Column("russia", Kind.CHOICE, CAST),
        Column("china", Kind.CHOICE, CAST),
        Column("result"),
        Column("label", optional=True),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    lambda _f: Place(True, "mark"),
    ("Document", "Date", "Subject", "Votes", "Russia", "China"),
    lambda f: (
        f["symbol"].partition(" (2")[0],
        show_date(f["date"]),
        dashes(f["subject"]),
        "–".join((f["votes_for"], f["votes_against"], f["abstentions"])),
        f["russia"],
        f["china"],
    ),
    widths=(46, 46, 72, 33, 27, 39, 63),
)

# --- The drawing ---


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """A mark a vote of each of the two, in the column of its year."""
    d = Drawing(layout)
    by_year: defaultdict[int, list[Row]] = defaultdict(list)
    for row in sorted(data[TABLE.file], key=lambda r: (r.fields["date"], r.line)):
        by_year[int(row.fields["date"][:4])].append(row)
    first, last, tallest = min(by_year), max(by_year), max(map(len, by_year.values()))
    size = layout.size
    left, right = (8.0, layout.width - 8) if d.narrow else (text_width("Russia", size) + 14, layout.width - 8)
    x = Scale(first - 0.5, last + 0.5, left, right)
    r = min((right - left) / (last - first + 1) * 0.36, size * 0.42)
    labeled = [row for rows in by_year.values() for row in rows if row.fields["label"]]
    base = draw_labels(d, labeled, x)
    for country, (name, color) in COUNTRIES.items():
        top = base + size * (1.2 if country == "russia" else 2 if d.narrow else 1)
        base = top + tallest * (2 * r + 3.2) + 6
        d.line(left, base, right, base, "edge")
        d.text(0, base - r * 0.6 if not d.narrow else top, name, bold=True, fill=color, axis=True)
        for year, cast in by_year.items():
            for i, row in enumerate(cast):
                y = base - 5 - r - i * (2 * r + 3.2)
                if country == "russia" and row in labeled:
                    line = label_step(d) * (len(labeled) - labeled.index(row))
                    d.line(x(year), line + 4, x(year), y - r - 2, color, 0.9)
                mark = KINDS[row.fields["kind"]] + CAST[row.fields[country]]
                d.mark(mark, x(year), y, r, color, row=f"{row.line} {country}")
    for year in range(last, first - 1, -3 if d.narrow else -2):
        d.text(x(year), base + 3 + layout.small, str(year), anchor="middle", size=layout.small, fill="muted", axis=True)
    items = [
        ([("circle", "moscow", False), ("circle", "beijing", False)], "yes to sanctions"),
        ([("square", "moscow", False), ("square", "beijing", False)], "yes to renewing the Panel of Experts"),
        ([("circle cross", "ink", True), ("square cross", "ink", True)], "no"),
        ([("square bar", "ink", True)], "abstained"),
    ]
    d.height = d.legend(base + 3.4 * size, items) - layout.small
    return d


def label_step(d: Drawing) -> float:
    """From line to line; a link wants room for a finger."""
    return FINGER if d.layout.name != "print" else 1.4 * d.layout.size


def draw_labels(d: Drawing, rows: Sequence[Row], x: Scale) -> float:
    """A line of words for each vote that changed something, the last on top; the lowest base line."""
    step, color = label_step(d), COUNTRIES["russia"][1]
    for i, row in enumerate(reversed(rows), 1):
        words, event = f"{show_date(row.fields['date'])}: {row.fields['label']}", row.fields["timeline"]
        at, line = min(x(int(row.fields["date"][:4])) + 5, d.width), step * i
        if event:
            wide = text_width(words, d.layout.small)
            d.link(event, box=(at - wide, line - step * 0.7, wide, step))
        d.text(at, line, words, anchor="end", size=d.layout.small, fill=color)
        if event:
            d.close("a")
    return step * len(rows)


FIGURE = Figure("votes", (TABLE,), draw)
