"""The record of a build that succeeded; without it, the next build does not trust what the last one left."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, NamedTuple

from building.digests import State

if TYPE_CHECKING:
    from pathlib import Path

NAME = "finished.json"


class Finished(NamedTuple):
    """A build that succeeded."""

    inputs: dict[str, str]
    """What it was made from, see ``inputs.read_inputs``."""
    sums: str
    """Its output, as in SHA256SUMS."""
    states: dict[str, State]
    """The state of each of these files when it had that digest."""


def read_record(work: Path) -> Finished | None:
    """The last build's record; None if it failed or left none that can be read."""
    try:
        found = Finished(**json.loads((work / NAME).read_text(encoding="utf-8")))
        return found._replace(states={name: State(*state) for name, state in found.states.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def begin(work: Path, keep: bool) -> None:
    """Mark the working folder as unfinished before anything is written there; remove it unless ``keep``."""
    (work / NAME).unlink(missing_ok=True)
    if not keep and work.exists():
        shutil.rmtree(work)
    work.mkdir(parents=True, exist_ok=True)


def end(work: Path, finished: Finished) -> None:
    """Write the record, in one step."""
    draft = work / f"{NAME}.draft"
    draft.write_text(json.dumps(finished._asdict()), encoding="utf-8")
    draft.replace(work / NAME)
