"""The repairs as a patch: it applies, it can be reversed, and a repair that does not fit is reported."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT, Built
from edition.essay.repairs import Repair, apply, misfits, unified

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLAIM = "    quote: Kim Il-sung, the founder\n"


def patch(folder: Path, *arguments: str) -> None:
    subprocess.run(["patch", "--quiet", *arguments, "essay.txt", "essay.patch"], cwd=folder, check=True)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_patch_applies_and_can_be_taken_back(book: Built, tmp_path: Path) -> None:
    for name in ("essay.txt", "essay.patch", "essay-repaired.txt"):
        shutil.copyfile(book.out / "html" / name, tmp_path / name)
    fixed = digest(ROOT / "tests" / "essay.txt")
    assert digest(tmp_path / "essay.txt") == fixed
    patch(tmp_path)
    assert digest(tmp_path / "essay.txt") == digest(tmp_path / "essay-repaired.txt") != fixed
    patch(tmp_path, "--reverse")
    assert digest(tmp_path / "essay.txt") == fixed


def test_only_the_repaired_words_change(build_small: Callable[..., Built]) -> None:
    built = build_small({"claims.yaml": [(CLAIM, CLAIM + "    repair: Kim Il-sung, one of the founders\n")]})
    assert built.messages == []
    essay, repaired = ((built.out / "html" / f"{name}.txt").read_text("utf-8") for name in ("essay", "essay-repaired"))
    assert repaired == essay.replace("Kim Il-sung, the founder", "Kim Il-sung, one of the founders")


def test_an_essay_without_a_last_line_end_is_patched_too(tmp_path: Path) -> None:
    old, new = "One.\nTwo.", "One.\n2."
    (tmp_path / "essay.txt").write_text(old, encoding="utf-8")
    (tmp_path / "essay.patch").write_text(unified(old, new), encoding="utf-8")
    patch(tmp_path)
    assert (tmp_path / "essay.txt").read_text("utf-8") == new
    patch(tmp_path, "--reverse")
    assert (tmp_path / "essay.txt").read_text("utf-8") == old


def test_a_repair_that_brings_another_claims_words_is_not_repaired_again() -> None:
    found = [Repair("a", "p", "one", "two", ""), Repair("b", "p", "two", "three", "")]
    assert apply("one and two.\n", {"p": "one and two."}, found) == "two and three.\n"


@pytest.mark.parametrize("essay", ["\ufeffOne day.\nTwo.\n", "One\x0cday.\nTwo.\n", "One day.\r\nTwo.\r\n"])
def test_a_repair_finds_its_words_whatever_editors_and_systems_put_around_them(essay: str) -> None:
    found = [Repair("a", "one-p1", "One day", "Another day", ""), Repair("b", "one-p2", "Two", "Three", "")]
    repaired = apply(essay, {"one-p1": "One day.", "one-p2": "Two."}, found)
    assert repaired == essay.replace("One\x0c", "One ").replace("One day", "Another day").replace("Two", "Three")


def test_repairs_that_overlap_are_told() -> None:
    found = [Repair("a", "p", "one and", "x", "claims.yaml:1"), Repair("b", "p", "and two", "y", "claims.yaml:2")]
    (finding,) = misfits(found, {"p": "one and two."})
    assert finding.location == "claims.yaml:2"
    assert finding.message == "the repair of 'b' changes words that 'a' changes too; keep one of the two"


@pytest.mark.parametrize(
    ("repair", "line", "message", "code"),
    [
        (
            " ".join(["word"] * 19),
            4,
            "the repair of 'who-founded' has 19 words; shorten it to at most 18",
            "claims.repair",
        ),
        ("Kim Il-sung, the founder", 4, "the repair of 'who-founded' is what the essay says", "claims.repair"),
        ("[a, b]", 4, "the claim 'who-founded': 'repair' must be a text", "claims.field"),
    ],
)
def test_a_bad_repair_fails_the_build(
    build_small: Callable[..., Built], repair: str, line: int, message: str, code: str
) -> None:
    change: dict[str, Any] = {"claims.yaml": [(CLAIM, f"{CLAIM}    repair: {repair}\n")]}
    built = build_small(change, builder="dummy")
    assert built.failed
    assert built.messages[0].startswith(f"claims.yaml:{line}: WARNING: {message}")
    assert built.messages[0].endswith(f"[{code}]")
