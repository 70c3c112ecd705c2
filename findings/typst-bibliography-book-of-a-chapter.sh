#!/usr/bin/env bash
# typst 0.15.2, bibliography from BibLaTeX: a chapter's book is named twice, and a paper stands in a "special issue".
# Expected: @incollection with booktitle is set as @inbook is: "Chap. In Big Book. P."
# Seen: APA has "In Big Book: Big Book", Chicago "In Big Book, Big Book", MLA names it at the end once more; @inproceedings becomes
# "In “Big Book.” Special issue, Big Book,." without its publisher. @inbook alone is right. IEEE is right in all.
# Reported to its makers before (hayagriva, issue 309).
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

found = {}
for kind in ("inbook", "incollection", "inproceedings"):
    text = f"@{kind}{{k, author = {{Roe, Jane}}, title = {{Chap}}, booktitle = {{Big Book}}, publisher = {{P}}, date = {{2012}}}}"
    found[kind] = [entry(text, style) for style in ("apa", "chicago-author-date", "modern-language-association", "ieee")]
    print(kind, *found[kind], sep=" | ")
counts = {kind: [text.count("Big Book") for text in texts] for kind, texts in found.items()}
special = "Special issue" in found["inproceedings"][1]
raise SystemExit((not (counts["inbook"] == [1, 1, 1, 1] and counts["incollection"] == [2, 2, 2, 1] and special)) and "This is no longer so.")
PYTHON
