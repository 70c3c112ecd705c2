"""The figures: every number drawn stands in its table, every row is drawn or says why not, and nothing is drawn twice."""

from __future__ import annotations

import base64
import importlib
import math
import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

import lxml.etree
import pikepdf
import pypdfium2
import pytest

from conftest import ROOT, select
from edition.figures.charts import ESSAY_WORDS, moment, short_day, short_span, unbroken
from edition.figures.data import Code, Kind, Row, dashes, day, days, grouped, read_table, span, split_sources
from edition.figures.directive import NARROW, WEIGHTS, digest, inputs, measure, public_name
from edition.figures.map import border, clip, read_regions, snap, split_russian_border
from edition.figures.svg import COLORS, LAYOUTS, Scale, number, path, text_width, wrap
from edition.figures.tables import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element
    from playwright.sync_api import Browser, FloatRect

    from conftest import Built
    from edition.figures.data import Table
    from edition.figures.svg import Layout

DOCS = ROOT / "docs"
DATA = DOCS / "data"
CHAPTERS = {  # the figures in the order of their numbers, each with its page
    "map": "soviet-era",
    "famine": "sino-soviet-split",
    "debt": "putin-era",
    "trade": "putin-era",
    "votes": "nuclear-nexus",
    "meetings": "future",
}
MOST = {"map": 80_000}
"""Bytes of one picture; 60,000 for the others."""
SVG = "{http://www.w3.org/2000/svg}"
BIBLIOGRAPHY = (ROOT / "references.bib").read_text(encoding="utf-8")
SOURCES = set(re.findall(r"^@\w+\{([^,]+),", BIBLIOGRAPHY, re.MULTILINE))


def rows_of(table: Table) -> list[Row]:
    """The rows of one real file, which has no mistake."""
    rows, findings = read_table(DATA / table.file, table, SOURCES)
    assert findings == []
    return rows


ROWS = {table.file: rows_of(table) for figure in FIGURES.values() for table in figure.tables}


def fonts() -> dict[int, str]:
    folder = DOCS / "_theme" / "static" / "fonts"
    return {weight: base64.b64encode((folder / name).read_bytes()).decode() for weight, name in WEIGHTS.items()}


FONTS = fonts()


def svg_of(name: str, layout: Layout) -> str:
    """One figure, drawn anew."""
    figure = FIGURES[name]
    draw = importlib.import_module(f"edition.figures.{figure.module}").DRAW[name]
    text: str = draw(layout, {t.file: ROWS[t.file] for t in figure.tables}, DATA).render(FONTS)
    return text


PICTURES = {(name, layout.name): svg_of(name, layout) for name in FIGURES for layout in LAYOUTS}
every_picture = pytest.mark.parametrize(("name", "size"), list(PICTURES))


def tree_of(name: str, size: str) -> Element:
    return lxml.etree.fromstring(PICTURES[name, size].encode())


def trade(partner: str) -> dict[int, float]:
    """The line of one partner."""
    return {
        int(row.fields["year"]): row.number("total_usd_million")
        for row in ROWS["trade_usd.csv"]
        if row.fields["partner"] == partner and row.fields["plot"] == "line"
    }


# Pure


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (grouped("6033.9"), "6,033.9"),
        (grouped(""), ""),
        (span("240000", "420000"), "240,000–420,000"),
        (span("", "3000000"), "at most 3,000,000"),
        (span("", ""), "none given"),
        (short_span("600000", "1000000"), "600,000–1 million"),
        (short_span("2100000", "2100000"), "2.1 million"),
        (short_span("", "3000000"), "at most 3 million"),
        (dashes("1995-1998, 1958-61, 2012-09-17, 2012-09"), "1995–1998, 1958–61, 2012-09-17, 2012-09"),
        (day("2012-09-17 (remainder)"), "17 September 2012 (remainder)"),
        (days("1949-03-03", "1949-03-25"), "3–25 March 1949"),
        (days("2001-07-26", "2001-08-18"), "26 July – 18 August 2001"),
        (days("1988-10-10", ""), "10 October 1988"),
        (short_day("2000-09-09"), "9 Sept 2000"),
        (" ".join(split_sources("a; b;")), "a b"),
        (number(-0.04), "0"),
        (path([(0, 0), (1.5, -2), (1.5, -2), (0, 0)], close=True), "M0 0l1.5-2-1.5 2z"),
        (public_name("trade", "narrow"), "trade-narrow.svg"),
        (measure('<svg width="320" height="42.5">'), (320, 42.5)),
    ],
)
def test_numbers_and_dates_are_put_in_words(shown: object, expected: object) -> None:
    assert shown == expected


