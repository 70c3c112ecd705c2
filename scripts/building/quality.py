"""Whether the figures in ``docs/quality.json`` were measured with the sources that a book is made from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from building.inputs import ROOT, files_of
from building.steps import BuildError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "quality.json"


def sources(docs: Path) -> str:
    """A hash of the names (relative to the project) and bytes of all sources except ``quality.json``."""
    state = hashlib.sha256()
    for path in files_of(docs):
        if path == docs / NAME:
            continue
        home = docs.parent if path.is_relative_to(docs.parent) else ROOT
        data = path.read_bytes()
        state.update(f"{path.relative_to(home).as_posix()}\0{len(data)}\0".encode())
        state.update(data)
    return state.hexdigest()


def measured(docs: Path) -> str:
    """The hash of the sources with which the figures were measured; empty if there is no readable record."""
    try:
        return str(json.loads((docs / NAME).read_text(encoding="utf-8"))["sources"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def check_release(docs: Path) -> None:
    """Raise BuildError if a book would be published with figures of other sources, or none."""
    of, here = measured(docs), sources(docs)
    if of != here:
        what = f"its figures are of the sources {of[:16]}, these are {here[:16]}" if of else "it holds no figures"
        raise BuildError(f"docs/{NAME}:1: ERROR: {what}; run 'python3 scripts/quality.py' first [quality.stale]")
