#!/usr/bin/env bash
# Sphinx 9.0.4: who reads the figures' numbers in env-updated reads none, or in a later build those of the build before.
# Expected: when env-updated is sent all documents are read, so env.toc_fignumbers holds this build's numbers.
# Seen: the numbers are given in env-get-updated, which comes after env-updated in spite of its name. The first build shows an empty
# table; after a figure was put in front the handler still sees the old numbers, without a word.
# The book: whatever needs a number asks for it in env-check-consistency or later.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - <<'PYTHON'
import io, pathlib, sys, tempfile
from sphinx.application import Sphinx

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "conf.py").write_text("project = 'p'\nnumfig = True\n")
(folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
(folder / "two.rst").write_text("Two\n===\n\n.. figure:: dot.svg\n\n   A lake\n")
seen = {}

def lake(env):
    return [number for found in env.toc_fignumbers.get("two", {}).values() for number in found.values()]

def build(name, more):
    (folder / "index.rst").write_text("T\n=\n\n" + more + ".. toctree::\n\n   two\n")
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=io.StringIO())
    app.connect("env-updated", lambda app, env: seen.update({name: lake(env)}) or [])
    app.build()
    seen[name + ", in the end"] = lake(app.env)

build("first", "")
build("second", ".. figure:: dot.svg\n\n   A hill\n\n")
print("numbers of the lake:", seen)
late = seen["first"] == [] and seen["first, in the end"] == [(1,)]
stale = seen["second"] == [(1,)] and seen["second, in the end"] == [(2,)]
raise SystemExit((not (late and stale)) and "This is no longer so.")
PYTHON
