"""Draws the map of the peninsula from the outlines in ``region.geojson`` and the places of ``places.csv``."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from edition.figures.svg import Drawing, Scale, number, path, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Row
    from edition.figures.svg import Layout

Point = tuple[float, float]
Segment = tuple[Point, Point]

RUSSIAN_BORDER = ((130.60, 42.42), (130.70, 42.29))
"""The true border of Russia and North Korea, from the Tumangang crossing to the sea. The outlines let Russia touch
Korea further up the river too, along a strip that is Chinese."""


class Frame(NamedTuple):
    """A window on the earth, drawn with equal scale both ways at its middle latitude."""

    west: float
    south: float
    east: float
    north: float
    x: float
    y: float
    width: float

    @property
    def scale(self) -> float:
        """Units a degree of latitude."""
        return self.width / ((self.east - self.west) * math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def height(self) -> float:
        """Of the window, in units."""
        return (self.north - self.south) * self.scale

    def __call__(self, point: Point) -> Point:
        lon, lat = point
        x = self.x + (lon - self.west) / (self.east - self.west) * self.width
        return x, self.y + (self.north - lat) * self.scale


class Region(NamedTuple):
    """The outlines of one state."""

    name: str
    rings: list[list[Point]]


def read_regions(source: Path) -> list[Region]:
    """The states of a GeoJSON file; only outer rings, the file has no others."""
    regions = []
    for feature in json.loads(source.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [[(lon, lat) for lon, lat in polygon[0]] for polygon in polygons]
        regions.append(Region(feature["properties"]["id"], rings))
    return regions


def clip(ring: Sequence[Point], frame: Frame) -> list[Point]:
    """The part of an outline in the frame (Sutherland and Hodgman), cut a little outside it."""
    margin = 0.2
    sides: list[tuple[int, float, float]] = [
        (0, frame.west - margin, 1),
        (0, frame.east + margin, -1),
        (1, frame.south - margin, 1),
        (1, frame.north + margin, -1),
    ]
    points = list(ring)
    for axis, limit, sign in sides:
        kept: list[Point] = []
        for a, b in pairwise([*points, *points[:1]]):
            inside_a, inside_b = (sign * (p[axis] - limit) >= 0 for p in (a, b))
            if inside_a:
                kept.append(a)
            if inside_a != inside_b:
                part = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
        points = kept
    return points


def snap(points: Sequence[Point], grid: float) -> list[Point]:
    """Points on a grid, each once in a row: what is too small to be seen goes, shared borders stay shared."""
    snapped: list[Point] = []
    for x, y in points:
        point = (round(x / grid) * grid, round(y / grid) * grid)
        if not snapped or snapped[-1] != point:
            snapped.append(point)
    return snapped


def border(one: Region, two: Region) -> list[list[Point]]:
    """The lines that two outlines share, each as long as it can be."""
    shared = segments(one) & segments(two)
    ends: defaultdict[Point, list[Point]] = defaultdict(list)
    for a, b in sorted(shared):
        ends[a].append(b)
        ends[b].append(a)
    lines = []
    for start in sorted(ends, key=lambda p: (len(ends[p]) != 1, p)):
        line = [start]
        while ends[line[-1]]:
            after = ends[line[-1]].pop(0)
            ends[after].remove(line[-1])
            line.append(after)
        if len(line) > 1:
            lines.append(line)
    return lines


def segments(region: Region) -> set[Segment]:
    """The straight pieces of an outline, without direction."""
    return {(min(a, b), max(a, b)) for ring in region.rings for a, b in pairwise(ring)}


def crossings(regions: Sequence[Region], latitude: float) -> list[float]:
    """The longitudes at which a parallel crosses the outlines, from west to east."""
    found = set()
    for region in regions:
        for ring in region.rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 - latitude) * (y2 - latitude) < 0:
                    found.add(round(x1 + (latitude - y1) / (y2 - y1) * (x2 - x1), 4))
    return sorted(found)


# Where a place's name stands: its short form, steps to the right and down in units of the text's size, and the end
# of the words that is fixed there.
LABELS: dict[str, tuple[str, float, float, str]] = {
    "Pyongyang": ("Pyongyang", 0.6, 0.35, ""),
    "Seoul": ("Seoul", 0.6, 0.75, ""),
    "Vladivostok": ("Vladivostok", -0.6, 0.3, "end"),
    "Dandong (Andong, Antung)": ("Dandong (Antung)", 0.4, -0.9, "middle"),
    "Sinuiju": ("Sinuiju", 0.6, 0.45, ""),
    "Yongbyon (town)": ("Yongbyon", 0.6, 0.2, ""),
    "Punggye-ri nuclear test site": ("Punggye-ri", -0.7, 0.35, "end"),
    "Panmunjom / Joint Security Area": ("Panmunjom", 0.5, 0.98, ""),
    "Rajin (Rason)": ("Rajin", -0.6, 0.9, "end"),
    "Wonsan": ("Wonsan", 0.6, 0.1, ""),
    "Kaesong": ("Kaesong", -0.55, -0.35, "end"),
}
COUNTRIES = {  # name, longitude, latitude
    "KP": ("NORTH KOREA", 127.3, 40.65),
    "KR": ("SOUTH KOREA", 127.85, 36.35),
    "CN": ("CHINA", 126.3, 42.6),
    "JP": ("JAPAN", 131.4, 33.35),
    "RU": ("RUSSIA", 131.85, 43.6),
}


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], folder: Path) -> Drawing:
    """The peninsula with its two lines, and in an inset the mouth of the Tumen."""
    d = Drawing(layout)
    regions = {region.name: region for region in read_regions(folder / "region.geojson")}
    rows = {row.fields["name"]: row for row in data["places.csv"] if row.fields["in_map"] == "yes"}
    size = layout.size
    if d.narrow:
        frame = Frame(122.8, 33.0, 132.6, 43.9, 0.5, 0.5, layout.width - 1)
        inset = Frame(130.15, 42.13, 131.25, 42.72, 0.5, frame.height + size * 1.4, layout.width - 1)
        d.height = inset.y + inset.height + 0.5
    else:
        frame = Frame(122.6, 33.0, 134.4, 43.9, 0.5, 0.5, layout.width - 1)
        side = layout.width * (0.36 if layout.name == "print" else 0.3)
        inset = Frame(130.2, 42.06, 131.1, 42.76, layout.width - side - 0.5, frame.height * 0.36, side)
        d.height = frame.height + 1
    window(d, frame, "main", lambda: main_map(d, frame, regions, rows, inset))
    window(d, inset, "inset", lambda: inset_map(d, inset, regions, rows))
    return d


def window(d: Drawing, frame: Frame, name: str, fill: Callable[[], None]) -> None:
    """Draw something in a frame that cuts off what lies outside."""
    box = f"M{number(frame.x)} {number(frame.y)}h{number(frame.width)}v{number(frame.height)}h{number(-frame.width)}z"
    d.open("clipPath", id=f"map-{name}")
    d.add("path", d=box)
    d.close("clipPath")
    x = Scale(frame.west, frame.east, frame.x, frame.x + frame.width)
    y = Scale(frame.south, frame.north, frame.y + frame.height, frame.y)
    d.open(clip_path=f"url(#map-{name})", data_x=x.text(), data_y=y.text())
    d.add("path", d=box, fill="sea")
    fill()
    d.close()
    d.add("path", d=box, stroke="edge")


def land(d: Drawing, frame: Frame, regions: Mapping[str, Region], grid: float) -> None:
    """The states; both Koreas a shade darker."""
    for name, region in regions.items():
        data = ""
        for ring in region.rings:
            points = snap([frame(point) for point in clip(ring, frame)], grid)
            if len(points) > 3:
                data += path(points, close=True)
        if data:
            fill = "home" if name in {"KP", "KR"} else "land"
            d.add("path", d=data, fill=fill, stroke="coast", stroke_width=0.7, stroke_linejoin="round")


def lines(d: Drawing, frame: Frame, found: Sequence[Sequence[Point]], **style: str | float) -> None:
    """Borders."""
    for line in found:
        d.add("path", None, d=path([frame(point) for point in line]), stroke_linejoin="round", **style)


def split_russian_border(regions: Mapping[str, Region]) -> tuple[list[Point], list[Point]]:
    """The border of the outlines as the strip that is Chinese and the true border, which begins at the crossing."""
    (line,) = border(regions["KP"], regions["RU"])
    if line[0][1] < line[-1][1]:
        line = line[::-1]  # downstream
    start, sea = RUSSIAN_BORDER
    at = min(range(len(line)), key=lambda i: math.dist(line[i], start))
    end = sea if math.dist(line[-1], sea) < 0.02 else line[-1]
    return [*line[: at + 1], start], [start, *line[at + 1 : -1], end]


def main_map(d: Drawing, frame: Frame, regions: Mapping[str, Region], rows: Mapping[str, Row], inset: Frame) -> None:
    """The peninsula."""
    size, small = d.layout.size, d.layout.small
    land(d, frame, regions, 0.5)
    strip, russian = split_russian_border(regions)
    chinese = [*border(regions["KP"], regions["CN"]), strip, *border(regions["CN"], regions["RU"])]
    lines(d, frame, chinese, stroke="edge", stroke_width=0.9, stroke_dasharray="4 2 1 2")
    lines(d, frame, [russian], stroke="moscow", stroke_width=2.6)
    eastern = (130.8, 39.6) if d.narrow else (131.2, 36.0)
    for name, place in (("Yellow Sea", (124.2, 36.0)), ("Sea of Japan (East Sea)", eastern)):
        for i, words in enumerate(wrap(name, small, 90 if d.narrow else 200)):
            x, y = frame(place)
            d.text(x, y + i * small * 1.2, words, anchor="middle", size=small, fill="beijing", tick=True)
    for name, (words, lon, lat) in COUNTRIES.items():
        if name != "JP" or not d.narrow:
            d.text(*frame((lon, lat)), words, anchor="middle", size=small * 0.92, fill="muted", tick=True)
    if "MiG Alley (label)" in rows:
        mig_alley(d, frame, rows["MiG Alley (label)"])
    lines(d, frame, border(regions["KP"], regions["KR"]), stroke="paper", stroke_width=4.4)
    lines(d, frame, border(regions["KP"], regions["KR"]), stroke="moscow", stroke_width=2.4)
    if "38th parallel" in rows:
        parallel(d, frame, rows["38th parallel"], [regions["KP"], regions["KR"]])
    x, y = frame((128.6, 38.85 if d.narrow else 38.72))
    room = small * {"wide": 8, "narrow": 20, "print": 7}[d.layout.name]
    for i, words in enumerate(wrap("Military Demarcation Line", small, room)):
        d.text(x, y + i * small * 1.15, words, size=small, fill="moscow", halo=True, tick=True)
    places(d, frame, rows)
    # The window of the inset.
    west, north = frame((inset.west, inset.north))
    east, south = frame((inset.east, inset.south))
    box = f"M{number(west)} {number(north)}H{number(east)}V{number(south)}H{number(west)}z"
    d.add("path", d=box, stroke="ink", stroke_width=0.8)
    if not d.narrow:
        d.line(east, south, inset.x + inset.width, inset.y, "ink", 0.6)
        d.line(west, south, inset.x, inset.y, "ink", 0.6)
    scale_bar(d, frame, 200, frame.x + size, frame.y + frame.height - size)


def mig_alley(d: Drawing, frame: Frame, row: Row) -> None:
    """The area, with a broken outline since nobody drew its limits."""
    x, y = frame((row.number("lon"), row.number("lat")))
    size = d.layout.small
    rx, ry = frame.scale * 0.95, frame.scale * 0.52
    place = f"translate({number(x)} {number(y)})"
    style = {"stroke": "violet", "stroke_width": 1.3, "stroke_dasharray": "2 3"}
    d.add("ellipse", None, data_row=row.line, transform=place, rx=rx, ry=ry, **style)
    say = partial(d.text, anchor="middle", size=size, fill="violet", halo=True, tick=True)
    say(x - rx * 0.55, y + ry + size, "MiG Alley")
    say(x - rx * 0.55, y + ry + size * 2.1, "(approximate)")


def parallel(d: Drawing, frame: Frame, row: Row, koreas: Sequence[Region]) -> None:
    """The parallel from coast to coast."""
    latitude = row.number("lat")
    found = crossings(koreas, latitude)
    (x1, y), (x2, _) = frame((found[0], latitude)), frame((found[-1], latitude))
    d.open(data_row=row.line, transform=f"translate({number(x1)} {number(y)})")
    d.add("path", d=f"M0 0H{number(x2 - x1)}", stroke="ink", stroke_width=1.6, stroke_dasharray="6 3")
    d.close()
    words = f"{row.fields['lat']}th parallel"
    d.text(x1 - 6, y + d.layout.small * 0.35, words, anchor="end", size=d.layout.small, halo=True)


def places(d: Drawing, frame: Frame, rows: Mapping[str, Row]) -> None:
    """The places with their names."""
    size = d.layout.small
    for name, row in rows.items():
        if name not in LABELS:
            continue
        x, y = frame((row.number("lon"), row.number("lat")))
        words, dx, dy, anchor = LABELS[name]
        kind = {"test site": "triangle", "armistice site": "diamond"}.get(row.fields["kind"], "circle")
        capital = name in {"Pyongyang", "Seoul"}
        d.mark(kind, x, y, size * (0.29 if capital else 0.24), "ink", row=row.line)
        d.text(x + dx * size, y + dy * size, words, anchor=anchor, size=size, bold=capital, halo=True)


def inset_map(d: Drawing, frame: Frame, regions: Mapping[str, Region], rows: Mapping[str, Row]) -> None:
    """The mouth of the Tumen."""
    small = d.layout.small
    land(d, frame, regions, 0.5)
    strip, russian = split_russian_border(regions)
    chinese = [*border(regions["KP"], regions["CN"]), strip, *border(regions["CN"], regions["RU"])]
    lines(d, frame, chinese, stroke="edge", stroke_width=1.1, stroke_dasharray="4 2 1 2")
    lines(d, frame, [russian], stroke="moscow", stroke_width=3)
    for words, lon, lat in (
        ("CHINA", 130.5, 42.69),
        ("RUSSIA", 130.86, 42.62),
        ("NORTH", 130.45, 42.345),
        ("KOREA", 130.45, 42.295),
    ):
        d.text(*frame((lon, lat)), words, anchor="middle", size=small * 0.92, fill="muted", tick=True)
    for name, words, dx, dy, anchor in (
        ("Tumangang / Khasan crossing", "Tumangang", -0.6, 0.4, "end"),
        ("Rajin (Rason)", "Rajin", 0.6, 0.9, ""),
    ):
        if name in rows:
            row = rows[name]
            x, y = frame((row.number("lon"), row.number("lat")))
            d.mark("circle" if words == "Rajin" else "square", x, y, 3.6, "ink", row=row.line)
            d.text(x + dx * small, y + dy * small, words, anchor=anchor, size=small, halo=True)
    x, y = frame((130.71, 42.39))
    for i, words in enumerate(("border with", "Russia")):
        d.text(x, y + i * small * 1.15, words, size=small, fill="moscow", halo=True, tick=True)
    d.text(*frame((130.69, 42.2)), "Tumen mouth", size=small, fill="beijing", halo=True, tick=True)
    scale_bar(d, frame, 10, frame.x + small * 0.8, frame.y + frame.height - small * 0.8)


def scale_bar(d: Drawing, frame: Frame, kilometers: int, x: float, y: float) -> None:
    """How long some kilometers are, at the middle of the frame."""
    length = kilometers / 111.2 * frame.scale
    d.add("path", d=f"M{number(x)} {number(y - 4)}v4h{number(length)}v-4", stroke="ink", stroke_width=1.2)
    d.text(x + length / 2, y - 6, f"{kilometers} km", anchor="middle", size=d.layout.small, halo=True, tick=True)


DRAW = {"map": draw}
