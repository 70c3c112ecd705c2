#!/usr/bin/env bash
# typst 0.15.2: of all labels only those of headings become named destinations of the PDF.
# Expected: a label that is linked to (a note, a paragraph, a figure) can be named from outside, as book.pdf#nameddest=note-1.
# Seen: the file's name tree holds the heading's label and no other, though links to the others work inside the file.
# Reported to its makers before (issue 1352).
# The book: pdf/names.py asks Typst where each place is, pdf/mended_names.py writes the name tree.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io
import pypdf, typst

SOURCE = b"""
#set document(title: "T", date: none)
= One <chapter>
Words <note-1> and #link(<note-1>)[the way to them], @figure-1.
#figure([x], caption: [C]) <figure-1>
"""
reader = pypdf.PdfReader(io.BytesIO(typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"])))
names = sorted(reader.named_destinations)
links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
print("links inside the file:", len(links), "| names that lead into it from outside:", names)
raise SystemExit((not (len(links) == 2 and names == ["chapter"])) and "This is no longer so.")
PYTHON
