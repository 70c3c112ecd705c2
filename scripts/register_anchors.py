"""Register the book's new anchors, and confirm that changed words are intended; no line is ever removed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import build
import environment


def register(docs: Path) -> tuple[list[str], list[str]]:
    """Update the registry (``anchors_file``); returns what was done, and what is left to its author.

    Raises build.BuildError, and leaves the file alone, when it or the book cannot be read.
    """
    sys.path.insert(0, str(docs / "_ext"))
    from edition.base.domains import domain
    from edition.names.anchors import AnchorsDomain
    from edition.names.registry import Code, compare, read_registry, update, write_registry

    with tempfile.TemporaryDirectory() as folder:
        app = build.run_sphinx(docs, Path(folder), "dummy", {"anchors_file": ""})
    path = docs / (app.config._raw_config.get("anchors_file") or "anchors.txt")  # as conf.py has it
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    entries, faults = read_registry(text, str(path))
    if unreadable := [f"{f.location}: {f.message}" for f in faults if f.code != Code.ORDER]:
        raise build.BuildError("\n".join(unreadable))
    names = domain(app.env, AnchorsDomain).all_names()
    new, done = update(entries, names)
    result = write_registry(text, new)
    if result != text:
        path.write_text(result, encoding="utf-8")
        done = done or ["sorted the lines"]
    left = compare(read_registry(result, str(path))[0], names, str(path), str(docs))
    return done, [f"{f.location}: {f.message} [registry.{f.code}]" for f in left]


def main() -> int:
    """Read the command line; the exit status is 1 if something is left to do."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    environment.enter(environment.BOOK_LOCK)
    try:
        done, left = register(environment.ROOT / "docs")
    except build.BuildError as error:
        print(f"{error}\nThe registry was not touched.", file=sys.stderr)
        return 1
    print("\n".join(done) if done else "Nothing to register.")
    for fault in left:
        print(fault, file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main())
