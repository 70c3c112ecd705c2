"""Run all checks, and keep what the tests measured in docs/quality.json: the last step before build.py --release.

Of the heavy tables only those that measure something run; ``--full`` runs all.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import environment
from building import quality

ROOT = environment.ROOT


def main() -> int:
    """Run ``scripts/test.py`` with a plugin that records measurements; the exit status is 1 if none are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also the heavy tables")
    options = parser.parse_args()
    docs = ROOT / "docs"
    before = quality.sources(docs)
    with tempfile.TemporaryDirectory() as name:
        draft = Path(name) / quality.NAME
        which = ["--full"] if options.full else ["-m", "not full or measured"]
        command = [sys.executable, str(ROOT / "scripts" / "test.py"), *which]
        path = os.pathsep.join([str(ROOT / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])])
        plugin = ["-p", "measuring", f"--measured={draft}", f"--sources={before}"]
        if subprocess.call([*command, *plugin], cwd=ROOT, env={**os.environ, "PYTHONPATH": path}):
            print("The checks did not pass; docs/quality.json stays as it was.", file=sys.stderr)
            return 1
        if quality.sources(docs) != before:
            print("A source was changed meanwhile; docs/quality.json stays as it was.", file=sys.stderr)
            return 1
        (docs / quality.NAME).write_bytes(draft.read_bytes())
    print(f"docs/{quality.NAME} holds the figures of these sources, {before[:16]}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
