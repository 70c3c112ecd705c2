"""The books of growing size, which the benchmark measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html
import pytest

import build
from comparing.grown import write_grown
from conftest import select

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_book_of_any_size_has_one_of_everything_for_each_chapter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_grown(tmp_path / "docs", 3)
    build.build_book(tmp_path / "docs", tmp_path / "build")
    assert "WARNING" not in capsys.readouterr().err
    counts = {
        "chapter-3": ".note",
        "timeline": ".event",
        "glossary": "dl.glossary > dt",
        "bibliography": ".sources > li",
    }
    found = {
        name: len(select(lxml.html.parse(str(tmp_path / "build" / "html" / f"{name}.html")).getroot(), css))
        for name, css in counts.items()
    }
    assert found == {"chapter-3": 1, "timeline": 3, "glossary": 3, "bibliography": 3}
