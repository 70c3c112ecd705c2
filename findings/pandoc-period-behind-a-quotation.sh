#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): the period behind a title that ends in a quotation stands within one pair of marks and outside of the other.
# Expected: in American style “He Said ‘No.’” Pravda: the period goes within both pairs (Chicago 17, 6.9), and punctuation-in-quote of CSL asks for that; citeproc-js 2.4.63 (npm citeproc)
# prints it so in the same style.
# Seen: “He Said ‘No’.” in pandoc's own style, which is Chicago: the period is moved past the outer mark and stops at the inner one, which is neither American nor British. A comma is the same, and so
# is a title that is one quotation as a whole. A question mark of the quotation itself (‘Why?’”) is right, and so is a title that has its quotation in the middle.
# The book: puts it within both pairs, in a style of its own (sources/chicago.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
npm install --silent --no-audit --no-fund --prefix "$work" citeproc@2.4.63 @citation-js/plugin-csl@0.9.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import { createRequire } from 'module'
import CSL from 'citeproc'
const locale = createRequire(import.meta.url)('@citation-js/plugin-csl/lib/locales.json')['en-US']
const items = Object.fromEntries(JSON.parse(fs.readFileSync('articles.json')).map((item) => [item.id, item]))
const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: (id) => items[id] }, fs.readFileSync(process.argv[2], 'utf8'), 'en-US')
engine.setOutputFormat('text')
engine.updateItems(Object.keys(items))
console.log(JSON.stringify(engine.makeBibliography()[1].map((line) => line.trim())))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, pathlib, subprocess
import pypandoc

TITLES = ["He Said “No”", "“No”", "He Said “Why?”", "The “No” of Moscow"]
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" quotes="true" suffix="{sign}"/><text variable="container-title" prefix=" "/></layout></bibliography></style>"""
articles = [{"id": f"a{number}", "type": "article-newspaper", "title": title, "container-title": "Pravda", "language": "en"} for number, title in enumerate(TITLES)]
pathlib.Path("articles.json").write_text(json.dumps(articles))

def both(sign):
    path = pathlib.Path("style.csl")
    path.write_text(STYLE.format(sign=sign))
    script = json.loads(subprocess.run(["node", "show.mjs", str(path)], capture_output=True, text=True, check=True).stdout)
    lines = pypandoc.convert_text("---\nnocite: '@*'\n---\n", "plain", format="markdown", extra_args=["--citeproc", "--bibliography=articles.json", "--wrap=none", "--csl=style.csl"])
    return [line.removesuffix(" Pravda") for line in script], [line.removesuffix(" Pravda") for line in lines.strip().split("\n\n")]

found = {sign: both(sign) for sign in ".,"}
own = pypandoc.convert_text("---\nnocite: '@*'\n---\n", "plain", format="markdown", extra_args=["--citeproc", "--bibliography=articles.json", "--wrap=none"])
for sign, (script, lines) in found.items():
    print(f"with {sign!r}: citeproc-js {script} | pandoc {lines}")
print("pandoc's own style:", own.strip().split("\n\n"))
right = "“He Said ‘No’.”" in own and "“‘No’.”" in own and "“He Said ‘Why?’”" in own
for sign, (script, lines) in found.items():
    right = right and script[:2] == [f"“He Said ‘No{sign}’”", f"“‘No{sign}’”"] and lines[:2] == [f"“He Said ‘No’{sign}”", f"“‘No’{sign}”"]
    right = right and script[3] == lines[3] == f"“The ‘No’ of Moscow{sign}”"
raise SystemExit((not right) and "This is no longer so.")
PYTHON
