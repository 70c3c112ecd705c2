#!/usr/bin/env bash
# inscriptis 2.7.6 (text of pages for search engines and language models): the terms of a glossary are glued to what is said of them.
# Expected: dt and dd begin lines of their own, as they do in every browser and as p, li, div and figcaption do here.
# Seen: "<dl><dt>Juche</dt><dd>An idea.</dd>" becomes "JucheAn idea.", with a blank between if the source has white space there, and all entries are one line.
# So with two sections, and with <summary> and what its fold holds. Only a paragraph within begins a line. A list that begins at 7 begins at 1, though value="12" of an item is kept.
# The book: its glossary has a paragraph in each definition; it publishes its chapters as plain text and Markdown as well (exports).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check inscriptis==2.7.6
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from inscriptis import get_text

found = [
    get_text("<dl><dt>Juche</dt><dd>An idea.</dd><dt>Songun</dt><dd>An army.</dd></dl>"),
    get_text("<dl>\n<dt>Juche</dt>\n<dd>An idea.</dd>\n<dt>Songun</dt>\n<dd>An army.</dd>\n</dl>"),
    get_text("<dl><dt>Juche</dt><dd><p>An idea.</p></dd><dt>Songun</dt><dd><p>An army.</p></dd></dl>"),
    get_text("<details open><summary>Evidence</summary>Two letters.</details>"),
    get_text("<section>One.</section><section>Two.</section><div>Three.</div><div>Four.</div><figure>Map<figcaption>Korea</figcaption></figure>"),
    get_text('<ol start="7"><li>War</li><li value="12">Peace</li></ol>'),
]
for text in found:
    print(repr(text))
lines = [[line.strip() for line in text.split("\n") if line.strip()] for text in found]
right = [
    ["JucheAn idea.SongunAn army."], ["Juche An idea. Songun An army."], ["Juche", "An idea.", "Songun", "An army."], ["EvidenceTwo letters."],
    ["One.Two.", "Three.", "Four.", "Map", "Korea"], ["1. War", "12. Peace"],
]
raise SystemExit(None if lines == right else "This is no longer so.")
PYTHON