def test_a_date_is_the_middle_of_what_it_leaves_open() -> None:
    assert moment("1990") == 1990.5
    assert moment("1990-01") == pytest.approx(1990 + 0.5 / 12)
    assert 1990 < moment("1990-01-01") < moment("1990-01-31") < moment("1990-02-01")


def test_a_scale_is_right_at_its_ends_and_in_its_middle() -> None:
    assert [Scale(0, 10, 5, 105)(v) for v in (0, 5, 10)] == [5, 55, 105]
    assert [Scale(1, 100, 300, 0, log=True)(v) for v in (1, 10, 100)] == [300, 150, 0]


def test_a_year_that_is_missing_breaks_the_line() -> None:
    rows = [Row(i, {"year": str(year)}) for i, year in enumerate((1992, 1993, 1995, 1996, 2000))]
    assert [[r.fields["year"] for r in run] for run in unbroken(rows)] == [["1992", "1993"], ["1995", "1996"], ["2000"]]


def test_the_short_table_of_trade_has_every_amount_that_is_drawn() -> None:
    (table,) = FIGURES["trade"].tables
    drawn = [row for row in ROWS[table.file] if table.place(row.fields).drawn]
    assert table.short
    lines = {line[0]: line for line in table.short(drawn)}
    for row in drawn:
        column = 1 if row.fields["partner"] == "USSR/Russia" else 3
        assert table.cells(row.fields)[2] in lines[row.fields["year"]][column]
    amounts = "; ".join(";".join(line[1::2]) for line in lines.values()).split(";")
    assert len([a for a in amounts if any(c.isdigit() for c in a)]) == len(drawn)
    assert lines["1990"][1:3] == ("2,320, derived; 1,143, derived", "South Korean foreign ministry; KOTRA")
    assert lines["2000"][3] == "648.81, doubtful"


def test_the_palette_is_the_style_sheets() -> None:
    sheet = (DOCS / "_theme" / "static" / "book.css.jinja").read_text(encoding="utf-8")
    theirs = {n: (a, b) for n, a, b in re.findall(r'"([\w-]+)": \("(#\w+)", "(#\w+)"\)', sheet)}
    shared = ("paper", "ink", "muted", "rule", "edge")
    assert {name: COLORS[name] for name in shared} == {name: theirs[name] for name in shared}


def test_text_is_broken_between_words() -> None:
    assert wrap("one two three", 10, text_width("one two", 10)) == ["one two", "three"]


HEADER = "author,year,low,high,period,method,scope,plot,source,note"
GOOD = "Somebody,2001,100,200,1995-1998,official statement,DPRK,yes,rusk1990,"


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        (f"{HEADER},extra\n{GOOD},x\n", 1, Code.COLUMN, "unknown: extra"),
        (f"{HEADER.replace('high', 'hihg')}\n{GOOD}\n", 1, Code.COLUMN, "unknown: hihg, missing: high"),
        (f"{HEADER}\n{GOOD},x\n", 2, Code.COLUMN, "11 fields, the header 10"),
        (f'{HEADER}\n"{GOOD}\n', 2, Code.COLUMN, "no CSV"),
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('200', 'many')}\n", 3, Code.NUMBER, "high: 'many' is not a number"),
        (f"{HEADER}\n{GOOD.replace('200', 'nan')}\n", 2, Code.NUMBER, "high: 'nan' is not a number"),
        (f'{HEADER}\n"Two\nlines{GOOD[8:9]}"{GOOD[8:]}\n{GOOD.replace("200", "1e5")}\n', 4, Code.NUMBER, "'1e5'"),
        (
            f"{HEADER}\n{GOOD.replace('official statement', 'guess')}\n",
            2,
            Code.CHOICE,
            "the figure has no mark for 'guess'",
        ),
        (
            f"{HEADER}\n{GOOD.replace('rusk1990', 'rusk1991')}\n",
            2,
            Code.SOURCE,
            "'rusk1991' is not in the bibliography",
        ),
        (f"{HEADER}\n{GOOD.replace('rusk1990', ' ; ')}\n", 2, Code.SOURCE, "names no source"),
        (f"{HEADER}\n", 1, Code.EMPTY, "no row is drawn"),
        (f"{HEADER}\n{GOOD.replace(',yes,', ',no,')}\n", 1, Code.EMPTY, "no row is drawn"),
        ("", 1, Code.COLUMN, "missing: author"),
    ],
)
def test_a_mistake_in_the_data_is_found_with_its_row(
    tmp_path: Path, text: str, line: int, code: Code, message: str
) -> None:
    (tmp_path / "data.csv").write_text(text, encoding="utf-8")
    _, findings = read_table(tmp_path / "data.csv", FIGURES["famine"].tables[0], {"rusk1990"})
    assert [(f.line, f.code) for f in findings] == [(line, code)]
    assert message in findings[0].message


