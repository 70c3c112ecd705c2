#!/usr/bin/env bash
# Sphinx 9.0.4, epub: the pages of the book have no language, though conf.py gives one.
# Expected: language = "de" puts lang and xml:lang on <html> of each page, as the html builder puts lang and as the epub's own list of
# contents has it.
# Seen: package and nav.xhtml say "de", the pages say nothing: a screen reader reads them in the listener's language (WCAG 3.1.1).
# The book: epub/ writes its own pages, with both attributes.
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

out, _ = build({"index.rst": "Titel\n=====\n\nEin Text.\n"}, "epub", language="de", version="1", project="Buch", copyright="2026, Verlag")
found = {name: re.findall(r'\b(?:xml:)?lang="([^"]*)"', re.search("<html[^>]*>", (out / name).read_text())[0])
         for name in ("index.xhtml", "genindex.xhtml", "nav.xhtml")}
print(found)
raise SystemExit((found != {"index.xhtml": [], "genindex.xhtml": [], "nav.xhtml": ["de", "de"]}) and "This is no longer so.")
PYTHON
