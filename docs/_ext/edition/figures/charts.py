"""Draws the charts: trade, famine, debt, votes and meetings, each from the rows of its tables."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from edition.base.dates import parse_date
from edition.figures.data import dashes, day, grouped
from edition.figures.svg import Drawing, Scale, number, path, text_width, wrap
from edition.figures.tables import COMPILERS, LANES, MEETING_TYPES, METHODS, UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Row
    from edition.figures.svg import Layout


def moment(iso: str) -> float:
    """A date as a year with its fraction; the middle of what it leaves open.

    >>> moment("1990"), moment("1990-01")
    (1990.5, 1990.0416666666667)
    """
    year, month, date = parse_date(iso.partition(" ")[0])
    if not month:
        return year + 0.5
    return year + (month - 1 + (date - 0.5 if date else 15) / 30.5) / 12 if date else year + (month - 0.5) / 12


def years(d: Drawing, scale: Scale, base: float, ticks: Sequence[int], top: float | None = None) -> None:
    """The axis of years below a chart, with a thin line up to ``top`` at each."""
    d.line(scale.start, base, scale.end, base, "edge")
    for year in ticks:
        x = scale(year)
        if top is not None:
            d.line(x, top, x, base)
        d.line(x, base, x, base + 4, "edge")
        d.text(x, base + 5 + d.layout.small, str(year), anchor="middle", size=d.layout.small, fill="muted", tick=True)


# --- Trade ---

PARTNERS = {"USSR/Russia": ("moscow", ""), "China": ("beijing", "5 2.5")}
COMPILER_MARKS = {"cow": "circle", "customs": "square", "korea": "triangle", "other": "diamond"}


def trade(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """Trade with Moscow and with Beijing, on a logarithmic scale."""
    d = Drawing(layout)
    rows = data["trade_usd.csv"]
    left, right = text_width("10,000", layout.small) + 8, layout.width - 10
    top = 2.4 * layout.size
    base = top + (310 if d.narrow else 330 if layout.name == "wide" else 268)
    x, y = Scale(1977.5, 2024.5, left, right), Scale(0.025, 10000, base, top, log=True)
    d.text(0, layout.size, "Million US dollars a year, logarithmic scale", size=layout.small, fill="muted", tick=True)
    for tick in (0.1, 1, 10, 100, 1000, 10000):
        d.line(left, y(tick), right, y(tick))
        words = grouped(str(tick))
        d.text(left - 6, y(tick) + layout.small * 0.34, words, anchor="end", size=layout.small, fill="muted", tick=True)
    years(d, x, base, range(1980, 2025, 10 if d.narrow else 5))
    d.open(data_x=x.text(), data_y=y.text())
    r = 2.2 if d.narrow else 2.7 if layout.name == "wide" else 2.2
    for partner, (color, dash) in reversed(PARTNERS.items()):
        mine = [row for row in rows if row.fields["partner"] == partner]
        for run in unbroken([row for row in mine if row.fields["plot"] == "line"]):
            points = [(x(row.number("year")), y(row.number("total_usd_million"))) for row in run]
            if len(points) > 1:
                d.add(
                    "path",
                    d=path(points),
                    stroke=color,
                    stroke_width=1.6,
                    stroke_dasharray=dash,
                    stroke_linejoin="round",
                )
        spans: defaultdict[str, list[float]] = defaultdict(list)
        for row in mine:
            if row.fields["plot"] == "range":
                spans[row.fields["year"]].append(y(row.number("total_usd_million")))
        for year, ends in spans.items():
            d.line(x(float(year)), min(ends), x(float(year)), max(ends), color, 4 if d.narrow else 5)
        for row in mine:
            plot = row.fields["plot"]
            if plot not in {"line", "range", "doubtful"}:
                continue
            kind = COMPILER_MARKS[COMPILERS[row.fields["basis"]][0]]
            hollow = plot == "doubtful" or row.fields["derived"] == "yes"
            place = x(row.number("year")), y(row.number("total_usd_million"))
            d.mark(kind, *place, r, color, row=row.line, hollow=hollow)
    d.close()
    trade_labels(d, rows, x, y)
    items = [
        ([("circle", "ink", False)], "Correlates of War"),
        ([("square", "ink", False)], "customs services, ITC"),
        ([("triangle", "ink", False)], "KOTRA, KITA"),
        ([("diamond", "ink", False)], "ministries, officials, other compilers"),
        ([("circle", "ink", True), ("square", "ink", True)], "hollow: doubtful, or derived from a change"),
    ]
    d.height = d.legend(base + 3.6 * layout.size, items) - layout.small
    return d


def unbroken(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of years that follow each other; a year left out breaks the line."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and row.number("year") == runs[-1][-1].number("year") + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def trade_labels(d: Drawing, rows: Sequence[Row], x: Scale, y: Scale) -> None:
    """Name the two lines and the points at which they turn."""
    drawn = {(r.fields["partner"], int(r.fields["year"])): r for r in rows if r.fields["plot"] in {"line", "doubtful"}}
    size = d.layout.small

    def label(partner: str, year: int, dx: float, dy: float, anchor: str, words: str = "{}") -> None:
        row = drawn.get((partner, year))
        if row:
            value = grouped(row.fields["total_usd_million"])
            place = x(year) + dx, y(row.number("total_usd_million")) + dy
            text = words.format(value)
            d.text(*place, text, anchor=anchor, fill=PARTNERS[partner][0], size=size, halo=True)

    def name(words: str, year: float, value: float, color: str) -> None:
        d.text(x(year), y(value), words, fill=color, bold=True, halo=True)

    name("China", 1978.5, 1050, "beijing")
    name("Russia", 1990.5, 40, "moscow")
    label("USSR/Russia", 1988, 10, -9, "end", "{} in 1988")
    d.text(x(1978.5), y(2630) - 11 - size, "Soviet Union", fill="moscow", bold=True, halo=True)
    label("USSR/Russia", 2000, 0, 17, "middle", "{} in 2000")
    label("USSR/Russia", 2005, 0, -9, "middle", "{} in 2005")
    label("USSR/Russia", 2021, -8, 4, "end", "{} in 2021")
    label("USSR/Russia", 2024, 4, -9, "end", "{}" if d.narrow else "{} in 2024")
    label("China", 1999, 2, 17, "middle", "{}" if d.narrow else "{} in 1999")
    label("China", 2013, 0, -8, "middle", "{} in 2013")
    label("China", 2021, -3, 16, "middle", "{}" if d.narrow else "{} in 2021")
    label("China", 2024, 4, -9, "end", "{}")
    # Two compilers, two years: a short word beside the spans.
    if any(r.fields["plot"] == "range" for r in rows):
        for words, value in (("1990 and 1991:", 5000), ("compilers disagree", 3100)):
            d.text(x(1991.5), y(value), words, size=size, fill="moscow", halo=True)


# --- Famine ---

METHOD_STYLES = {
    "stated": ("ink", "diamond", "stated without method"),
    "census": ("beijing", "circle", "later study, mostly of censuses"),
    "model": ("green", "triangle", "model or projection"),
    "witness": ("moscow", "square", "testimony, refugee survey"),
}
ESSAY_WORDS = (200_000, 1_000_000)
"""How the figure reads the essay's “hundreds of thousands”; its caption says so."""


