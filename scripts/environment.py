"""The project's own Python environment: ``.venv``, made from the locks and entered again by each script."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BOOK_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "tests" / "requirements.lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def enter(*locks: Path) -> None:
    """Make sure that ``.venv`` holds what the locks name, and go on in it.

    Does not return when it was called from another Python: the script starts again in ``.venv``.
    Ends the process, with a message, where the environment cannot be made.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (this is where an older Python is told so)
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    install(*locks)
    if Path(sys.prefix).resolve() != VENV.resolve():
        arguments = [str(PYTHON), *sys.argv]
        if os.name == "nt":  # exec there returns to the shell before the new process has ended
            sys.exit(subprocess.call(arguments))
        os.execv(PYTHON, arguments)


def install(*locks: Path) -> None:
    """Install each lock that has changed since it was installed last.

    pip reads the universal, hashed locks by itself and compiles bytecode, without which Sphinx
    starts at half the speed where ``PYTHONDONTWRITEBYTECODE`` is set.
    """
    stamp = VENV / "installed.txt"
    names = {lock: lock.relative_to(ROOT).as_posix() for lock in locks}
    wanted = {f"{names[lock]} {hashlib.sha256(lock.read_bytes()).hexdigest()}" for lock in locks}
    # Where its Python is gone, the environment is made anew and holds nothing.
    there = stamp.exists() and PYTHON.exists()
    have = set(stamp.read_text(encoding="utf-8").splitlines()) if there else set()
    if wanted <= have:
        return
    print(f"Installing {', '.join(names.values())} into .venv …", flush=True)
    if not PYTHON.exists():
        try:
            venv.create(VENV, with_pip=True, clear=VENV.exists())
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(
                f"The environment {VENV} cannot be made: {error}\n"
                "Some systems keep Python's venv module in a package of its own, for example python3-venv."
            )
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--compile"]
    for lock in locks:
        command += ["--requirement", str(lock)]
    if subprocess.call(command):
        sys.exit("pip could not install the locked packages; its message stands above.")
    kept = {line for line in have if line.split(" ")[0] not in names.values()}
    stamp.write_text("\n".join(sorted(kept | wanted)) + "\n", encoding="utf-8")