@pytest.mark.parametrize(("old", "new"), [(",1989,2.23,billion rubles,", ",1989,2.23,million rubles,")])
def test_a_unit_that_the_figure_does_not_know_is_found(tmp_path: Path, old: str, new: str) -> None:
    text = (DATA / "debt.csv").read_text(encoding="utf-8")
    (tmp_path / "debt.csv").write_text(text.replace(old, new), encoding="utf-8")
    _, findings = read_table(tmp_path / "debt.csv", FIGURES["debt"].tables[0], SOURCES)
    assert [(f.line, f.code) for f in findings] == [(2, Code.UNIT)]


def test_a_file_that_is_missing_or_not_utf8_is_found(tmp_path: Path) -> None:
    table = FIGURES["famine"].tables[0]
    (tmp_path / "latin.csv").write_bytes("é".encode("latin-1"))
    for name in ("nowhere.csv", "latin.csv"):
        assert [f.code for f in read_table(tmp_path / name, table, SOURCES)[1]] == [Code.FILE]


# The map


def test_an_outline_is_cut_at_the_frame_and_snapped_to_a_grid() -> None:
    from edition.figures.map import Frame

    frame = Frame(0, 0, 10, 10, 0, 0, 100)
    cut = clip([(-50, 2), (50, 2), (50, 8), (-50, 8)], frame)
    assert {round(x, 1) for x, _ in cut} == {-0.2, 10.2}
    assert snap([(0.1, 0.1), (0.2, 0.2), (0.9, 0.2)], 0.5) == [(0, 0), (1, 0)]


def test_only_the_true_border_with_russia_is_marked() -> None:
    regions = {region.name: region for region in read_regions(DATA / "region.geojson")}
    strip, russian = split_russian_border(regions)
    assert russian[0] == strip[-1] == (130.60, 42.42)
    assert russian[-1] == (130.70, 42.29)
    east, north = (130.70 - 130.60) * math.cos(math.radians(42.35)), 42.42 - 42.29
    assert round(math.hypot(east, north) * 111.2) == 17  # the caption's kilometers


def test_the_demarcation_line_begins_south_of_the_parallel_and_ends_north_of_it() -> None:
    regions = {region.name: region for region in read_regions(DATA / "region.geojson")}
    (line,) = border(regions["KP"], regions["KR"])
    west, east = min(line), max(line)
    assert west[1] < 38 < east[1]
    assert len(line) == 22


# The pictures


@every_picture
def test_a_picture_is_small_and_asks_for_nothing_outside_itself(name: str, size: str) -> None:
    text = PICTURES[name, size]
    assert len(text.encode()) <= MOST.get(name, 60_000)
    tree = tree_of(name, size)
    tags = {str(element.tag).removeprefix(SVG) for element in tree.iter()}
    assert tags <= {"svg", "style", "path", "ellipse", "g", "text", "clipPath"}
    for element in tree.iter():
        assert not {a for a in element.attrib if a.startswith("on") or "href" in a or a == "style"}
    outside = [u for u in re.findall(r"url\(([^)]*)\)", text) if not u.startswith(("data:font/woff2;base64,", "#"))]
    assert outside == []
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert "@import" not in text
    if size == "print":
        assert "style" not in tags


@every_picture
def test_two_drawings_have_the_same_bytes(name: str, size: str) -> None:
    assert svg_of(name, next(layout for layout in LAYOUTS if layout.name == size)) == PICTURES[name, size]


@every_picture
def test_every_row_is_drawn_or_says_why_not(name: str, size: str) -> None:
    shown = Counter(e.get("data-row", "").split(" ")[0] for e in tree_of(name, size).iter() if e.get("data-row"))
    expected: Counter[str] = Counter()
    for table in FIGURES[name].tables:
        for row in ROWS[table.file]:
            place = table.place(row.fields)
            if place.drawn:
                expected[str(row.line)] += 1
            else:
                assert place.words.startswith("left out: "), row
    times = {"votes": 2}.get(name, 1)  # Russia and China
    if name == "map":
        assert set(shown) == set(expected)
    else:
        assert shown == Counter({line: count * times for line, count in expected.items()})


