"""Whether the work of the last build can be trusted: only if that build ended well, which its record says."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

NAME = "finished.json"


class Finished(NamedTuple):
    """A build that ended well."""

    inputs: dict[str, str]
    """What it was made from, see ``inputs.read_inputs``."""
    sums: str
    """What it left, as in SHA256SUMS."""


def read_record(work: Path) -> Finished | None:
    """The last build's record; None where the last one did not end well or left none that can be read."""
    try:
        return Finished(**json.loads((work / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def begin(work: Path, keep: bool) -> None:
    """Mark the work as unfinished, before anything touches it; where it cannot be trusted it goes."""
    (work / NAME).unlink(missing_ok=True)
    if not keep and work.exists():
        shutil.rmtree(work)
    work.mkdir(parents=True, exist_ok=True)


def end(work: Path, finished: Finished) -> None:
    """Say that the build ended well, in one step."""
    draft = work / f"{NAME}.draft"
    draft.write_text(json.dumps(finished._asdict()), encoding="utf-8")
    draft.replace(work / NAME)
