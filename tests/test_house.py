"""The structure of the code: imports between packages, setup of every part, size of modules, working examples."""

from __future__ import annotations

import ast
import doctest
import functools
import importlib
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.console import strip_colors

import edition
from conftest import PACKAGE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = sorted(
    path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".") for path in PACKAGE.glob("*/*.py")
)
MOST_LINES = 300


@functools.cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def tree(module: str) -> ast.Module:
    return parse(PACKAGE / f"{module.replace('.', '/')}.py")


def test_an_import_only_goes_down_the_floors() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environ = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "floors KEPT" in strip_colors(done.stdout), done.stdout


def test_the_examples_of_all_modules_run() -> None:
    scripts = (path for path in (ROOT / "scripts").glob("*/*.py") if ">>> " in path.read_text(encoding="utf-8"))
    names = [f"edition.{module}" for module in MODULES] + [f"{path.parent.name}.{path.stem}" for path in scripts]
    ran = {name: doctest.testmod(importlib.import_module(name)) for name in names}
    assert {name: result for name, result in ran.items() if result.failed} == {}
    assert sum(result.attempted for result in ran.values()) > 10


def test_a_module_has_one_job_and_fits_on_a_few_screens() -> None:
    lines = {m: (PACKAGE / f"{m.replace('.', '/')}.py").read_text("utf-8").count("\n") for m in MODULES}
    assert {module: count for module, count in lines.items() if count > MOST_LINES} == {}


def test_every_part_is_set_up_and_says_which_shape_of_data_it_keeps() -> None:
    with_setup = {
        module
        for module in MODULES
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef) and node.name == "setup"
    }
    assert with_setup == set(edition.PARTS)
    for module in sorted(with_setup):
        setup = next(n for n in tree(module).body if isinstance(n, ast.FunctionDef) and n.name == "setup")
        assert "'env_version'" in ast.unparse(setup), module


def codes() -> list[tuple[str, str, str, str]]:
    """Room, area, value and member of every warning code, from the classes that say their area."""
    found = []
    for module in MODULES:
        for node in tree(module).body:
            if isinstance(node, ast.ClassDef) and (area := [k.value for k in node.keywords if k.arg == "area"]):
                for before, after in zip(node.body, [*node.body[1:], None], strict=True):
                    if isinstance(before, ast.Assign) and isinstance(before.value, ast.Constant):
                        said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                        assert said, f"{module}: {ast.unparse(before)} has no sentence"
                        member = ast.unparse(before.targets[0])
                        code = ast.literal_eval(before.value)
                        found.append((module.split(".")[0], ast.literal_eval(area[0]), code, member))
    return found


def test_every_warning_code_is_tested_under_its_name() -> None:
    """Either as it is printed, or as a member of the class that a room's own tests import."""
    printed: set[tuple[str, str]] = set()
    members: set[tuple[str, str]] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        pairs = set(re.findall(r"\b(\w+)(?=\.(\w+))", text))
        printed |= pairs
        named = {member for owner, member in pairs if owner.endswith("Code")}
        members |= {(room, member) for room in re.findall(r"from edition\.(\w+)", text) for member in named}
    assert [
        f"{area}.{code}"
        for room, area, code, member in codes()
        if (area, code) not in printed and (room, member) not in members
    ] == []


def test_only_one_module_spells_prefixes_and_pages() -> None:
    spelled = re.compile(r'"(?:ref|term|event|figure|data)-["{]')
    assert [m for m in MODULES if spelled.search((PACKAGE / f"{m.replace('.', '/')}.py").read_text("utf-8"))] == [
        "names.kinds"
    ]


TAKEN_ELSEWHERE = {"setup", "FIGURE", "__all__", "known_figures", "write_quality"}
"""What Sphinx, the settings of figures and Python look for by its name; and what the tests write and measure with."""


def test_whatever_a_module_gives_somebody_takes() -> None:
    files = [path for folder in (PACKAGE, ROOT / "scripts") for path in folder.rglob("*.py")]
    trees = {path: parse(path) for path in files}
    taken: Counter[str] = Counter()
    for parsed in trees.values():
        for node in ast.walk(parsed):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                taken[node.id] += 1
            elif isinstance(node, ast.Attribute):
                taken[node.attr] += 1
    idle = {
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path, parsed in trees.items()
        for name in given(parsed)
        if not taken[name] and name not in TAKEN_ELSEWHERE
    }
    assert idle == set()


def given(module: ast.Module) -> Iterator[str]:
    """The names of a module's functions, classes and constants."""
    for part in module.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield part.name
        elif isinstance(part, ast.Assign):
            yield from (target.id for target in part.targets if isinstance(target, ast.Name))
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id
