"""The figure ``meetings``: visits and meetings of leaders and envoys, a row each, in the lane of their country."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from edition.figures.data import Code, Column, Figure, Kind, Place, Table
from edition.figures.svg import FINGER, Drawing, number, text_width, wrap
from edition.figures.words import dashes, days, short_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Fields, Row
    from edition.figures.svg import Layout

# --- The table ---

LANES = {"USSR or Russia": ("USSR,", "Russia"), "elsewhere": ("else-", "where"), "North Korea": ("North", "Korea")}
RANKS = {  # mark, color and hollowness
    "leaders": ("circle", "moscow", False),
    "lower": ("circle", "muted", True),
    "put off": ("cross", "muted", True),
}
STATES = ("firm", "open", "doubtful")
"""Whether the meeting and its days are firm, whether something of them is open, or the meeting itself is doubtful."""


def _check(fields: Fields) -> Iterator[tuple[Code, str]]:
    end = fields["date_end"]
    if end and end[: len(fields["date_start"])] < fields["date_start"][: len(end)]:
        yield Code.RANGE, f"date_end: {end} lies before date_start, {fields['date_start']}"
    if not fields["korean_side"] and not fields["moscow_side"]:
        yield Code.EMPTY, "korean_side, moscow_side: the figure needs one of the two"


TABLE = Table(
    "summits_visits.csv",
    (
        Column("date_start", Kind.DATE),
        Column("date_end", Kind.DATE, optional=True),
        Column("place"),
        Column("site"),
        Column("country", Kind.CHOICE, LANES),
        Column("korean_side", optional=True),
        Column("moscow_side", optional=True),
        Column("type"),
        Column("rank", Kind.CHOICE, RANKS),
        Column("outcome"),
        Column("timeline", Kind.EVENT, optional=True),
        Column("certainty"),
        Column("state", Kind.CHOICE, STATES),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    lambda _f: Place(True, "mark"),
    ("Date", "Place", "Korean side", "Moscow side", "Kind and certainty"),
    lambda f: (
        days(f["date_start"], f["date_end"]),
        dashes(f["place"]),
        f["korean_side"] or "not named",
        f["moscow_side"] or "not named",
        f"{f['type']}: {f['certainty']}",
    ),
    check=_check,
    widths=(54, 50, 54, 58, 60, 50),
)

# --- The drawing ---


class Grid(NamedTuple):
    """Where the columns stand, in units."""

    day: float
    lane: float
    wide: float
    """Of one lane."""
    words: float
    line: float
    """From one line of words to the next."""
    pad: float
    """Of a row, above and below its lines together."""

    def middle(self, country: str) -> float:
        """Of the lane of a country."""
        return self.lane + (list(LANES).index(country) + 0.5) * self.wide


GRIDS = {
    "wide": Grid(38, 106, 53, 274, 15, 13),
    "narrow": Grid(33, 86, 31, 184, 14, 12),
    "print": Grid(30, 80, 36, 198, 10, 4),
}


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """A row a meeting; empty years are named, since the scale is not true."""
    d, grid = Drawing(layout), GRIDS[layout.name]
    rows = sorted(data[TABLE.file], key=lambda r: (r.fields["date_start"], r.line))
    small = layout.small
    y = legend(d)
    head = y + small * 2.2
    for lane, words in LANES.items():
        one = "".join(words).replace("-", "")
        for line, word in zip((head - small * 1.15, head), ("", one) if fits(grid, one, small) else words, strict=True):
            if word:
                d.text(grid.middle(lane), line, word, anchor="middle", size=small * 0.88, fill="muted", axis=True)
    y = round(head + small * 0.8)
    d.line(0, y, layout.width, y, "edge")
    years = [int(row.fields["date_start"][:4]) for row in rows]
    gaps = {after: (before + 1, after - 1) for before, after in pairwise(years) if after - before > 1}
    for year, row in zip(years, rows, strict=True):
        if gap := gaps.pop(year, None):
            y = draw_gap(d, gap, y)
        y = draw_row(d, grid, row, y)
    d.height = y + 1
    return d


DASH = "2.4 2.2"
"""Of the ring around a doubtful meeting."""


def legend(d: Drawing) -> float:
    """The marks and their meanings, on top; the base line of the last."""
    small, x = d.layout.small, 0.0
    y = small * 1.1
    items = (
        ("leaders", "", "leaders meet"),
        ("lower", "", "premier, minister, envoy"),
        ("leaders", DASH, "doubtful"),
        ("put off", "", "put off"),
    )
    for rank, dash, words in items:
        wide = 18 + text_width(words, small) + 14
        if x and x + wide - 14 > d.width:
            x, y = 0, y + small * 1.6
        kind, color, hollow = RANKS[rank]
        d.mark(kind, x + 6, y - small * 0.34, 4.4, color, hollow=hollow or bool(dash), dash=dash)
        d.text(x + 16, y, words, size=small, fill="muted", axis=True)
        x += wide
    words = "* not firm in every point: see the table"
    if x + text_width(words, small) > d.width:
        x, y = 0, y + small * 1.6
    d.text(x, y, words, size=small, fill="muted", axis=True)
    return y + small * 1.4


def fits(grid: Grid, words: str, size: float) -> bool:
    """Whether the name of a lane has room in one line."""
    return words == "elsewhere" and text_width(words, size) < grid.wide + 4


def draw_gap(d: Drawing, gap: tuple[int, int], y: float) -> float:
    """The years in which no meeting is listed; the foot of the row."""
    small = d.layout.small
    height = round(small * (1.2 if d.layout.name == "print" else 2))
    words = "–".join(dict.fromkeys(map(str, gap))) + ": none listed"
    grid = GRIDS[d.layout.name]
    middle = grid.lane + 1.5 * grid.wide
    d.text(middle, y + height / 2 + small * 0.35, words, anchor="middle", size=small * 0.95, fill="muted", axis=True)
    d.line(0, y + height, d.width, y + height)
    return y + height


def draw_row(d: Drawing, grid: Grid, row: Row, y: float) -> float:
    """One meeting: its date, which leads to its event, its mark in the lane, who met and where; the foot of the row."""
    f, small = row.fields, d.layout.small
    who = parties(f)
    room = d.width - grid.words
    words = lines_of(who, small, room)
    beside = len(words) == 1 and text_width(f"{who}  {f['site']}", small) <= room
    lines = len(words) + (0 if beside else 1)
    height = lines * grid.line + grid.pad
    middle = y + height / 2
    base = middle + small * 0.36
    for lane in LANES:
        if lane != "elsewhere":
            x = grid.middle(lane) - grid.wide / 2
            box = f"M{number(x)} {number(y + 1)}h{number(grid.wide)}v{number(height - 2)}h-{number(grid.wide)}z"
            d.add("path", d=box, fill="lane")
    d.text(0, base, f["date_start"][:4], size=small, bold=True)
    kind, color, hollow = RANKS[f["rank"]]
    doubtful = f["state"] == "doubtful"
    r = 3.6 if d.layout.name == "print" else 5.2
    d.mark(
        kind,
        grid.middle(f["country"]),
        middle,
        r,
        color,
        row=row.line,
        hollow=hollow or doubtful,
        dash=DASH if doubtful else "",
    )
    day = short_day(f["date_start"]) + ("*" if f["state"] == "open" else "")
    if f["timeline"] and day:
        label = f"{day} {f['date_start'][:4]}: {who}, {f['site']}"
        d.link(f["timeline"], label, (grid.day - 4, middle - FINGER / 2, grid.lane - grid.day, FINGER))
        d.text(grid.day, base, day, size=small, fill="muted")
        d.close("a")
    elif day:
        d.text(grid.day, base, day, size=small, fill="muted")
    first = middle - (lines - 1) * grid.line / 2 + small * 0.36
    for i, line in enumerate(words):
        d.text(grid.words, first + i * grid.line, line, size=small, after=f["site"] if beside else "")
    if not beside:
        d.text(grid.words, first + len(words) * grid.line, f["site"], size=small * 0.94, fill="muted")
    d.line(0, y + height, d.width, y + height)
    return y + height


def lines_of(who: str, size: float, room: float) -> list[str]:
    """Who met in as few lines as have room, broken between the two of them if that is enough."""
    first, joint, second = who.partition(" and ")
    if joint and text_width(who, size) > room and text_width(f"{first} and", size) <= room:
        return [f"{first} and", *wrap(second, size, room)]
    return wrap(who, size, room)


def parties(fields: Fields) -> str:
    """The first of each side, as a reader would say it.

    >>> parties({"korean_side": "Kim Il-sung, Pak Hon-yong", "moscow_side": "Joseph Stalin", "rank": "leaders"})
    'Kim Il-sung and Joseph Stalin'
    """
    sides = [fields[side].partition(",")[0] for side in ("korean_side", "moscow_side")]
    return " and ".join(filter(None, sides)) + (" (put off)" if fields["rank"] == "put off" else "")


FIGURE = Figure("meetings", (TABLE,), draw)
