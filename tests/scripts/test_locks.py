"""The locks fit what ``pyproject.toml`` asks for, and the bill of materials says what they hold."""

from __future__ import annotations

import importlib.metadata
import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from building.sbom import Pin, bill, read_lock
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BOOK = read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
OTHERS = {"peers": "scripts/peers.lock", "checkers": "tests/checkers.lock"}
"""The groups that have an environment of their own, with their locks."""
DEV = read_lock((ROOT / "tests" / "requirements.lock").read_text(encoding="utf-8"))


OVERRIDES = {canonicalize_name(r.name): r for r in map(Requirement, PROJECT["tool"]["uv"]["override-dependencies"])}
"""The requirements that replace those of a package, with the reason."""


def misfits(wanted: Iterable[str], pins: Iterable[Pin]) -> Iterator[str]:
    """What a lock lacks or holds in another version, seen also from the packages that it holds."""
    held = {canonicalize_name(pin.name): pin for pin in pins}
    left, seen = [Requirement(text) for text in wanted], set()
    while left:
        need = left.pop()
        name = canonicalize_name(need.name)
        if name not in held:
            yield f"{need} is not in the lock; write it again as README says"
        elif not need.specifier.contains(held[name].version, prereleases=True):
            yield f"{need} is asked for, the lock holds {held[name].version}; write it again as README says"
        elif (name, *sorted(need.extras)) not in seen:
            seen.add((name, *sorted(need.extras)))
            for text in importlib.metadata.requires(name) or []:
                asked = Requirement(text)
                other = OVERRIDES.get(canonicalize_name(asked.name), asked)
                if asked.marker is None or any(asked.marker.evaluate({"extra": e}) for e in ("", *need.extras)):
                    left.append(other)


@pytest.mark.parametrize(
    ("wanted", "pins"),
    [(PROJECT["project"]["dependencies"], BOOK), (PROJECT["dependency-groups"]["dev"], DEV)],
    ids=["of the book", "of the tests"],
)
def test_the_lock_fits_what_the_project_asks_for(wanted: list[str], pins: list[Pin]) -> None:
    assert list(misfits(wanted, pins)) == []


@pytest.mark.parametrize("group", OTHERS)
def test_the_lock_of_other_tools_names_each_that_is_asked_for(group: str) -> None:
    held = {pin.name: pin.version for pin in read_lock((ROOT / OTHERS[group]).read_text(encoding="utf-8"))}
    wanted = list(map(Requirement, PROJECT["dependency-groups"][group]))
    assert {canonicalize_name(r.name) for r in wanted} <= held.keys()
    assert [str(r) for r in wanted if not r.specifier.contains(held[canonicalize_name(r.name)])] == []


def test_the_peers_build_with_the_versions_of_the_book() -> None:
    held = {pin.name: pin.version for pin in read_lock((ROOT / OTHERS["peers"]).read_text(encoding="utf-8"))}
    shared = {pin.name: pin.version for pin in BOOK}
    assert {name: version for name, version in held.items() if shared.get(name, version) != version} == {}


def test_a_lock_that_no_longer_fits_is_told() -> None:
    (sphinx,) = [pin for pin in BOOK if pin.name == "sphinx"]
    without = [pin for pin in BOOK if pin.name != "docutils"]
    assert next(misfits(["sphinx>=99"], [sphinx])).startswith("sphinx>=99 is asked for, the lock holds")
    assert any(said.startswith("docutils") and "not in the lock" in said for said in misfits(["sphinx"], without))
    assert list(misfits(["no-such-package"], BOOK)) == [
        "no-such-package is not in the lock; write it again as README says"
    ]


def test_the_tests_run_with_the_versions_of_the_book() -> None:
    versions = {pin.name: pin.version for pin in DEV}
    assert {pin.name: pin.version for pin in BOOK if versions.get(pin.name, pin.version) != pin.version} == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock", *OTHERS.values()])
def test_a_lock_has_a_hash_for_each_package_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert [pin.name for pin in read_lock(text) if not pin.hashes] == []
    assert "://" not in text


def test_every_dependency_with_an_upper_bound_has_its_reason() -> None:
    """In a comment on its line, or on the line above."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    bounded = [number for number, line in enumerate(lines) if re.match(r'\s*"[^"]*<[^"]*",', line)]
    assert len(bounded) > 4
    assert [lines[number] for number in bounded if "#" not in lines[number - 1] + lines[number]] == []


def test_the_bill_of_materials_names_every_package_of_the_lock() -> None:
    text = bill("A book", "1.1", BOOK)
    data = json.loads(text)
    assert (data["bomFormat"], data["specVersion"]) == ("CycloneDX", "1.6")
    assert [(c["name"], c["version"]) for c in data["components"]] == [(p.name, p.version) for p in BOOK]
    assert len({c["bom-ref"] for c in data["components"]}) == len(BOOK) > 20
    assert text == bill("A book", "1.1", BOOK)
    assert "timestamp" not in text
