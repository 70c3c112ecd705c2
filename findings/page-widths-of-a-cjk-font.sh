#!/usr/bin/env bash
# page-validation 0.11.0 (PDF/UA-1) and typst 0.15.2: every word set in a font such as Noto Serif CJK is told as a fault of its widths.
# Expected: a validator that is held against veraPDF's own files accepts what Typst compiles as PDF/UA-1, or tells a fault.
# Seen: PDFUA1-FONT-GLYPH-WIDTH-001 for each glyph, whose width in the font it takes for 0. A CFF font of many scripts keeps its
# glyphs in several groups, each with a private dictionary of its own, where the common width (defaultWidthX) and the base of all
# others (nominalWidthX) stand (Adobe Technical Note 5176, 15); fontTools, which reads them so, finds the widths that the PDF tells.
# The book: tests/pdf/test_checkers.py compares all widths of its fonts with fontTools and expects this one finding.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
pip="$work/venv/bin/python -m pip --disable-pip-version-check"
$pip install --quiet typst==0.15.2 pikepdf==10.18.0 fonttools==4.68.0 page-validation==0.11.0
$pip download --quiet --no-deps --dest "$work" mplfonts==0.0.11
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io, pathlib, sys, zipfile

import page, pikepdf, typst
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor

with zipfile.ZipFile(next(pathlib.Path().glob("mplfonts*"))) as wheel:
    wheel.extract("mplfonts/fonts/NotoSerifCJKsc-Regular.otf")
source = """#set document(title: "T", date: none)
#set text(lang: "en", font: "Noto Serif CJK SC")
Korea
"""
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=["mplfonts"])
typst.Compiler(source.encode(), font_paths=fonts).compile(output="book.pdf", pdf_standards=["ua-1"])
report = page.validate_pdf("book.pdf", profile=page.ValidationProfile.PDF_UA_1)
rules = [failure.rule_id for failure in report.failures]
print("page tells:", rules, report.checks.failed, "times:", report.failures[0].message if rules else "")
with pikepdf.open("book.pdf") as pdf:
    font = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/CIDFontType0")
    told = [float(width) for width in [*font.W][2::3]]
    program = CFFFontSet()
    program.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
top = program[0]
own = []
for number, name in enumerate(top.charset):
    private = top.FDArray[top.FDSelect[number]].Private
    read = T2WidthExtractor(getattr(private, "Subrs", []), top.GlobalSubrs, private.nominalWidthX, private.defaultWidthX)
    read.execute(top.CharStrings[name])
    own.append(float(read.width))
print("widths in the PDF:", told, "in the font:", own, "private dictionaries:", len(top.FDArray))
if rules != ["PDFUA1-FONT-GLYPH-WIDTH-001"] or report.checks.failed != 5 or told != own or len(top.FDArray) < 2:
    sys.exit("This is no longer so.")
PYTHON
