"""A file is read again whenever it can have changed, and only then."""

from __future__ import annotations

import hashlib
import os
import time
from typing import TYPE_CHECKING

import pytest

from building.digests import Digests, state_of
from edition.base.shared import anew, share

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_what_two_books_share_is_read_once_and_what_has_changed_is_read_again(
    tmp_path: Path,
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    (old / "page").write_text("A", encoding="utf-8")
    share(old / "page", new / "page")
    share(old / "page", new / "other")
    digests = Digests()
    first = digests.of(old, "page")
    assert {digests.of(new, name) for name in ("page", "other")} == {first}
    assert len(digests.known) == 1
    anew(new / "page").write_text("B", encoding="utf-8")
    assert digests.of(new, "page") == hashlib.sha256(b"B").hexdigest() != digests.of(old, "page")
    (new / "other").write_text("BB", encoding="utf-8")
    assert digests.of(new, "other") == hashlib.sha256(b"BB").hexdigest()


def put_back(page: Path) -> None:
    """Other content of the same size, with the old time."""
    times = page.stat()
    page.write_text("B", encoding="utf-8")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))


def replace(page: Path) -> None:
    """Another file with the old time."""
    times = page.stat()
    (page.parent / "draft").write_text("B", encoding="utf-8")
    os.utime(page.parent / "draft", ns=(times.st_atime_ns, times.st_mtime_ns))
    (page.parent / "draft").replace(page)


def test_a_file_in_the_state_of_the_last_build_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("A", encoding="utf-8")
    state = state_of(f"{tmp_path}/page")
    assert Digests().of(tmp_path, "page", "known", state) == "known"


@pytest.mark.parametrize("change", [put_back, replace])
def test_a_file_with_other_content_is_read_whatever_its_size_and_time(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    page = tmp_path / "page"
    page.write_text("A", encoding="utf-8")
    state = state_of(str(page))
    time.sleep(0.02)  # the system's clock of files ticks a hundred times a second, or more often
    change(page)
    assert Digests().of(tmp_path, "page", "known", state) == hashlib.sha256(b"B").hexdigest()


def test_every_file_is_read_where_the_system_does_not_say_when_it_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page").write_text("A", encoding="utf-8")
    state = state_of(f"{tmp_path}/page")
    monkeypatch.setattr("building.digests.os.name", "nt")
    assert Digests().of(tmp_path, "page", "known", state) == hashlib.sha256(b"A").hexdigest()


def test_only_files_that_still_have_their_digest_have_a_state(tmp_path: Path) -> None:
    for name in ("same", "changed", "unread"):
        (tmp_path / name).write_text("A", encoding="utf-8")
    digests = Digests()
    expected = {name: digests.of(tmp_path, name) for name in ("same", "changed")}
    (tmp_path / "changed").write_text("AB", encoding="utf-8")
    assert digests.states(tmp_path, expected | {"unread": expected["same"]}) == {"same": state_of(f"{tmp_path}/same")}
