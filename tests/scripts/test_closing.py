"""An edition that is closed keeps its pages and what its names said, and nothing that stands elsewhere."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

import close_edition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

pytestmark = pytest.mark.slow
OLDER = {
    "editions/0.9/edition.json": '{"version": "0.9", "date": "2026-01-02", "commit": "0"}',
    "editions/0.9/names.json": "{}",
    "editions/0.9/SHA256SUMS": f"{hashlib.sha256(b'Old').hexdigest()}  html/one.html\n",
    "editions/0.9/pages/one.html": "Old",
}


@pytest.mark.parametrize(
    ("record", "status", "closed"),
    [
        ('{"tests": {"whole": true}}', 0, True),
        ('{"tests": {"whole": true}}', 1, False),  # as build.py --release ends where the figures are of other sources
        ('{"tests": {"whole": false}}', 0, False),
        ("{}", 0, False),
        (None, 0, False),
    ],
)
def test_only_an_edition_that_passed_the_heavy_tests_is_closed(
    tmp_path: Path, record: str | None, status: int, closed: bool
) -> None:
    for name in ("docs", "scripts"):
        (tmp_path / name).mkdir()
    program = f"import sys\nassert sys.argv[1:] == ['--release']\nraise SystemExit({status})\n"
    (tmp_path / "scripts" / "build.py").write_text(program, encoding="utf-8")
    if record is not None:
        (tmp_path / "docs" / "quality.json").write_text(record, encoding="utf-8")
    if closed:
        close_edition.check_tested(tmp_path)
    else:
        with pytest.raises(close_edition.CloseError, match=r"quality\.py --full"):
            close_edition.check_tested(tmp_path)


def test_a_closed_edition_holds_its_pages_words_and_sums(build_small: Callable[..., Built], tmp_path: Path) -> None:
    evidence = "it too {cite:p}`rusk1990`.\n\n    As a rule, books differ {cite:p}`rusk1990`."
    carried = "  - {{source: rusk1990, relation: {}, carries: The day of the armistice, seen: own-page}}\n"
    carries = f"who-founded:\n{carried}it-ended:\n{carried}".format("qualifies", "supports")
    changed = {"one.md": [("it too {cite:p}`rusk1990`.", evidence)]}
    built = build_small(OLDER | {"carries.yaml": carries} | changed, builder="both")
    assert built.messages == []
    target = tmp_path / "1.0"
    kept = close_edition.close("1.0", "2026-02-03", "c" * 40, built.out, target)
    tops = {path.name for path in (target / "pages").iterdir()}
    assert {"index.html", "one.html", "claims.csv", "_static", "russia-north-korea.pdf"} <= tops
    assert not tops & {"0.9", "cite", "search", "search.html", "xref", "russia-north-korea.zip", "404.html"}
    assert kept == sum(path.is_file() for path in (target / "pages").rglob("*"))
    names = json.loads((target / "names.json").read_text(encoding="utf-8"))
    note = names["it-ended"]
    assert (note["page"], note["verdict"], note["sources"]) == ("two", "Supported", ["rusk1990"])
    assert note["words"] == "Supported. On 27 July. See Who the founder was."
    assert names["who-founded"]["words"] == "Imprecise. Others founded it too. As a rule, books differ."
    line = "Rusk, Dean. 1990. As I Saw It. Supports. The day of the armistice"
    assert names["it-ended--rusk1990"]["words"] == line
    assert names["one-p1"]["words"] == "Kim Il-sung, the founder, flew MiG-15 jets. They were fast."
    assert names["term-juche"]["words"] == "Juche 주체 A doctrine."
    sums = (target / "SHA256SUMS").read_text(encoding="utf-8")
    assert "  html/0.9/one.html\n" in sums
    with pytest.raises(close_edition.CloseError, match="is closed already"):
        close_edition.close("1.0", "2026-02-03", "c" * 40, built.out, target)
