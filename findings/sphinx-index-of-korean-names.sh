#!/usr/bin/env bash
# Sphinx 9.0.4: an index of Korean names is headed by half a syllable, and Russian names stand under other letters, in another order.
# Expected: 북한 and 박정희 stand under ㅂ or 북 and 박, Йод under Й, behind Иван, as each dictionary has them.
# Seen: their heading is ᄇ (U+1107), a consonant that is only to be written before its vowel: in most fonts a broken syllable. Entries are taken apart into base letters and
# accents for the heading and for the order, so that Йод stands under И, before Иван, and éclat behind ezra, all under E; Łódź and Ørsted have headings of
# their own at the end, and ßig one of two letters, SS. Names in quotation marks are symbols or words by the kind of the mark.
# The book: makes its index of names itself (names/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check Sphinx==9.0.4
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import re
import subprocess
import sys
from pathlib import Path

NAMES = ["북한", "박정희", "Йод", "Иван", "éclat", "ezra", "Ørsted", "ßig"]
Path("book").mkdir()
Path("book/conf.py").write_text("project = 'P'\nhtml_theme = 'basic'\n")
Path("book/index.rst").write_text("B\n=\n\n.. index::\n" + "".join(f"   single: {name}\n" for name in NAMES) + "\ntext\n")
subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "book", "out"], check=True)
page = Path("out/genindex.html").read_text()
found = {}
for heading, entries in re.findall(r'<h2 id="[^"]*">(.*?)</h2>(.*?)</table>', page, re.S):
    found[heading] = [re.sub("<[^>]+>", "", entry).strip() for entry in re.findall(r"<li>(.*?)</li>", entries, re.S)]
print(found, [hex(ord(letter)) for heading in found for letter in heading])
right = {"E": ["ezra", "éclat"], "SS": ["ßig"], "Ø": ["Ørsted"], "И": ["Йод", "Иван"], "\u1107": ["박정희", "북한"]}
raise SystemExit(None if found == right else "This is no longer so.")
PYTHON
