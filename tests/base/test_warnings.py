"""Each warning is shown once and in its place, also one of another process."""

from __future__ import annotations

from logging import INFO, Handler, LogRecord, getLogger
from typing import TYPE_CHECKING

import pytest
from sphinx.util import logging

from edition.base.warnings import Once, ToldAt, told_at, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator


class Collector(Handler):
    """Keeps what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, object]] = []
        """Message and place of each record."""

    def emit(self, record: LogRecord) -> None:
        """Keep a record."""
        self.said.append((record.getMessage(), getattr(record, "location", None)))


@pytest.fixture
def collector() -> Iterator[Collector]:
    """A handler before those that builds have left, with the filter of a build."""
    handler, logger = Collector(), getLogger(logging.NAMESPACE)
    handler.addFilter(Once())
    logger.handlers.insert(0, handler)
    yield handler
    logger.removeHandler(handler)


def log(message: str) -> None:
    """Log a warning as a library does."""
    getLogger(f"{logging.NAMESPACE}.library").warning(message)


def test_a_warning_is_shown_once(collector: Collector) -> None:
    for message in ("one", "other", "one"):
        log(message)
    assert [message for message, _ in collector.said] == ["one", "other"]


def test_what_is_read_for_a_file_is_told_at_its_line(collector: Collector) -> None:
    with told_at("events.yaml:3"):
        log("a slip")
    log("another slip")
    assert collector.said == [("a slip", "events.yaml:3"), ("another slip", None)]
    step = LogRecord("sphinx", INFO, "", 1, "a step", (), None)
    assert ToldAt("events.yaml:3").filter(step)
    assert not hasattr(step, "location"), "what is no warning has no place"


def test_another_process_tells_what_this_one_has_not(collector: Collector) -> None:
    log("one")
    assert collector.said
    assert unseen("one\n\n\x1b[31mother\x1b[0m\n  \nthird\n") == "other\nthird"
