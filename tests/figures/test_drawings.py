"""The drawings: every number drawn stands in its table, every row is drawn or says why not, marks mean what they should."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from edition.essay.carries import read_pairs
from edition.figures.data import Row
from edition.figures.famine import ESSAY_WORDS
from edition.figures.forms import size_of
from edition.figures.geometry import Frame, read_shapes, snap
from edition.figures.knowledge import alt_text, count
from edition.figures.map import frames
from edition.figures.scales import Scale
from edition.figures.svg import COLORS, LAYOUTS, Drawing, number, path, text_width, wrap
from edition.figures.trade import by_year, unbroken
from edition.figures.words import moment
from figure_drawings import CHAPTERS, DOCS, SIZES, SVG, digest, draw_rows, every_picture, figure, rows, svg, tree
from map.bake_outlines import (
    FAR,
    RIVERS,
    RUSSIAN_BORDER,
    SOURCE,
    TARGET,
    TOLERANCES,
    bake,
    border,
    clip,
    cut,
    read_outlines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element
    from playwright.sync_api import Browser

MOST = {"map": 22_000, "meetings": 24_000}
"""Bytes of one drawing; 20,000 for the others."""


def trade(partner: str) -> dict[int, float]:
    """The line of one partner."""
    return {
        int(row.fields["year"]): row.number("total_usd_million")
        for row in rows("trade")["trade_usd.csv"]
        if row.fields["partner"] == partner and row.fields["plot"] == "line"
    }


def marks_of(drawing: Element) -> dict[str, Element]:
    """The marks by the row that they stand for."""
    return {e.get("data-row", ""): e for e in drawing.iter() if e.get("data-row")}


def colors(mark: Element) -> tuple[str, ...]:
    """The names of the colors that fill and stroke a mark."""
    return tuple(mark.get(a, "").removeprefix("var(--").removesuffix(")") for a in ("fill", "stroke"))


# --- The writer ---


def test_a_path_says_each_point_once_and_one_point_is_no_line() -> None:
    assert path([(0, 0), (1.5, -2), (1.5, -2), (0, 0)], close=True) == "M0 0l1.5-2z"
    assert path([(3, 4)], close=True) == ""
    assert path([(3, 4), (3, 4)]) == ""
    assert number(-0.04) == "0"


def test_a_scale_is_right_at_its_ends_and_in_its_middle() -> None:
    assert [Scale(0, 10, 5, 105)(v) for v in (0, 5, 10)] == [5, 55, 105]
    assert [Scale(1, 100, 300, 0, log=True)(v) for v in (1, 10, 100)] == [300, 150, 0]


def test_text_is_broken_between_words_and_escaped() -> None:
    assert wrap("one two three", 10, text_width("one two", 10)) == ["one two", "three"]
    d = Drawing(LAYOUTS[0])
    d.text(0, 0, "<script>", after='"&')
    assert "&lt;script&gt;" in d.render()
    assert '"&amp;</tspan>' in d.render()


def test_the_palette_is_the_style_sheets() -> None:
    theirs: dict[str, tuple[str, str]] = {}
    for name in ("tokens.css", "figures.css"):
        sheet = (DOCS / "_theme" / "style" / name).read_text(encoding="utf-8")
        theirs |= {n: (a, b) for n, a, b in re.findall(r'"([\w-]+)": \("(#\w+)", "(#\w+)"\)', sheet)}
    assert {name: theirs[name] for name in COLORS} == COLORS


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
        "beijing": ("paper",),
    }
    for ground, words in grounds.items():
        for word in words:
            low, high = sorted(luminance(COLORS[name][scheme]) for name in (ground, word))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, word)


# --- All drawings ---


@every_picture
def test_a_drawing_is_small_and_holds_only_what_it_may(name: str, size: str) -> None:
    text = svg(name, size)
    assert len(text.encode()) <= MOST.get(name, 20_000)
    drawing = tree(name, size)
    tags = {str(element.tag).removeprefix(SVG) for element in drawing.iter()}
    assert tags <= {"svg", "path", "circle", "ellipse", "g", "text", "tspan", "clipPath", "a", "use"}
    for element in drawing.iter():
        assert not {a for a in element.attrib if a.startswith("on") or a == "style"}
        assert set(colors(element)) - {""} <= ({"none"} if element is drawing else COLORS.keys())
        assert "d" not in element.attrib or re.fullmatch(r"M[^M]*[\d z](?:M.*)?", element.get("d", "")), element.get(
            "d"
        )
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert all(u.startswith("#map-") for u in re.findall(r"url\(([^)]*)\)", text))
    assert all(h.startswith(("@event-", "#map-")) for h in re.findall(r'href="([^"]*)"', text))


@pytest.mark.slow
def test_drawings_have_the_same_bytes_in_every_process() -> None:
    """In this one and in another, whose hashes of words have another seed."""
    code = "from figure_drawings import digest; print(digest())"
    folders = os.pathsep.join(str(ROOT / folder) for folder in ("docs/_ext", "tests", "scripts"))
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": folders}
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True)
    assert other.stdout.strip() == digest()


@every_picture
def test_every_row_is_drawn_or_says_why_not(name: str, size: str) -> None:
    shown = Counter(e.get("data-row", "").split(" ")[0] for e in tree(name, size).iter() if e.get("data-row"))
    expected: Counter[str] = Counter()
    for table in figure(name).tables:
        for row in rows(name)[table.file]:
            place = table.place(row.fields)
            if place.drawn:
                expected[str(row.line)] += 1
            else:
                assert re.fullmatch(r"left out: \w.*", place.words), row
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
    for group in tree(name, size).iter(f"{SVG}g"):
        for mark in group.iter(f"{SVG}path", f"{SVG}circle", f"{SVG}ellipse"):
            if mark.get("data-row") and (group.get("data-x") or group.get("data-y")):
                moved = mark.get("transform") or mark.xpath("string(../@transform)")
                x, y = map(float, re.findall(r"-?[\d.]+", moved))
                at = [inverse(s, v) if s else None for s, v in ((group.get("data-x"), x), (group.get("data-y"), y))]
                yield int(mark.get("data-row", "")), at[0], at[1], mark


def length_of(mark: Element, shape: str) -> float:
    """The value of a bar's length on the scale of its group; 0 for what is no bar."""
    bar = re.match(shape, mark.get("d", ""))
    group = mark.getparent()
    assert group is not None
    first, last, start, end = map(float, group.get("data-x", "").split())
    return float(bar[1]) * (last - first) / (end - start) if bar else 0


