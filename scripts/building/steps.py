"""How a build ends when it cannot go on, and how seldom it looks for garbage."""

from __future__ import annotations

import gc
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


SELDOM = 200_000, 20, 100
"""When a build looks for garbage: new objects, and collections of the young and of the middle-aged."""


class BuildError(Exception):
    """The book cannot be built; the message, if there is one, has not been printed yet."""


def of_machine(error: OSError) -> str:
    """What is told, in one line, where the machine does not let files be written."""
    why: object = error
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        why = error.args[0][0][-1]  # of a folder, it collects what happened to each file
    return f"The machine does not let the book be written: {why}"


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage seldom: a build makes millions of nodes and frees few; looking took a fifth of its time.

    Not never, for then memory would grow with the book.  Within another one this changes nothing.
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
