#!/usr/bin/env bash
# Sphinx 9.0.4: the documents of env.titles are in another order after a build of what has changed than after one from nothing.
# Expected: documents are read in the order of their names, so that a list or a digest made of the environment is the same after both.
# Seen: a document that is read again is taken out and put in at the end: a, b, index becomes b, index, a, in titles, tocs and all_docs, while
# env.metadata keeps the first order. Pages that an extension makes from env.titles, and digests over them, differ though the book is the same.
# The book: base/kept.py sorts what it takes digests of.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, sys
from sphinx.application import Sphinx

def build(folder, words):
    folder.mkdir(exist_ok=True)
    files = {"conf.py": "", "index.rst": "T\n=\n\n.. toctree::\n\n   a\n   b\n", "a.rst": f"A\n=\n\n{words}\n", "b.rst": "B\n=\n"}
    for name, text in files.items():
        if not (folder / name).exists() or (folder / name).read_text() != text:
            (folder / name).write_text(text)
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=io.StringIO())
    app.build()
    return [list(table) for table in (app.env.titles, app.env.tocs, app.env.all_docs, app.env.metadata)]

work = pathlib.Path(sys.argv[1])
build(work / "one", "War.")
changed, fresh = build(work / "one", "War and peace."), build(work / "two", "War and peace.")
print("titles, tocs, all_docs, metadata from nothing:", fresh, "| after a change of a:", changed, sep="\n")
first, last = ["a", "b", "index"], ["b", "index", "a"]
raise SystemExit((not (fresh == [first] * 4 and changed == [last, last, last, first])) and "This is no longer so.")
PYTHON
