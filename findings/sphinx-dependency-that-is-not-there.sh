#!/usr/bin/env bash
# Sphinx 9.0.4: a document that notes a dependency which does not exist is read again in every build, for ever.
# Expected: a file that may be there can be noted in any case, so that the document is read again when the file comes, and only then.
# Seen: for Sphinx a dependency that it cannot look at is one that has changed, so the document is read in each build. Without the note
# nothing reads the document when the file does come: an optional file needs a listener of env-get-outdated of its own.
# The book: essay/carries.py notes its file where it is, and asks for the chapters that were read without it.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, sys
from sphinx.application import Sphinx

CONF = """
def note(app, docname, source):
    if docname == "index" and {note}:
        app.env.note_dependency("more.yaml")

def setup(app):
    app.connect("source-read", note)
"""

def build(folder):
    read = []
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "dummy", status=None, warning=io.StringIO())
    app.connect("env-before-read-docs", lambda app, env, names: read.extend(names))
    app.build()
    return read

found = {}
for noted in (True, False):
    folder = pathlib.Path(sys.argv[1]) / str(noted)
    folder.mkdir()
    (folder / "conf.py").write_text(CONF.format(note=noted))
    (folder / "index.rst").write_text("Title\n=====\n")
    build(folder)
    unchanged = [build(folder), build(folder)]
    (folder / "more.yaml").write_text("a: 1\n")
    found[noted] = [*unchanged, build(folder)]
    print("noted:" if noted else "not noted:", "nothing changed, read", *unchanged, "| the file has come, read", found[noted][2])
raise SystemExit((found != {True: [["index"]] * 3, False: [[], [], []]}) and "This is no longer so.")
PYTHON
