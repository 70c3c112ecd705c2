"""Minify style sheets and scripts, and give all assets names with a hash of their content."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from edition.base.lean import lean_script, lean_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAMED = {".css", ".js", ".svg", ".woff2"}
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
    left = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.suffix in NAMED}
    new: dict[str, str] = {}
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


def with_digest(name: str, data: bytes) -> str:
    """The name with the first digits of a hash of the content.

    >>> with_digest("fonts/a.latin.woff2", b"")
    'fonts/a.latin.e3b0c442.woff2'
    """
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:DIGITS]}{path.suffix}"))


def written_in(other: str, name: str) -> str:
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
    return {other for other in others if other != name and found(written_in(other, name), text)}


def found(written: str, text: str) -> bool:
    """Whether a text has the name of a file, not as a part of a longer name."""
    return written in text and re.search(rf"(?<![\w.-]){re.escape(written)}(?![\w.-])", text) is not None


def replace(text: str, name: str, new: dict[str, str]) -> str:
    """The text of the file ``name`` with the new names of others."""
    names = {written_in(other, name): written_in(other_new, name) for other, other_new in new.items() if other != name}
    named = "|".join(re.escape(written) for written in names if written in text)
    return re.sub(rf"(?<![\w.-])(?:{named})(?![\w.-])", lambda m: names[m[0]], text) if named else text
