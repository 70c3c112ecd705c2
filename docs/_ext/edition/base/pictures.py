"""Check picture files: each must be complete, of the format that its name says, and must not load other files."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from PIL import Image

from edition.base.media_types import PICTURES
from edition.base.utf8 import first_bad_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#|data:image/)", re.IGNORECASE)
"""How CSS loads another file."""


ZERO = re.compile(r"\s*[-+]?0*\.?0+(?:[a-z]+|%)?\s*|-.*")
"""A side of a drawing that has no length."""


def written_name(name: str) -> str:
    """The name of a file as its author wrote it, before MyST percent-encoded it.

    >>> written_name("%EC%A3%BC%EC%B2%B4%20one.png")
    '주체 one.png'
    """
    return unquote(name)


def picture_fault(path: Path) -> str:
    """Why some book cannot show a picture, and what to do; or ``""``."""
    ending = path.suffix[1:].lower()
    if ending not in PICTURES:
        return f"not every book can show {path.name!r}; save it in another form: {', '.join(PICTURES)}"
    if ending == "svg":
        return next(drawing_faults(path), "")
    try:
        with warnings.catch_warnings(action="error"), Image.open(path, formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            image.load()
            found = Image.MIME[image.format or ""]
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        return f"{path.name!r} is no whole picture ({plain(error, path)}); save it again"
    if found != PICTURES[ending]:
        return f"{path.name!r} is not what its name says but {found}; give it another ending"
    return ""


def drawing_faults(path: Path) -> Iterator[str]:
    """What is wrong with an SVG file; opened on its own, one could run scripts and load from other hosts."""
    try:
        data = path.read_bytes()
    except OSError as error:
        yield f"{path.name!r} cannot be read ({error.strerror}); give the right to read it"
        return
    if b"<!ENTITY" in data:
        yield f"{path.name!r} defines entities, which a drawing does not need; take them out"
        return
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        yield f"{path.name!r} is no whole drawing ({error}); save it again"
        return
    if line := first_bad_line(data):
        yield f"{path.name!r} is not UTF-8, see its line {line}; save it in that encoding"
        return
    if any(ZERO.fullmatch(root.get(side, "")) for side in ("width", "height")):
        yield f"{path.name!r} has no width or height, and would not be seen; write its size in its first tag"
        return
    if root.tag != f"{SVG}svg":
        yield f'{path.name!r} is no drawing, as it does not begin with <svg xmlns="{SVG[1:-1]}">; save it as SVG'
        return
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ("script", "foreignObject"):
            yield f"{path.name!r} has an element <{name}>, which could run in the pages; take it out"
        if name == "style" and OUTSIDE.search(element.text or ""):
            yield f"the style of {path.name!r} asks for another file; take that into the drawing"
        for key, value in element.items():
            attribute = key.rpartition("}")[2].lower()
            if attribute.startswith("on"):
                yield f"{path.name!r} has an attribute {attribute!r}, which could run in the pages; take it out"
            elif attribute in ("href", "src") and not value.strip().startswith(("#", "data:image/")):
                yield f"{path.name!r} asks for {value.strip()[:60]!r}; take that into the drawing"
            elif OUTSIDE.search(value):
                yield f"{path.name!r} asks for another file in {value.strip()[:60]!r}; take that into the drawing"


def plain(error: BaseException, path: Path) -> str:
    """The message of an error about a file, without the path on this machine."""
    return str(error).replace(str(path), path.name) or type(error).__name__
