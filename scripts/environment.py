"""The project's own Python environment: ``.venv``, made from the locks; each script restarts itself in it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from building.lock import alone

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BOOK_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "tests" / "requirements.lock"
AS_LOCKED = ("--require-hashes", "--no-deps")
"""A lock names all packages; pip must not resolve dependencies, some of which pyproject.toml overrides."""


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def enter(*locks: Path) -> None:
    """Make sure that ``.venv`` has the packages of the locks, and continue in it.

    Called from another Python it does not return: the script starts again in ``.venv``.
    Ends the process, with a message, if the environment cannot be made.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (this is where an older Python is rejected)
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    install(*locks)
    if Path(sys.prefix).resolve() != VENV.resolve():
        arguments = [str(python_of(VENV)), *sys.argv]
        if os.name == "nt":  # exec there returns to the shell before the new process has ended
            sys.exit(subprocess.call(arguments))
        os.execv(arguments[0], arguments)


def install(*locks: Path, root: Path = ROOT, folder: Path = VENV) -> None:
    """Install each lock that has changed since the last installation into the environment in ``folder``.

    The locks are universal and hashed.  Bytecode is compiled, since with ``PYTHONDONTWRITEBYTECODE`` Sphinx would
    start at half the speed.  One process installs at a time; one that waited uses what the other installed.
    """
    names = {lock: lock.relative_to(root).as_posix() for lock in locks}
    wanted = {f"{names[lock]} {hashlib.sha256(lock.read_bytes()).hexdigest()}" for lock in locks}
    if wanted <= installed(folder):
        return
    # Beside the folder, which may be made again.
    with alone(folder.with_name(f"{folder.name}.lock"), f"Another process installs into {folder.name}"):
        if not wanted <= (have := installed(folder)):
            install_now(names, wanted, have, folder)


def installed(folder: Path) -> set[str]:
    """The locks that are installed in an environment, each with its hash; none if its Python is gone."""
    stamp = folder / "installed.txt"
    there = stamp.exists() and python_of(folder).exists()
    return set(stamp.read_text(encoding="utf-8").splitlines()) if there else set()


def install_now(names: dict[Path, str], wanted: set[str], have: set[str], folder: Path) -> None:
    """Install locks, by their names, into an environment, which is made if it is incomplete; see ``install``."""
    stamp, python = folder / "installed.txt", python_of(folder)
    print(f"Installing {', '.join(names.values())} into {folder.name} …", flush=True)
    command = installer(python)
    if not command:  # missing, or incomplete
        make(folder)
        command, have = installer(python), set()
    if not command:
        sys.exit(f"The environment {folder} was made, but nothing can install into it; delete it and try again.")
    for lock in names:
        command += ["--requirement", str(lock)]
    stamp.unlink(missing_ok=True)  # until all is installed
    if subprocess.call(command):
        sys.exit("The locked packages could not be installed; see the message above.")
    kept = {line for line in have if line.split(" ")[0] not in names.values()}
    stamp.write_text("\n".join(sorted(kept | wanted)) + "\n", encoding="utf-8")


def installer(python: Path) -> list[str]:
    """The command that installs into an environment; empty if the environment is incomplete."""
    if runs(str(python), "-m", "pip", "--version"):
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--compile"]
        return [*command, *AS_LOCKED]
    if shutil.which("uv") and runs(str(python), "-c", ""):
        command = ["uv", "pip", "install", "--quiet", "--python", str(python), "--compile-bytecode"]
        return [*command, *AS_LOCKED]
    return []


def runs(*command: str) -> bool:
    """Whether a command succeeds."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def make(folder: Path) -> None:
    """Make the environment again with any tool that is installed; ends the process with one line if there is none.

    Debian has ``ensurepip``, without which Python's own venv has no pip, in a separate package.
    """
    if importlib.util.find_spec("ensurepip") is None and not (shutil.which("uv") or shutil.which("virtualenv")):
        apt_install("python3-venv")
        importlib.invalidate_caches()
    ways = [[sys.executable, "-m", "venv"]] if importlib.util.find_spec("ensurepip") else []
    ways += [["uv", "venv", "--quiet", "--python", sys.executable]] if shutil.which("uv") else []
    ways += [["virtualenv", "--quiet", "--python", sys.executable]] if shutil.which("virtualenv") else []
    for way in ways:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        if subprocess.call([*way, str(folder)]) == 0 and installer(python_of(folder)):
            return
    sys.exit(
        "No Python environment can be made here: install Python's venv module (on Debian and Ubuntu "
        "'apt-get install python3-venv') or uv, and run this again."
    )


def apt_install(*packages: str) -> bool:
    """Install system packages if there is an apt-get and the user may run it; returns whether it did."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.name == "nt" or os.geteuid() == 0 else ["sudo", "--non-interactive"]
    print(f"Installing {', '.join(packages)} …", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        command = [*prefix, "apt-get", "--quiet=2", *arguments]
        try:
            subprocess.run(command, check=True, env=environ, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{' '.join(command)} failed: {error}", file=sys.stderr)
            return False
    return True
