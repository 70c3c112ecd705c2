#!/usr/bin/env bash
# typst 0.15.2: a box within a link makes three links of one, or in PDF/UA three areas, and they are not of one height.
# Expected: a box without a height or a baseline of its own changes nothing but that no line ends in it; the link over it stays one area.
# Seen: the words before the box, the box and the words behind it are annotations of their own; in PDF/UA-1 they are one with three areas.
# Those of the words are twice as high as that of the box, so that what draws a rule along the lower edge, as PDF borders do, draws a step.
# The book: pdf/mended_links.py draws its rules by the middle of each area.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io
import pikepdf
import typst

HEAD = '#set document(date: none, title: "T")\n#set page(width: 400pt, height: 200pt)\n#set text(lang: "en", size: 10pt)\n'

def areas(words, standards):
    """For each link the heights of its areas in points."""
    text = f'{HEAD}See #link("https://example.org/")[{words}].'.encode()
    pdf = pikepdf.open(io.BytesIO(typst.compile(text, pdf_standards=standards)))
    found = []
    for link in pdf.pages[0].Annots:
        ys = [float(number) for number in link.get("/QuadPoints", [*link.Rect, *link.Rect])][1::2]
        found.append([round(max(ys[i : i + 4]) - min(ys[i : i + 4]), 1) for i in range(0, len(ys), 4)])
    return found

found = {}
for standards in ([], ["ua-1"]):
    for words in ("the letters of Kim Il-sung to Moscow", "the letters of Kim #box[Il-sung] to Moscow"):
        found[len(standards), "#box" in words] = areas(words, standards)
        print("PDF/UA-1" if standards else "plain", "with a box" if "#box" in words else "without", *found[len(standards), "#box" in words])
one, box = 13.1, 6.6
seen = {(0, False): [[one]], (0, True): [[one], [box], [one]], (1, False): [[one]], (1, True): [[one, box, one]]}
raise SystemExit((found != seen) and "This is no longer so.")
PYTHON
