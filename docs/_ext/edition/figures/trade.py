"""The figure ``trade``: North Korea's trade with Moscow and with Beijing, on a logarithmic scale."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from edition.base.grammar import show_number
from edition.figures.data import Column, Figure, Kind, Place, Table
from edition.figures.scales import Scale, decades
from edition.figures.svg import Drawing, path, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Fields, Row
    from edition.figures.svg import Layout

# --- The table ---

PLOTS = {
    "line": Place(True, "line"),
    "range": Place(True, "span"),
    "doubtful": Place(True, "doubtful point"),
    "alt": Place(False, "left out: another figure is drawn"),
    "no": Place(False, "left out: an error in its source"),
}
GROUPS = {  # of compilers: the mark and its words
    "Correlates of War": ("circle", "Correlates of War"),
    "customs": ("square", "customs services, ITC"),
    "trade agency": ("triangle", "KOTRA, KITA"),
    "other": ("diamond", "ministries, officials, other compilers"),
}
SIDES = {  # where an amount stands: steps right and down, and the end of the words that is fixed there
    "above": (0, -9, "middle"),
    "above left": (10, -9, "end"),
    "above right": (4, -9, "end"),
    "below": (0, 17, "middle"),
    "left": (-8, 4, "end"),
}
PARTNERS = {  # color, dash, and the names of the first part of the line and of the part after a break
    "USSR/Russia": ("moscow", "", ("Soviet Union", "Russia")),
    "China": ("beijing", "5 2.5", ("China",)),
}
YES_NO = ("yes", "no")


def _amount(fields: Fields) -> str:
    about = "about " if fields["approx"] == "yes" else ""
    return about + show_number(fields["total_usd_million"]) + (", derived" if fields["derived"] == "yes" else "")


def by_year(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Both partners side by side; two amounts of a year are the ends of its span."""
    lines = [("Year", *(words for partner in PARTNERS for words in (f"{partner}, million US dollars", "Compiler")))]
    for year in sorted({row.fields["year"] for row in rows}):
        line = [year]
        for partner in PARTNERS:
            mine = [row.fields for row in rows if (row.fields["year"], row.fields["partner"]) == (year, partner)]
            doubt = [", doubtful" if f["plot"] == "doubtful" else "" for f in mine]
            line.append("; ".join(_amount(f) + d for f, d in zip(mine, doubt, strict=True)))
            line.append("; ".join(f["compiler"] for f in mine))
        lines.append(tuple(line))
    return lines


TABLE = Table(
    "trade_usd.csv",
    (
        Column("year", Kind.YEAR),
        Column("partner", Kind.CHOICE, PARTNERS),
        Column("total_usd_million", Kind.NUMBER, low=0.001),
        Column("exports", Kind.NUMBER, optional=True),
        Column("imports", Kind.NUMBER, optional=True),
        Column("source", Kind.SOURCES),
        Column("basis"),
        Column("compiler"),
        Column("group", Kind.CHOICE, GROUPS),
        Column("approx", Kind.CHOICE, YES_NO),
        Column("derived", Kind.CHOICE, YES_NO),
        Column("plot", Kind.CHOICE, PLOTS),
        Column("label", Kind.CHOICE, SIDES, optional=True),
        Column("note", optional=True),
    ),
    lambda f: PLOTS[f["plot"]],
    ("Year", "Partner", "Million US dollars", "In the figure", "Compiler"),
    lambda f: (f["year"], f["partner"], _amount(f), PLOTS[f["plot"]].words, f["compiler"]),
    numeric=(2,),
    widths=(22, 52, 48, 40, 71, 93),
    short=by_year,
)

