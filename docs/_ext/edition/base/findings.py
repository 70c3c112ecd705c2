"""What is wrong with a text or a record, told with a code, its place and what to do about it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from difflib import get_close_matches
from enum import StrEnum
from logging import WARNING, Filter, LogRecord, getLogger
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.errors import ExtensionError
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


class WarningCode(StrEnum):
    """What a kind of mistake is called; a subclass names its area, the warnings' type.

    >>> class Code(WarningCode, area="essay"):
    ...     CHANGED = "changed"
    >>> f"{Code.CHANGED.area}.{Code.CHANGED}"
    'essay.changed'
    """

    area: str

    def __init_subclass__(cls, *, area: str, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.area = area


class Finding(NamedTuple):
    """One mistake of an author."""

    code: WarningCode
    """Its kind."""
    message: str
    """What is wrong and what to do."""
    location: Any
    """A node, ``path:line``, a document's name, or that and a line."""


class FatalError(ExtensionError):
    """A mistake after which no book can be made: it ends the build with a line like a warning's."""

    def __init__(self, code: WarningCode, message: str, location: str) -> None:
        super().__init__(f"{location}: ERROR: {message} [{code.area}.{code.value}]")


def warn(code: WarningCode, message: str, location: Any) -> None:
    """Warn at a node, a ``path:line``, a document, or a pair of document and line."""
    logger.warning(message, location=location, type=code.area, subtype=code.value)


def report(findings: Iterable[Finding]) -> None:
    """Warn of each."""
    for finding in findings:
        warn(*finding)


def nearest(name: str, known: Iterable[str], alike: float = 0.8) -> str:
    """The known name that is spelled most like one that there is not; ``""`` where none is so much ``alike`` (0 to 1).

    >>> nearest("one-comentary", ["two-commentary", "one-commentary"]), nearest("war", ["peace"])
    ('one-commentary', '')
    """
    return next(iter(get_close_matches(name, sorted(known), 1, alike)), "")


def warned(app: Sphinx) -> int:
    """How many warnings a build has told so far; Sphinx counts them and tells nobody else."""
    return app._warncount


class Once(Filter):
    """Lets a warning pass once: the PDF and the pages resolve the same references, each for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        """The lines that were shown."""

    def filter(self, record: LogRecord) -> bool:
        """Whether it was not shown yet; it counts as a warning all the same."""
        line = record.getMessage()
        new = line not in self.seen
        self.seen.add(line)
        return new


class ToldAt(Filter):
    """Gives every warning one place."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location

    def filter(self, record: LogRecord) -> bool:
        """Set the place."""
        if record.levelno >= WARNING:
            record.location = self.location
        return True


@contextmanager
def told_at(location: str) -> Iterator[None]:
    """Tell at a ``path:line`` what a parser warns of that is handed a text from there."""
    handlers = list(getLogger(logging.NAMESPACE).handlers)  # while Sphinx reads, one that keeps what is said
    place = ToldAt(location)
    for handler in handlers:
        handler.filters.insert(0, place)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(place)


COLOR = re.compile(r"\x1b\[[0-9;]*m")


def unseen(text: str) -> str:
    """What another process said, without the lines that this one has shown."""
    filters = [one for handler in getLogger(logging.NAMESPACE).handlers for one in handler.filters]
    seen = set().union(*(one.seen for one in filters if isinstance(one, Once)))
    lines = (COLOR.sub("", line) for line in text.splitlines())
    return "\n".join(line for line in lines if line.strip() and line not in seen)


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Show each warning once."""
    for handler in getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.addFilter(Once())
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
