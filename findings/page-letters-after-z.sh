#!/usr/bin/env bash
# pdfminer.six 20260107 and PyMuPDF 2.0: behind page z the pages of a PDF have other letters than in other readers, some of which are those of another page there.
# Expected: pages labeled by letters go a to z, then aa to zz, each letter twice, then thrice (ISO 32000, 12.4.2), so page 28 is "bb" in every reader.
# Seen: pdfminer.six and PyMuPDF count as the columns of a spreadsheet do: page 28 is "ab", page 53 "ba" where it is "aaa"; so their "bb" is page 54, and that of the others page 28.
# pypdf 7.1.1, PDFium (pypdfium2 5.15.2) and pdf.js 5.6.205 go by the standard. A prefix beyond Latin-1 ("부록 1") is "<FEFFBD80B85D0020>1" in PyMuPDF. No error. Typst writes such pages one by one as a
# prefix and so is read alike, as "ab", which is what it prints.
# The book: its pages have Arabic numbers alone.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pdfminer.six==20260107 pymupdf==2.0 pypdf==7.1.1 pypdfium2==5.15.2 pikepdf==10.18.0 typst==0.15.2
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
const book = await getDocument({ data: new Uint8Array(fs.readFileSync(process.argv[2])), verbosity: 0 }).promise
console.log(JSON.stringify(await book.getPageLabels()))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import itertools, json, subprocess
import pikepdf, pymupdf, pypdf, pypdfium2, typst
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

def written(name, count, **label):
    with pikepdf.new() as book:
        for _ in range(count):
            book.add_blank_page()
        book.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(**label)])
        book.save(name)

def labels(name):
    pages = len(pypdfium2.PdfDocument(name))
    with open(name, "rb") as file:
        miner = list(itertools.islice(PDFDocument(PDFParser(file)).get_page_labels(), pages))
    return {"pdfminer.six": miner, "PyMuPDF": [page.get_label() for page in pymupdf.open(name)],
            "pdf.js": json.loads(subprocess.run(["node", "show.mjs", name], capture_output=True, text=True, check=True).stdout),
            "pypdf": pypdf.PdfReader(name).page_labels[:], "PDFium": [pypdfium2.PdfDocument(name).get_page_label(number) for number in range(pages)]}

written("letters.pdf", 54, S=pikepdf.Name("/a"))
written("prefix.pdf", 1, S=pikepdf.Name("/D"), P="부록 ")
with open("typst.pdf", "wb") as file:
    file.write(typst.compile(b"#set page(numbering: \"a\")\n" + b"x\n#pagebreak()\n" * 27 + b"x"))
found = {name: [pages[number - 1] for number in (26, 27, 28, 53, 54)] for name, pages in labels("letters.pdf").items()}
prefix, page = labels("prefix.pdf"), {name: pages[27] for name, pages in labels("typst.pdf").items()}
for name, row in found.items():
    print(f"{name}: pages 26, 27, 28, 53, 54 are {row} | with a prefix: {prefix[name]} | page 28 by Typst: {page[name]}")
sheet, standard = ["z", "aa", "ab", "ba", "bb"], ["z", "aa", "bb", "aaa", "bbb"]
right = found == {"pdfminer.six": sheet, "PyMuPDF": sheet, "pdf.js": standard, "pypdf": standard, "PDFium": standard} and set(page.values()) == {"ab"}
right = right and prefix.pop("PyMuPDF") == ["<FEFFBD80B85D0020>1"] and all(pages == ["부록 1"] for pages in prefix.values())
raise SystemExit((not right) and "This is no longer so.")
PYTHON