def inverse(scale: str, coordinate: float) -> float:
    """The value at a coordinate of a drawn scale."""
    log = scale.startswith("log ")
    low, high, start, end = map(float, scale.removeprefix("log ").split())
    part = (coordinate - start) / (end - start)
    return math.exp(math.log(low) + part * math.log(high / low)) if log else low + part * (high - low)


def drawn_values(name: str, size: str) -> Iterator[tuple[int, float | None, float | None, Element]]:
    """Line of the row, the values at its mark, and the mark."""
    for group in tree_of(name, size).iter(f"{SVG}g"):
        for mark in group.iter(f"{SVG}path", f"{SVG}ellipse"):
            if mark.get("data-row") and (group.get("data-x") or group.get("data-y")):
                x, y = map(float, re.findall(r"-?[\d.]+", mark.get("transform", "")))
                at = [inverse(s, v) if s else None for s, v in ((group.get("data-x"), x), (group.get("data-y"), y))]
                yield int(mark.get("data-row", "")), at[0], at[1], mark


@pytest.mark.parametrize("size", [layout.name for layout in LAYOUTS])
def test_a_mark_stands_at_the_value_of_its_row(size: str) -> None:
    rows = {file: {row.line: row for row in rows} for file, rows in ROWS.items()}
    found = Counter[str]()
    for line, x, y, _ in drawn_values("trade", size):
        row = rows["trade_usd.csv"][line]
        assert x == pytest.approx(row.number("year"), abs=0.02)
        assert y == pytest.approx(row.number("total_usd_million"), rel=0.01)
        found["trade"] += 1
    for line, x, _, mark in drawn_values("famine", size):
        row = rows["famine_mortality.csv"][line]
        low, high = (float(row.fields[end] or row.fields["high"]) for end in ("low", "high"))
        bar = re.match(r"M0-4h([\d.]+)", mark.get("d", ""))
        assert x == pytest.approx(low if bar else high, abs=2000)
        if bar:
            group = mark.getparent()
            assert group is not None
            first, last, start, end = map(float, group.get("data-x", "").split())
            assert float(bar[1]) * (last - first) / (end - start) == pytest.approx(high - low, abs=3000)
        found["famine"] += 1
    for line, x, y, _ in drawn_values("debt", size):
        row = rows["debt.csv"][line]
        assert x == pytest.approx(moment(row.fields["as_of"]), abs=0.02)
        assert y == pytest.approx(row.number("amount"), abs=0.05)
        found["debt"] += 1
    for line, x, y, _ in drawn_values("map", size):
        row = rows["places.csv"][line]
        if row.fields["lon"]:
            assert (x, y) == pytest.approx((row.number("lon"), row.number("lat")), abs=0.004)
            found["map"] += 1
    assert found == {"trade": 85, "famine": 14, "debt": 10, "map": 14}


@every_picture
def test_every_printed_number_stands_in_the_table(name: str, size: str) -> None:
    known: set[float] = set()
    for table in FIGURES[name].tables:
        for row in ROWS[table.file]:
            for value in row.fields.values():
                known |= {float(n) for n in re.findall(r"\d+(?:\.\d+)?", value)}
    printed = [e.text or "" for e in tree_of(name, size).iter(f"{SVG}text") if e.get("class") != "tick"]
    for words in printed:
        text = re.sub(r"(?<![\d,.])([\d.]{1,3})–([\d.]+) million", r"\1 million–\2 million", words)
        for digits, million in re.findall(r"(\d[\d,]*(?:\.\d+)?)( million)?", text):
            amount = float(digits.replace(",", "")) * (1e6 if million else 1)
            assert any(math.isclose(amount, n) for n in known), (words, amount)
    assert printed


