"""The command that sets a book (``pdf.compile``), as a process of its own: a build goes on meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from datetime import date

PACKAGES = Path(__file__).parent.parent.parent
WARNED = 2
"""How it ends when Typst warned."""
ALLOCATION = {"MALLOC_TRIM_THRESHOLD_": str(128 * 1024)}
"""The value that glibc begins with (mallopt(3)); said, it does not grow, and Typst needs up to a tenth less."""


def run_compile(folder: Path, target: Path, fonts: Path, day: date, said: TextIO | int) -> subprocess.Popen[str]:
    """Start to set the book of a folder; the process prints a line when the pages of names can be read.

    Its messages go to ``said``.
    """
    return begin(start_compile(folder, target, fonts, day, said))


def start_compile(folder: Path, target: Path, fonts: Path, day: date, said: TextIO | int) -> subprocess.Popen[str]:
    """The same, but the process waits for ``begin``, and ends without it when its input is closed."""
    command = [sys.executable, "-m", "edition.pdf.compile", str(folder), str(target)]
    return subprocess.Popen(
        [*command, "--fonts", str(fonts), "--date", day.isoformat(), "--wait"],
        env={**os.environ, **ALLOCATION, "PYTHONPATH": str(PACKAGES), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        encoding="utf-8",
    )


def begin(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
    """Let a process of ``start_compile`` begin; returns it."""
    assert process.stdin
    with suppress(BrokenPipeError), process.stdin:  # if it has died, its status tells so
        process.stdin.write("begin\n")
    process.stdin = None  # else ``communicate`` would write to it
    return process
