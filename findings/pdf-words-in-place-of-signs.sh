#!/usr/bin/env bash
# pypdf 7.1.1, pdfminer.six 20260107 and pdf.js 5.6.205 (pdfjs-dist): the words that a PDF gives in place of its signs are not read, so a parted word stays parted.
# Expected: /ActualText replaces what is drawn (ISO 32000, 14.9.4), as LaTeX's accsupp and Typst write it for signs of fonts, blanks and hyphens: "denuclear-" and "ization" with the
# text "denuclearization" is one word in each reader, and a drawn "#" with "No. 1" is "No. 1".
# Seen: the three give what is drawn, hyphens and all; in pdf.js the text is nowhere, with includeMarkedContent neither. PDFium (pypdfium2 5.15.2) gives it. PyMuPDF 2.0 does so within a
# line, but of "No. 1" its get_text("words") has "No." alone, and a word over two lines loses its hyphen and stays two words. No warning.
# The book: Typst writes such text for no-break blanks and hyphens; pdf/mend.py gives its fonts the real hyphen (typst-hyphen-of-a-font.sh).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdf==7.1.1 pdfminer.six==20260107 pymupdf==2.0 pypdfium2==5.15.2 pikepdf==10.18.0
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
const book = await getDocument({ data: new Uint8Array(fs.readFileSync(process.argv[2])), verbosity: 0 }).promise
const { items } = await (await book.getPage(1)).getTextContent({ includeMarkedContent: true })
console.log(JSON.stringify(items))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, subprocess
import pikepdf, pymupdf, pypdf, pypdfium2
from pdfminer.high_level import extract_text

DRAWN = {"over two lines": ("denuclearization", "(denuclear-) Tj 0 -14 Td (ization) Tj"), "sign": ("No. 1", "(#) Tj")}

def read(text, drawn):
    """What each program reads of a page on which some signs are drawn that stand for the text."""
    with pikepdf.new() as book:
        page = book.add_blank_page(page_size=(300, 100))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, Encoding=pikepdf.Name.WinAnsiEncoding)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = book.make_stream(f"/Span <</ActualText ({text})>> BDC BT /F 12 Tf 10 50 Td {drawn} ET EMC".encode())
        book.save("page.pdf")
    items = json.loads(subprocess.run(["node", "show.mjs", "page.pdf"], capture_output=True, text=True, check=True).stdout)
    mupdf = pymupdf.open("page.pdf")[0]
    return {"pypdf": pypdf.PdfReader("page.pdf").pages[0].extract_text().split(), "pdfminer.six": extract_text("page.pdf").split(),
            "pdf.js": [item["str"] for item in items if item.get("str")], "PDFium": pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_bounded().split(),
            "PyMuPDF": mupdf.get_text().split(), "PyMuPDF, words": [word[4] for word in mupdf.get_text("words")]}, text in json.dumps(items)

found, told = {}, {}
for name, form in DRAWN.items():
    found[name], told[name] = read(*form)
    print(f"{name}:", found[name], "| the text is anywhere in what pdf.js gives:", told[name])
EXPECTED = {"over two lines": (["denuclear-", "ization"], ["denuclearization"], ["denuclear", "ization"], ["denuclear", "ization"]),
            "sign": (["#"], ["No.", "1"], ["No.", "1"], ["No."])}
right = not any(told.values())
for name, (drawn, pdfium, mupdf, words) in EXPECTED.items():
    row = found[name]
    right = right and [row["PDFium"], row["PyMuPDF"], row["PyMuPDF, words"]] == [pdfium, mupdf, words]
    right = right and all("".join(row[program]) == "".join(drawn) for program in ("pypdf", "pdfminer.six", "pdf.js"))
raise SystemExit((not right) and "This is no longer so.")
PYTHON
