"""Minify style sheets and scripts, and give all assets addresses with a hash of their content."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from edition.base.lean import lean_script, lean_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMED = {".css", ".js", ".svg"}
FONT = ".woff2"
# What Sphinx's basic theme and its scripts bring along, and no page uses.
UNUSED = (
    "basic.css", "pygments.css", "file.png", "plus.png", "minus.png",
    "doctools.js", "documentation_options.js", "language_data.js", "searchtools.js", "sphinx_highlight.js",
)  # fmt: skip
DIGITS = 8
LEAN = {".css": lean_sheet, ".js": lean_script}


def rename(folder: Path) -> dict[str, str]:
    """Rename every file in ``folder``, and update the references between them; returns new names by old ones.

    A style sheet refers to a font by a relative address, a script to another script as ``_static/name``.
    Raises ValueError if files refer to each other in a circle.
    """
    for name in UNUSED:
        (folder / name).unlink(missing_ok=True)
    new = rename_fonts(folder)
    left = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.suffix in NAMED}
    while left:
        ready = [name for name, path in left.items() if not (mentioned(path, name, left) & left.keys())]
        if not ready:
            raise ValueError(f"these files name each other: {', '.join(left)}")
        for name in ready:
            path = left.pop(name)
            if path.suffix in {".css", ".js"}:
                text = path.read_text(encoding="utf-8")
                path.write_bytes(replace(LEAN[path.suffix](text), name, new).encode())
            new[name] = with_digest(name, path.read_bytes())
            path.rename(folder / new[name])
    return new


def rename_fonts(folder: Path) -> dict[str, str]:
    """Move the fonts below folders with a hash of all of them, and return their new names by old ones.

    A hash for each would be all that their rules in the style sheet do not share, and they are made together.
    """
    fonts = {path.relative_to(folder): path for path in sorted(folder.rglob(f"*{FONT}"))}
    digest = first_digits(b"".join(path.read_bytes() for path in fonts.values()))
    new = {name: name.parent / digest / name.name for name in fonts}
    for name, path in fonts.items():
        (folder / new[name]).parent.mkdir(exist_ok=True)
        path.rename(folder / new[name])
    return {old.as_posix(): name.as_posix() for old, name in new.items()}


def first_digits(data: bytes) -> str:
    """The first digits of a hash."""
    return hashlib.sha256(data).hexdigest()[:DIGITS]


def with_digest(name: str, data: bytes) -> str:
    """The name with the first digits of a hash of the content.

    >>> with_digest("icons/icon.svg", b"")
    'icons/icon.e3b0c442.svg'
    """
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{first_digits(data)}{path.suffix}"))


def reference(other: str, name: str) -> str:
    """How the file ``name`` refers to another."""
    if PurePosixPath(name).suffix == ".js":
        return f"_static/{other}"
    parent = str(PurePosixPath(name).parent)
    return other if parent == "." else other.removeprefix(f"{parent}/")


def mentioned(path: Path, name: str, others: Iterable[str]) -> set[str]:
    """The other files that a style sheet or script refers to."""
    if path.suffix not in {".css", ".js"}:
        return set()
    text = path.read_text(encoding="utf-8")
    return {other for other in others if other != name and found(reference(other, name), text)}


def found(written: str, text: str) -> bool:
    """Whether a text has the name of a file, not as a part of a longer name."""
    return written in text and re.search(rf"(?<![\w.-]){re.escape(written)}(?![\w.-])", text) is not None


def replace(text: str, name: str, new: dict[str, str]) -> str:
    """The text of the file ``name`` with the new names of others."""
    names = {reference(other, name): reference(other_new, name) for other, other_new in new.items() if other != name}
    named = "|".join(re.escape(written) for written in names if written in text)
    return re.sub(rf"(?<![\w.-])(?:{named})(?![\w.-])", lambda m: names[m[0]], text) if named else text
