"""Forks of a build: what they tell while they work, and how they end."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TextIO

import pytest

from edition.base.forks import Fork

if TYPE_CHECKING:
    from collections.abc import Callable

APP: Any = SimpleNamespace(_warncount=0)
"""A build that has printed nothing."""


@pytest.fixture
def fork() -> Fork:
    """One that has not started."""
    return Fork("the book")


def tell_and_work_on(fork: Fork) -> Callable[[Any, Path, TextIO], int]:
    """A task that reports at once, and ends when there is a file ``enough``."""

    def make(_app: Any, folder: Path, said: TextIO) -> int:
        fork.tell()
        while not (folder / "enough").exists():
            time.sleep(0.01)
        said.write("done\n")
        return 0

    return make


def test_news_come_before_the_end_and_stay_known(fork: Fork, tmp_path: Path) -> None:
    fork.start(APP, tmp_path, tell_and_work_on(fork))
    assert fork.has_told()
    assert fork.has_told()
    assert fork.process
    (tmp_path / "enough").touch()
    assert fork.wait() == (0, "done")
    assert fork.wait() is None


def test_a_process_that_ends_without_news_holds_nobody_up(fork: Fork, tmp_path: Path) -> None:
    fork.start(APP, tmp_path, lambda _app, _folder, _said: 3)
    assert not fork.has_told()
    assert fork.wait() == (3, "")


def test_a_process_asks_itself_for_no_news(fork: Fork, tmp_path: Path) -> None:
    fork.start(APP, tmp_path, lambda _app, _folder, _said: int(fork.has_told()))
    assert fork.wait() == (0, "")


def test_a_process_that_is_killed_leaves_nothing_open(fork: Fork, tmp_path: Path) -> None:
    before = set(Path("/dev/fd").iterdir())
    fork.start(APP, tmp_path, tell_and_work_on(fork))
    fork.kill()
    assert not fork.process
    assert set(Path("/dev/fd").iterdir()) == before


def test_a_fork_that_has_not_started_has_told_nothing(fork: Fork) -> None:
    assert not fork.has_told()
    assert fork.wait() is None
