"""Warnings and errors for authors: each has a code, its place, and says what to do."""

from __future__ import annotations

from contextlib import contextmanager
from difflib import get_close_matches
from enum import StrEnum
from logging import WARNING, Filter, LogRecord, getLogger
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.console import strip_colors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


class WarningCode(StrEnum):
    """The codes of one area, which is the ``type`` of the warnings; the value of a member is their ``subtype``.

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
    """A node, ``path:line``, a document's name, or a pair of both name and line."""


class FatalError(ExtensionError):
    """A mistake that ends the build; its message has the form of a warning."""

    def __init__(self, code: WarningCode, message: str, location: str) -> None:
        super().__init__(f"{location}: ERROR: {message} [{code.area}.{code.value}]")


def warn(code: WarningCode, message: str, location: Any) -> None:
    """Log one warning; see ``Finding`` for the arguments."""
    logger.warning(message, location=location, type=code.area, subtype=code.value)


def report(findings: Iterable[Finding]) -> None:
    """Log a warning for each finding."""
    for finding in findings:
        warn(*finding)


def nearest(name: str, known: Iterable[str], alike: float = 0.8) -> str:
    """The known name that is most similar to an unknown one; ``""`` if none reaches the similarity ``alike`` (0 to 1).

    >>> nearest("one-comentary", ["two-commentary", "one-commentary"]), nearest("war", ["peace"])
    ('one-commentary', '')
    """
    return next(iter(get_close_matches(name, sorted(known), 1, alike)), "")


def warned(app: Sphinx) -> int:
    """How many warnings a build has logged so far, which Sphinx counts in a private attribute."""
    return app._warncount


class Once(Filter):
    """A filter that shows a warning only once: the pages and the PDF resolve the same references."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        """The messages shown so far."""

    def filter(self, record: LogRecord) -> bool:
        """Whether the message is new; Sphinx has counted it as a warning in any case."""
        line = record.getMessage()
        new = line not in self.seen
        self.seen.add(line)
        return new


class ToldAt(Filter):
    """A filter that gives every warning the same place."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location

    def filter(self, record: LogRecord) -> bool:
        """Set the place of a warning."""
        if record.levelno >= WARNING:
            record.location = self.location
        return True


@contextmanager
def told_at(location: str) -> Iterator[None]:
    """Give a ``path:line`` to all warnings in this block, such as those of a parser whose text is from there."""
    handlers = list(getLogger(logging.NAMESPACE).handlers)  # during reading, one that buffers the messages
    place = ToldAt(location)
    for handler in handlers:
        handler.filters.insert(0, place)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(place)


def unseen(text: str) -> str:
    """The messages of another process, without those that this one has shown."""
    filters = [one for handler in getLogger(logging.NAMESPACE).handlers for one in handler.filters]
    seen = set().union(*(one.seen for one in filters if isinstance(one, Once)))
    lines = strip_colors(text).splitlines()
    return "\n".join(line for line in lines if line.strip() and line not in seen)


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Show each warning once."""
    for handler in getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.addFilter(Once())
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
