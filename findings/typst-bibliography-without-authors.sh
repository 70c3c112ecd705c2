#!/usr/bin/env bash
# typst 0.15.2, bibliography from BibLaTeX: the style vancouver prints no authors.
# Expected: "1. Roe J, Doe J. War. J. 2012;2(3):12–5.", as elsevier-vancouver and american-medical-association begin.
# Seen: "1. War. J. 2012 ...": in vancouver, vancouver-superscript and nlm-citation-sequence, which numbered medical journals ask for, the names
# are missing, of books as of articles, with one author or two. Their relatives have them. No warning.
# Reported to its makers before (hayagriva, issue 519).
# The book: sets its bibliography by its own styles (sources/), not by Typst.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
"$work/venv/bin/python" - <<'PYTHON'
import pypdfium2, typst

def entry(text, style="apa"):
    source = f"""#set document(date: none)
#set page(width: 800pt)
#bibliography(bytes("{text}"), style: "{style}", full: true, title: none)"""
    page = pypdfium2.PdfDocument(typst.compile(source.encode(), format="pdf"))[0]
    return " ".join(page.get_textpage().get_text_range().split())

kinds = {"book": "publisher = {P}", "article": "journal = {J}, volume = {2}, number = {3}, pages = {12--15}"}
text = "@{}{{k, author = {{Roe, Jane and Doe, John}}, title = {{War}}, {}, date = {{2012}}}}"
bare = {}
for style in ("vancouver", "vancouver-superscript", "nlm-citation-sequence", "elsevier-vancouver", "american-medical-association", "nature"):
    found = [entry(text.format(*kind), style) for kind in kinds.items()]
    bare[style] = not any("Roe" in item for item in found)
    print(style, *found, sep=" | ")
raise SystemExit((list(bare.values()) != [True, True, True, False, False, False]) and "This is no longer so.")
PYTHON
