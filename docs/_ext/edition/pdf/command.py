"""The command that sets a book (``pdf.compile``), as a process of its own: a build goes on meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from datetime import date

PACKAGES = Path(__file__).parent.parent.parent
WARNED = 2
"""How it ends when Typst warned."""
ALLOCATION = {"MALLOC_TRIM_THRESHOLD_": str(128 * 1024)}
"""The value that glibc begins with (mallopt(3)); said, it does not grow, and Typst needs up to a tenth less."""


def run_compile(
    folder: Path, target: Path, fonts: Path, day: date, said: TextIO | int, workers: int = 0
) -> subprocess.Popen[str]:
    """Start to set the book of a folder; the process prints a line when the pages of names can be read.

    Its messages go to ``said``; ``workers`` are at most so many processes, 0 for as many as there are processors.
    """
    command = [sys.executable, "-m", "edition.pdf.compile", str(folder), str(target)]
    command += ["--fonts", str(fonts), "--date", day.isoformat()]
    return subprocess.Popen(
        [*command, *(["--workers", str(workers)] if workers else [])],
        env={**os.environ, **ALLOCATION, "PYTHONPATH": str(PACKAGES), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        encoding="utf-8",
    )
