#!/usr/bin/env bash
# PDFium (pypdfium2 5.15.2): an address that breaks behind its own hyphen is copied without it, and the lines are joined.
# Expected: "…/north-" and "korea" on two lines are copied as "…/north-korea", or at least as two lines.
# Seen: the hyphen at the line's end is taken for one that a hyphenation has put in: the whole text has U+FFFE in its place, a rectangle's
# text U+0002 (nothing that can be seen); whoever pastes either opens another address. Of a break before the hyphen nothing is lost.
# The book: addresses in its PDF break behind "/", "?" and "&" and before a hyphen.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
"$work/venv/bin/python" - <<'PYTHON'
import pypdfium2, typst

def copied(words):
    pdf = typst.compile(f'#set page(width: 8cm, height: 4cm)\n#set text(hyphenate: false)\n{words}'.encode())
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return text.get_text_range(), text.get_text_bounded()

behind = copied(r"example.org/north-\ korea")
before = copied(r"example.org/north\ -korea")
print("break behind the hyphen:", [ascii(one) for one in behind], "| before it:", [ascii(one) for one in before])
kept = [one.replace("\r\n", "") == "example.org/north-korea" for one in (*behind, *before)]
raise SystemExit((kept != [False, False, True, True]) and "This is no longer so.")
PYTHON