def test_votes_and_meetings_have_the_marks_of_their_rows() -> None:
    tree = tree_of("votes", "wide")
    marks = {e.get("data-row", ""): e for e in tree.iter(f"{SVG}path") if e.get("data-row")}
    for row in ROWS["unsc_votes_dprk.csv"]:
        for country in ("russia", "china"):
            hollow = marks[f"{row.line} {country}"].get("stroke") is not None
            assert hollow == (row.fields[country] != "yes")
    tree = tree_of("meetings", "wide")
    marks = {e.get("data-row", ""): e for e in tree.iter(f"{SVG}path") if e.get("data-row")}
    for row in ROWS["summits_visits.csv"]:
        if row.fields["type"] != "planned visit, postponed":
            hollow = marks[str(row.line)].get("stroke") is not None
            assert hollow == (row.fields["certainty"] != "firm"), row


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_have_enough_contrast_on_every_ground(scheme: int) -> None:
    grounds = {
        "paper": ("ink", "muted", "moscow", "beijing", "amber", "violet", "green"),
        "sea": ("ink", "moscow", "beijing", "violet"),
        "land": ("ink", "muted"),
        "home": ("ink", "muted"),
        "band": ("ink", "beijing"),
    }
    for ground, words in grounds.items():
        for word in words:
            low, high = sorted(luminance(COLORS[name][scheme]) for name in (ground, word))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, word)


