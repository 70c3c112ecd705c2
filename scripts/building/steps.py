"""The error that ends a build, and how rarely a build collects garbage."""

from __future__ import annotations

import atexit
import gc
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


SELDOM = 200_000, 20, 100
"""The thresholds of ``gc`` in a build: new objects, and collections of the first and second generation."""


class BuildError(Exception):
    """The book cannot be built; the message, if there is one, has not been printed yet."""


def of_machine(error: OSError) -> str:
    """The message, in one line, if the machine does not let files be written."""
    why: object = error
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        why = error.args[0][0][-1]  # of a folder, it collects what happened to each file
    return f"The machine does not let the book be written: {why}"


def collect_seldom() -> None:
    """The same for the rest of a process that ends after a build, and no collection when it ends."""
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)


@contextmanager
def few_collections() -> Iterator[None]:
    """Collect garbage rarely: a build makes millions of nodes and frees few; collecting took a fifth of its time.

    Without any collection memory would grow with the book.  Inside another ``few_collections``, or after
    ``collect_seldom``, this changes nothing.
    """
    thresholds = gc.get_threshold()
    if thresholds == SELDOM:
        yield
        return
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
