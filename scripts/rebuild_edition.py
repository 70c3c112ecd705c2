"""Build a closed edition again from its commit, in an empty folder, and compare every file with its recorded hash."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import close_edition


def compare(build: Path, sums: str) -> list[str]:
    """The differences between a build and a list of hashes, one line for each file.

    ``sums`` has the format of ``sha256sum``: digest, two spaces, path relative to ``build/``.
    """
    wanted = {path: digest for digest, _, path in (line.partition("  ") for line in sums.splitlines())}
    found = dict(close_edition.hashes(build))
    differs = [f"{path}: other bytes" for path in wanted if path in found and found[path] != wanted[path]]
    missing = [f"{path}: was not built" for path in wanted if path not in found]
    return sorted(differs + missing + [f"{path}: is not in the list" for path in found if path not in wanted])


def main() -> int:
    """Read the command line; the exit status is 1 if a file differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", help="the number of a closed edition, for example 1.0")
    options = parser.parse_args()
    folder = close_edition.EDITIONS / options.version
    try:
        commit = json.loads((folder / "edition.json").read_text(encoding="utf-8"))["commit"]
        sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    except OSError as error:
        print(f"Edition {options.version} is not closed: {error}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as empty:
        try:
            differences = compare(close_edition.build_commit(commit, Path(empty)), sums)
        except close_edition.CloseError as error:
            print(error, file=sys.stderr)
            return 1
    print("\n".join(differences))
    count = len(sums.splitlines())
    print(f"{count - len(differences)} of {count} files are equal.")
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