def test_no_words_of_a_picture_overlap_or_are_cut(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    trouble = []
    for (name, size), text in PICTURES.items():
        (tmp_path / "figure.svg").write_text(text, encoding="utf-8")
        page.goto((tmp_path / "figure.svg").as_uri())
        boxes = page.evaluate(
            """async () => { await document.fonts.ready; return [...document.querySelectorAll('text')].map(e => {
                const b = e.getBBox(); return [e.textContent, b.x, b.y, b.width, b.height, !!e.getAttribute('transform')];
            }) }"""
        )
        width, height = measure(text)
        flat = [box for box in boxes if not box[5]]
        for words, x, y, w, h, _ in flat:
            if x < -1 or y < -3 or x + w > width + 1 or y + h > height + 3:
                trouble.append(f"{name} {size}: “{words}” is cut")
        for one, two in combinations(flat, 2):
            across = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
            down = min(one[2] + one[4], two[2] + two[4]) - max(one[2], two[2])
            if across > 2 and down > 0.45 * min(one[4], two[4]):
                trouble.append(f"{name} {size}: “{one[0]}” lies on “{two[0]}”")
    page.close()
    assert trouble == []


def test_a_picture_is_asked_for_when_a_reader_comes_near_it(book: Built, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((book.out / "html" / "nuclear-nexus.html").as_uri(), wait_until="networkidle")
    assert not [name for name in asked if name.startswith("votes")]
    page.locator("#figure-votes img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#figure-votes img').complete")
    assert "votes.svg" in asked
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_follows_the_color_scheme_of_the_page(book: Built, browser: Browser, scheme: str) -> None:
    """Also against the reader's system: the corner of the picture has the color of the page's paper."""
    page = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="light")
    page.goto((book.out / "html" / "nuclear-nexus.html").as_uri())
    page.evaluate(f"document.documentElement.dataset.scheme = '{scheme}'")
    image = page.locator("#figure-votes img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#figure-votes img').complete")
    box = image.bounding_box()
    assert box
    area: FloatRect = {"x": int(box["x"]) + 5, "y": int(box["y"]) + 5, "width": 4, "height": 4}
    shot = page.screenshot(clip=area)
    page.evaluate("document.querySelector('#figure-votes img').style.visibility = 'hidden'")
    assert page.screenshot(clip=area) == shot
    page.close()


# What the text says


def test_the_captions_of_trade_agree_with_the_data() -> None:
    moscow, beijing = trade("USSR/Russia"), trade("China")
    assert moscow[1988] / moscow[1992] == pytest.approx(9, abs=0.05)
    assert all(beijing[year] > moscow[year] for year in moscow.keys() & beijing.keys() if year >= 1992)
    ranges = sorted(
        (int(r.fields["year"]), r.number("total_usd_million"))
        for r in ROWS["trade_usd.csv"]
        if r.fields["plot"] == "range"
    )
    assert ranges == [(1990, 1143), (1990, 2320), (1991, 364.7), (1991, 1420)]
    assert ranges[2][1] < beijing[1991] < ranges[3][1]  # China overtook in 1991 only on KOTRA's figures
    assert 1996 not in moscow
    assert (moscow[2022], moscow[2024]) == (3.8, 34)
    early = [v for year, v in beijing.items() if year <= 1999]
    assert (min(early), max(early)) == (370, 958.25)
    assert min(v for year, v in moscow.items() if 1992 <= year <= 2003) == moscow[2000] == 46
    assert max(v for year, v in moscow.items() if year >= 2000) == moscow[2005]


def test_the_captions_of_famine_agree_with_the_data() -> None:
    from edition.figures.tables import METHODS

    groups: dict[str, list[float]] = {}
    for row in ROWS["famine_mortality.csv"]:
        if row.fields["plot"] == "yes":
            ends = [float(row.fields[end]) for end in ("low", "high") if row.fields[end]]
            groups.setdefault(METHODS[row.fields["method"]], []).extend(ends)
    assert (min(groups["census"]), max(groups["census"])) == (240_000, 815_000)
    assert (min(groups["model"]), max(groups["model"])) == (600_000, 1_000_000)
    assert (min(groups["witness"]), max(groups["witness"])) == (1_000_000, 3_500_000)
    assert ESSAY_WORDS == (200_000, 1_000_000)


def test_the_captions_of_votes_agree_with_the_data() -> None:
    rows = [row.fields for row in ROWS["unsc_votes_dprk.csv"]]
    assert Counter(row["kind"] for row in rows) == {"sanctions": 12, "panel": 14}
    both = [row for row in rows if row["russia"] == row["china"] == "yes"]
    assert Counter(row["kind"] for row in both) == {"sanctions": 11, "panel": 13}
    assert Counter(row["date"][:4] for row in both if row["kind"] == "sanctions")["2017"] == 4
    others = [(r["date"], r["russia"], r["china"]) for r in rows if r not in both]
    assert others == [("2022-05-26", "no", "no"), ("2024-03-28", "no", "abstained")]
    counts = [(r["votes_for"], r["votes_against"], r["abstentions"]) for r in rows if r not in both]
    assert counts == [("13", "2", "0"), ("13", "1", "1")]


def test_the_captions_of_debt_agree_with_the_data() -> None:
    amounts = [(row.fields["year"], row.fields["unit"], row.number("amount")) for row in ROWS["debt.csv"]]
    dollars = [amount for _, unit, amount in amounts if unit == "billion USD"]
    assert dollars == [5.0, 5.5, 5.5, 8.0, 11.0, 10.96, 1.09]
    assert 1 - dollars[-1] / dollars[-2] == pytest.approx(0.9, abs=0.001)


def test_the_captions_of_meetings_agree_with_the_data() -> None:
    rows = [row.fields for row in ROWS["summits_visits.csv"]]
    assert len(rows) == 23
    loose = [r["date_start"][:4] for r in rows if r["certainty"] != "firm"]
    assert loose == ["1953", "1960", "1961", "1965", "1984", "1986"]
    assert {r["place"] for r in rows if r["date_start"] < "1962"} == {"Moscow"}
    third = [
        r["date_start"][:4] for r in rows if r["korean_side"] == "Kim Jong-un" and r["moscow_side"] == "Vladimir Putin"
    ]
    assert third == ["2019", "2023", "2024", "2025"]


# The small book

SMALL = {
    "data/famine_mortality.csv": f"{HEADER}\n{GOOD}\nAnother,,,300,,official statement,DPRK,yes,rusk1990,\n",
    "two.md": [
        (
            "It was long.\n",
            """It was long.

(two-commentary)=
## Commentary

(data-famine)=
### Data

See {numref}`figure-famine`.

:::{chart} famine
:alt: Two estimates.

The message.

The source {cite:p}`rusk1990`.
:::

:::{chart-data} famine
:::
""",
        ),
    ],
}


def small(*changes: tuple[str, str], **files: str) -> dict[str, Any]:
    """The small book with a figure, and some words of its chapter changed."""
    return {**SMALL, "two.md": [(old, _changed(new, changes)) for old, new in SMALL["two.md"]], **files}


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text


def kept(built: Built) -> dict[str, int]:
    """The drawn pictures and when they were drawn."""
    return {p.name: p.stat().st_mtime_ns for p in (built.out / "doctrees" / "figures").iterdir()}


def test_a_change_of_text_draws_nothing_and_a_change_of_data_does(build_small: Callable[..., Built]) -> None:
    first = build_small(small())
    assert not first.failed, first.messages
    drawn = kept(first)
    assert len(drawn) == len(LAYOUTS)
    second = build_small(small(("The message.", "Another message.")))
    assert "Another message." in select(second.page("two"), "figcaption")[0].text_content()
    assert kept(second) == drawn
    third = build_small({**small(), "data/famine_mortality.csv": f"{HEADER}\n{GOOD.replace('200', '250')}\n"})
    assert not third.failed, third.messages
    assert len(kept(third).keys() - drawn.keys()) == len(LAYOUTS)
    assert [c.text_content() for c in select(third.page("two"), ".fold td")][1] == "100–250"


def test_code_and_data_decide_what_a_picture_is_called(tmp_path: Path) -> None:
    names = {path.name for path in inputs(FIGURES["map"], DOCS)}
    assert names == {
        "places.csv",
        "region.geojson",
        "data.py",
        "tables.py",
        "svg.py",
        "map.py",
    }
    (tmp_path / "a").write_text("1", encoding="utf-8")
    before = digest([tmp_path / "a"])
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert digest([tmp_path / "a"]) != before


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"data/famine_mortality.csv": f"{HEADER}\n{GOOD.replace('200', 'many')}\n"},
         "data/famine_mortality.csv:2: WARNING: high: 'many' is not a number [figures.number]"),
        ({"data/famine_mortality.csv": f"{HEADER}\n{GOOD.replace('rusk1990', 'rusk1991')}\n"},
         "data/famine_mortality.csv:2: WARNING: source: the source 'rusk1991' is not in the bibliography [figures.source]"),
        ({"data/famine_mortality.csv": f"{HEADER}\n"},
         "data/famine_mortality.csv:1: WARNING: no row is drawn [figures.empty]"),
        ({"two.md": small((":::{chart} famine", ":::{chart} hunger"))["two.md"]},
         "two.md:19: ERROR: there is no figure 'hunger'; one of map, trade"),
        ({"two.md": small((":alt: Two estimates.\n", ""))["two.md"]},
         "two.md:19: ERROR: the figure 'famine' needs 'alt'"),
        ({"two.md": small(("The message.\n\nThe source {cite:p}`rusk1990`.\n", ""))["two.md"]},
         "two.md:19: ERROR: the figure 'famine' needs a caption"),
    ],
)  # fmt: skip
def test_a_bad_figure_fails_the_build(build_small: Callable[..., Built], changes: Any, expected: str) -> None:
    built = build_small({**SMALL, **changes})
    assert built.failed
    assert any(expected in said for said in built.messages), built.messages


