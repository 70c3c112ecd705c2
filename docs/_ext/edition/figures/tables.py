"""The tables of the figures: their columns, which rows are drawn and as what, and the words for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.figures.data import Column, Figure, Kind, Place, Table, dashes, day, days, grouped, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edition.figures.data import Row

# --- Trade ---

COMPILERS = {
    "COW v3.0 (IMF-type mirror data; imports c.i.f.)": ("cow", "Correlates of War"),
    "Chinese customs": ("customs", "Chinese customs"),
    "Chinese customs, first release": ("customs", "Chinese customs, first release"),
    "Chinese customs, later release": ("customs", "Chinese customs, later release"),
    "KDI / Chinese customs": ("customs", "KDI, Chinese customs"),
    "KOTRA / Chinese customs f.o.b.": ("customs", "KOTRA, Chinese customs"),
    "Russian customs via embassy": ("customs", "Russian customs, embassy"),
    "Russian customs via RFA": ("customs", "Russian customs, RFA"),
    "Russian customs via KBS/TASS": ("customs", "Russian customs, KBS and TASS"),
    "ITC Trade Map": ("customs", "ITC"),
    "ITC Trade Map via RFA": ("customs", "ITC, RFA"),
    "KOTRA": ("korea", "KOTRA"),
    "KOTRA (goods)": ("korea", "KOTRA, goods"),
    "KITA": ("korea", "KITA"),
    "Statistics Korea / KOTRA": ("korea", "Statistics Korea, KOTRA"),
    "ROK Foreign Ministry": ("other", "South Korean foreign ministry"),
    "Naewoe Press; USD": ("other", "Naewoe Press"),
    "JETRO mirror statistics": ("other", "JETRO"),
    "Russian Economy Ministry (goods and labor services)": ("other", "Russian Economy Ministry, with labor"),
    "Russian Economy Ministry (probably incl. labor services)": (
        "other",
        "Russian Economy Ministry, probably with labor",
    ),
    "Kremlin aide": ("other", "Kremlin aide"),
    "Kremlin briefing paper": ("other", "Kremlin briefing paper"),
    "Russian trade-association estimate": ("other", "Russian trade association’s estimate"),
}
"""Each compiler with its group, which has a mark of its own, and its name in the table."""

TRADE_PLACES = {
    "line": Place(True, "line"),
    "range": Place(True, "span"),
    "doubtful": Place(True, "doubtful point"),
    "alt": Place(False, "left out: another figure is drawn"),
    "no": Place(False, "left out: an error in its source"),
}


def _trade_amount(fields: dict[str, str]) -> str:
    about = "about " if fields["approx"] == "yes" else ""
    return about + grouped(fields["total_usd_million"]) + (", derived" if fields["derived"] == "yes" else "")


def trade_by_year(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Both partners side by side; two amounts of a year are the ends of its span."""
    partners = ("USSR/Russia", "China")
    lines = [("Year", *(words for partner in partners for words in (f"{partner}, million US dollars", "Compiler")))]
    for year in sorted({row.fields["year"] for row in rows}):
        line = [year]
        for partner in partners:
            mine = [row.fields for row in rows if (row.fields["year"], row.fields["partner"]) == (year, partner)]
            doubt = [", doubtful" if f["plot"] == "doubtful" else "" for f in mine]
            line.append("; ".join(_trade_amount(f) + d for f, d in zip(mine, doubt, strict=True)))
            line.append("; ".join(COMPILERS[f["basis"]][1] for f in mine))
        lines.append(tuple(line))
    return lines


TRADE = Table(
    "trade_usd.csv",
    (
        Column("year", Kind.YEAR),
        Column("partner", Kind.CHOICE, ("USSR/Russia", "China")),
        Column("total_usd_million", Kind.NUMBER),
        Column("exports", Kind.NUMBER, optional=True),
        Column("imports", Kind.NUMBER, optional=True),
        Column("source", Kind.SOURCES),
        Column("basis", Kind.CHOICE, COMPILERS),
        Column("approx", Kind.CHOICE, ("yes", "no")),
        Column("derived", Kind.CHOICE, ("yes", "no")),
        Column("plot", Kind.CHOICE, TRADE_PLACES),
        Column("note", optional=True),
    ),
    lambda f: TRADE_PLACES[f["plot"]],
    ("Year", "Partner", "Million US dollars", "In the figure", "Compiler"),
    lambda f: (f["year"], f["partner"], _trade_amount(f), TRADE_PLACES[f["plot"]].words, COMPILERS[f["basis"]][1]),
    numeric=(2,),
    widths=(22, 52, 48, 40, 71, 93),
    short=trade_by_year,
)

