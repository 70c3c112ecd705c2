#!/usr/bin/env bash
# typst 0.15.2: one Korean word makes an English book a Korean file, unless a rule for the language stands before it.
# Expected: a book without such a rule is English, as the guide to accessibility says; a word in another language changes its own tag only.
# Seen: without "set text(lang: ...)" the first word of the text that has a language of its own, on whatever page, gives /Lang of the file and
# dc:language of its metadata; so does one on a title page before the rule. If the rule, or the rule behind plain words, comes first, all is
# well. No warning under PDF/UA-1. The pages are then tagged as English pieces of a Korean file.
# The book: sets its language before anything else (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io, re
import pikepdf, typst

def language(words):
    source = f'#set document(title: "T", date: none)\n{words}'
    pages, warnings = typst.compile_with_warnings(source.encode(), format="pdf", pdf_standards=["ua-1"])
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        told = re.search(rb"<dc:language>.*?<rdf:li>(.*?)<", pdf.Root.Metadata.read_bytes())[1].decode()
        return str(pdf.Root.Lang), told, len(warnings)

RULE, WORD, BREAK = '\n#set text(lang: "en")\n', '#text(lang: "ko")[Juche]', "\n#pagebreak()\n"
PLAIN = "These are words of a book that is written in English from here to its end. "
found = {
    "no rule": language(PLAIN + BREAK + PLAIN + WORD),
    "title page before the rule": language(WORD + BREAK + RULE + PLAIN),
    "rule first": language(RULE + WORD + BREAK + PLAIN),
    "plain words, rule, word": language(PLAIN + RULE + WORD + BREAK + PLAIN),
}
print(found)
raise SystemExit(([*found.values()] != [("ko", "ko", 0)] * 2 + [("en", "en", 0)] * 2) and "This is no longer so.")
PYTHON
