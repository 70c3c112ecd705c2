#!/usr/bin/env bash
# JSON-LD 1.1 (PyLD 3.3.0, jsonld.js 9.0.0): an address below that of the base is compacted to the address of something else.
# Expected: with the base https://example.org/books/kim the address https://example.org/books/kim/n1 becomes "kim/n1", or stays whole; expanded again it is the same.
# Seen: it becomes "n1", which both expand to https://example.org/books/n1; /books/kim/ becomes "./", which is /books/. The other way round, with the base /books/kim/,
# /books/kim#n1 becomes "#n1", which is /books/kim/#n1. Both programs compare the base segment by segment and do not ask whether it ends with a slash. Neighbors (/books/roe/n1)
# come back as they were. No warning, and the data are valid: only the statement is about another thing. One who knows the one half of it has told the makers of
# jsonld.js (issue 459).
# The book: its JSON-LD is written without compaction, and has whole addresses.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyld==3.3.0
npm install --silent --no-audit --no-fund --prefix "$work" jsonld@9.0.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import jsonld from 'jsonld'
const { base, about, pages } = JSON.parse(process.argv[2])
const found = []
for (const page of pages) {
  const short = await jsonld.compact([{ [about]: [{ '@id': page }] }], { '@base': base, about: { '@id': about, '@type': '@id' } })
  found.push([short.about, (await jsonld.expand(short))[0][about][0]['@id']])
}
console.log(JSON.stringify(found))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, subprocess
from pyld import jsonld

ABOUT, BOOKS = "https://example.org/terms#about", "https://example.org/books/"
PAGES = [BOOKS + page for page in ("kim/n1", "kim/", "kim#n1", "kim?n=1", "roe", "roe/n1")]

def there_and_back(base):
    """What PyLD and jsonld.js write for each page, and what they read from that."""
    own = []
    for page in PAGES:
        short = jsonld.compact([{ABOUT: [{"@id": page}]}], {"@base": base, "about": {"@id": ABOUT, "@type": "@id"}})
        own.append([short["about"], jsonld.expand(short)[0][ABOUT][0]["@id"]])
    asked = json.dumps({"base": base, "about": ABOUT, "pages": PAGES})
    return own, json.loads(subprocess.run(["node", "show.mjs", asked], capture_output=True, text=True, check=True).stdout)

CHANGED = {"kim": {"kim/n1": ["n1", "n1"], "kim/": ["./", ""]}, "kim/": {"kim#n1": ["#n1", "kim/#n1"], "kim?n=1": ["?n=1", "kim/?n=1"]}}
right = True
for name, expected in CHANGED.items():
    for program, found in zip(("PyLD", "jsonld.js"), there_and_back(BOOKS + name)):
        changed = {page.removeprefix(BOOKS): [short, back.removeprefix(BOOKS)] for page, (short, back) in zip(PAGES, found) if back != page}
        print(f"base {BOOKS}{name}, {program} changes {changed}")
        right = right and changed == expected
raise SystemExit((not right) and "This is no longer so.")
PYTHON
