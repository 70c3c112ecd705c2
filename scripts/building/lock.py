"""One build or installation at a time: a lock that the system releases when its process ends, however it ends."""

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
        """Take the lock; raises OSError if another process has it (msvcrt waits for ten seconds at most)."""
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]

else:
    import fcntl

    def take(file: IO[str], wait: bool) -> None:
        """Take the lock; raises OSError if another process has it and ``wait`` is False."""
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


@contextmanager
def locked(out: Path, wait: bool = True) -> Iterator[None]:
    """Keep other builds out of ``out``, which is created if it is missing.

    Raises BuildError if another build is running and ``wait`` is False.
    """
    out.mkdir(parents=True, exist_ok=True)
    with alone(out / ".lock", f"Another build is at work in {out}", wait):
        yield


@contextmanager
def alone(path: Path, busy: str, wait: bool = True) -> Iterator[None]:
    """Hold a lock on the file ``path``, which stays there; if another process has it, print ``busy`` and wait.

    Raises BuildError instead if ``wait`` is False.
    """
    with path.open("a", encoding="utf-8") as file:
        try:
            take(file, wait=False)
        except OSError:
            if not wait:
                raise BuildError(f"{busy}; run this again when it has ended.") from None
            print(f"{busy}; waiting for it to end …", flush=True)
            take(file, wait=True)
        yield
