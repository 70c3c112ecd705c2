#!/usr/bin/env bash
# CSL (citeproc-js 2.4.63, pandoc 3.9 of pypandoc-binary 1.17, typst 0.15.2): a headline style prints "Kim Il-Sung" and "Kim Jong-Un", whatever the title has.
# Expected: text-case="title" leaves a title that is in headline style as it is, and names in it, since a capital is what it adds to words between blanks.
# Seen: every part behind a hyphen is capitalized: Il-Sung, Jong-Un, and in pandoc and typst Al-Assad. In typst, which takes titles of BibLaTeX down first,
# "An A-bomb" is "An a-Bomb". What stands in <span class="nocase"> or in braces keeps its letters; with a language other than English on the
# record so does the whole title. citeproc-py 0.11.1 keeps the names.
# The book: its own list prints titles as they stand (sources/chicago); references.bib has each title in braces, and so do the records that are downloaded as BibTeX.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 typst==0.15.2 pypdf==7.1.1 citeproc-py==0.11.1
npm install --silent --no-audit --no-fund --prefix "$work" citeproc@2.4.63 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import CSL from 'citeproc'
const locale = '<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US"><info/><terms/></locale>'
const items = JSON.parse(fs.readFileSync('items.json', 'utf8'))
const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: (id) => items.find((item) => item.id === id) }, fs.readFileSync('style.csl', 'utf8'))
engine.setOutputFormat('text')
engine.updateItems(items.map((item) => item.id))
process.stdout.write(engine.makeBibliography()[1].join(''))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import io
import json
import subprocess
from pathlib import Path

import pypandoc
import pypdf
import typst
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

Path("style.csl").write_text("""<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-US">
<info><title>T</title><id>https://example.org/t</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title" text-case="title"/></layout></citation>
<bibliography><layout><text variable="title" text-case="title"/></layout></bibliography></style>""")
titles = {"names": "The Rise of Kim Il-sung and Kim Jong-un", "bomb": "An A-bomb for Bashar al-Assad", "kept": "Talks with KEPT", "german": "The Rise of Kim Il-sung"}
items = [{"id": key, "type": "book", "title": title.replace("KEPT", '<span class="nocase">Kim Il-sung</span>')} for key, title in titles.items()]
items[-1]["language"] = "de"
Path("items.json").write_text(json.dumps(items))
Path("books.bib").write_text("".join(f"@book{{{key}, title = {{{title}}}}}\n" for key, title in titles.items() if key != "german").replace("KEPT", "{Kim Il-sung}"))

def lines(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

command = [pypandoc.get_pandoc_path(), "--citeproc", "--bibliography=items.json", "--csl=style.csl", "-t", "plain", "--wrap=none"]
pandoc = lines(subprocess.run(command, input='---\nnocite: "@*"\n---\n', capture_output=True, text=True, check=True).stdout)
js = lines(subprocess.run(["node", "show.mjs"], capture_output=True, text=True, check=True).stdout)
Path("book.typ").write_text('#set page(width: 20cm, height: auto)\n#bibliography("books.bib", full: true, style: "style.csl", title: none)')
page = pypdf.PdfReader(io.BytesIO(typst.compile("book.typ", format="pdf"))).pages[0]
in_typst = lines(page.extract_text())
bibliography = CitationStylesBibliography(CitationStylesStyle("style.csl", validate=False, locale="en-US"), CiteProcJSON(items), formatter.plain)
for item in items:
    bibliography.register(Citation([CitationItem(item["id"])]))
py = [str(entry) for entry in bibliography.bibliography()]
for name, got in {"pandoc": pandoc, "citeproc-js": js, "typst": in_typst, "citeproc-py": py}.items():
    print(f"{name}: {' | '.join(got)}")
loud = ["The Rise of Kim Il-Sung and Kim Jong-Un", "An A-Bomb for Bashar Al-Assad", "Talks with Kim Il-sung", "The Rise of Kim Il-sung"]
right = pandoc == loud and js == [loud[0], "An A-Bomb for Bashar al-Assad", *loud[2:]] and in_typst == [loud[0], "An a-Bomb for Bashar Al-Assad", loud[2]] and py[0] == titles["names"]
raise SystemExit(None if right else "This is no longer so.")
PYTHON
