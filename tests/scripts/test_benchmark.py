"""What the benchmark measures beside time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import benchmark

if TYPE_CHECKING:
    from pathlib import Path


def test_a_first_visit_counts_what_a_page_names_with_quotes_and_without(tmp_path: Path) -> None:
    (tmp_path / "_static").mkdir()
    for name in ("book.css", "book.js", "icon.svg", "other.css"):
        (tmp_path / "_static" / name).write_text(name, encoding="utf-8")
    page = '<link href="_static/book.css"><script src=_static/book.js></script><link href=./_static/icon.svg rel=icon>'
    (tmp_path / "one.html").write_text(page, encoding="utf-8")
    assert benchmark.first_visit(tmp_path, "one.html")["requests without fonts and figures"] == 4
