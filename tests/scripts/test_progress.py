"""What a build prints while it works."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sphinx.util.console import strip_colors

import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


@pytest.mark.parametrize("live", [False, True])
def test_a_warning_begins_a_line_and_the_step_is_named_again(
    build_small: Callable[..., Built], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, live: bool
) -> None:
    docs = build_small().docs
    (docs / "about.md").write_text("# About\n\n[Nowhere](nowhere.md)\n", encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: live)
    monkeypatch.setattr(sys, "stderr", sys.stdout)  # one screen
    capfd.readouterr()
    with pytest.raises(build.BuildError):
        build.build_book(docs, docs.parent / "out")
    lines = [line.rsplit("\r", 1)[-1].rstrip() for line in strip_colors(capfd.readouterr().out).split("\n")]
    warned = next(n for n, line in enumerate(lines) if "nowhere.md" in line)
    assert lines[warned].startswith(str(docs)), lines
    begun, *more = [line for line in lines if line.startswith("Reading …")]
    assert lines.index(begun) < warned
    assert more[-1].endswith(" s"), "the step goes on and says how long it took"
    assert lines[-2].endswith("… failed"), lines
