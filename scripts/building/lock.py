"""One build at a time in a folder: a lock that the system gives back when its process ends, however it ends."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from building.steps import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

if os.name == "nt":
    import msvcrt

    def take(file: IO[str], wait: bool) -> None:
        """Take the lock; raises OSError where another has it (msvcrt waits for ten seconds at most)."""
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]

else:
    import fcntl

    def take(file: IO[str], wait: bool) -> None:
        """Take the lock; raises OSError where another has it and one does not wait."""
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


@contextmanager
def locked(out: Path, wait: bool = True) -> Iterator[None]:
    """Keep other builds out of ``out``, which is made where it is missing.

    Raises BuildError where another build is at work and ``wait`` is False.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("a", encoding="utf-8") as file:
        try:
            take(file, wait=False)
        except OSError:
            if not wait:
                raise BuildError(f"Another build is at work in {out}; run this again when it has ended.") from None
            print(f"Another build is at work in {out}; waiting for it to end …", flush=True)
            take(file, wait=True)
        yield
