"""What is made of each name for its citations, kept for the next build."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MADE = "citations.pickle"
"""The file, beside the doctrees."""


class Made(NamedTuple):
    """What is made of one name."""

    made_of: str
    """The digest of what it is made of."""
    shape: str
    """The name of its templates, see ``forms``."""
    words: Sequence[str]
    """What fills them."""
    data: dict[str, str]
    """The forms for programs, by suffix."""
    files: dict[str, str]
    """Its page and files, by name."""


def read_made(path: Path) -> dict[str, Made]:
    """What the last build made, by name; nothing if it made none."""
    if not path.exists():
        return {}
    made: dict[str, Made] = pickle.loads(path.read_bytes())
    return made


def save_made(path: Path, made: Mapping[str, Made]) -> None:
    """Keep what this build has made."""
    path.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
