#!/usr/bin/env bash
# html2text 2025.4.15: a stressed or foreign word is set apart from the letters and signs that stand at it.
# Expected: <em>Juche</em>’s becomes *Juche*’s: Markdown lets stressed words begin or end within a word (with stars), and the words stay as they are.
# Seen: a blank is put before and behind stressed words at most letters and signs: "_Il-sung_ ’s war", "_Juche_ , the", "**1950** –**53**",
# "“ _juche_ ”", "Russia _n_", "un _likely_", "_북한_ 은". So words, names, years and quotations are other ones. In ASCII brackets and around links there is
# none. With stars (emphasis_mark) it is the same.
# The book: publishes its chapters as Markdown, made by itself (exports).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check html2text==2025.4.15
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import html2text

cases = {
    "Kim <em>Il-sung</em>’s war": "Kim _Il-sung_ ’s war", "<b>1950</b>–<b>53</b>": "**1950** –**53**", "“<em>juche</em>”": "“ _juche_ ”", "Russia<em>n</em>": "Russia _n_",
    "un<em>likely</em>": "un _likely_", "<em>Juche</em>, the": "_Juche_ , the", "<em>북한</em>은": "_북한_ 은", "(<em>juche</em>)": "(_juche_)", "<a href='x'>Russia</a>n": "[Russia](x)n",
}
found = {source: html2text.html2text(f"<p>{source}</p>").strip() for source in cases}
for source, text in found.items():
    print(f"{source} → {text}")
stars = html2text.HTML2Text()
stars.emphasis_mark = "*"
starred = stars.handle("<p>un<em>likely</em></p>").strip()
print("with stars:", starred)
raise SystemExit(None if found == cases and starred == "un *likely*" else "This is no longer so.")
PYTHON
