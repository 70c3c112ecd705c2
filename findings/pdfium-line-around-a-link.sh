#!/usr/bin/env bash
# PDFium (pypdfium2 5.15.2) and MuPDF (PyMuPDF 2.0): the border that a link annotation asks for is never drawn.
# Expected: /Border [0 0 3] with /C [1 0 0], or /BS with an underline, shows where a link is, as the PDF standard says.
# Seen: both render a blank page; PDFium draws an annotation's appearance stream (/AP) only, which writers of links do not make. Links
# that are marked by their border alone cannot be seen in browsers that use PDFium.
# The book: addresses are colored in the text itself.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 pymupdf==2.0 pikepdf==10.18.0 pillow==13.0.0
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io
import pikepdf, pymupdf, pypdfium2
from pikepdf import Array, Dictionary, Name

def page(drawn=False, **look):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[20, 20, 80, 80], F=4, A=Dictionary(S=Name.URI, URI="https://example.org/"), **look)
    if drawn:
        stream = pdf.make_stream(b"1 0 0 RG 3 w 2 2 56 56 re S", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 60, 60])
        link.AP = Dictionary(N=stream)
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()

def colors(data):
    image = pypdfium2.PdfDocument(data)[0].render().to_pil().convert("RGB")
    picture = pymupdf.open(stream=data)[0].get_pixmap()
    return len(image.getcolors(9999)), len({picture.pixel(x, y) for x in range(100) for y in range(100)})

looks = {"/Border": page(Border=[0, 0, 3], C=[1, 0, 0]), "/BS": page(BS=Dictionary(W=3, S=Name.U), C=[1, 0, 0]), "/AP": page(drawn=True)}
found = {name: colors(data) for name, data in looks.items()}
print("number of colors on the page (PDFium, MuPDF):", found)
raise SystemExit((not (found["/Border"] == found["/BS"] == (1, 1) and found["/AP"][0] > 1)) and "This is no longer so.")
PYTHON
