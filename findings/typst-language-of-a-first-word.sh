#!/usr/bin/env bash
# typst 0.15.2: an English paragraph that begins with a Korean word is tagged as a Korean paragraph.
# Expected: text(lang: "ko") tags that word; the paragraph is in the document's language, wherever in it the word stands.
# Seen: the element P gets the language of the first word in it (/Lang ko), and the English words after that are marked as English
# piece by piece on their marked content. PDF/UA-1 allows that, but a reader that knows the languages of elements alone reads
# the whole paragraph with a Korean voice. With the word in any other place, P has no language and the word is marked.
# The book: edition/pdf/mended_languages.py gives every piece in another language than its element a Span of its own.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import re, sys

import pikepdf, typst


def languages(paragraph):
    """That of the paragraph's element, and those on its marked content."""
    source = f'#set document(title: "T", date: none)\n#set text(lang: "en")\n\n{paragraph}\n'
    typst.compile(source.encode(), output="book.pdf", pdf_standards=["ua-1"])
    with pikepdf.open("book.pdf") as pdf:
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/P"]
        marked = re.findall(rb"/Lang ?\((\w+)\)", pdf.pages[0].Contents.read_bytes())
        return [str(element.get("/Lang", "none")) for element in elements], [tag.decode() for tag in marked]


word = '#text(lang: "ko", region: none)[Juche]'
first, later = languages(f"{word} is a word of Kim."), languages(f"Kim’s word is {word}.")
print("the Korean word first: element", first[0], "marked content", first[1])
print("the Korean word later: element", later[0], "marked content", later[1])
if first != (["ko"], ["en"]) or later != (["none"], ["ko"]):
    sys.exit("This is no longer so.")
PYTHON