# --- The drawing ---


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """Two lines, a mark for each year's compiler, and a span where compilers disagree."""
    d = Drawing(layout)
    rows = [row for row in data[TABLE.file] if PLOTS[row.fields["plot"]].drawn]
    low, high, powers = decades([amount(row) for row in rows])
    top = 2.4 * layout.size
    base = top + (310 if d.narrow else 330 if layout.name == "wide" else 268)
    left, right = text_width(show_number(f"{high:.10g}"), layout.small) + 8, layout.width - 10
    first, last = (end(year(row) for row in rows) for end in (min, max))
    x, y = Scale(first - 0.5, last + 0.5, left, right), Scale(low, high, base, top, log=True)
    d.text(0, layout.size, "Million US dollars a year, logarithmic scale", size=layout.small, fill="muted", axis=True)
    for power in powers:
        d.line(left, round(y(power)), right, round(y(power)))
        words = show_number(f"{power:.10g}")
        at = left - 6, y(power) + layout.small * 0.34
        d.text(*at, words, anchor="end", size=layout.small, fill="muted", axis=True)
    step = 10 if d.narrow else 5
    d.years(x, base, range(first + -first % step, last + 1, step))
    d.open(data_x=x.text(), data_y=y.text())
    for partner in reversed(PARTNERS):
        draw_partner(d, partner, [row for row in rows if row.fields["partner"] == partner], x, y)
    d.close()
    name_lines(d, rows, x, y)
    items = [([(kind, "ink", False)], words) for kind, words in GROUPS.values()]
    items.append(([("circle", "ink", True), ("square", "ink", True)], "hollow: doubtful, or derived from a change"))
    d.height = d.legend(base + 3.6 * layout.size, items) - layout.small
    return d


def year(row: Row) -> int:
    """The year of a row."""
    return int(row.fields["year"])


def amount(row: Row) -> float:
    """Million US dollars."""
    return row.number("total_usd_million")


def draw_partner(d: Drawing, partner: str, rows: Sequence[Row], x: Scale, y: Scale) -> None:
    """One line, its spans and its marks."""
    color, dash, _ = PARTNERS[partner]
    for run in unbroken([row for row in rows if row.fields["plot"] == "line"]):
        if data := path([(x(year(row)), y(amount(row))) for row in run]):
            d.add("path", d=data, stroke=color, stroke_width=1.6, stroke_dasharray=dash, stroke_linejoin="round")
    spans: defaultdict[int, list[float]] = defaultdict(list)
    for row in rows:
        if row.fields["plot"] == "range":
            spans[year(row)].append(y(amount(row)))
    for when, ends in spans.items():
        d.line(x(when), min(ends), x(when), max(ends), color, 4 if d.narrow else 5)
    for row in rows:
        hollow = row.fields["plot"] == "doubtful" or row.fields["derived"] == "yes"
        r = 2.7 if d.layout.name == "wide" else 2.2
        d.mark(GROUPS[row.fields["group"]][0], x(year(row)), y(amount(row)), r, color, row=row.line, hollow=hollow)


def unbroken(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of years that follow each other; a year left out breaks the line."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and year(row) == year(runs[-1][-1]) + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def name_lines(d: Drawing, rows: Sequence[Row], x: Scale, y: Scale) -> None:
    """Name the lines and the points at which they turn."""
    size = d.layout.small
    for row in rows:
        if side := row.fields["label"]:
            dx, dy, anchor = SIDES[side]
            words = show_number(row.fields["total_usd_million"])
            if not side.startswith("above right") and not (d.narrow and row.fields["partner"] == "China"):
                words += f" in {year(row)}"
            color = PARTNERS[row.fields["partner"]][0]
            d.text(x(year(row)) + dx, y(amount(row)) + dy, words, anchor=anchor, fill=color, size=size, halo=True)
    for partner, (color, _, names) in PARTNERS.items():
        runs = unbroken([r for r in rows if r.fields["partner"] == partner and r.fields["plot"] == "line"])
        for name, run in zip(names, runs, strict=False):
            px, py = x(year(run[0])), y(amount(run[0]))
            if run is runs[0]:  # above its first point, at the left edge where that leaves no room
                at = max(x.start + 6, px - text_width(name, d.layout.size) - 8 if len(names) > 1 else 0)
                above = min(y(amount(row)) for row in run[:5]) - (9 if len(names) == 1 else 11 + size)
                d.text(at, above, name, fill=color, bold=True, halo=True)
            else:  # below
                d.text(px - 6, py + 5 * d.layout.size, name, anchor="middle", fill=color, bold=True, halo=True)
    spans = [row for row in rows if row.fields["plot"] == "range"]
    if spans:
        years = " and ".join(sorted({row.fields["year"] for row in spans}))
        at, color = x(max(map(year, spans)) + 0.5), PARTNERS[spans[0].fields["partner"]][0]
        above = min(y(amount(row)) for row in spans) - 2.4 * size
        for i, words in enumerate((f"{years}:", "compilers disagree")):
            d.text(at, above + i * size * 1.15, words, size=size, fill=color, halo=True)


FIGURE = Figure("trade", (TABLE,), draw)
