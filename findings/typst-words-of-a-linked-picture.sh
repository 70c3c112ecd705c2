#!/usr/bin/env bash
# typst 0.15.2 with PDF/UA-1: a link around a picture is described by its address, though the picture has alternative text.
# Expected: the annotation of such a link says what the picture says, as a link with an image does in HTML.
# Seen: /Contents is the address itself, around a picture as around words, and link has no argument for another text; the element Link has no
# /Alt, only the Figure in it. Links inside the document are described in words ("page 2"), in the document's language.
# The book: pdf/mend.py gives the link of a picture its words.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io
import pikepdf, typst

SOURCE = """#set document(title: "T", date: none)
#set page(numbering: "1")
#set text(lang: "de")
= Titel <one>
#link("https://example.org/1", image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle r='9'/></svg>"), alt: "Ein See"))
#link("https://example.org/2")[Worte]
#link((page: 1, x: 9pt, y: 9pt))[Seite]
"""
with pikepdf.open(io.BytesIO(typst.compile(SOURCE.encode(), format="pdf", pdf_standards=["ua-1"]))) as pdf:
    contents = [str(link.Contents) for link in pdf.pages[0].Annots]
    texts = {str(item.S): str(item.get("/Alt", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item}
print("contents:", contents, "| alternative texts:", {name: texts[name] for name in ("/Link", "/Figure")})
expected = ["https://example.org/1", "https://example.org/2", "Seite 1"]
raise SystemExit((not (contents == expected and texts["/Link"] == "" and texts["/Figure"] == "Ein See")) and "This is no longer so.")
PYTHON
