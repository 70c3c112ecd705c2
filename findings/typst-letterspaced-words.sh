#!/usr/bin/env bash
# typst 0.15.2: a letterspaced word cannot be found in the PDF, and is read letter by letter.
# Expected: text(tracking: 0.15em) changes the look only; whoever searches or copies finds the word.
# Seen: each letter is set at its place and nothing says that they belong together; from about 0.1em pdfminer, from 0.12em pypdf and
# from 0.15em PDFium too (the reader in Chromium) put blanks between: "S PAC E D". Also under PDF/UA-1.
# The book: docs/_pdf/book.typ stays at 0.055em.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1 pypdfium2==5.15.2 pdfminer.six==20260107
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io
import pdfminer.high_level, pypdf, pypdfium2, typst

def read(tracking):
    source = f'#set document(title: "T", date: none)\n#text(tracking: {tracking})[SPACED]'
    data = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    return {"pdfminer": pdfminer.high_level.extract_text(io.BytesIO(data)).strip(),
            "pypdf": pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(),
            "PDFium": pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()}

near, far = read("0.05em"), read("0.15em")
print("0.05em:", near, "| 0.15em:", far)
raise SystemExit((not (set(near.values()) == {"SPACED"} and all("SPACED" not in text and text.replace(" ", "") == "SPACED" for text in far.values()))) and "This is no longer so.")
PYTHON
