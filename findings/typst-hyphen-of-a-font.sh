#!/usr/bin/env bash
# typst 0.15.2: one glyph stands for two characters, and the first one in the file decides for all.
# Expected: the hyphen of "Il-sung" is U+002D for every program that reads the PDF.
# Seen: if the first hyphen set in a font is one that Typst drew at a line's end, the font's ToUnicode map gives its hyphen
# as U+00AD (soft hyphen). Typst marks the real ones with ActualText, which PDFium honors and pypdf and pdfminer do not: they
# lose every real hyphen of the font. If a real one comes first, all is well.
# The book: pdf/mend.py maps the hyphen of every font to the real one; a test holds every map.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0 pypdf==6.1.1
"$work/venv/bin/python" - <<'PYTHON'
import io, re
import pikepdf, pypdf, typst

HEAD = """
#set document(title: "Title", date: none)
#set page(width: 100pt, height: 200pt)
#set text(lang: "en", hyphenate: true)
#set par(justify: true)
"""

def read(body):
    data = typst.compile((HEAD + body).encode(), format="pdf", pdf_standards=["ua-1"])
    pdf = pikepdf.open(io.BytesIO(data))
    maps = b" ".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and b"begincmap" in o.read_bytes())
    return bool(re.search(rb"<00AD>", maps, re.I)), pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()

long_first, long_text = read("incomprehensibilities internationalization. Il-sung.")
real_first, real_text = read("Il-sung. incomprehensibilities internationalization.")
print("line's end first: soft hyphen in the map:", long_first, "| pypdf finds 'Il-sung':", "Il-sung" in long_text)
print("real hyphen first: soft hyphen in the map:", real_first, "| pypdf finds 'Il-sung':", "Il-sung" in real_text)
raise SystemExit(((long_first, "Il-sung" in long_text, real_first, "Il-sung" in real_text) != (True, False, False, True)) and "This is no longer so.")
PYTHON
