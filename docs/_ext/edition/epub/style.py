"""The style sheet of the EPUB, and the fonts that are packed with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.fonts import READING, all_faces, families, generic, picture_face

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.config import Config

    from edition.base.fonts import Face

SHEET = Path(__file__).parents[3] / "_epub" / "book.css"


def faces_of(config: Config) -> Iterator[Face]:
    """Few faces, so that the file stays small: no bold italic, and one of each fallback family."""
    first, *others = [*families(config, READING), ""]
    for face in all_faces(config):
        wanted = face.family == first and not (face.italic and face.bold)
        if face.file and (wanted or (face.family in others and not face.italic and not face.bold)):
            yield face
    in_pictures = picture_face(config)
    if in_pictures and in_pictures.family != first:
        yield in_pictures._replace(characters="")


def style(config: Config, faces: Iterable[Face]) -> str:
    """The ``@font-face`` rules, then the other rules."""
    rules = [
        f'@font-face {{ font-family: "{face.family}"; font-style: {"italic" if face.italic else "normal"}; '
        f"font-weight: {face.weight}; src: url(fonts/{face.file});"
        f"{f' unicode-range: {face.characters};' if face.characters else ''} }}"
        for face in faces
    ]
    named = [*(f'"{name}"' for name in families(config, READING)), generic(config, READING)]
    rules.append(f"body {{ font-family: {', '.join(named)}; }}")
    return "\n".join([*rules, SHEET.read_text(encoding="utf-8")])
