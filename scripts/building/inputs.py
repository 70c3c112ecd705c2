"""The files that a book is made from, in groups by what depends on them; changes are found by content."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = ROOT / "requirements.lock"
ASSETS = {"static", "style"}
"""Folders of the theme whose files are copied or filled in: style sheet, scripts, fonts."""
FONTS = {".woff2": "assets", ".txt": "assets", ".otf": "print", ".ttf": "print"}
"""The group of a file of fonts by its suffix; all others are ``code``, for their style sheet names the families."""
LOOK = {"pages", "assets"}
"""The groups on which only the look of the pages depends."""
PRINTED = {"text", "print", "pages", "measured"}
"""Changes that reach only pages which print them: groups, and whether ``quality.json`` measured these sources."""


def group_of(path: Path, docs: Path) -> str:
    """The group of a file, which says what must be made again when it changes.

    ``code``: everything. ``text``: its documents, the pages and the PDF. ``print``: the PDF and the pages.
    ``pages``: the pages of a template. ``assets``: the style sheet, scripts and fonts beside them.
    """
    try:
        first, *rest = path.relative_to(docs).parts
    except ValueError:
        return "text" if path.suffix in {".bib", ".txt"} else "code"
    if first == "_theme":
        return "assets" if rest[0] in ASSETS else "pages" if path.suffix == ".html" else "code"
    if first == "_fonts":
        return FONTS.get(path.suffix, "code")
    if first == "_pdf":
        return "print"
    return "code" if first in {"_ext", "conf.py"} else "text"


def files_of(docs: Path) -> list[Path]:
    """Every file that a build depends on, including its code and the lock.

    Bytecode and hidden files do not count, nor do scripts that measure, test or publish the result.
    """
    inside = [p for p in docs.rglob("*") if "__pycache__" not in p.parts and p.is_file()]
    scripts = ROOT / "scripts"
    code = [scripts / "build.py", scripts / "environment.py", *(scripts / "building").glob("*.py")]
    beside = [docs.parent / "references.bib", ROOT / "tests" / "essay.txt"]
    return sorted({p for p in [*inside, *code, *beside, LOCK] if p.is_file() and not p.name.startswith(".")})


def digest(files: Iterable[Path]) -> str:
    """A hash of the names and bytes of files."""
    state = hashlib.sha256()
    for path in files:
        data = path.read_bytes()
        state.update(f"{path}\0{len(data)}\0".encode())
        state.update(data)
    return state.hexdigest()


def read_inputs(docs: Path, url: str) -> dict[str, str]:
    """A digest for each group of ``group_of``; the version of Python and the public address count as code."""
    groups: dict[str, list[Path]] = {name: [] for name in ("code", "text", "print", "pages", "assets")}
    for path in files_of(docs):
        groups[group_of(path, docs)].append(path)
    digests = {name: digest(files) for name, files in groups.items()}
    digests["code"] += f" {sys.version_info[:2]} {url}"
    return digests


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """The groups that differ."""
    return {name for name in new if old.get(name) != new[name]}
