"""The figure ``knowledge``: the kinds and languages of the sources that the verdicts rest on.

Its rows are computed from the pairs of ``carries.yaml`` and the bibliography; they are in no file.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from edition.base.domains import domain
from edition.base.vocabulary import Seen
from edition.essay.carries import FILE, CarriesDomain
from edition.figures.cache import known_sources
from edition.figures.data import Column, Figure, Kind, Place, Row, Table
from edition.figures.scales import Scale, ticks
from edition.figures.svg import Drawing, number, text_width
from edition.sources.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from edition.essay.carries import Pair
    from edition.figures.data import Fields
    from edition.figures.svg import Layout

# --- The table ---

KINDS = {"archive": "documents, treaties", "work": "books, articles, reports", "news": "news, statements, web"}
SEEN: dict[str, str] = {
    Seen.OWN_PAGE: "read, at least in part",
    Seen.CITED_BY: "known at second hand",
    Seen.NOT_SHOWN: "not shown by the part read",
}
GROUPS = ("Language", "Kind", "How it is known")
"""What is counted, in the order of the figure."""


def count(pairs: Iterable[Pair], sources: Mapping[str, Fields]) -> list[Row]:
    """How many claims have sources of each language, kind and way of knowing, among others or alone.

    ``sources`` are the fields of the bibliography's entries by key.  Rows are numbered in the order of the figure.
    """
    values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    claims: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in pairs:
        note, fields = pair.note, sources.get(pair.source)
        if fields is None:
            continue  # a source that is not in the bibliography is reported elsewhere
        language = LANGUAGES.get(fields.get("language", "en"), "another language")
        kind = KINDS.get(fields.get("keywords", ""), "another kind")
        for place in zip(GROUPS, (language, kind, SEEN.get(pair.seen, "not said")), strict=True):
            values[place].append(note)
            claims[note, place[0]].add(place[1])
    order = {word: i for i, word in enumerate((*KINDS.values(), *SEEN.values()))}
    rows: list[Row] = []
    for group, value in sorted(
        values, key=lambda p: (GROUPS.index(p[0]), order.get(p[1], 99), -len({*values[p]}), p[1])
    ):
        notes = set(values[group, value])
        alone = sum(claims[note, group] == {value} for note in notes)
        fields = {"group": group, "value": value, "claims": str(len(notes)), "only": str(alone)}
        rows.append(Row(len(rows) + 1, fields | {"pairs": str(len(values[group, value]))}))
    return rows


def compute(env: BuildEnvironment) -> list[Row]:
    """The rows from the book's own records."""
    pairs = domain(env, CarriesDomain).pairs or {}
    return count((pair for of_note in pairs.values() for pair in of_note), known_sources(env))


TABLE = Table(
    "knowledge",
    (
        Column("group", Kind.CHOICE, GROUPS),
        Column("value"),
        Column("claims", Kind.NUMBER),
        Column("only", Kind.NUMBER),
        Column("pairs", Kind.NUMBER),
    ),
    lambda _f: Place(True, "bar"),
    ("By", "Sources", "Claims with such a source", "Claims with no other", "Pairs of claim and source"),
    lambda f: (f["group"].lower(), f["value"], f["claims"], f["only"], f["pairs"]),
    numeric=(2, 3, 4),
    widths=(16, 26, 16, 16, 16),
    compute=compute,
)


def alt_text(data: Mapping[str, Sequence[Row]]) -> str:
    """The alternative text of the figure, with every number."""
    parts = []
    for group in GROUPS:
        said = [
            f"{f['value']} {f['claims']}" + (f" (no other: {f['only']})" if f["only"] != "0" else "")
            for f in (row.fields for row in data[TABLE.file])
            if f["group"] == group
        ]
        parts.append(f"{group}: {', '.join(said)}.")
    return " ".join(["Bars for the number of claims with sources of each sort.", *parts])


# --- The drawing ---


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], _folder: Path) -> Drawing:
    """A bar a language, kind or way of knowing: in full color the claims that have no other sources."""
    d = Drawing(layout)
    rows, size, small = data[TABLE.file], layout.size, layout.small
    most = max(row.number("claims") for row in rows)
    left = max(text_width(row.fields["value"], small) for row in rows) + 10
    number_room = text_width("000", small) + 6
    x = Scale(0, most, left, layout.width - number_room)
    y = legend(d) + size
    step = round(small * (1.9 if layout.name == "wide" else 1.8))
    top = y
    bars: list[tuple[Row, float]] = []
    for group in GROUPS:
        mine = [row for row in rows if row.fields["group"] == group]
        if not mine:
            continue
        y += size * 1.3
        d.text(0, y, group, size=small, bold=True)
        y += size * 0.5
        for row in mine:
            bars.append((row, y))
            y += step
        y += size * 0.4
    for tick in (t for t in ticks(most, 4) if t <= most):
        d.line(round(x(tick)), top, round(x(tick)), y)
        d.text(x(tick), y + small * 1.1, f"{tick:g}", anchor="middle", size=small, fill="muted", axis=True)
    d.text(0, y + small * 1.1, "claims", size=small, fill="muted", axis=True)
    d.open(data_x=x.text())
    for row, at in bars:
        bar(d, row, x, at, step)
    d.close()
    d.height = y + small * 1.6
    return d


def legend(d: Drawing) -> float:
    """What the two shades of a bar mean, on top; the base line of the last."""
    small = d.layout.small
    y, at = small * 1.1, 0.0
    for fill, words in (("beijing", "claims with no other sources"), ("", "claims that have others too")):
        wide = 24 + text_width(words, small)
        if at and at + wide > d.width:
            y, at = y + small * 1.6, 0
        box = f"M{number(at + 0.5)} {number(y - small * 0.75)}h16v{number(small * 0.8)}h-16z"
        d.add("path", d=box, fill=fill or "paper", stroke="beijing")
        d.text(at + 22, y, words, size=small, fill="muted", axis=True)
        at += wide + 18
    return y


def bar(d: Drawing, row: Row, x: Scale, y: float, step: float) -> None:
    """One bar with its name before it and its number behind it."""
    small = d.layout.small
    high = step * 0.62
    base = y + step / 2 + small * 0.34
    d.text(x.start - 8, base, row.fields["value"], anchor="end", size=small)
    end, alone = x(row.number("claims")), x(row.number("only"))
    top = y + (step - high) / 2
    for until, fill in ((end, "paper"), (alone, "beijing")):
        if until > x.start:
            box = f"M0 0h{number(until - x.start)}v{number(high)}h-{number(until - x.start)}z"
            place = f"translate({number(x.start)} {number(top)})"
            whole = row.line if fill == "paper" else ""
            d.add("path", data_row=whole, transform=place, d=box, fill=fill, stroke="beijing")
    d.text(end + 6, base, row.fields["claims"], size=small, fill="beijing")
    if alone - x.start > text_width("00", small) + 12:
        d.text(alone - 6, base, row.fields["only"], anchor="end", size=small, fill="paper")


FIGURE = Figure("knowledge", (TABLE,), draw, records=(FILE,), alt_text=alt_text)
