"""Check everything: ruff, mypy and pytest, with all their own set-up. Other arguments go to pytest."""

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
    from collections.abc import Mapping

CHROMIUM = (
    "Chromium or Chrome",
    "CHROME",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "chromium",
)
FIREFOX = ("Firefox", "FIREFOX", ("firefox-esr", "firefox"), "firefox-esr")
WEBKIT = ("WebKitGTK's driver", "WEBKIT_DRIVER", ("WebKitWebDriver",), "webkit2gtk-driver")
SCREEN = ("a display in memory", "XVFB", ("Xvfb",), "xvfb")
"""Browsers: what they are called, the variable that names them, their programs, and the package of Debian."""
TOOLS = {"git": "git", "patch": "patch"}
JAVA = {"java": "default-jre-headless"}
"""Programs that tests ask, by the package of Debian; Java is asked of the real book alone."""
SHARED = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadgroup", "--no-loadscope-reorder"]
"""How pytest uses the processors; a build takes up to a gigabyte."""
FAST = "not full and not slow and not book and not browser"
"""What ``--fast`` runs: nothing that needs the real book or a browser, or builds again and again."""


def find_browser(name: str, variable: str, programs: tuple[str, ...], package: str) -> str:
    """The browser named by an environment variable or found on the PATH, installed where that is possible.

    Ends the process with a message where there is none.
    """
    named = os.environ.get(variable)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, programs)), None)
    if named and not found:
        sys.exit(f"{variable} names {named!r}, which is no program that can be run.")
    if not found and environment.apt_install(package):
        found = next(filter(None, map(shutil.which, programs)), None)
    if not found:
        sys.exit(
            f"The browser tests need {name}. Install it, or set {variable} to its path, and run this again; "
            "--fast does without browsers."
        )
    return found


def need(programs: Mapping[str, str]) -> None:
    """Make sure that some programs are there, installed where that is possible; ends the process where one is not."""
    for program, package in programs.items():
        if not shutil.which(program) and not (environment.apt_install(package) and shutil.which(program)):
            sys.exit(
                f"The tests need {program}; install it (on Debian 'apt-get install {package}'), and run this again."
            )


def check_driver() -> None:
    """Make sure that the node which Playwright brings along can run; on a bare Debian it lacks a library."""
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
    size.add_argument("--full", action="store_true", help="also the heavy tables: kills, increments, engines, growth")
    return parser.parse_known_args()


def main() -> int:
    """Run every check, also after one has failed; the exit status is 1 when any did."""
    options, rest = read_options()
    environment.enter(environment.BOOK_LOCK, environment.DEV_LOCK)
    need(TOOLS if options.fast else TOOLS | JAVA)
    if not options.fast:
        for browser in (CHROMIUM, *((FIREFOX, WEBKIT, SCREEN) if options.full else ())):
            os.environ[browser[1]] = find_browser(*browser)
        check_driver()
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
