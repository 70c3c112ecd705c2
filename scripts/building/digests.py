"""The SHA-256 of files, for which a file is read only if it can have changed."""

from __future__ import annotations

import hashlib
import io
import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class State(NamedTuple):
    """What the system says of a file; on POSIX no program can give a file new content and keep all of it."""

    device: int
    inode: int
    size: int
    modified: int
    """Nanoseconds; any program can set it."""
    changed: int
    """Nanoseconds (``st_ctime``); the system sets it, also when a hard link is made or removed."""


class Digests:
    """The SHA-256 of files; what pages of the last book have in common with the new one (hard links) is read once."""

    def __init__(self) -> None:
        self.known: dict[State, str] = {}
        """By state, without the time at which the system says that the file was changed."""

    def of(self, folder: Path, name: str, last: str = "", state: State | None = None) -> str:
        """The digest of a file; it is the ``last`` one if the file is still in that ``state``."""
        path = f"{folder}/{name}"  # there is no ``Path`` for each, which would take longer than reading it
        now = state_of(path)
        key = now._replace(changed=0)
        if key not in self.known:
            if now == state and os.name == "posix":  # elsewhere ``st_ctime`` can be when the file was made
                self.known[key] = last
            else:
                with io.FileIO(path) as file:
                    self.known[key] = hashlib.sha256(file.readall()).hexdigest()
        return self.known[key]

    def states(self, folder: Path, expected: Mapping[str, str]) -> dict[str, State]:
        """The states of the files that have the expected digests by what is known."""
        found = {name: state_of(f"{folder}/{name}") for name in expected}
        return {
            name: state for name, state in found.items() if self.known.get(state._replace(changed=0)) == expected[name]
        }


def state_of(path: str) -> State:
    """The state of a file."""
    status = os.stat(path)  # noqa: PTH116 (a ``Path`` would take longer)
    return State(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
