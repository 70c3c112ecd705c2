"""The plugins of installed packages, found once: several libraries ask for some, and Python reads all packages anew."""

from __future__ import annotations

import functools
from importlib import metadata
from typing import Any

find_all = metadata.entry_points


@functools.cache
def installed() -> Any:
    """Every plugin of every package; a build installs none."""
    return find_all()


def entry_points(**wanted: str) -> Any:
    """Stands for ``importlib.metadata.entry_points``: those of a ``group``, or with a ``name``."""
    return installed().select(**wanted)


def find_once() -> None:
    """Let the libraries that are imported from now on ask this module; the nine questions of a build take 0.1 s."""
    metadata.entry_points = entry_points  # type: ignore[assignment, unused-ignore]
