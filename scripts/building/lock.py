"""One at a time, build or installation: a lock that the system gives back when its process ends, however it ends."""

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
    with alone(out / ".lock", f"Another build is at work in {out}", wait):
        yield


@contextmanager
def alone(path: Path, busy: str, wait: bool = True) -> Iterator[None]:
    """Hold the lock that is the file ``path``, which stays there; where another process has it, say ``busy`` and wait.

    Raises BuildError instead where ``wait`` is False.
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
