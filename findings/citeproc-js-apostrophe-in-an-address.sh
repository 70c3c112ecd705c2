#!/usr/bin/env bash
# citeproc-js 2.4.63 (npm citeproc, also in citation-js 0.9.0): a web address or a DOI that has an apostrophe is printed with another sign, and leads nowhere.
# Expected: URL and DOI are printed as they are, since each sign counts: https://example.org/People's_Daily, as pandoc 3.9 (pypandoc-binary 1.17) prints it.
# Seen: https://example.org/People’s_Daily, with U+2019, as if it were a word of a title; as text and as HTML. Whoever copies the address asks for another page.
# Two hyphens, three points and underlines are left alone; with %27 for the apostrophe it is right. No warning.
# The book: its addresses have no apostrophe (a look at references.bib).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
npm install --silent --no-audit --no-fund --prefix "$work" citeproc@2.4.63 @citation-js/core@0.9.0 @citation-js/plugin-csl@0.9.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import { createRequire } from 'module'
import CSL from 'citeproc'
const require = createRequire(import.meta.url)
const [styles, locales] = ['styles', 'locales'].map((name) => require(`@citation-js/plugin-csl/lib/${name}.json`))
const items = JSON.parse(fs.readFileSync('pages.json'))
fs.writeFileSync('apa.csl', styles.apa)
const list = (format) => {
  const engine = new CSL.Engine({ retrieveLocale: () => locales['en-US'], retrieveItem: (id) => items.find((item) => item.id === id) }, styles.apa, 'en-US')
  engine.setOutputFormat(format)
  engine.updateItems(items.map((item) => item.id))
  return engine.makeBibliography()[1].join(' ')
}
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-csl')
console.log(JSON.stringify([list('text'), list('html'), new Cite(items).format('bibliography', { template: 'apa', lang: 'en-US' })]))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, pathlib, subprocess
import pypandoc

ADDRESSES = ["https://example.org/People's_Daily", "https://example.org/a--b...c_d_e", "https://example.org/People%27s_Daily"]
DOI = "10.1000/people's"
pages = [{"id": f"p{number}", "type": "webpage", "title": f"War {number}", "URL": address} for number, address in enumerate(ADDRESSES)]
pathlib.Path("pages.json").write_text(json.dumps([*pages, {"id": "d", "type": "article-journal", "title": "Peace", "container-title": "J", "DOI": DOI}]))
texts = json.loads(subprocess.run(["node", "show.mjs"], capture_output=True, text=True, check=True).stdout)
settings = ["--citeproc", "--csl=apa.csl", "--bibliography=pages.json", "--wrap=none"]
texts.append(pypandoc.convert_text("---\nnocite: '@*'\n---\n", "plain", format="markdown", extra_args=settings))
PROGRAMS = ("citeproc-js, text", "citeproc-js, HTML", "citation-js", "pandoc")
found = {program: [part in text for part in (*ADDRESSES, DOI, ADDRESSES[0].replace("'", "’"), DOI.replace("'", "’"))] for program, text in zip(PROGRAMS, texts)}
for program, kept in found.items():
    print(f"{program}: as given {kept[:4]}, with another sign {kept[4:]}")
changed, whole = [False, True, True, False, True, True], [True] * 4 + [False] * 2
raise SystemExit((found != dict(zip(PROGRAMS, [changed] * 3 + [whole]))) and "This is no longer so.")
PYTHON
