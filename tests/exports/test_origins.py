"""The origin of the numbers is given for each table, in the required form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edition.exports.tables import read_origins

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "trade.csv:\n  title: Trade\n  producer: The editors\n  rights: None\n  degree: minor\n  processing: Copied.\n"


def test_a_complete_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "origins.yaml"
    path.write_text(GOOD, encoding="utf-8")
    origins, findings = read_origins(path, ["trade.csv"])
    assert findings == []
    assert origins["trade.csv"].degree == "minor"


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "says"),
    [
        ("trade.csv:", "trade.csv: [", 3, "origins.records", "this is not valid YAML"),
        ("  rights: None\n", "", 1, "origins.field", "trade.csv: there is no 'rights'"),
        ("minor", "some", 5, "origins.field", "trade.csv: 'degree' must be none or minor or major, not 'some'"),
        ("trade.csv:", "trad.csv:", 1, "origins.table", "the book has no table 'trad.csv'; write 'trade.csv'"),
        ("trade.csv:", "data/trade.csv:", 1, "origins.table", "the book has no table 'data/trade.csv'; write 'trade"),
        ("Copied.\n", f"Copied.\n{GOOD.replace('trade', 'nothing')}", 7, "origins.table", "the book has no table 'nothing.csv'; it has"),
        ("Copied.", "Copied from **it**.", 6, "origins.field", "trade.csv: 'processing': “**it**.” was not read as markup"),
    ],
)  # fmt: skip
def test_a_slip_is_told(tmp_path: Path, old: str, new: str, line: int, code: str, says: str) -> None:
    path = tmp_path / "origins.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    _, findings = read_origins(path, ["trade.csv"])
    assert findings[0].location == f"{path}:{line}"
    assert len(findings) == 1
    assert f"{findings[0].code.area}.{findings[0].code}" == code
    assert findings[0].message.startswith(says)


def test_a_table_without_an_origin_is_told(tmp_path: Path) -> None:
    path = tmp_path / "origins.yaml"
    path.write_text(GOOD, encoding="utf-8")
    _, (finding,) = read_origins(path, ["debt.csv", "trade.csv"])
    assert (finding.message.partition(";")[0], finding.location) == (
        "there is no origin of the table 'debt.csv'",
        f"{path}:1",
    )
