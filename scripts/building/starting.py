"""What makes Sphinx start sooner: plugins are found once, and what few builds use is loaded when it is used."""

from __future__ import annotations

import functools
import importlib.util
import sys
from importlib import metadata
from typing import Any

find_all = metadata.entry_points


@functools.cache
def installed() -> Any:
    """Every plugin of every installed package; a build installs none."""
    return find_all()


def entry_points(**wanted: str) -> Any:
    """Stands for ``importlib.metadata.entry_points``: those of a ``group``, or with a ``name``."""
    return installed().select(**wanted)


def find_once() -> None:
    """Let libraries that are imported after this ask this module; each question would read all packages again."""
    metadata.entry_points = entry_points  # type: ignore[assignment, unused-ignore]


def load_late(name: str) -> None:
    """Load a module, if it is not imported yet, only when one of its attributes is first used.

    A module of ``importlib.util.LazyLoader`` would be loaded by the next ``import`` that names it.
    """
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    assert spec
    module = importlib.util.module_from_spec(spec)

    def load(attribute: str) -> Any:
        if attribute.startswith("__"):  # Python asks what kind of module it is
            raise AttributeError(attribute)
        del module.__getattr__
        assert spec.loader
        spec.loader.exec_module(module)
        return getattr(module, attribute)

    module.__getattr__ = load  # type: ignore[method-assign, unused-ignore]
    sys.modules[name] = module


def start_soon() -> None:
    """Call this before Sphinx is imported."""
    find_once()
    load_late("sphinx.util.requests")  # for pictures of other sites, and other projects' names
    load_late("snowballstemmer")  # for Sphinx's own search
