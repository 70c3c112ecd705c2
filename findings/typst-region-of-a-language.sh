#!/usr/bin/env bash
# typst 0.15.2: a piece of text set in another language keeps the region of the text around it.
# Expected: text(lang: "ko") inside English of the United States is tagged ko.
# Seen: it is tagged ko-US, a language that nobody speaks; only region: none gives ko. A script given by name is dropped.
# The book: docs/_pdf/book.typ sets region: none for every foreign word.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io, re
import pikepdf, typst

SOURCE = b"""
#set document(title: "Title", date: none)
#set text(lang: "en", region: "US")
Word #text(lang: "ko")[one] #text(lang: "ko", region: none)[two] #text(lang: "ko", script: "latn", region: none)[three].
"""
pdf = pikepdf.open(io.BytesIO(typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"])))
streams = b" ".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream))
found = sorted({tag.decode() for tag in re.findall(rb"/Lang ?\(([^)]*)\)", streams)})
print("languages of the pieces:", found)
raise SystemExit((found != ["ko", "ko-US"]) and "This is no longer so.")
PYTHON
