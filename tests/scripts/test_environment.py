"""The environment makes itself on a bare machine, and mends itself where it was left half made."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from typing import TYPE_CHECKING

import pytest

import environment
from building.lock import alone

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("environments")]  # what its tests share is made once


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock that names nothing, so that no index is asked."""
    path = tmp_path / "requirements.lock"
    path.write_text("# nothing\n", encoding="utf-8")
    return path


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that was left half made and then installed into; to make one takes longer than all that follows."""
    folder = tmp_path_factory.mktemp("mended") / ".venv"
    lock = folder.parent / "requirements.lock"
    lock.write_text("# nothing\n", encoding="utf-8")
    venv.create(folder, with_pip=False, symlinks=True)
    (folder / "left.txt").write_text("of the first try", encoding="utf-8")
    with pytest.MonkeyPatch.context() as alone:
        alone.setenv("PATH", "")  # no uv
        assert environment.installer(environment.python_of(folder)) == []
        environment.install(lock, root=folder.parent, folder=folder)
    return folder


def write_tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f'#!/bin/sh\necho {name} "$@" >> {folder}/said\n{script}\n', encoding="utf-8")
    path.chmod(0o755)


def said(folder: Path) -> list[str]:
    return (folder / "said").read_text(encoding="utf-8").splitlines() if (folder / "said").exists() else []


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Debian without python3-venv."""
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))


@pytest.mark.full
def test_an_environment_that_was_left_half_made_is_made_anew(mended: Path) -> None:
    folder = mended
    assert not (folder / "left.txt").exists()
    assert environment.runs(str(environment.python_of(folder)), "-m", "pip", "--version")
    assert (folder / "installed.txt").read_text(encoding="utf-8").startswith("requirements.lock ")
    before = (folder / "installed.txt").stat().st_mtime_ns
    environment.install(folder.parent / "requirements.lock", root=folder.parent, folder=folder)
    assert (folder / "installed.txt").stat().st_mtime_ns == before, "what is installed is not installed again"


@pytest.mark.full
@pytest.mark.parametrize("tool", ["uv", "virtualenv"])
def test_another_tool_makes_it_where_python_cannot(
    tmp_path: Path, lock: Path, tools: Path, bare: None, mended: Path, tool: str
) -> None:
    folder, made = tmp_path / ".venv", mended
    if tool == "uv":  # which puts no pip in
        made = tmp_path / "made"
        venv.create(made, with_pip=False, symlinks=True)
    for name in ("cp", "sh"):
        (tools / name).symlink_to(str(shutil.which(name, path="/bin:/usr/bin")))
    write_tool(
        tools, tool, f'case "$*" in *venv*) cp -a {made} {folder};; *--python*.venv) cp -a {made} {folder};; esac'
    )
    environment.install(lock, root=tmp_path, folder=folder)
    assert (folder / "installed.txt").exists()
    assert said(tools)[0].startswith(tool)
    assert tool != "uv" or said(tools)[-1].startswith("uv pip install"), "an environment of uv's has no pip"


def test_a_bare_debian_gets_what_it_lacks(
    tmp_path: Path, lock: Path, tools: Path, bare: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    write_tool(tools, "apt-get", "")
    with pytest.raises(SystemExit, match="python3-venv"):  # the package did not help here
        environment.install(lock, root=tmp_path, folder=tmp_path / ".venv")
    assert said(tools) == [
        "apt-get --quiet=2 update",
        "apt-get --quiet=2 install --yes --no-install-recommends python3-venv",
    ]


def test_without_any_way_one_line_says_what_to_install(tmp_path: Path, lock: Path, tools: Path, bare: None) -> None:
    with pytest.raises(SystemExit) as ended:
        environment.install(lock, root=tmp_path, folder=tmp_path / ".venv")
    assert str(ended.value).count("\n") == 0
    assert "apt-get install python3-venv" in str(ended.value)


@pytest.mark.full
def test_a_failed_installation_is_tried_again(tmp_path: Path, tools: Path, mended: Path) -> None:
    lock = tmp_path / "requirements.lock"
    shutil.copytree(mended, tmp_path / ".venv", symlinks=True)
    lock.write_text("no-such-package==1.0\n", encoding="utf-8")  # without a hash, so no index is asked
    for _ in range(2):
        with pytest.raises(SystemExit, match="could not be installed"):
            environment.install(lock, root=tmp_path, folder=tmp_path / ".venv")
    assert not (tmp_path / ".venv" / "installed.txt").exists()


INSTALL = """
import sys; sys.path.insert(0, {scripts!r}); import environment; from pathlib import Path
environment.install(Path({lock!r}), root=Path({root!r}), folder=Path({root!r}, ".venv"))
"""


def test_who_waits_while_another_installs_finds_it_installed(tmp_path: Path, lock: Path) -> None:
    folder = tmp_path / ".venv"
    code = INSTALL.format(scripts=str(environment.ROOT / "scripts"), lock=str(lock), root=str(tmp_path))
    with alone(tmp_path / ".venv.lock", "nobody else"):
        second = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert second.stdout
        assert second.stdout.readline() == "Another process installs into .venv; waiting for it to end …\n"
        python = environment.python_of(folder)
        python.parent.mkdir(parents=True)
        python.write_text("", encoding="utf-8")
        digest = hashlib.sha256(lock.read_bytes()).hexdigest()
        (folder / "installed.txt").write_text(f"requirements.lock {digest}\n", encoding="utf-8")
    assert (second.communicate()[0], second.returncode) == ("", 0), "it installed nothing itself"


def test_an_older_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer"):
        environment.enter()
