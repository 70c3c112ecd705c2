#!/usr/bin/env bash
# sphinxcontrib-typstbuilder 0.1.1: the PDF loses words and numbers that the HTML of the same pages has.
# Expected: the alternative text of an image becomes alt of Typst's image, and a list that begins at 7 begins at 7.
# Seen: alt is never written, so no PDF with an image can be made under PDF/UA-1 ("missing alt text") though the author wrote it; the list
# counts from 1, so a quoted Article 7 becomes Article 1. No warning.
# The book: pdf/visitors.py has visitors of its own.
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

image = written(".. image:: dot.svg\n   :alt: A black dot")
listed = written("7. Article seven\n8. Article eight")
print("image:", image, "| list:", listed)
raise SystemExit((not ("dot.svg" in image and "A black dot" not in image and "Article seven" in listed and "7" not in listed)) and "This is no longer so.")
PYTHON
