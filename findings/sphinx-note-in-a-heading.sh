#!/usr/bin/env bash
# Sphinx 9.0.4: the number of a note in a heading becomes part of the section's anchor and of its title in the search.
# Expected: the mark is left out of both, as it is left out of the table of contents.
# Seen: "Treaty [3]_" has the anchor "treaty-3", which changes when the note is numbered anew and breaks links to the section; the
# search offers "Treaty 3", also where the note has a name ([#name]_) and its number is given at the end.
# The book: no heading carries a note.
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

text = "Home\n====\n\nTreaty [3]_\n----------\n\nPact [#named]_\n--------------\n\n.. [3] One.\n.. [#named] Two.\n"
out, _ = build({"index.rst": text}, "html")
anchors = re.findall(r'<section id="([^"]*)">', (out / "index.html").read_text())
titles = re.findall(r'"((?:Treaty|Pact)[^"]*)":\[\[', (out / "searchindex.js").read_text())
print("anchors:", anchors, "| titles in the search:", sorted(titles))
raise SystemExit((not (anchors[:2] == ["home", "treaty-3"] and sorted(titles) == ["Pact 1", "Treaty 3"])) and "This is no longer so.")
PYTHON
