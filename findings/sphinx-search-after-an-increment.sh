#!/usr/bin/env bash
# Sphinx 9.0.4, html: after one page was changed, the search no longer knows the index entries and terms of all other pages.
# Expected: a build of what has changed leaves the same searchindex.js as a build from nothing.
# Seen: words and titles of pages that were not read again are taken over from the old searchindex.js, their "indexentries" are not: of a
# glossary and of ".. index::" only what stands on the changed page is left. No warning; genindex.html, beside it, is whole.
# Reported to its makers before (issue 12599).
# The book: makes an index of its own for its search, from all pages in each build (search/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, json, pathlib, sys
from sphinx.application import Sphinx

folder = pathlib.Path(sys.argv[1]) / "book"
folder.mkdir()
(folder / "conf.py").write_text("")
(folder / "index.rst").write_text("T\n=\n\n.. toctree::\n\n   war\n   terms\n")
(folder / "terms.rst").write_text("Terms\n=====\n\n.. glossary::\n\n   Juche\n      An idea.\n")

def build(words):
    (folder / "war.rst").write_text(f"War\n===\n\n.. index:: truce\n\n{words}\n")
    Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=io.StringIO()).build()
    text = (folder / "out" / "searchindex.js").read_text()
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    return sorted(index["indexentries"]), index["titles"], "Juche" in (folder / "out" / "genindex.html").read_text()

first, second = build("It began."), build("It began in 1950.")
print("first build:", first, "| after a change of one page:", second)
seen = first[0] == ["juche", "truce"] and second[0] == ["truce"] and first[1] == second[1] and second[2]
raise SystemExit((not seen) and "This is no longer so.")
PYTHON