def famine(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """Estimates of famine deaths, sorted, each from its low to its high end."""
    d = Drawing(layout)
    rows = [row for row in data["famine_mortality.csv"] if row.fields["plot"] == "yes"]
    rows.sort(key=lambda r: (r.number("high"), float(r.fields["low"] or 0), r.line))
    size, small = layout.size, layout.small
    column = 0 if d.narrow else layout.width * 0.40
    x = Scale(0, 3_500_000, column + (2 if d.narrow else 14), layout.width - 8)
    top = 2.6 * size
    step = size * 3.25 if d.narrow else size * 2.6
    base = top + step * len(rows) + size * 0.4
    low, high = x(ESSAY_WORDS[0]), x(ESSAY_WORDS[1])
    d.add("path", d=f"M{number(low)} {number(top - 3)}H{number(high)}V{number(base)}H{number(low)}z", fill="band")
    place = (low, "") if d.narrow else ((low + high) / 2, "middle")
    words = "the essay’s “hundreds of thousands”"
    d.text(place[0], top - 9, words, anchor=place[1], fill="amber", size=small, tick=True)
    for tick in range(0, 4):
        d.line(x(tick * 1e6), top - 3, x(tick * 1e6), base)
        words = f"{tick} million" if tick else "0"
        anchor = "middle" if tick or not d.narrow else ""
        d.text(x(tick * 1e6), base + 4 + small, words, anchor=anchor, size=small, fill="muted", tick=True)
    d.open(data_x=x.text())
    for i, row in enumerate(rows):
        famine_row(d, row, x, top + i * step, step, column)
    d.close()
    items = [([(kind, color, False)], words) for color, kind, words in METHOD_STYLES.values()]
    d.height = d.legend(base + 3.4 * size, items) - small
    return d


def famine_row(d: Drawing, row: Row, x: Scale, y: float, step: float, column: float) -> None:
    """One estimate: who made it, when and for which years, and its bar with its numbers."""
    f, size, small = row.fields, d.layout.size, d.layout.small
    color, kind, _ = METHOD_STYLES[METHODS[f["method"]]]
    author = (
        f["author"].partition(" (")[0].partition(", from ")[0].replace(", as reported by PIIE", ", reported by PIIE")
    )
    who = f"{author}, {f['year']}" if f["year"] else author
    period = f"deaths of {dashes(f['period'])}" if f["period"][:1].isdigit() else f["period"] or "years not given"
    if column:
        d.text(column, y + size * 1.02, who, anchor="end", size=small)
        d.text(column, y + size * 1.02 + small * 1.12, period, anchor="end", size=small * 0.92, fill="muted")
        middle = y + step / 2
    else:
        d.text(2, y + size, who, size=small)
        d.text(2 + text_width(who, small) + 6, y + size, period, size=small * 0.94, fill="muted")
        middle = y + size * 2.05
    low, high = f["low"], f["high"]
    start, end = x(float(low or high)), x(float(high))
    if low and low != high:
        length = number(end - start)
        data = f"M0-4h{length}v8h-{length}z"
        d.add("path", data_row=row.line, transform=f"translate({number(start)} {number(middle)})", d=data, fill=color)
        d.mark(kind, start, middle, 4.6, color)
        d.mark(kind, end, middle, 4.6, color)
    else:
        if not low:
            d.line(x(0), middle, end - 16 - text_width(short_span(low, high), small), middle, color, 1.4, "2 3")
        d.mark(kind, end, middle, 4.6, color, row=row.line, hollow=not low)
    words = short_span(low, high)
    room = d.width - end - 12
    if text_width(words, small) < room:
        d.text(end + 10, middle + small * 0.35, words, size=small, fill=color, halo=True)
    else:
        start = start if low else end
        d.text(start - 10, middle + small * 0.35, words, anchor="end", size=small, fill=color, halo=True)


def short_span(low: str, high: str) -> str:
    """A range in as few words as it can be read in.

    >>> short_span("600000", "1000000"), short_span("1000000", "2500000"), short_span("", "3000000")
    ('600,000–1 million', '1–2.5 million', 'at most 3 million')
    """
    ends = [f"{float(n) / 1e6:g} million" if n and float(n) >= 1e6 else grouped(n) for n in (low, high)]
    if not low or low == high:
        return ends[1] if low else f"at most {ends[1]}"
    start = ends[0].removesuffix(" million") if ends[1].endswith(" million") else ends[0]
    return f"{start}–{ends[1]}"


# --- Debt ---


def debt(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """The debt in rubles, then in dollars: two panels that share nothing but the direction of time."""
    d = Drawing(layout)
    rows = data["debt.csv"]
    size = layout.size
    rubles, dollars = ([row for row in rows if row.fields["unit"] == unit] for unit in UNITS)
    top, height = size * 3.4, size * 14
    if d.narrow:
        debt_panel(d, rubles, "Billion rubles", Scale(1988.7, 1993, 26, 190), top, height * 0.62, 3, (1989, 1991, 1993))
        top += height * 0.62 + size * 5.6
        x = Scale(1997, 2015.5, 26, layout.width - 6)
    else:
        edge = layout.width * 0.29
        debt_panel(d, rubles, "Billion rubles", Scale(1988.7, 1993, 22, edge), top, height, 3, (1989, 1991, 1993))
        x = Scale(1997, 2015.5, edge + 62, layout.width - 8)
        for i, words in enumerate(
            wrap("Rubles of one time and dollars of another: the panels cannot be compared.", layout.small, edge)
        ):
            d.text(0, top + height + size * (3.9 + 1.3 * i), words, size=layout.small, fill="muted", tick=True)
    debt_panel(d, dollars, "Billion US dollars", x, top, height, 12, (1998, 2002, 2006, 2010, 2014))
    d.height = debt_events(d, data["debt_events.csv"], x, top + height + size * 2.1)
    return d


def debt_panel(
    d: Drawing, rows: Sequence[Row], title: str, x: Scale, top: float, height: float, most: int, ticks: Sequence[int]
) -> None:
    """Steps from statement to statement, in one unit; a remainder falls from the last of them."""
    base, small = top + height, d.layout.small
    y = Scale(0, most, base, top)
    color, kind = ("violet", "square") if most == 3 else ("moscow", "circle")
    d.text(x.start - 16, top - d.layout.size * 1.9, title, bold=True, fill=color, tick=True)
    for tick in range(0, most + 1, 1 if most == 3 else 4):
        d.line(x.start, y(tick), x.end, y(tick))
        d.text(x.start - 5, y(tick) + small * 0.34, str(tick), anchor="end", size=small, fill="muted", tick=True)
    years(d, x, base, ticks)
    d.open(data_x=x.text(), data_y=y.text())
    points = [(x(moment(row.fields["as_of"])), y(row.number("amount")), row) for row in rows]
    steps = [(px, py) for i, (px, py, _) in enumerate(points) for py in ([points[i - 1][1]] if i else []) + [py]]
    flat = path(steps)
    d.add("path", d=flat, stroke=color, stroke_width=1.6, stroke_dasharray="" if most > 3 else "4 2")
    said: set[tuple[str, str]] = set()
    for i, (px, py, row) in enumerate(points):
        d.mark(kind, px, py, 4, color, row=row.line, hollow="remainder" in row.fields["as_of"])
        amount = row.fields["amount"]
        if (amount, row.fields["year"]) in said:
            continue
        said.add((amount, row.fields["year"]))
        words = f"more than {amount}" if row.fields["note"].startswith('"more than') else amount
        say = partial(d.text, fill=color, size=small, halo=True)
        if "remainder" in row.fields["as_of"]:
            say(px - 9, py + small * 0.35, f"{words} left", anchor="end")
        elif i == len(points) - 1 or "remainder" in points[i + 1][2].fields["as_of"]:
            say(px + 8, py + small * 0.5, words)
        elif words != amount:
            say(px - 4, py + small * 1.5, words)
        else:
            say(px, py - 9, words, anchor="middle")
    d.close()


def debt_events(d: Drawing, rows: Sequence[Row], x: Scale, y: float) -> float:
    """The write-off step by step, below its years: stairs of dates that lead to the axis; the height reached."""
    small = d.layout.small
    base = y - d.layout.size * 2.1
    step = small * 1.55
    stairs = [(row, x(moment(row.fields["date"])), y + small * 0.9 + i * step) for i, row in enumerate(rows)]
    for row, px, line in stairs:
        d.line(px, base, px, line - small * 0.35, "edge", 0.8)
        d.mark("triangle", px, base, 3, "ink", row=row.line)
    for row, px, line in stairs:  # above all lines
        d.line(px - 4, line - small * 0.35, px, line - small * 0.35, "edge", 0.8)
        text = f"{day(row.fields['date'])}: {row.fields['label']}"
        d.text(px - 7, line, text, anchor="end", size=small, fill="muted", halo=True)
    return y + small * 0.9 + (len(rows) - 1) * step + small * 0.6


# --- Votes ---


def votes(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """Each vote of Russia and of China as a mark, in the column of its year."""
    d = Drawing(layout)
    rows = sorted(data["unsc_votes_dprk.csv"], key=lambda r: (r.fields["date"], r.line))
    by_year: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_year[int(row.fields["date"][:4])].append(row)
    first, last, tallest = min(by_year), max(by_year), max(map(len, by_year.values()))
    size, small = layout.size, layout.small
    left, right = (8, layout.width - 8) if d.narrow else (text_width("Russia", size) + 14, layout.width - 8)
    x = Scale(first - 0.5, last + 0.5, left, right)
    r = min((right - left) / (last - first + 1) * 0.36, size * 0.42)
    step = 2 * r + 3.2
    base = 0.0
    for country, color in (("russia", "moscow"), ("china", "beijing")):
        top = base + size * (3.6 if not base else 2 if d.narrow else 1)
        base = top + tallest * step + 6
        d.line(left, base, right, base, "edge")
        d.text(0, base - r * 0.6 if not d.narrow else top, country.capitalize(), bold=True, fill=color, tick=True)
        for year, cast in by_year.items():
            for i, row in enumerate(cast):
                y = base - 5 - r - i * step
                mark = (
                    VOTE_MARKS[row.fields["kind"]]
                    + {"yes": "", "no": " cross", "abstained": " bar"}[row.fields[country]]
                )
                d.mark(mark, x(year), y, r, color, row=f"{row.line} {country}")
                if country == "russia" and row.fields[country] == "no":
                    words = f"{day(row.fields['date'])}: {VETOED[row.fields['kind']]}"
                    line = size * (2.4 if row.fields["kind"] == "sanctions" else 1)
                    d.line(x(year), line + 4, x(year), y - r - 2, color, 0.9)
                    d.text(x(year) + r, line, words, anchor="end", size=small, fill=color, halo=True)
    for year in range(last, first - 1, -3 if d.narrow else -2):
        d.text(x(year), base + 3 + small, str(year), anchor="middle", size=small, fill="muted", tick=True)
    items = [
        ([("circle", "moscow", False), ("circle", "beijing", False)], "yes to sanctions"),
        ([("square", "moscow", False), ("square", "beijing", False)], "yes to renewing the Panel of Experts"),
        ([("circle cross", "ink", True), ("square cross", "ink", True)], "no"),
        ([("square bar", "ink", True)], "abstained"),
    ]
    d.height = d.legend(base + 3.4 * size, items) - small
    return d


VOTE_MARKS = {"sanctions": "circle", "panel": "square"}
VETOED = {"sanctions": "new sanctions stopped", "panel": "end of the panel"}


# --- Meetings ---

LANE_NAMES = {"korea": "in North Korea", "russia": "in the USSR, Russia", "china": "in China"}


def meetings(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """A strip of time with a line out of it for each meeting, so that those of one year do not hide each other."""
    d = Drawing(layout)
    rows = sorted(data["summits_visits.csv"], key=lambda r: (r.fields["date_start"], r.line))
    size, small = layout.size, layout.small
    top, step = size * 6.6, size * (1.75 if not d.narrow else 1.72)
    bottom = top + step * len(rows) - step * 0.4
    first, last = 1948, 2026
    y = Scale(first, last, top, bottom)
    axis = text_width("2020", small) + 10
    lanes = {name: axis + 34 + i * (24 if layout.name == "wide" else 20) for i, name in enumerate(LANE_NAMES)}
    start = max(lanes.values()) + 14
    for name, px in lanes.items():
        d.line(px, top - 6, px, bottom + 6, "rule", 1)
        d.text(px + 4, top - 12, LANE_NAMES[name], size=small, fill="muted", tick=True, turn=-40)
    d.line(axis, top - 4, axis, bottom + 4, "edge", 1.4)
    for year in range(1950, 2026, 10):
        d.line(axis - 4, y(year), axis, y(year), "edge")
        d.text(axis - 7, y(year) + small * 0.35, str(year), anchor="end", size=small, fill="muted", tick=True)
    for i, row in enumerate(rows):
        meeting(d, row, y, axis, lanes, start, top + step * (i + 0.3))
    items = [
        ([("circle", "moscow", False)], "leader or premier"),
        ([("square", "beijing", False)], "minister or envoy"),
        ([("circle", "moscow", True)], "not firm in every point"),
        ([("cross", "ink", False)], "planned, put off"),
    ]
    d.height = d.legend(bottom + 2.6 * size, items) - small
    return d


def meeting(d: Drawing, row: Row, y: Scale, axis: float, lanes: Mapping[str, float], start: float, line: float) -> None:
    """One line of the strip."""
    f, small = row.fields, d.layout.small
    rank = MEETING_TYPES[f["type"]]
    firm = f["certainty"] == "firm"
    at = y(moment(f["date_start"]))
    lane = lanes[LANES[f["place"]]]
    points = [(axis, at), (axis + 20, line), (lane, line)]
    d.add("path", d=path(points), stroke="edge", stroke_width=0.7)
    color = {"leader": "moscow", "envoy": "beijing", "postponed": "ink"}[rank]
    kind = {"leader": "circle", "envoy": "square", "postponed": "cross"}[rank]
    d.mark(kind, lane, line, 4.2, color, row=row.line, hollow=not firm and rank != "postponed")
    if "doubtful" in f["certainty"]:
        d.text(lane + 7, line + small * 0.35, "?", size=small, bold=True, fill=color, halo=True)
    when = f["date_start"][:4] if d.narrow else short_day(f["date_start"])
    korean = f["korean_side"].split(",")[0]
    moscow = surname(f["moscow_side"]) if d.narrow else f["moscow_side"].split(",")[0]
    if rank == "postponed":
        who = f"{moscow} (put off)"
    else:
        who = f"{korean} – {moscow}" if korean and moscow else f"{korean or moscow} (host not named)"
    base = line + small * 0.35
    d.text(start, base, when, size=small, fill="muted")
    left = start + text_width("2000" if d.narrow else "14 Sept 2000", small) + 7
    d.text(left, base, who, size=small)
    if not d.narrow:
        place = dashes(f["place"]).partition("; ")[0].partition(" (")[0]
        d.text(d.width, base, place.replace(" by train", ""), anchor="end", size=small, fill="muted")


def short_day(iso: str) -> str:
    """A date with a short month.

    >>> short_day("2000-09-09"), short_day("1950-04")
    ('9 Sept 2000', 'Apr 1950')
    """
    names = {"September": "Sept", "June": "June", "July": "July", "May": "May"}
    words = day(iso).split()
    return " ".join(w if w.isdigit() else names.get(w, w[:3]) for w in words)


def surname(name: str) -> str:
    """The last name of the first person."""
    return name.split(",")[0].split(" ")[-1]


DRAW: Mapping[str, Callable[[Layout, Mapping[str, Sequence[Row]], Path], Drawing]] = {
    "trade": trade,
    "famine": famine,
    "debt": debt,
    "votes": votes,
    "meetings": meetings,
}
