#!/usr/bin/env bash
# Sphinx 9.0.4, singlehtml: two chapters that name a note alike share one anchor, so the second mark opens the first note.
# Expected: Sphinx keeps names of documents apart, as it does with #document-two, since a label is good for its own file only.
# Seen: both notes get the same id, both marks the same address; the marks themselves are called id1 twice. No warning, and the html
# builder is right. An ordinary book with [#a] or a machine-made id in each chapter has it.
# Reported to its makers before (issue 4814).
# The book: names/anchors.py warns of a name that is given twice in the book.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, re, sys
from sphinx.application import Sphinx

def build(files, builder, **settings):
    folder = pathlib.Path(sys.argv[1]) / "book"
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text("")
    for name, text in files.items():
        (folder / name).write_text(text)
    warnings = io.StringIO()
    app = Sphinx(folder, folder, folder / "out", folder / "trees", builder, confoverrides=settings, status=None, warning=warnings)
    app.build()
    return folder / "out", warnings.getvalue()

chapter = "{0}\n=====\n\nWords [#date]_.\n\n.. [#date] Note of {0}.\n"
index = "Home\n====\n\n.. toctree::\n\n   one\n   two\n"
out, warnings = build({"index.rst": index, "one.rst": chapter.format("First"), "two.rst": chapter.format("Other")}, "singlehtml")
page = (out / "index.html").read_text()
marks = re.findall(r'<a class="footnote-reference[^>]* href="([^"]*)"', page)
notes = re.findall(r'<aside class="footnote [^>]* id="([^"]*)"', page)
print("marks lead to:", marks, "| notes:", notes, "| warnings:", repr(warnings))
raise SystemExit((not (marks == ["#date", "#date"] and notes == ["date", "date"] and "WARNING" not in warnings)) and "This is no longer so.")
PYTHON
