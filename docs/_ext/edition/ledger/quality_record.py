"""Read and write ``quality.json``: what the tests measured, and on which sources; ``scripts/quality.py`` makes it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base.utf8 import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.config import Config


class Quality(NamedTuple):
    """One run of the tests without a failure."""

    sources: str
    """SHA-256 of everything that the book is made from, without this record."""
    edition: str
    """The number of the edition at that time."""
    date: date
    """The date of the edition at that time; no clock is read."""
    passed: int
    """Number of tests that passed; none failed."""
    skipped: int
    """Number of tests that were skipped on that machine."""
    whole: bool
    """Whether the run was ``--full``."""
    figures: Mapping[str, int]
    """What was measured, by the names that ``ledger.quality`` knows."""


def read_quality(path: Path) -> Quality | None:
    """The record; None if there is no file.  Raises UnreadableError for a wrong file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"this is not valid JSON: {error.msg}", f"{path}:{error.lineno}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"it cannot be read: {error}", f"{path}:1") from error
    try:
        return _read(data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError(
            f"its fields are not those that scripts/quality.py writes: {error!r}", f"{path}:1"
        ) from error


def _read(data: dict[str, Any]) -> Quality:
    tests: dict[str, Any] = data["tests"]
    figures = {str(name): _count(value) for name, value in data["figures"].items()}
    if not re.fullmatch("[0-9a-f]{64}", data["sources"]):
        raise ValueError("`sources` is no SHA-256")
    if not isinstance(tests["whole"], bool):
        raise TypeError("`whole` is true or false")
    day = date.fromisoformat(data["date"])
    passed, skipped = _count(tests["passed"]), _count(tests["skipped"])
    return Quality(data["sources"], str(data["edition"]), day, passed, skipped, tests["whole"], figures)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value


def write_quality(path: Path, quality: Quality) -> None:
    """Write the record, sorted, so that two runs differ only in what has changed."""
    data = {
        "sources": quality.sources,
        "edition": quality.edition,
        "date": quality.date.isoformat(),
        "tests": {"passed": quality.passed, "skipped": quality.skipped, "whole": quality.whole},
        "figures": dict(sorted(quality.figures.items())),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def is_of(quality: Quality, config: Config) -> bool | None:
    """Whether a record is of the sources of this build; None if the build does not know their digest."""
    return quality.sources == config.quality_sources if config.quality_sources else None
