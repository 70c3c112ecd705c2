#!/usr/bin/env bash
# sphinxcontrib-typstbuilder 0.1.1: a piece of text with one class reaches the template with a string in place of a list.
# Expected: classes is an array, whether a piece has one class or more, so that classes.contains("b") asks for the class b.
# Seen: one class is written classes: ("dab"), which Typst reads as a string in brackets: contains("a") is then true for the class dab,
# and at(0) and find() stop the compilation. With two classes it is an array.
# The book: pdf/visitors.py hands the class on as a text of its own.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 sphinxcontrib-typstbuilder==0.1.1 typst==0.15.2
"$work/venv/bin/python" - "$work" <<'PYTHON'
DESIGN = "#let template(metadata: none, it) = it"
import io, pathlib, sys
from sphinx.application import Sphinx

def written(text):
    folder = pathlib.Path(sys.argv[1]) / "book"
    (folder / "design").mkdir(parents=True, exist_ok=True)
    (folder / "design" / "plain.typ").write_text(DESIGN)
    (folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>')
    (folder / "conf.py").write_text("")
    (folder / "index.rst").write_text(f"Title\n=====\n\n{text}\n")
    document = {"startdocname": "index", "targetname": "book", "title": "Book"}
    settings = {"extensions": ["sphinxcontrib_typstbuilder"], "typst_documents": [document], "typst_template": "plain",
                "typst_templates_path": [str(folder / "design")]}
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "typst", confoverrides=settings, status=None, warning=io.StringIO(), freshenv=True)
    app.build()
    return next((folder / "out").rglob("book.typ")).read_text().rpartition("#show: template")[2].split("\n", 1)[1].strip()
import re
import typst

def asked(name):
    text = written(f".. role:: {name.replace(' ', '-')}\n   :class: {name}\n\n:{name.replace(' ', '-')}:`word`")
    classes = re.search(r"classes: (\([^)]*\))", text)[1]
    kind = typst.query(f"#metadata(repr(type({classes})))<kind> #metadata({classes}.contains(\"a\"))<has>".encode(), "<kind>", field="value", one=True)
    has = typst.query(f"#metadata({classes}.contains(\"a\"))<has>".encode(), "<has>", field="value", one=True)
    return classes, kind, has

found = (asked("dab"), asked("dab more"))
print(found)
raise SystemExit((not (found[0][1:] == ('"str"', "true") and found[1][1:] == ('"array"', "false"))) and "This is no longer so.")
PYTHON
