"""What is read again when something has changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from conftest import CARRIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

LONG_AGO = 1_000_000_000
"""A time, in nanoseconds, that no build gives a file."""


@pytest.mark.parametrize("files", [{}, {"carries.yaml": CARRIES}], ids=["plain", "with what sources carry"])
def test_a_document_that_nothing_changed_is_not_read_again(
    build_small: Callable[..., Built], files: dict[str, str]
) -> None:
    read = (build_small(files, builder="dummy").out / "doctrees").rglob("*.doctree")
    for tree in read:
        os.utime(tree, ns=(LONG_AGO, LONG_AGO))
    built = build_small({**files, "two.md": [("On 27 July", "In July")]}, builder="dummy")
    assert built.messages == []
    trees = sorted((built.out / "doctrees").rglob("*.doctree"))
    assert [tree.stem for tree in trees if tree.stat().st_mtime_ns != LONG_AGO] == ["two"]


def test_a_section_that_moved_to_an_earlier_document_is_there_once(build_small: Callable[..., Built]) -> None:
    section = "(moved)=\n### What moved\n\nIt was here.\n\n"
    commentary = "(two-commentary)=\n## Commentary\n\n(stayed)=\n### What stayed\n\nIt is here.\n\n"
    later = {"two.md": [("[^it-ended]:", f"{commentary}{section}[^it-ended]:")]}
    earlier = {
        "one.md": [("(the-founder)=", f"{section}(the-founder)=")],
        "two.md": [("[^it-ended]:", f"{commentary}[^it-ended]:")],
    }
    for changes in (later, earlier):
        assert build_small(changes, builder="dummy").messages == []
