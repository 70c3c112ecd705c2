#!/usr/bin/env bash
# typst 0.15.2, bibliography from BibLaTeX: an entry of the kind @misc is not printed at all in a style for notes.
# Expected: full: true prints each entry of the file, in each style: "Roe, Jane. “War.” 2012."
# Seen: in the styles for notes of Chicago and of the MHRA the list has nothing for @misc and @unpublished, while @book is there and
# author-date styles have all. No warning; whoever reads the list does not know that a source is missing.
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

text = "@{}{{k, author = {{Roe, Jane}}, title = {{War}}, year = {{2012}}}}"
styles = ("chicago-author-date", "chicago-notes", "modern-humanities-research-association-notes")
found = {(kind, style): entry(text.format(kind), style) for kind in ("book", "misc", "unpublished") for style in styles}
for key, value in found.items():
    print(*key, "|", value)
missing = [key for key, value in found.items() if not value]
raise SystemExit((missing != [(kind, style) for kind in ("misc", "unpublished") for style in styles[1:]]) and "This is no longer so.")
PYTHON
