#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17), typst writer: alternative texts of pictures and languages of words do not reach the PDF.
# Expected: <img alt="A lake"> becomes image(..., alt: "A lake") and <span lang="ko"> text(lang: "ko").
# Seen: image() is written without alt, in a figure and alone, so what pandoc makes of an accessible page cannot be compiled under PDF/UA-1
# ("missing alt text"). The span is bare words; of a block's "fr-CA" the region is cut off. No warning.
# Reported to its makers before (pull request 11395).
# The book: writes its Typst by Sphinx, with alternative texts and languages (pdf/visitors.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 typst==0.15.2
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pathlib, sys
import pypandoc, typst

page = ('<figure><img src="dot.svg" alt="A lake"><figcaption>Caption</figcaption></figure>'
        '<p>War <span lang="ko">ju</span></p><div lang="fr-CA"><p>Paix</p></div>')
written = pypandoc.convert_text(page, "typst", "html")
print(" ".join(written.split()))
folder = pathlib.Path(sys.argv[1])
(folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>')
(folder / "book.typ").write_text('#set document(title: "T", date: none)\n= T\n' + written)
try:
    result = typst.compile(str(folder / "book.typ"), format="pdf", pdf_standards=["ua-1"])[:5].decode()
except typst.TypstError as error:
    result = str(error)
print("PDF/UA-1:", result)
lost = "lake" not in written and '"ko"' not in written and '"fr"' in written and "CA" not in written
raise SystemExit((not (lost and "missing alt text" in result)) and "This is no longer so.")
PYTHON