@pytest.mark.parametrize("size", SIZES)
def test_a_mark_stands_at_the_value_of_its_row(size: str) -> None:
    by_line = {f: {r.line: r for r in found} for name in CHAPTERS for f, found in rows(name).items()}
    found = Counter[str]()
    for line, x, y, _ in drawn_values("trade", size):
        row = by_line["trade_usd.csv"][line]
        assert x == pytest.approx(row.number("year"), abs=0.02)
        assert y == pytest.approx(row.number("total_usd_million"), rel=0.01)
        found["trade"] += 1
    for line, x, _, mark in drawn_values("famine", size):
        row = by_line["famine_mortality.csv"][line]
        low, high = (float(row.fields[end] or row.fields["high"]) for end in ("low", "high"))
        length = length_of(mark, r"M0-4h([\d.]+)")
        assert x == pytest.approx(low if length else high, abs=2000)
        assert not length or length == pytest.approx(high - low, abs=3000)
        found["famine"] += 1
    for line, x, y, _ in drawn_values("debt", size):
        row = by_line["debt.csv"][line]
        assert x == pytest.approx(moment(row.fields["as_of"]), abs=0.02)
        assert y == pytest.approx(row.number("amount"), abs=0.05)
        found["debt"] += 1
    for line, x, y, _ in drawn_values("map", size):
        row = by_line["places.csv"][line]
        if row.fields["lon"]:
            assert (x, y) == pytest.approx((row.number("lon"), row.number("lat")), abs=0.02)
            found["map"] += 1
    for line, _, _, mark in drawn_values("knowledge", size):
        assert length_of(mark, r"M0 0h([\d.]+)") == pytest.approx(by_line["knowledge"][line].number("claims"), abs=0.1)
        found["knowledge"] += 1
    expected = {"trade": 85, "famine": 14, "debt": 10, "map": 14, "knowledge": len(rows("knowledge")["knowledge"])}
    assert found == expected