# --- Famine ---

METHODS = {
    "official statement": "stated",
    "author's upper bound": "stated",
    "census comparison": "census",
    "counterfactual projections between the 1993 and 2008 censuses": "census",
    "census comparison (women's cohorts), extrapolated; 1993-2008 as one slow famine": "census",
    "projections, China 1958-61 analogy, child malnutrition": "model",
    "model-based estimate": "model",
    "defector testimony": "witness",
    "partly defector hearsay": "witness",
    "newspaper extrapolation from a refugee sample": "witness",
    "refugee survey, extrapolated to the country": "witness",
    "retrospective survey of 440 migrants in China": "witness",
}
"""The group of each method, which has a color and a mark of its own."""


def _famine_place(fields: dict[str, str]) -> Place:
    if fields["plot"] == "no":
        return Place(False, "left out: no death toll, since its authors declined to extrapolate from one province")
    return Place(True, "bar" if fields["low"] != fields["high"] else "point")


FAMINE = Table(
    "famine_mortality.csv",
    (
        Column("author"),
        Column("year", optional=True),
        Column("low", Kind.NUMBER, optional=True),
        Column("high", Kind.NUMBER, optional=True),
        Column("period", optional=True),
        Column("method", Kind.CHOICE, METHODS),
        Column("scope"),
        Column("plot", Kind.CHOICE, ("yes", "no")),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    _famine_place,
    ("Author", "Deaths", "Period", "Method"),
    lambda f: (
        f["author"] + (f", {f['year']}" if f["year"] else ""),
        span(f["low"], f["high"]) if f["plot"] == "yes" else _famine_place(f).words,
        dashes(f["period"]) or "not given",
        dashes(f["method"]),
    ),
    widths=(16, 15, 11, 18, 16),
)

# --- Debt ---

UNITS = ("billion rubles", "billion USD")

DEBT = Table(
    "debt.csv",
    (
        Column("as_of", Kind.DATE),
        Column("year", Kind.YEAR),
        Column("amount", Kind.NUMBER),
        Column("unit", Kind.UNIT, UNITS),
        Column("stated_by"),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    lambda _f: Place(True, "step"),
    ("As of", "Amount", "Unit", "Stated by", "Note"),
    lambda f: (day(f["as_of"]), f["amount"], f["unit"].replace("USD", "US dollars"), f["stated_by"], f["note"]),
    title="The sums",
    numeric=(1,),
    widths=(12, 8, 10, 14, 18, 14),
)

DEBT_EVENTS = Table(
    "debt_events.csv",
    (Column("date", Kind.DATE), Column("event"), Column("label"), Column("source", Kind.SOURCES)),
    lambda _f: Place(True, "tick"),
    ("Date", "Event"),
    lambda f: (day(f["date"]), f["event"]),
    title="The write-off step by step",
    widths=(13, 40, 18),
)

# --- Votes ---

VOTES_CAST = ("yes", "no", "abstained")

VOTES = Table(
    "unsc_votes_dprk.csv",
    (
        Column("symbol"),
        Column("date", Kind.DATE),
        Column("kind", Kind.CHOICE, ("sanctions", "panel")),
        Column("subject"),
        Column("votes_for", Kind.NUMBER),
        Column("votes_against", Kind.NUMBER),
        Column("abstentions", Kind.NUMBER),
        Column("russia", Kind.CHOICE, VOTES_CAST),
        Column("china", Kind.CHOICE, VOTES_CAST),
        Column("result"),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    lambda _f: Place(True, "mark"),
    ("Document", "Date", "Subject", "Votes", "Russia", "China"),
    lambda f: (
        f["symbol"].partition(" (2")[0],
        day(f["date"]),
        f["subject"],
        "–".join((f["votes_for"], f["votes_against"], f["abstentions"])),
        f["russia"],
        f["china"],
    ),
    widths=(46, 46, 72, 33, 27, 39, 63),
)

# --- Meetings ---

LANES = {
    "Pyongyang": "korea",
    "Wonsan": "korea",
    "Moscow": "russia",
    "USSR": "russia",
    "USSR and Eastern Europe": "russia",
    "Russia by train; Moscow 4-5 August": "russia",
    "Russian Far East; Vladivostok 23 August": "russia",
    "Ulan-Ude (Sosnovy Bor)": "russia",
    "Vladivostok": "russia",
    "Russian Far East; Vostochny 13 September": "russia",
    "Beijing": "china",
}
"""The country of each place."""

MEETING_TYPES = {
    "leader visit": "leader",
    "secret leader visit": "leader",
    "unpublicized leader visit": "leader",
    "leader visit, treaty": "leader",
    "leader visit (by train)": "leader",
    "summit": "leader",
    "leaders' meeting": "leader",
    "Soviet premier visits": "leader",
    "Soviet foreign minister visits": "envoy",
    "foreign minister visits, treaty": "envoy",
    "foreign minister visits": "envoy",
    "defense minister visits": "envoy",
    "party delegation": "envoy",
    "planned visit, postponed": "postponed",
}
"""Leader, envoy, or a visit that did not take place."""

MEETINGS = Table(
    "summits_visits.csv",
    (
        Column("date_start", Kind.DATE),
        Column("date_end", Kind.DATE, optional=True),
        Column("place", Kind.CHOICE, LANES),
        Column("korean_side", optional=True),
        Column("moscow_side", optional=True),
        Column("type", Kind.CHOICE, MEETING_TYPES),
        Column("outcome"),
        Column("certainty"),
        Column("source", Kind.SOURCES),
        Column("note", optional=True),
    ),
    lambda _f: Place(True, "mark"),
    ("Date", "Place", "Korean side", "Moscow side", "Kind and certainty"),
    lambda f: (
        days(f["date_start"], f["date_end"]),
        dashes(f["place"]).replace("4-5", "4–5"),
        f["korean_side"] or "not named",
        f["moscow_side"] or "not named",
        f"{f['type']}: {f['certainty']}",
    ),
    widths=(54, 50, 54, 58, 60, 50),
)

# --- Map ---

PLACE_KINDS = {
    "city": "city",
    "port": "city",
    "town near the nuclear center": "city",
    "test site": "site",
    "armistice site": "site",
    "rail crossing, start of the Russian border": "crossing",
    "line": "line",
    "area label": "area",
    "airfield": "",
    "summit 2011": "",
    "summit 2019": "",
    "summit 2023": "",
}
"""The mark of each kind of place; none for kinds that are only listed."""


def _place_place(fields: dict[str, str]) -> Place:
    if fields["in_map"] == "yes":
        return Place(True, PLACE_KINDS[fields["kind"]])
    if fields["kind"] == "airfield":
        return Place(False, "left out: not confirmed as the wartime field")
    return Place(False, "left out: lies outside the frame")


PLACES = Table(
    "places.csv",
    (
        Column("name"),
        Column("lat", Kind.NUMBER),
        Column("lon", Kind.NUMBER, optional=True),
        Column("kind", Kind.CHOICE, PLACE_KINDS),
        Column("in_map", Kind.CHOICE, ("yes", "no")),
        Column("source", Kind.SOURCES, optional=True),
        Column("note", optional=True),
    ),
    _place_place,
    ("Place", "Latitude", "Longitude", "Kind", "In the figure"),
    lambda f: (f["name"], f["lat"], f["lon"], f["kind"], _place_place(f).words),
    numeric=(1, 2),
    widths=(16, 10, 11, 14, 16, 13),
)

FIGURES = {
    figure.name: figure
    for figure in (
        Figure("map", (PLACES,), "map", ("region.geojson",)),
        Figure("trade", (TRADE,), "charts"),
        Figure("famine", (FAMINE,), "charts"),
        Figure("debt", (DEBT, DEBT_EVENTS), "charts"),
        Figure("meetings", (MEETINGS,), "charts"),
        Figure("votes", (VOTES,), "charts"),
    )
}
