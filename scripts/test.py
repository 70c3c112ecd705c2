"""Check everything with ruff, mypy and pytest, and install what they need. Other arguments are passed to pytest."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

CHROMIUM = (
    "Chromium or Chrome",
    ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "chromium-headless-shell",  # the same engine without windows of its own: half the work for each new page
    "CHROME",
)
FIREFOX = ("Firefox", ("firefox-esr", "firefox"), "firefox-esr", "FIREFOX")
WEBKIT = ("WebKitGTK's driver", ("WebKitWebDriver",), "webkit2gtk-driver", "WEBKIT_DRIVER")
SCREEN = ("a display in memory", ("Xvfb",), "xvfb", "XVFB")
"""Browsers: what they are called, their programs, the package of Debian, and the variable that names them."""
TOOLS = (("git", ("git",), "git"), ("patch", ("patch",), "patch"))
JAVA = ("Java", ("java",), "default-jre-headless")
"""Programs that tests run; --fast needs no Java."""
SHARED = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadgroup", "--no-loadscope-reorder"]
"""How pytest uses the processors; a build takes up to a gigabyte."""
FAST = "not full and not slow and not book and not browser"
"""What ``--fast`` runs: nothing that needs the real book or a browser, or builds again and again."""


def find_program(name: str, programs: Sequence[str], package: str, variable: str = "") -> str:
    """The path of a program, named by an environment variable or found on the PATH, or installed if possible.

    Ends the process with a message if there is none.
    """

    def find() -> str | None:
        return next(filter(None, map(shutil.which, programs)), None)

    if named := variable and os.environ.get(variable):
        return shutil.which(named) or sys.exit(f"{variable} names {named!r}, which is no program that can be run.")
    found = find() or (find() if environment.apt_install(package) else None)
    return found or sys.exit(
        f"The tests need {name}. Install it (on Debian 'apt-get install {package}')"
        f"{f', or set {variable} to its path' if variable else ''}, and run this again."
        f"{' With --fast they do without browsers.' if variable else ''}"
    )


def check_driver() -> None:
    """Make sure that the Node.js that comes with Playwright can run; on a bare Debian it lacks a library."""
    command = [sys.executable, "-m", "playwright", "--version"]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode and "libatomic" in result.stderr and environment.apt_install("libatomic1"):
        result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"Playwright's driver cannot run; on Debian 'apt-get install libatomic1' helps.\n{result.stderr}")


def read_options() -> tuple[argparse.Namespace, list[str]]:
    """Our options, and the rest for pytest."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="test.py -k glossary; test.py --fast tests/names")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--fast", action="store_true", help="no real book and no browser: about a minute")
    size.add_argument("--full", action="store_true", help="also the heavy tables: mistakes, kills, increments, engines")
    return parser.parse_known_args()


def main() -> int:
    """Run every check, even after one has failed; the exit status is 1 if any did."""
    options, rest = read_options()
    environment.enter(environment.BOOK_LOCK, environment.DEV_LOCK)
    for tool in TOOLS if options.fast else (*TOOLS, JAVA):
        find_program(*tool)
    if not options.fast:
        for browser in (CHROMIUM, *((FIREFOX, WEBKIT, SCREEN) if options.full else ())):
            os.environ[browser[-1]] = find_program(*browser)
        check_driver()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process would compile the tests and all our modules again
    marks = FAST if options.fast else "" if options.full else "not full"
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
    }
    failed = []
    with tempfile.TemporaryFile("w+") as said:
        # mypy takes one processor for half a minute, pytest the other for longer: both at the same time.
        beside = {
            name: subprocess.Popen(
                [sys.executable, "-m", *arguments], cwd=environment.ROOT, stdout=subprocess.PIPE, stderr=said, text=True
            )
            for name, arguments in checks.items()
        }
        print("== pytest", flush=True)
        pytest = [sys.executable, "-m", "pytest", *SHARED, *(["-m", marks] if marks else []), *rest]
        if subprocess.call(pytest, cwd=environment.ROOT):
            failed.append("pytest")
        for name, process in beside.items():
            output, _ = process.communicate()
            print(f"== {name}\n{output}", end="", flush=True)
            if process.returncode:
                failed.append(name)
        said.seek(0)
        print(said.read(), end="", file=sys.stderr)
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
