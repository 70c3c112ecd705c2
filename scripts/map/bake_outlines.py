"""Compute the geometry of the map: cut the outlines to its frame, and find the borders and the parallel on them.

The source, ``outlines.geojson`` beside this script, is Natural Earth (public domain) through world-atlas 2.0.2 by
Michael Bostock (ISC license): outlines of five states, clipped to 120-135 E and 32-45 N, small islands dropped, lines
simplified to 0.02 degrees with shared borders kept identical.  Since the outlines never change, the book draws what
this script wrote and computes nothing.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = list[Point]

SOURCE = Path(__file__).with_name("outlines.geojson")
TARGET = Path(__file__).parents[2] / "docs" / "data" / "region.geojson"

Frame = tuple[float, float, float, float]
"""West, south, east and north in degrees."""
WINDOWS: dict[str, Frame] = {"main": (122.4, 32.8, 134.6, 44.1), "inset": (130.05, 42.0, 131.3, 42.82)}
"""What is kept of the earth for the map and for its inset, a little more than each shows."""
RUSSIAN_BORDER: tuple[Point, Point] = ((130.60, 42.42), (130.70, 42.29))
"""The true border of Russia and North Korea, from the Tumangang crossing to the sea. The outlines let Russia touch
Korea further up the river too, along a strip that is Chinese."""
PARALLEL = 38.0
TOLERANCES, FAR = {"KP": 0.05, "KR": 0.05}, 0.1
"""How far a coast may be from the source, in degrees, in the main map: of both Koreas, and of the states around."""
RIVERS = 0.03
"""How far the border with China may be from the source there; the other two are what the map shows, and stay."""


def read_outlines(text: str) -> dict[str, list[Ring]]:
    """The outer rings of each state by its code; the source has no others."""
    states: dict[str, list[Ring]] = {}
    for feature in json.loads(text)["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        states[feature["properties"]["id"]] = [[(lon, lat) for lon, lat in polygon[0]] for polygon in polygons]
    return states


def clip(ring: Ring, frame: Frame) -> Ring:
    """The part of an outline in a frame (Sutherland and Hodgman); empty where none of it is."""
    west, south, east, north = frame
    points = list(ring)
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        kept: Ring = []
        for a, b in pairwise([*points, *points[:1]]):
            inside_a, inside_b = (sign * (p[axis] - limit) >= 0 for p in (a, b))
            if inside_a:
                kept.append(a)
            if inside_a != inside_b:
                part = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
        points = kept
    return points


def pieces(rings: list[Ring]) -> set[tuple[Point, Point]]:
    """The straight pieces of outlines, without direction."""
    return {(min(a, b), max(a, b)) for ring in rings for a, b in pairwise(ring)}


def border(one: list[Ring], two: list[Ring]) -> list[Ring]:
    """The lines that two states share, each as long as possible."""
    ends: defaultdict[Point, list[Point]] = defaultdict(list)
    for a, b in sorted(pieces(one) & pieces(two)):
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


def split_russian_border(line: Ring) -> tuple[Ring, Ring]:
    """The border of the outlines as the strip that is Chinese and the true border, which begins at the crossing."""
    if line[0][1] < line[-1][1]:
        line = line[::-1]  # downstream
    start, sea = RUSSIAN_BORDER
    at = min(range(len(line)), key=lambda i: math.dist(line[i], start))
    end = sea if math.dist(line[-1], sea) < 0.02 else line[-1]
    return [*line[: at + 1], start], [start, *line[at + 1 : -1], end]


def simplify(points: Ring, kept: set[Point], tolerance: float) -> Ring:
    """A line without the points that lie closer than a tolerance (degrees of latitude) to it (Douglas and Peucker).

    The points of ``kept`` stay, so that borders stay shared.
    """
    ends = [0, *(i for i, point in enumerate(points) if point in kept and 0 < i < len(points) - 1), len(points) - 1]
    stay = set(ends)
    waiting = list(pairwise(ends))
    while waiting:
        start, end = waiting.pop()
        far = [(distance(points[i], points[start], points[end]), i) for i in range(start + 1, end)]
        if far and max(far)[0] > tolerance:
            _, at = max(far)
            stay.add(at)
            waiting += [(start, at), (at, end)]
    return [points[i] for i in sorted(stay)]


def distance(point: Point, start: Point, end: Point) -> float:
    """Of a point from a straight piece, in degrees of latitude."""
    east = math.cos(math.radians(point[1]))
    (px, py), (ax, ay), (bx, by) = ((lon * east, lat) for lon, lat in (point, start, end))
    length = math.dist((ax, ay), (bx, by))
    if not length:
        return math.dist((px, py), (ax, ay))
    along = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length**2))
    return math.dist((px, py), (ax + along * (bx - ax), ay + along * (by - ay)))


def crossings(rings: list[Ring], latitude: float) -> list[float]:
    """The longitudes at which a parallel crosses outlines, from west to east."""
    found = set()
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 - latitude) * (y2 - latitude) < 0:
                found.add(x1 + (latitude - y1) / (y2 - y1) * (x2 - x1))
    return sorted(found)


def cut(line: Ring, frame: Frame) -> list[Ring]:
    """The parts of a line in a frame, each with a point beyond it where the line goes on."""
    west, south, east, north = frame
    inside = [west <= lon <= east and south <= lat <= north for lon, lat in line]
    parts: list[Ring] = []
    for i, (a, b) in enumerate(pairwise(line)):
        if inside[i] or inside[i + 1]:
            if parts and parts[-1][-1] == a:
                parts[-1].append(b)
            else:
                parts.append([a, b])
    return parts


def feature(window: str, kind: str, name: str, shape: str, coordinates: object) -> dict[str, Any]:
    """One entry of the file: ``kind`` is state, border or parallel, ``name`` the state or the neighbor."""
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"window": window, "kind": kind, "id": name}, "geometry": geometry}


def bake(text: str) -> str:
    """The map's file from the text of the source, coordinates to a thousandth of a degree."""
    states = read_outlines(text)
    (line,) = border(states["KP"], states["RU"])
    strip, russian = split_russian_border(line)
    borders = {
        "CN": [*border(states["KP"], states["CN"]), strip, *border(states["CN"], states["RU"])],
        "RU": [russian],
        "KR": border(states["KP"], states["KR"]),
    }
    all_points = points_of(borders)
    features = []
    for window, frame in WINDOWS.items():
        lines_of = dict(borders)
        if window == "main":  # at its scale nobody sees more
            lines_of["CN"] = [simplify(line, set(), RIVERS) for line in borders["CN"]]
        shared = points_of(lines_of)
        for name, rings in states.items():
            if window == "main":
                rings = [[point for point in ring if point in shared or point not in all_points] for ring in rings]
                rings = [simplify(ring, shared, TOLERANCES.get(name, FAR)) for ring in rings]
            kept = [ring for ring in (rounded(clip(ring, frame)) for ring in rings) if len(ring) > 3]
            if kept:
                polygons = [[ring if ring[0] == ring[-1] else [*ring, ring[0]]] for ring in kept]
                features.append(feature(window, "state", name, "MultiPolygon", polygons))
        for name, lines in lines_of.items():
            if parts := [rounded(part) for line in lines for part in cut(line, frame)]:
                features.append(feature(window, "border", name, "MultiLineString", parts))
    found = crossings(states["KP"] + states["KR"], PARALLEL)
    coasts = rounded([(found[0], PARALLEL), (found[-1], PARALLEL)])
    features.append(feature("main", "parallel", "38", "MultiLineString", [coasts]))
    entries = ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{entries}\n]}}\n'


def points_of(borders: dict[str, list[Ring]]) -> set[Point]:
    """All points of some borders."""
    return {point for lines in borders.values() for line in lines for point in line}


def rounded(points: Ring) -> Ring:
    """Points to a thousandth of a degree, about 100 m, each once in a row."""
    result: Ring = []
    for lon, lat in points:
        point = (round(lon, 3), round(lat, 3))
        if not result or result[-1] != point:
            result.append(point)
    return result


def main() -> int:
    """Write ``docs/data/region.geojson``."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    TARGET.write_text(bake(SOURCE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
