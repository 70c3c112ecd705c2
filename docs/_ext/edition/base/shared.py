"""Files that stand in two books at once: the one that stands and the one that is being made share their bytes."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def share(before: Path | str, target: Path | str) -> None:
    """Let a file stand in a second place too, without a copy of its bytes where the system can.

    Whoever changes it there must write ``anew``, or the book that stands would change.
    """
    try:
        os.link(before, target)
    except OSError:
        shutil.copyfile(before, target)


def anew(path: Path) -> Path:
    """A path at which no file stands any more, to be written; one that was ``share``d keeps its bytes elsewhere."""
    path.unlink(missing_ok=True)
    return path
