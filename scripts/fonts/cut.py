"""Subset a source font to what the book needs, and rename it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.otlLib.optimize.gpos import compact
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

from fonts.faces import FACES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fonts.faces import Face


def read_source(path: Path) -> TTFont:
    """Open a source font; of a collection, its Korean member."""
    if path.suffix != ".ttc":
        return TTFont(path, recalcTimestamp=False)
    with TTCollection(path) as fonts:
        families = [str(font["name"].getDebugName(1)) for font in fonts.fonts]
    korean = next(number for number, family in enumerate(families) if family.endswith(" KR"))
    return TTFont(path, fontNumber=korean, recalcTimestamp=False)


def limit(font: TTFont) -> TTFont:
    """The variable ``font`` with only the weights of the book; the regular one is its default."""
    font["fvar"].instances = []
    return instancer.instantiateVariableFont(font, {"wght": (400, 400, 600)})


def cut(font: TTFont, characters: Iterable[str], features: list[str], scripts: list[str]) -> None:
    """Subset ``font`` to ``characters`` and ``features``, without hints; copyright and license stay."""
    options = subset.Options(
        layout_features=features,
        layout_scripts=scripts,
        hinting=False,
        desubroutinize=True,
        glyph_names=False,
        name_IDs=[0, 14],
        name_languages=[0x409],
        notdef_outline=True,
    )
    options.drop_tables += ["BASE", "DSIG", "STAT", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)


def rename(font: TTFont, face: Face) -> None:
    """Give ``font`` the family, style and weight of ``face`` everywhere a program may read them."""
    regular = face.style in {"Regular", "Italic"}
    full = f"{face.family} {face.style}".removesuffix(" Regular")
    names = {
        1: face.family if regular else f"{face.family} Semibold",
        2: face.style if regular else "Italic" if face.italic else "Regular",
        3: face.file,
        4: full,
        6: face.file,
    }
    if not regular:
        names |= {16: face.family, 17: face.style}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].achVendID = "NONE"
    # Italic is bit 0, Bold bit 5, Regular bit 6; a semibold is the regular of a family of its own.
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | (0b1 if face.italic else 0b1000000)
    font["head"].macStyle = 0b10 if face.italic else 0
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = face.file
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName = face.family, full
        top.Weight = "Semibold" if face.weight > 400 else "Regular"


def latin_face(korean: Face) -> Face:
    """The Latin face with which ``korean`` is used."""
    return next(f for f in FACES if (f.family, f.style) == (korean.beside, korean.style))


def fit(font: TTFont, face: Face, beside: TTFont) -> None:
    """Scale the Korean ``font`` to match ``beside``, and give it the same line height, so that lines do not move."""
    scale_upem(font, round(1000 * face.scale))
    font["head"].unitsPerEm = 1000
    font["CFF "].cff.topDictIndex[0].FontMatrix = [0.001, 0, 0, 0.001, 0, 0]  # else browsers undo the scale
    for table, fields in {
        "hhea": ("ascent", "descent", "lineGap"),
        "OS/2": (
            *("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
            *("sxHeight", "sCapHeight"),
        ),
        "post": ("underlinePosition", "underlineThickness"),
    }.items():
        for field in fields:
            setattr(font[table], field, getattr(beside[table], field))


def to_bytes(font: TTFont, flavor: str | None) -> bytes:
    """The file of ``font``."""
    if flavor:
        compact(font, 5)  # kerning in many small tables: 3 percent less to load
    font.flavor = flavor
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
