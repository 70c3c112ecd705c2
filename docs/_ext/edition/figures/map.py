"""The figure ``map``: the peninsula with its two lines, and in an inset the mouth of the Tumen.

The geometry is ready in ``region.geojson``; ``scripts/map/bake_outlines.py`` made it and names its source.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from edition.figures.data import Code, Column, Figure, Kind, Place, Table
from edition.figures.geometry import Frame, read_shapes, seen, snap
from edition.figures.scales import Scale
from edition.figures.svg import LAYOUTS, Drawing, number, path, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Fields, Row
    from edition.figures.geometry import Point, Shapes
    from edition.figures.svg import Layout

# --- The table ---

MARKS = {"capital": "circle", "city": "circle", "site": "triangle", "armistice": "diamond", "crossing": "square"}
AREAS = ("line", "area")
"""Rows that are no points: a parallel, and an area without limits."""
SIDES = {  # where a name stands: steps right and down in sizes of its words, and the end that is fixed there
    "right": (0.6, 0.35, ""),
    "lower right": (0.55, 0.9, ""),
    "left": (-0.65, 0.35, "end"),
    "lower left": (-0.6, 0.9, "end"),
    "upper left": (-0.55, -0.35, "end"),
    "above": (0.4, -0.9, "middle"),
    "below": (0, 1, "middle"),
}
WIDEST = (122.6, 33.0, 134.4, 43.9)
"""West, south, east and north of the widest window."""
EDGE = 0.5
"""Units that a window keeps from the edge of the drawing, so that its frame is not cut."""


def _place(fields: Fields) -> Place:
    if fields["in_map"] == "yes":
        return Place(True, {"capital": "city", "armistice": "site"}.get(fields["mark"], fields["mark"]))
    return Place(False, f"left out: {fields['reason']}")


def _check(fields: Fields) -> Iterator[tuple[Code, str]]:
    if fields["in_map"] == "no":
        if not fields["reason"]:
            yield Code.EMPTY, "reason: say why the place is not in the map"
        return
    if not fields["mark"] or not fields["label"]:
        yield Code.EMPTY, "mark, label: a place in the map needs both"
    if fields["mark"] != "line" and not fields["lon"]:
        yield Code.EMPTY, "lon: a place in the map needs its longitude"
    west, south, east, north = WIDEST
    for name, low, high in (("lon", west, east), ("lat", south, north)):
        if fields[name] and not low < float(fields[name]) < high:
            message = f"{name}: {fields[name]} lies outside the map, which shows {low} to {high}; set in_map to no"
            yield Code.RANGE, f"{message}, with a reason"


TABLE = Table(
    "places.csv",
    (
        Column("name"),
        Column("lat", Kind.NUMBER, low=-90, high=90),
        Column("lon", Kind.NUMBER, optional=True, low=-180, high=180),
        Column("kind"),
        Column("in_map", Kind.CHOICE, ("yes", "no")),
        Column("mark", Kind.CHOICE, (*MARKS, *AREAS), optional=True),
        Column("label", optional=True),
        Column("side", Kind.CHOICE, SIDES, optional=True),
        Column("inset_side", Kind.CHOICE, SIDES, optional=True),
        Column("reason", optional=True),
        Column("source", Kind.SOURCES, optional=True),
        Column("note", optional=True),
    ),
    _place,
    ("Place", "Latitude", "Longitude", "Kind", "In the figure"),
    lambda f: (f["name"], f["lat"], f["lon"], f["kind"], _place(f).words),
    check=_check,
    numeric=(1, 2),
    widths=(16, 10, 11, 14, 16, 13),
)

# --- The drawing ---

COUNTRIES = {  # name, longitude, latitude
    "KP": ("NORTH KOREA", 127.3, 40.65),
    "KR": ("SOUTH KOREA", 127.85, 36.35),
    "CN": ("CHINA", 126.3, 42.6),
    "JP": ("JAPAN", 131.4, 33.35),
    "RU": ("RUSSIA", 131.85, 43.6),
}


TURNED = {"CN", "KR"}
"""States drawn the other way round: their borders with North Korea are then the same text twice, which packs well."""


def frames(layout: Layout) -> dict[str, Frame]:
    """The map and its inset, which stands in the sea or, on a phone, below."""
    size, width = layout.size, layout.width - 2 * EDGE
    if layout.name == "narrow":
        main = Frame(122.8, 33.0, 132.6, 43.9, EDGE, EDGE, width)
        return {"main": main, "inset": Frame(130.15, 42.13, 131.25, 42.72, EDGE, main.height + size * 1.4, width)}
    main = Frame(*WIDEST, EDGE, EDGE, width)
    side = layout.width * (0.36 if layout.name == "print" else 0.3)
    return {
        "main": main,
        "inset": Frame(130.2, 42.06, 131.1, 42.76, layout.width - side - EDGE, main.height * 0.36, side),
    }


def draw(layout: Layout, data: Mapping[str, Sequence[Row]], folder: Path) -> Drawing:
    """The map and its inset."""
    d, both = Drawing(layout), frames(layout)
    text = (folder / "region.geojson").read_text(encoding="utf-8")
    rows = [row for row in data[TABLE.file] if row.fields["in_map"] == "yes"]
    d.height = both["inset"].y + both["inset"].height + EDGE if d.narrow else both["main"].height + 2 * EDGE
    window(d, both["main"], "main", lambda: main_map(d, both, read_shapes(text, "main"), rows))
    window(d, both["inset"], "inset", lambda: inset_map(d, both["inset"], read_shapes(text, "inset"), rows))
    return d


def window(d: Drawing, frame: Frame, name: str, fill: Callable[[], None]) -> None:
    """Draw something in a frame that cuts off what lies outside."""
    box = f"M{number(frame.x)} {number(frame.y)}h{number(frame.width)}v{number(frame.height)}h{number(-frame.width)}z"
    name = f"map-{d.layout.name}-{name}"
    d.open("clipPath", id=name)
    d.add("path", d=box)
    d.close("clipPath")
    x = Scale(frame.west, frame.east, frame.x, frame.x + frame.width)
    y = Scale(frame.south, frame.north, frame.y + frame.height, frame.y)
    d.open(clip_path=f"url(#{name})", data_x=x.text(), data_y=y.text())
    d.add("path", d=box, fill="sea")
    fill()
    d.close()
    d.add("path", d=box, stroke="edge")


def ground(d: Drawing, window: str, shapes: Shapes, width: float) -> None:
    """The states, both Koreas a shade darker, the borders of China and of Russia with Korea, and the line between both.

    A page holds the wide map before the narrow one, which lays the same shapes there again without a copy of them.
    """
    frame, wide = frames(d.layout)[window], frames(LAYOUTS[0])[window]
    part = frame.scale / wide.scale
    x, y = (at - start * part for at, start in zip(frame(wide.corner), (wide.x, wide.y), strict=True))
    if d.narrow:
        place = f"translate({number(x)} {number(y)})scale({part:.4f})"
        d.add("use", href=f"#map-{window}", transform=place)
        return
    shared = d.layout is LAYOUTS[0]
    d.open(id=f"map-{window}" if shared else "", stroke="coast", stroke_width=0.7, stroke_linejoin="round")
    style: dict[str, object] = {"vector_effect": "non-scaling-stroke" if shared else ""}
    for (kind, name), rings in shapes.items():
        if kind == "state":
            ways = (ring[::-1] if name in TURNED else ring for ring in rings)
            cut = (snap([frame(point) for point in ring]) for ring in ways)
            outline = "".join(path(points, close=True) for points in cut if seen(points))
            fill = "home" if name in {"KP", "KR"} else "land"
            d.add("path", d=outline, fill=fill, **style)
    chinese, russian = (shapes["border", name] for name in ("CN", "RU"))
    draw_lines(d, frame, chinese, stroke="edge", stroke_width=1.0, stroke_dasharray="4 2 1 2", **style)
    draw_lines(d, frame, russian, stroke="moscow", stroke_width=width, **style)
    for color, thick in (("paper", 4.4), ("moscow", 2.4)):
        draw_lines(d, frame, shapes.get(("border", "KR"), []), stroke=color, stroke_width=thick, **style)
    d.close()


def draw_lines(d: Drawing, frame: Frame, lines: Sequence[Sequence[Point]], **style: object) -> None:
    """Borders, on the grid of the coasts."""
    if lines:
        data = "".join(path(snap([frame(point) for point in line])) for line in lines)
        d.add("path", d=data, **style)


def main_map(d: Drawing, both: Mapping[str, Frame], shapes: Shapes, rows: Sequence[Row]) -> None:
    """The peninsula."""
    frame, inset, small = both["main"], both["inset"], d.layout.small
    ground(d, "main", shapes, 2.6)
    say = partial(d.text, size=small, axis=True)
    eastern = (130.8, 39.6) if d.narrow else (131.2, 36.0)
    for name, place in (("Yellow Sea", (124.2, 36.0)), ("Sea of Japan (East Sea)", eastern)):
        for i, words in enumerate(wrap(name, small, 90 if d.narrow else 200)):
            x, y = frame(place)
            say(x, y + i * small * 1.2, words, anchor="middle", fill="beijing")
    for name, (words, lon, lat) in COUNTRIES.items():
        if name != "JP" or not d.narrow:
            d.text(*frame((lon, lat)), words, anchor="middle", size=small * 0.92, fill="muted", axis=True)
    for row in rows:
        if row.fields["mark"] == "area":
            draw_area(d, frame, row)
    for row in rows:
        if row.fields["mark"] == "line":
            draw_parallel(d, frame, row, shapes["parallel", row.fields["lat"]][0])
    x, y = frame((128.6, 38.62 if d.narrow else 38.72))
    room = small * {"wide": 8, "narrow": 20, "print": 7}[d.layout.name]
    for i, words in enumerate(wrap("Military Demarcation Line", small, room)):
        say(x, y + i * small * 1.15, words, fill="moscow", halo=True)
    for row in rows:
        if row.fields["mark"] in MARKS and row.fields["side"]:
            r = small * (0.29 if row.fields["mark"] == "capital" else 0.24)
            draw_place(d, frame, row, row.fields["side"], r)
    # The window of the inset.
    west, north = frame((inset.west, inset.north))
    east, south = frame((inset.east, inset.south))
    box = f"M{number(west)} {number(north)}H{number(east)}V{number(south)}H{number(west)}z"
    d.add("path", d=box, stroke="ink", stroke_width=0.8)
    if not d.narrow:
        d.line(east, south, inset.x + inset.width, inset.y, "ink", 0.6)
        d.line(west, south, inset.x, inset.y, "ink", 0.6)
    scale_bar(d, frame, 200, frame.x + d.layout.size, frame.y + frame.height - d.layout.size)


def draw_area(d: Drawing, frame: Frame, row: Row) -> None:
    """An area with a broken outline, since nobody drew its limits."""
    x, y = frame((row.number("lon"), row.number("lat")))
    size = d.layout.small
    rx, ry = frame.scale * 0.95, frame.scale * 0.52
    place = f"translate({number(x)} {number(y)})"
    style = {"stroke": "violet", "stroke_width": 1.3, "stroke_dasharray": "2 3"}
    d.add("ellipse", data_row=row.line, transform=place, rx=rx, ry=ry, **style)
    for i, words in enumerate(wrap(row.fields["label"], size, size * 7)):
        at = x - rx * 0.55, y + ry + size * (1 + 1.1 * i)
        d.text(*at, words, anchor="middle", size=size, fill="violet", halo=True, axis=True)


def draw_parallel(d: Drawing, frame: Frame, row: Row, coasts: Sequence[Point]) -> None:
    """The parallel from coast to coast."""
    (x1, y), (x2, _) = frame(coasts[0]), frame(coasts[-1])
    data, place = f"M0 0H{number(x2 - x1)}", f"translate({number(x1)} {number(y)})"
    style = {"stroke": "ink", "stroke_width": 1.6, "stroke_dasharray": "6 3"}
    d.add("path", data_row=row.line, transform=place, d=data, **style)
    small = d.layout.small
    d.text(x1 - 6, y + small * 0.35, row.fields["label"], anchor="end", size=small, halo=True)


def draw_place(d: Drawing, frame: Frame, row: Row, side: str, r: float) -> None:
    """A place with its name, which stands beside it in one of a few ways; that packs well."""
    f, size = row.fields, d.layout.small
    x, y = map(round, frame((row.number("lon"), row.number("lat"))))
    dx, dy, anchor = SIDES[side]
    d.open(transform=f"translate({x} {y})")
    d.mark(MARKS[f["mark"]], 0, 0, r, "ink", row=row.line)
    d.text(dx * size, dy * size, f["label"], anchor=anchor, size=size, bold=f["mark"] == "capital", halo=True)
    d.close()


def inset_map(d: Drawing, frame: Frame, shapes: Shapes, rows: Sequence[Row]) -> None:
    """The mouth of the Tumen."""
    small = d.layout.small
    ground(d, "inset", shapes, 3)
    names = (("CHINA", 130.5, 42.69), ("RUSSIA", 130.86, 42.62), ("NORTH", 130.45, 42.345), ("KOREA", 130.45, 42.295))
    for words, lon, lat in names:
        d.text(*frame((lon, lat)), words, anchor="middle", size=small * 0.92, fill="muted", axis=True)
    for row in rows:
        if row.fields["inset_side"]:
            draw_place(d, frame, row, row.fields["inset_side"], 3.6)
    x, y = frame((130.71, 42.39))
    for i, words in enumerate(("border with", "Russia")):
        d.text(x, y + i * small * 1.15, words, size=small, fill="moscow", halo=True, axis=True)
    d.text(*frame((130.69, 42.2)), "Tumen mouth", size=small, fill="beijing", halo=True, axis=True)
    scale_bar(d, frame, 10, frame.x + small * 0.8, frame.y + frame.height - small * 0.8)


def scale_bar(d: Drawing, frame: Frame, kilometers: int, x: float, y: float) -> None:
    """A bar of some kilometers; a degree of latitude has 111.2."""
    length = kilometers / 111.2 * frame.scale
    d.add("path", d=f"M{number(x)} {number(y - 4)}v4h{number(length)}v-4", stroke="ink", stroke_width=1.2)
    d.text(x, y - 8, f"{kilometers} km", size=d.layout.small, halo=True, axis=True)


FIGURE = Figure("map", (TABLE,), draw, ("region.geojson",))