@every_picture
def test_every_printed_number_stands_in_the_table(name: str, size: str) -> None:
    known: set[float] = set()
    for found in rows(name).values():
        for row in found:
            for value in row.fields.values():
                known |= {float(n) for n in re.findall(r"\d+(?:\.\d+)?", value)}
    printed = [
        "".join(str(t) for t in e.itertext()) for e in tree(name, size).iter(f"{SVG}text") if not e.get("data-axis")
    ]
    for words in printed:
        text = re.sub(r"(?<![\d,.])([\d.]{1,3})–([\d.]+) million", r"\1 million–\2 million", words)
        for digits, million in re.findall(r"(\d[\d,]*(?:\.\d+)?)( million)?", text):
            amount = float(digits.replace(",", "")) * (1e6 if million else 1)
            assert any(math.isclose(amount, n) for n in known), (words, amount)
    assert printed


def test_no_words_of_a_drawing_overlap_or_are_cut(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    sheet = "@font-face{font-family:S;src:url('%s')}svg{font-family:S}"
    font = DOCS / "_fonts" / "EditionSans-Regular.latin.woff2"
    trouble = []
    for name in CHAPTERS:
        for size in SIZES:
            width, height = size_of(svg(name, size))
            text = svg(name, size).replace("<svg ", f'<svg width="{width}" height="{height}" ')
            html = f"<!DOCTYPE html><style>{sheet % font.as_uri()}</style><body>{text}"
            (tmp_path / "figure.html").write_text(html, encoding="utf-8")
            page.goto((tmp_path / "figure.html").as_uri())
            boxes = page.evaluate(
                """async () => { await document.fonts.ready; return [...document.querySelectorAll('text')].map(e => {
                    const b = e.getBoundingClientRect(), all = e.ownerSVGElement.getBoundingClientRect();
                    return [e.textContent, b.x - all.x, b.y - all.y, b.width, b.height]; }) }"""
            )
            for words, x, y, w, h in boxes:
                if x < -1 or y < -3 or x + w > width + 1 or y + h > height + 3:
                    trouble.append(f"{name} {size}: “{words}” is cut")
            for one, two in combinations(boxes, 2):
                across = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
                down = min(one[2] + one[4], two[2] + two[4]) - max(one[2], two[2])
                if across > 2 and down > 0.45 * min(one[4], two[4]):
                    trouble.append(f"{name} {size}: “{one[0]}” lies on “{two[0]}”")
    page.close()
    assert trouble == []


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_link_has_room_for_a_finger_beside_other_links(size: str) -> None:
    """24 pixels (WCAG 2.2, 2.5.8) in a column that shows 576 units in 552 pixels, or 320 in 304."""
    for name in ("meetings", "debt", "votes"):
        boxes = []
        for box in (e for e in tree(name, size).iter(f"{SVG}path") if e.get("pointer-events")):
            x, y, w, h = map(float, re.findall(r"[\d.]+", box.get("d", ""))[:4])
            boxes.append((x, y, w, h))
            assert min(w, h) * 0.95 >= 24
        assert boxes
        for one, two in combinations(boxes, 2):
            assert two[1] >= one[1] + one[3] - 0.2 or two[0] >= one[0] + one[2] or one[1] >= two[1] + two[3] - 0.2


# --- What marks mean ---


def test_a_year_that_is_missing_breaks_the_line() -> None:
    found = [Row(i, {"year": str(year)}) for i, year in enumerate((1992, 1993, 1995, 1996, 2000))]
    assert [[r.fields["year"] for r in run] for run in unbroken(found)] == [
        ["1992", "1993"],
        ["1995", "1996"],
        ["2000"],
    ]


def test_the_axes_of_trade_grow_with_the_data() -> None:
    later = [Row(900, {**rows("trade")["trade_usd.csv"][-1].fields, "year": "2031", "total_usd_million": "90000"})]
    drawing = draw_rows("trade", {"trade_usd.csv": lambda found: found + later})
    x, y = map(float, re.findall(r"[\d.]+", marks_of(drawing)["900"].get("transform", "")))
    assert 0 < x < 576
    assert 0 < y < 400
    labels = {e.text for e in drawing.iter(f"{SVG}text")}
    assert {"2030", "100,000"} <= labels


def test_a_high_estimate_of_the_famine_stays_in_the_picture() -> None:
    more = [Row(900, {**rows("famine")["famine_mortality.csv"][0].fields, "low": "9000000", "high": "9000000"})]
    drawing = draw_rows("famine", {"famine_mortality.csv": lambda found: found + more})
    x = float(re.findall(r"[\d.]+", marks_of(drawing)["900"].get("transform", ""))[0])
    assert x < 576


def test_the_short_table_of_trade_has_every_amount_that_is_drawn() -> None:
    (table,) = figure("trade").tables
    drawn = [row for row in rows("trade")[table.file] if table.place(row.fields).drawn]
    lines = {line[0]: line for line in by_year(drawn)}
    for row in drawn:
        column = 1 if row.fields["partner"] == "USSR/Russia" else 3
        assert table.cells(row.fields)[2] in lines[row.fields["year"]][column]
    amounts = "; ".join(";".join(line[1::2]) for line in lines.values()).split(";")
    assert len([a for a in amounts if any(c.isdigit() for c in a)]) == len(drawn)
    assert lines["1990"][1:3] == ("2,320, derived; 1,143, derived", "South Korean Foreign Ministry; KOTRA")
    assert lines["2000"][3] == "648.81, doubtful"


@pytest.mark.parametrize("size", SIZES)
def test_an_upper_bound_is_hollow_at_the_end_of_a_broken_line(size: str) -> None:
    drawing = tree("famine", size)
    marks = marks_of(drawing)
    bounds = [row for row in rows("famine")["famine_mortality.csv"] if row.fields["high"] and not row.fields["low"]]
    assert bounds
    for row in rows("famine")["famine_mortality.csv"]:
        if str(row.line) in marks:
            assert (colors(marks[str(row.line)])[0] == "paper") == (row in bounds), row
    broken = [e for e in drawing.iter(f"{SVG}path") if e.get("stroke-dasharray")]
    assert len(broken) == len(bounds)
    assert "at most 3 million" in {e.text for e in drawing.iter(f"{SVG}text")}


@pytest.mark.parametrize("size", SIZES)
def test_a_vote_has_the_mark_of_its_kind_and_of_how_it_was_cast(size: str) -> None:
    marks = marks_of(tree("votes", size))
    shapes: dict[tuple[str, str], set[str]] = {}
    for row in rows("votes")["unsc_votes_dprk.csv"]:
        for country in ("russia", "china"):
            mark = marks[f"{row.line} {country}"]
            shapes.setdefault((row.fields["kind"], row.fields[country]), set()).add(mark.get("d", "circle"))
            assert (colors(mark)[0] == "paper") == (row.fields[country] != "yes")
            assert {"moscow", "beijing"} & set(colors(mark)) == {"moscow" if country == "russia" else "beijing"}
    assert shapes.keys() >= {
        ("sanctions", "yes"),
        ("panel", "yes"),
        ("sanctions", "no"),
        ("panel", "no"),
        ("panel", "abstained"),
    }
    assert all(len(found) == 1 for found in shapes.values())
    one = {key: next(iter(found)) for key, found in shapes.items()}
    assert len(set(one.values())) == len(one)
    assert one["sanctions", "yes"] == "circle"
    for kind in ("sanctions", "panel"):  # a cross has two strokes, a bar one
        assert one[kind, "no"].removeprefix(one[kind, "yes"][:3]).count("l") >= 2
    assert "l" not in one["panel", "abstained"]


@pytest.mark.parametrize("size", SIZES)
def test_a_meeting_is_filled_for_leaders_open_for_others_and_broken_where_doubtful(size: str) -> None:
    drawing = tree("meetings", size)
    marks = marks_of(drawing)
    states = Counter[str]()
    for row in rows("meetings")["summits_visits.csv"]:
        f, mark = row.fields, marks[str(row.line)]
        filled = colors(mark)[0] == "moscow"
        assert filled == (f["rank"] == "leaders" and f["state"] != "doubtful"), row
        assert bool(mark.get("stroke-dasharray")) == (f["state"] == "doubtful"), row
        assert ("m0" in mark.get("d", "")) == (f["rank"] == "put off"), row
        states[f["state"]] += 1
    assert states["doubtful"] == 1
    dates = [e.text or "" for e in drawing.iter(f"{SVG}text")]
    assert sum(d.endswith("*") for d in dates) == states["open"]


def test_a_meeting_stands_in_the_lane_of_its_country_and_below_those_before_it() -> None:
    marks = marks_of(tree("meetings", "wide"))
    lanes: dict[str, set[float]] = {}
    places = []
    for row in sorted(rows("meetings")["summits_visits.csv"], key=lambda r: r.fields["date_start"]):
        x, y = map(float, re.findall(r"[\d.]+", marks[str(row.line)].get("transform", "")))
        lanes.setdefault(row.fields["country"], set()).add(x)
        places.append(y)
    assert all(a < b for a, b in pairwise(places))
    assert [len(found) for found in lanes.values()] == [1, 1, 1]
    heads = {e.text: float(e.get("x", "")) for e in tree("meetings", "wide").iter(f"{SVG}text") if e.get("data-axis")}
    for country, head in (("USSR or Russia", "Russia"), ("elsewhere", "elsewhere"), ("North Korea", "Korea")):
        assert lanes[country].pop() == pytest.approx(heads[head], abs=1)


def test_years_without_a_meeting_are_named() -> None:
    years = [int(row.fields["date_start"][:4]) for row in rows("meetings")["summits_visits.csv"]]
    named: set[int] = set()
    for words in (e.text or "" for e in tree("meetings", "wide").iter(f"{SVG}text")):
        if words.endswith(": none listed"):
            ends = [int(y) for y in re.findall(r"\d{4}", words)]
            named |= set(range(ends[0], ends[-1] + 1))
    assert named == set(range(min(years), max(years) + 1)) - set(years)


def test_the_sums_of_knowledge_are_counted_from_the_pairs(tmp_path: Path) -> None:
    text = """
one:
  - {source: a, relation: supports, carries: x, seen: own-page}
  - {source: b, relation: supports, carries: x, seen: cited-by}
two:
  - {source: b, relation: disputes, carries: x, seen: own-page}
  - {source: lost, relation: disputes, carries: x, seen: own-page}
"""
    (tmp_path / "carries.yaml").write_text(text, encoding="utf-8")
    pairs, _ = read_pairs(tmp_path / "carries.yaml")
    counted = count(
        (pair for of_note in pairs.values() for pair in of_note),
        {"a": {"language": "ru", "keywords": "news"}, "b": {"keywords": "work"}},
    )
    assert [tuple(row.fields.values()) for row in counted] == [
        ("Language", "English", "2", "1", "2"),
        ("Language", "Russian", "1", "0", "1"),
        ("Kind", "books, articles, reports", "2", "1", "2"),
        ("Kind", "news, statements, web", "1", "0", "1"),
        ("How it is known", "read, at least in part", "2", "1", "2"),
        ("How it is known", "known at second hand", "1", "0", "1"),
    ]
    assert "Language: English 2 (no other: 1), Russian 1." in alt_text({"knowledge": counted})


# --- The map ---


def test_the_geometry_is_what_its_script_makes_of_its_source() -> None:
    assert TARGET.read_text(encoding="utf-8") == bake(SOURCE.read_text(encoding="utf-8"))


def test_the_book_says_how_coarse_the_lines_of_the_map_are() -> None:
    (koreas,) = set(TOLERANCES.values())
    said = f"(by {koreas} on the coasts of both Koreas, by {RIVERS} on the border with China, by {FAR} around them)"
    assert said in (DOCS / "data.md").read_text("utf-8")


def test_an_outline_is_cut_at_a_frame_and_a_line_goes_on_to_the_first_point_beyond() -> None:
    ring = clip([(-50, 2), (50, 2), (50, 8), (-50, 8)], (0, 0, 10, 10))
    assert {x for x, _ in ring} == {0, 10}
    line: list[tuple[float, float]] = [(-2, 5), (-1, 5), (1, 5), (2, 5), (11, 5), (12, 5)]
    assert cut(line, (0, 0, 10, 10)) == [[(-1, 5), (1, 5), (2, 5), (11, 5)]]
    assert snap([(0.1, 0.1), (0.2, 0.2), (0.9, 0.2), (2.2, 0.1)]) == [(0, 0), (2, 0)]


def test_only_the_true_border_with_russia_is_marked() -> None:
    shapes = read_shapes(TARGET.read_text(encoding="utf-8"), "main")
    (russian,) = shapes["border", "RU"]
    assert (russian[0], russian[-1]) == RUSSIAN_BORDER
    (west, south), (east, north) = russian[0], russian[-1]
    length = math.hypot((east - west) * math.cos(math.radians(42.35)), north - south) * 111.2
    assert round(length) == 17  # the caption's kilometers


def test_the_demarcation_line_begins_south_of_the_parallel_and_ends_north_of_it() -> None:
    (line,) = read_shapes(TARGET.read_text(encoding="utf-8"), "main")["border", "KR"]
    west, east = min(line), max(line)
    assert west[1] < 38 < east[1]
    states = read_outlines(SOURCE.read_text(encoding="utf-8"))
    assert [len(part) for part in border(states["KP"], states["KR"])] == [len(line)] == [22]


@pytest.mark.parametrize("size", SIZES)
def test_a_scale_bar_is_as_long_as_it_says(size: str) -> None:
    """From the latitudes at the foot and head of its window: a degree has 111.2 km."""
    found = []
    for window in tree("map", size).iter(f"{SVG}g"):
        words = [e.text or "" for e in window.iter(f"{SVG}text") if (e.text or "").endswith(" km")]
        bars = [m for e in window.iter(f"{SVG}path") if (m := re.fullmatch(r"M\S+ \S+v4h([\d.]+)v-4", e.get("d", "")))]
        if words and bars:
            south, north, foot, head = map(float, window.get("data-y", "").split())
            kilometers = float(bars[0][1]) / (foot - head) * (north - south) * 111.2
            assert kilometers == pytest.approx(float(words[0].removesuffix(" km")), rel=0.01)
            found.append(words[0])
    assert found == ["200 km", "10 km"]


def test_the_narrow_map_lays_the_shapes_of_the_wide_one_where_they_belong() -> None:
    wide, narrow = (frames(layout) for layout in LAYOUTS[:2])
    ids = [e.get("id") for e in tree("map", "wide").iter(f"{SVG}g") if e.get("id")]
    used = list(tree("map", "narrow").iter(f"{SVG}use"))
    assert [e.get("href") for e in used] == [f"#{name}" for name in ids] == ["#map-main", "#map-inset"]
    for element, window in zip(used, ("main", "inset"), strict=True):
        dx, dy, scale = map(float, re.findall(r"-?[\d.]+", element.get("transform", "")))
        for place in ((130.3, 42.2), (130.9, 42.6)):
            x, y = wide[window](place)
            assert (x * scale + dx, y * scale + dy) == pytest.approx(narrow[window](place), abs=0.15)


def test_a_window_is_true_to_scale_at_its_middle_latitude() -> None:
    frame = Frame(122, 33, 134, 44, 0, 0, 576)
    middle = math.cos(math.radians(38.5))
    (x1, y1), (x2, y2) = frame((128, 38)), frame((129, 39))
    assert (x2 - x1) / (y1 - y2) == pytest.approx(middle, rel=1e-6)


# --- What the captions say ---


def test_the_captions_of_trade_agree_with_the_data() -> None:
    moscow, beijing = trade("USSR/Russia"), trade("China")
    assert moscow[1988] / moscow[1992] == pytest.approx(9, abs=0.05)
    assert all(beijing[year] > moscow[year] for year in moscow.keys() & beijing.keys() if year >= 1992)
    ranges = sorted(
        (int(r.fields["year"]), r.number("total_usd_million"))
        for r in rows("trade")["trade_usd.csv"]
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
    groups: dict[str, list[float]] = {}
    for row in rows("famine")["famine_mortality.csv"]:
        if row.fields["plot"] == "yes":
            ends = [float(row.fields[end]) for end in ("low", "high") if row.fields[end]]
            groups.setdefault(row.fields["group"], []).extend(ends)
    assert (min(groups["census"]), max(groups["census"])) == (240_000, 815_000)
    assert (min(groups["model"]), max(groups["model"])) == (600_000, 1_000_000)
    assert (min(groups["testimony"]), max(groups["testimony"])) == (1_000_000, 3_500_000)
    assert ESSAY_WORDS == (200_000, 1_000_000)


def test_the_captions_of_votes_agree_with_the_data() -> None:
    found = [row.fields for row in rows("votes")["unsc_votes_dprk.csv"]]
    assert Counter(row["kind"] for row in found) == {"sanctions": 12, "panel": 14}
    both = [row for row in found if row["russia"] == row["china"] == "yes"]
    assert Counter(row["kind"] for row in both) == {"sanctions": 11, "panel": 13}
    assert Counter(row["date"][:4] for row in both if row["kind"] == "sanctions")["2017"] == 4
    others = [(r["date"], r["russia"], r["china"]) for r in found if r not in both]
    assert others == [("2022-05-26", "no", "no"), ("2024-03-28", "no", "abstained")]
    counts = [(r["votes_for"], r["votes_against"], r["abstentions"]) for r in found if r not in both]
    assert counts == [("13", "2", "0"), ("13", "1", "1")]


def test_the_captions_of_debt_agree_with_the_data() -> None:
    dollars = [row.number("amount") for row in rows("debt")["debt.csv"] if row.fields["unit"] == "billion USD"]
    assert dollars == [5.0, 5.5, 5.5, 8.0, 11.0, 10.96, 1.09]
    assert 1 - dollars[-1] / dollars[-2] == pytest.approx(0.9, abs=0.001)


def test_the_captions_of_meetings_agree_with_the_data() -> None:
    found = [row.fields for row in rows("meetings")["summits_visits.csv"]]
    assert len(found) == 23
    loose = [r["date_start"][:4] for r in found if r["certainty"] != "firm"]
    assert loose == ["1953", "1960", "1961", "1965", "1984", "1986"]
    assert all((r["state"] == "firm") == (r["certainty"] == "firm") for r in found)
    assert {r["place"] for r in found if r["date_start"] < "1962"} == {"Moscow"}
    leaders = [r for r in found if r["rank"] == "leaders" and r["country"] == "North Korea"]
    assert leaders[0]["date_start"] == "2000-07-19"
    third = [
        r["date_start"][:4] for r in found if r["korean_side"] == "Kim Jong-un" and r["moscow_side"] == "Vladimir Putin"
    ]
    assert third == ["2019", "2023", "2024", "2025"]


def test_the_caption_of_knowledge_agrees_with_the_pairs() -> None:
    counted = {row.fields["value"]: row for row in rows("knowledge")["knowledge"]}
    claims = counted["English"].number("claims")
    assert counted["English"].number("only") > claims / 2
    assert counted["known at second hand"].number("only") == 0
