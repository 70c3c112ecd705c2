#!/usr/bin/env bash
# citeproc-js 2.4.63 (npm citeproc): in headline style the first word in quotation marks may begin small.
# Expected: "we will bury you" becomes “We Will Bury You”, and north korea's 'military-first' policy “Military-First”, as pandoc 3.9 (pypandoc-binary 1.17) prints both; titles
# are to be given in sentence case, since a style can make capitals and cannot take them back.
# Seen: “we Will Bury You” and “military-First”. Straight double marks at the title's begin are hit, and straight single ones within a title; double ones within a title,
# and curly ones, are right. No warning.
# The book: gives titles as their sources print them (citing/source_items.py).
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
const items = Object.fromEntries(JSON.parse(fs.readFileSync('books.json')).map((item) => [item.id, item]))
const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: (id) => items[id] }, fs.readFileSync('style.csl', 'utf8'), 'en-US')
engine.setOutputFormat('text')
engine.updateItems(Object.keys(items))
console.log(JSON.stringify(engine.makeBibliography()[1].map((line) => line.trim())))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, pathlib, subprocess
import pypandoc

TITLES = ['"we will bury you"', "“we will bury you”", "north korea's 'military-first' policy", "the 'juche' idea", 'the "juche" idea', 'war: "we won"', '"We will bury you"']
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
<info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" text-case="title"/></layout></bibliography></style>"""
pathlib.Path("style.csl").write_text(STYLE)
pathlib.Path("books.json").write_text(json.dumps([{"id": f"b{number}", "type": "book", "title": title, "language": "en"} for number, title in enumerate(TITLES)]))
script = json.loads(subprocess.run(["node", "show.mjs"], capture_output=True, text=True, check=True).stdout)
settings = ["--citeproc", "--csl=style.csl", "--bibliography=books.json", "--wrap=none"]
pandoc = pypandoc.convert_text("---\nnocite: '@*'\n---\n", "plain", format="markdown", extra_args=settings).strip().split("\n\n")
for title, one, other in zip(TITLES, script, pandoc):
    print(f"{title}: citeproc-js {one} | pandoc {other}")
WHOLE = ["“We Will Bury You”", "“We Will Bury You”", "North Korea’s “Military-First” Policy", "The “Juche” Idea", "The “Juche” Idea", "War: “We Won”", "“We Will Bury You”"]
SMALL = ["“we Will Bury You”", "“We Will Bury You”", "North Korea’s “military-First” Policy", "The “juche” Idea", *WHOLE[4:]]
raise SystemExit(((script, pandoc) != (SMALL, WHOLE)) and "This is no longer so.")
PYTHON