# The book


def test_the_figures_are_numbered_titled_and_told(book: Built) -> None:
    for count, (name, chapter) in enumerate(CHAPTERS.items(), 1):
        page = book.page(chapter)
        (figure,) = select(page, f"figure#figure-{name}")
        assert select(figure, ".caption-number")[0].text_content().strip() == f"Figure {count}"
        message = select(figure, ".caption-text")[0].text_content().strip()
        assert message.removesuffix(" cite").endswith(".")
        assert select(figure, ".legend")
        (image,) = select(figure, "picture img")
        assert len(image.get("alt", "")) > 150
        (narrow,) = select(figure, "picture > source")
        assert narrow.get("media") == NARROW
        for address in (image.get("src", ""), narrow.get("srcset", "")):
            assert (book.out / "html" / address).is_file()
        # HTML takes whole pixels only.
        assert [image.get("width"), image.get("height")] == [str(round(n)) for n in measure(PICTURES[name, "wide"])]
        assert [narrow.get("width"), narrow.get("height")] == [str(round(n)) for n in measure(PICTURES[name, "narrow"])]
        links = [a for a in select(page, f"a[href='#figure-{name}']") if a.text_content() == f"Figure {count}"]
        assert links, f"the text of {chapter} does not refer to figure-{name}"


def test_the_published_pictures_are_those_that_were_checked(book: Built) -> None:
    for (name, size), text in PICTURES.items():
        if size != "print":
            assert (book.out / "html" / "figures" / public_name(name, size)).read_text(encoding="utf-8") == text


def test_a_table_with_every_drawn_row_unfolds_below_each_figure(book: Built) -> None:
    for name, chapter in CHAPTERS.items():
        fold = select(book.page(chapter), f"figure#figure-{name} + details.fold")[0]
        tables = select(fold, "table")
        assert len(tables) == len(FIGURES[name].tables)
        for table, element in zip(FIGURES[name].tables, tables, strict=True):
            drawn = [row for row in ROWS[table.file] if table.place(row.fields).drawn]
            if table.short:
                headings, *lines = table.short(drawn)
                assert [" ".join(c.text_content().split()) for c in select(element, "th")] == list(headings)
                assert cells(element, 0) == [tuple(c.translate(STRAIGHT) for c in line) for line in lines]
                continue
            assert cells(element) == told(drawn, table)
            assert len(select(element, "th")) == len(table.headings) + 1
            for row in select(element, "tbody tr"):
                assert select(row[-1], "a[href^='bibliography.html#ref-']") or name == "map"
        links = [a.get("href", "") for a in select(fold, ".downloads a")]
        files = [table.file for table in FIGURES[name].tables] + list(FIGURES[name].other_files)
        assert links == [f"data/{file}" for file in files] + [f"figures/{name}.svg"]
        for file in files:
            assert (book.out / "html" / "data" / file).read_bytes() == (DATA / file).read_bytes()


STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def cells(table: Any, sources: int = 1) -> list[tuple[str, ...]]:
    """The words of a table without its last column, which has the sources; quotes straight."""
    rows = select(table, "tbody tr")
    return [
        tuple(" ".join(c.text_content().split()).translate(STRAIGHT) for c in row[: len(row) - sources]) for row in rows
    ]


def told(rows: list[Row], table: Table) -> list[tuple[str, ...]]:
    """The same of rows."""
    return [tuple(c.translate(STRAIGHT) for c in table.cells(row.fields)) for row in rows]


def test_the_appendix_has_every_row(book: Built) -> None:
    page = book.page("data")
    tables = [(t, e) for n in FIGURES for t, e in zip(FIGURES[n].tables, select(page, f"#data-{n} table"), strict=True)]
    for table, element in tables:
        assert cells(element) == told(ROWS[table.file], table)


def test_alt_texts_name_the_extremes(book: Built) -> None:
    moscow, beijing = trade("USSR/Russia"), trade("China")
    famine = [r for r in ROWS["famine_mortality.csv"] if r.fields["plot"] == "yes"]
    ends = [float(r.fields[e]) for r in famine for e in ("low", "high") if r.fields[e]]
    debts = [(r.fields["unit"], r.number("amount")) for r in ROWS["debt.csv"]]
    rubles, dollars = ([amount for unit, amount in debts if unit == u] for u in ("billion rubles", "billion USD"))
    extremes = {
        "map": ["38th parallel", "south of the parallel", "Vladivostok", "Tumangang"],
        "trade": [f"{v:,.10g}" for line in (moscow, beijing) for v in (min(line.values()), max(line.values()))],
        "famine": [f"{min(ends):,.0f}", f"{max(ends) / 1e6:.1f} million"],
        "debt": [f"{min(rubles):g}", f"{max(rubles):g}", f"{min(dollars):g}", f"{max(dollars)}"],
        "meetings": ["March 1949", "October 2025"],
        "votes": ["2006", "26 May 2022", "28 March 2024", "four of them in 2017"],
    }
    for name, words in extremes.items():
        (image,) = select(book.page(CHAPTERS[name]), f"figure#figure-{name} img")
        for word in words:
            assert word in image.get("alt", ""), (name, word)


def test_every_source_of_the_tables_is_in_the_bibliography(book: Built) -> None:
    listed = {e.get("id") for e in select(book.page("bibliography"), "[id^='ref-']")}
    for name in FIGURES:
        for table in FIGURES[name].tables:
            (column,) = [c.name for c in table.columns if c.kind is Kind.SOURCES]
            for row in ROWS[table.file]:
                assert {f"ref-{key}" for key in split_sources(row.fields[column])} <= listed


def test_the_pdf_has_the_figures_with_their_alternative_text_and_the_tables(book: Built) -> None:
    path = book.out / "russia-north-korea.pdf"
    with pikepdf.open(path) as pdf:
        names = set(pikepdf.NameTree(pdf.Root.Names.Dests).keys())
        alts = {str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o}
    assert {f"figure-{name}" for name in FIGURES} | {f"data-{name}" for name in FIGURES} <= names
    for name, chapter in CHAPTERS.items():
        (image,) = select(book.page(chapter), f"figure#figure-{name} img")
        assert image.get("alt") in alts
    document = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    for count in range(1, len(CHAPTERS) + 1):
        assert f"Figure {count}." in text
    assert "Million US dollars a year, logarithmic scale" in text  # the words of a picture are words
    for name in FIGURES:
        for table in FIGURES[name].tables:
            for row in (ROWS[table.file][0], ROWS[table.file][-1]):
                assert table.cells(row.fields)[-1].split()[0] in text
    assert "left out: an error in its source" in text
