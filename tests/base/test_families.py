"""The fonts of the settings: what the pages, the PDF and the EPUB are told of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT
from edition.base import fonts
from edition.epub.style import faces_of, style

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = ROOT / "docs" / "_fonts"
SERIF, SANS = ["Edition Serif", "Edition Serif KR", "serif"], ["Edition Sans", "Edition Sans KR", "sans-serif"]


def config(families: Mapping[str, list[str]], folder: str = str(FOLDER)) -> Any:
    faces = list(fonts.read_faces((FOLDER / fonts.SHEET).read_text(encoding="utf-8"))) if folder else []
    return SimpleNamespace(fonts_families=dict(families), fonts_folder=folder, fonts_faces=faces)


def test_css_names_the_families_of_a_role_then_one_of_their_width_then_the_systems() -> None:
    said = fonts.for_pages(config({"reading": SERIF, "labels": SANS}))
    assert said["reading"] == '"Edition Serif", "Edition Serif KR", "Edition Serif Fallback", Georgia, serif'
    assert str(said["code"]).startswith("ui-monospace, ")
    assert said["first"] == ["EditionSerif-Regular.latin.woff2", "EditionSans-Regular.latin.woff2"]


def test_pages_have_the_rules_and_files_of_their_families_alone() -> None:
    faces = fonts.page_faces(config({"reading": SANS, "labels": SANS[:1] + SANS[2:]}))
    assert {face.family for face in faces} == {"Edition Sans", "Edition Sans KR", "Edition Sans Fallback"}
    assert fonts.first_files(config({"reading": SANS, "labels": SANS})) == ["EditionSans-Regular.latin.woff2"]


def test_every_rule_of_the_book_is_read_with_its_file_and_line() -> None:
    faces = fonts.all_faces(config({}))
    lines = (FOLDER / fonts.SHEET).read_text(encoding="utf-8").splitlines()
    assert [face.line for face in faces] == [n for n, text in enumerate(lines, 1) if text.startswith("@font-face")]
    assert all((FOLDER / face.file).is_file() for face in faces if face.file)
    assert {face.file for face in faces} == {"", *(path.name for path in FOLDER.glob("*.woff2"))}
    assert [face.family for face in faces if not face.file] == ["Edition Serif Fallback"] * 3 + [
        "Edition Sans Fallback"
    ] * 3


@pytest.mark.parametrize(
    ("labels", "weight"), [(SANS, "400 600"), (SERIF, "400")], ids=["a file of two weights", "a file of one"]
)
def test_a_picture_brings_a_file_along_with_all_weights_that_it_has(labels: list[str], weight: str) -> None:
    face = fonts.picture_face(config({"labels": labels}))
    assert face
    assert (face.family, face.weight) == (labels[0], weight)


def test_a_book_without_fonts_of_its_own_is_set_in_the_systems() -> None:
    bare = config({}, "")
    said = fonts.for_pages(bare)
    assert (said["reading"], said["rules"], said["first"]) == ("Georgia, serif", "", [])
    assert fonts.picture_face(bare) is None
    assert fonts.main_family(bare, fonts.LABELS) == "sans-serif"
    assert next(fonts.print_faults(bare, [])) == "'reading' names no family, but the PDF needs one; write it"


def test_a_family_that_no_file_for_print_has_is_told_with_one_that_it_has() -> None:
    (told,) = fonts.print_faults(
        config({"reading": [*SERIF[:1], "serif"], "labels": ["Edition Sns", "serif"], "titles": SANS}),
        ["Edition Serif", "Edition Sans", "Edition Sans KR"],
    )
    assert told == "'fonts_folder' has no family 'Edition Sns' for the PDF; write Edition Sans, or add its files"


def test_the_epub_has_few_files_and_names_them_all() -> None:
    settings = config({"reading": SERIF, "labels": SANS})
    faces = list(faces_of(settings))
    assert [face.file.removeprefix("Edition").removesuffix(".woff2") for face in faces] == [
        "Serif-Regular.extended",
        "Serif-Regular.latin",
        "Serif-Italic.extended",
        "Serif-Italic.latin",
        "Serif-Semibold.extended",
        "Serif-Semibold.latin",
        "SerifKR-Regular.korean",
        "Sans-Regular.latin",
    ]
    sheet = style(settings, faces)
    assert [face.file for face in fonts.read_faces(sheet.replace("url(", 'url("').replace(")", '")'))] == [
        f"fonts/{face.file}" for face in faces
    ]
    assert 'body { font-family: "Edition Serif", "Edition Serif KR", serif; }' in sheet
