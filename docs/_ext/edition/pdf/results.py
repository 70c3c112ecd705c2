"""The results of typesetting each part of the PDF, kept for the next build under a digest of what they were made of."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from pathlib import Path


class Results:
    """The files of a folder, named by digests of what they were made of; a build removes those it does not need."""

    def __init__(self, folder: Path, made_of: str) -> None:
        """``made_of`` says what all were made of."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.made_of = folder, made_of
        self.used: set[Path] = set()

    def path(self, words: Sequence[str], suffix: str) -> Path:
        """The file for the result that was made of these words."""
        state = hashlib.sha256("\0".join([self.made_of, *words]).encode())
        path = self.folder / f"{state.hexdigest()}{suffix}"
        self.used.add(path)
        return path

    def own(self, name: str) -> Path:
        """A file of the build itself."""
        path = self.folder / name
        self.used.add(path)
        return path

    def clear(self) -> None:
        """Remove what was not asked for."""
        for path in set(self.folder.iterdir()) - self.used:
            path.unlink()


def keep(path: Path, text: str) -> None:
    """Write a file in one step, for a build may be ended at any time."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def digest(folders: Iterable[Path], *words: str, without: Container[Path] = ()) -> str:
    """A digest of all files of some folders but a few, and of some words."""
    state = hashlib.sha256("\0".join(words).encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in LEFT):
            if path not in without:
                state.update(f"\0{path.relative_to(folder)}\0".encode())
                state.update(path.read_bytes())
    return state.hexdigest()


LEFT = {".pyc", ".woff2"}
"""Endings of files on which no PDF depends."""
