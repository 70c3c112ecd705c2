"""Each script that needs packages starts on a Python without any, and enters the project's environment first."""

from __future__ import annotations

import subprocess
import sys

import pytest

import environment

ENTERED = 77
START = f"""\
import runpy, sys
sys.path.insert(0, "scripts")
import environment
environment.enter = lambda *locks: sys.exit({ENTERED})
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize(
    "script", ["build.py", "test.py", "benchmark.py", "register_anchors.py", "links/check.py", "fonts/make.py"]
)
def test_a_script_enters_the_environment_before_it_imports_a_package(script: str) -> None:
    command = [sys.executable, "-I", "-S", "-c", START, f"scripts/{script}"]  # no site-packages
    result = subprocess.run(command, cwd=environment.ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == ENTERED, result.stderr


@pytest.mark.parametrize("script", ["close_edition.py", "rebuild_edition.py", "quality.py", "map/bake_outlines.py"])
def test_other_scripts_import_no_package_to_start(script: str) -> None:
    command = [sys.executable, "-E", "-s", "-S", f"scripts/{script}", "--help"]
    result = subprocess.run(command, cwd=environment.ROOT, check=False, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
