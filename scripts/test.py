"""Check everything: ruff, mypy and pytest, with all their own set-up. Arguments go to pytest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import environment

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str:
    """The browser named by ``CHROME`` or found on the PATH, installed where that is possible.

    Ends the process with a message where there is none.
    """
    named = os.environ.get("CHROME")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if named and not found:
        sys.exit(f"CHROME names {named!r}, which is no program that can be run.")
    if not found and shutil.which("apt-get"):
        prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        print("Installing Chromium for the browser tests …", flush=True)
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            command = [*prefix, "apt-get", "--quiet=2", *arguments]
            environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            try:
                subprocess.run(command, check=True, env=environ, stdout=subprocess.DEVNULL)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{' '.join(command)} failed: {error}", file=sys.stderr)
                break
        found = shutil.which("chromium")
    if not found:
        sys.exit(
            "The browser tests need Chromium or Chrome. Install one, or set CHROME to its path, and run this again."
        )
    return found


def main() -> int:
    """Run every check, also after one has failed; the exit status is 1 when any did."""
    if {"-h", "--help"} & set(sys.argv[1:2]):
        print(f"usage: test.py [pytest arguments]\n\n{__doc__}")
        return 0
    environment.enter(environment.BOOK_LOCK, environment.DEV_LOCK)
    os.environ["CHROME"] = find_chromium()
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "pytest": ["pytest", *sys.argv[1:]],
    }
    failed = []
    for name, arguments in checks.items():
        print(f"== {name}", flush=True)
        if subprocess.call([sys.executable, "-m", *arguments], cwd=environment.ROOT):
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
