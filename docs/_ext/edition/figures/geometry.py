"""The geometry of the map: windows on the earth, the shapes prepared for them, and the grid of outlines."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
"""Longitude and latitude in degrees, or x and y in units."""
GRID = 2
"""The grid on which outlines are snapped, in units: two pixels of the widest drawing; it saves a fifth of the bytes."""


class Frame(NamedTuple):
    """A window on the earth (degrees) and its place in the drawing (units), true to scale at its middle latitude."""

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

    @property
    def corner(self) -> Point:
        """Its upper left one, in degrees."""
        return self.west, self.north

    def __call__(self, point: Point) -> Point:
        lon, lat = point
        x = self.x + (lon - self.west) / (self.east - self.west) * self.width
        return x, self.y + (self.north - lat) * self.scale


Shapes = dict[tuple[str, str], list[list[Point]]]
"""Lines by kind (state, border, parallel) and name."""


def read_shapes(text: str, window: str) -> Shapes:
    """The shapes of one window of ``region.geojson``."""
    shapes: Shapes = {}
    for feature in json.loads(text)["features"]:
        about, lines = feature["properties"], feature["geometry"]["coordinates"]
        if about["window"] == window:
            lines = [polygon[0] for polygon in lines] if about["kind"] == "state" else lines
            shapes[about["kind"], about["id"]] = [[(lon, lat) for lon, lat in line] for line in lines]
    return shapes


def snap(points: Sequence[Point]) -> list[Point]:
    """The points snapped to the grid, without repeated ones and those within a straight line.

    >>> snap([(0.1, 0.2), (0.4, 0.4), (2, 2), (4, 4.9), (9, 4)])
    [(0, 0), (4, 4), (8, 4)]
    """
    kept: list[Point] = []
    for x, y in points:
        point = (GRID * round(x / GRID), GRID * round(y / GRID))
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2:]
            if (bx - ax) * (point[1] - by) == (by - ay) * (point[0] - bx) and (bx - ax) * (point[0] - bx) >= 0:
                kept.pop()
        kept.append(point)
    return kept


def seen(ring: Sequence[Point]) -> bool:
    """Whether an outline, in units, is larger than a dot."""
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, *ring[:1]]))
    return abs(twice) > 24
