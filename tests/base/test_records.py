"""Records keep the line on which their author wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edition.base.records import read_records
from edition.base.utf8 import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path


def test_items_of_a_list_know_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# first\n- id: a\n  n: 1\n\n- id: b\n  list: [x, y]\n", encoding="utf-8")
    first, second = read_records(path)
    assert (first.line, second.line) == (2, 5)
    assert first.text("n") == "1", "a number stays the text that was written"
    assert second.texts("list") == ["x", "y"]
    assert first.location == f"{path}:2"


def test_nested_mappings_know_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one:\n  a:\n    q: >-\n      two\n      lines\n", encoding="utf-8")
    (record,) = read_records(path, depth=2)
    assert record.keys == ("one", "a")
    assert record.text("q") == "two lines"
    assert record.line == 2


@pytest.mark.parametrize(
    ("text", "depth", "line", "message"),
    [
        ("a: [\n", 1, 2, "not valid YAML"),
        ("a: 1\nb: 2\n", 0, 1, "expected a list"),
        ("- a\n", 0, 1, "expected fields"),
        ("one:\n  a: {q: x}\n  a: {q: y}\n", 2, 3, "stands here twice"),
        ("one: 3\n", 2, 1, "expected names with a colon"),
    ],
)
def test_a_bad_file_is_located(tmp_path: Path, text: str, depth: int, line: int, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=message) as caught:
        read_records(path, depth)
    assert caught.value.location == f"{path}:{line}"


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: \xff\n")
    with pytest.raises(UnreadableError, match="not UTF-8"):
        read_records(path)
