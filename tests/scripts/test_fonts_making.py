"""Making the book's fonts, on a tiny font: cut, named, fitted beside another, and named in the style sheet."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from conftest import ROOT
from fonts.characters import KOREAN_BLOCKS, LATIN, Missing, is_korean, missing_characters, needs_glyph
from fonts.css import face_rule, fallback_rules, mean_width, unicode_range
from fonts.cut import cut, fit, latin_face, rename, to_bytes
from fonts.faces import FACES, FOLDER, Face
from fonts.make import Maker, write_fonts

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = " abcdefghijklmnopqrstuvwxyz주"


def tiny(width: int = 500, unit: int = 1000) -> TTFont:
    """A font with the small letters and one syllable, each a square of the same width."""
    builder = FontBuilder(unit, isTTF=False)
    builder.updateHead(created=0, modified=0)  # else it takes the time of day
    names = {ord(c): f"g{ord(c):x}" for c in LETTERS}
    order = [".notdef", *names.values()]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    strings = {}
    for name in order:
        pen = T2CharStringPen(width, None)
        pen.moveTo((0, 0))
        for corner in ((0, 100), (100, 100), (100, 0)):
            pen.lineTo(corner)
        pen.closePath()
        strings[name] = pen.getCharString()
    builder.setupCFF("Tiny", {"FullName": "Tiny"}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (width, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-300)
    builder.setupNameTable({"familyName": "Source Tiny", "styleName": "Regular", "copyright": "© nobody"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-300, usWinAscent=900, usWinDescent=300)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    file.seek(0)
    return TTFont(file, recalcTimestamp=False)


FACE = Face("Edition Tiny", "Semibold Italic", "tiny")


def test_a_cut_font_has_the_wanted_characters_and_its_copyright() -> None:
    font = tiny()
    cut(font, "abz", ["kern"], ["*"])
    assert {chr(code) for code in font.getBestCmap()} == {"a", "b", "z"}
    assert font["name"].getDebugName(0) == "© nobody"
    assert font["name"].getDebugName(1) is None


def test_a_font_bears_the_name_and_style_of_its_face_everywhere() -> None:
    font = tiny()
    cut(font, "a", [], ["*"])
    rename(font, FACE)
    name = font["name"].getDebugName
    assert [name(n) for n in (1, 2, 4, 16, 17)] == [
        *("Edition Tiny Semibold", "Italic", "Edition Tiny Semibold Italic", "Edition Tiny", "Semibold Italic"),
    ]
    assert font["OS/2"].usWeightClass == 600
    assert font["OS/2"].fsSelection & 0b1100001 == 0b1
    assert font["CFF "].cff.fontNames == ["EditionTiny-SemiboldItalic"]
    assert "Source" not in " ".join(str(record) for record in font["name"].names)


def test_a_korean_font_gets_the_scale_and_the_line_of_the_latin_one() -> None:
    font, beside = tiny(width=1000), tiny()
    beside["hhea"].ascent, beside["OS/2"].sxHeight = 918, 475
    fit(font, Face("Edition Tiny KR", "Regular", "tiny", scale=0.9), beside)
    assert font["hmtx"]["gc8fc"][0] == 900
    assert font["head"].unitsPerEm == 1000
    assert (font["hhea"].ascent, font["OS/2"].sxHeight) == (918, 475)


@pytest.mark.parametrize("flavor", [None, "woff2"])
def test_the_same_font_has_the_same_bytes_and_opens_again(flavor: str | None) -> None:
    first, second = (to_bytes(tiny(), flavor) for _ in range(2))
    assert first == second
    with TTFont(io.BytesIO(first)) as font:
        assert ord("주") in font.getBestCmap()


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([0x41, 0x42, 0x43], "U+41-43"),
        ([0x41, 0xC0], "U+41-C0"),
        ([0x41, 0xC1], "U+41, U+C1"),
        ([0x41, 0x2013], "U+41, U+2013"),
    ],
)
def test_a_range_has_a_span_for_each_block_of_characters(codes: list[int], expected: str) -> None:
    assert unicode_range(codes) == expected


def test_hangul_serves_as_the_italic_too() -> None:
    korean = next(face for face in FACES if face.beside and face.style == "Regular")
    rules = face_rule(korean, "x.woff2", "U+AC00").splitlines()
    assert [rule.count("italic") for rule in rules] == [0, 1]
    assert all(f'font-family: "{korean.family}"' in rule for rule in rules)
    assert latin_face(korean).family == korean.beside


def test_one_file_serves_the_latin_of_both_upright_weights_of_the_sans() -> None:
    files = {face.style: face.latin_file for face in FACES if face.family == "Edition Sans" and not face.italic}
    assert files == dict.fromkeys(("Regular", "Semibold"), "EditionSans-Regular")
    with TTFont(ROOT / FOLDER / "EditionSans-Regular.latin.woff2") as font:
        (axis,) = font["fvar"].axes
        assert (axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue) == ("wght", 400, 400, 600)
    sheet = (ROOT / FOLDER / "fonts.css").read_text("utf-8")
    rules = [rule for rule in sheet.splitlines() if "Sans-Regular.latin" in rule]
    assert [re.findall(r"font-weight: ([^;]+)", rule) for rule in rules] == [[], ["600 700"]]


def test_a_fallback_has_the_width_of_the_font_that_it_stands_in_for() -> None:
    assert mean_width(tiny(width=440)) == pytest.approx(0.44)
    rule = next(iter(fallback_rules(lambda _face: tiny(width=398))))
    assert 'local("Times New Roman")' in rule
    assert "size-adjust: 100.0%; ascent-override: 90.0%; descent-override: 30.0%" in rule


def test_every_character_of_the_book_is_in_one_alphabet() -> None:
    maker = Maker({}, "a주主Ж\n\u200e")
    assert maker.korean == {"주", "主"}
    assert "Ж" in maker.extended
    assert not maker.extended & (maker.latin | maker.korean)
    assert maker.latin == set(LATIN)


@pytest.mark.parametrize(
    ("character", "korean", "glyph"), [("a", False, True), ("주", True, True), ("\n", False, False)]
)
def test_a_character_is_korean_or_not_and_printed_or_not(character: str, korean: bool, glyph: bool) -> None:
    assert is_korean(character) is korean
    assert needs_glyph(character) is glyph
    assert all(first <= last for first, last in KOREAN_BLOCKS)


def test_a_missing_character_is_told_once_with_its_first_place() -> None:
    texts = {"a.md": "fine\n주주", "b.md": "주"}
    coverage = {"Serif": frozenset("fine"), "Sans": frozenset("fine주")}
    assert missing_characters(texts, coverage) == [Missing("주", "a.md", 2, ("Serif",))]


def test_new_fonts_replace_the_old_ones(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "old.otf").write_bytes(b"old")
    write_fonts(tmp_path, {FOLDER / "new.otf": b"new", FOLDER / "new.woff2": b"web"})
    assert {p.name: p.read_bytes() for p in (tmp_path / FOLDER).iterdir()} == {"new.otf": b"new", "new.woff2": b"web"}


def test_the_rule_of_a_faces_letters_follows_that_of_all_its_other_characters() -> None:
    """The range of the others is one span, in which the letters lie too; of two rules the later one counts."""
    sheet = (ROOT / FOLDER / "fonts.css").read_text("utf-8")
    rules = [r for r in sheet.splitlines() if ".extended." in r or ".latin." in r]
    assert len(rules) == 16
    for others, letters in zip(rules[::2], rules[1::2], strict=True):
        looks = [re.sub(r" src:.*", "", rule) for rule in (others, letters)]
        assert looks[0] == looks[1]
        assert re.search(r"\.extended\.woff2.*: U\+[0-9A-F]+-[0-9A-F]+; }", others)
        assert re.search(r"\.latin\.woff2.*: U\+20-", letters)
