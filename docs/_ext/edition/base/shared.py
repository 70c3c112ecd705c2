"""Files that the published book and the one being built have in common, as hard links."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def share(before: Path | str, target: Path | str) -> None:
    """Make a file available in a second place, as a hard link if the system can, else as a copy.

    To change it there, write it ``anew``; writing into it would change the published book.
    """
    try:
        os.link(before, target)
    except OSError:
        shutil.copyfile(before, target)


def anew(path: Path) -> Path:
    """A path whose file was removed, to be written; the bytes of a shared file stay in the other place."""
    path.unlink(missing_ok=True)
    return path
