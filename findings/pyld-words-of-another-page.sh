#!/usr/bin/env bash
# PyLD 3.3.0: a relative address that has a colon anywhere counts as a whole one, so that statements about words of a page are lost.
# Expected: with the base https://example.org/book/chapter.html "note.html#:~:text=war" is https://example.org/book/note.html#:~:text=war: a scheme ends at the first colon only
# if no "/", "?" or "#" stands before it (RFC 3986). jsonld.js 9.0.0 and rdflib 7.6.0 read it so.
# Seen: it stays "note.html#:~:text=war", and to_rdf leaves the whole statement out, since the address is none. So it is for a moment of a film (talk.html#t=10:20), for a selector
# or a time in a query, for "sub/note.html#a:b" and "/book/note.html#a:b"; only what begins with "#" or "?" is read. compact() writes such addresses itself: whole data that are
# compacted with "@base" and read again have lost them. No error and no warning.
# The book: has whole addresses in its JSON-LD.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyld==3.3.0 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix "$work" jsonld@9.0.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import jsonld from 'jsonld'
const found = []
for (const data of JSON.parse(process.argv[2])) found.push((await jsonld.expand(data))[0]['https://example.org/terms#about'][0]['@id'])
console.log(JSON.stringify(found))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, subprocess
import rdflib
from pyld import jsonld

ABOUT, FOLDER = "https://example.org/terms#about", "https://example.org/book/"
CONTEXT = {"@base": FOLDER + "chapter.html", "about": {"@id": ABOUT, "@type": "@id"}}
WRITTEN = {"note.html#war": "note.html#war", "#:~:text=war": "chapter.html#:~:text=war", "note.html#:~:text=war": "note.html#:~:text=war",
           "talk.html#t=10:20": "talk.html#t=10:20", "note.html?at=10:20": "note.html?at=10:20", "sub/note.html#a:b": "sub/note.html#a:b", "/book/note.html#a:b": "note.html#a:b"}
DATA = [{"@context": CONTEXT, "@id": "https://example.org/x", "about": address} for address in WRITTEN]

def triples(data):
    return [str(address) for address in rdflib.Graph().parse(data=json.dumps(data), format="json-ld").objects()]

whole = [FOLDER + address for address in WRITTEN.values()]
others = json.loads(subprocess.run(["node", "show.mjs", json.dumps(DATA)], capture_output=True, text=True, check=True).stdout)
rdf = [address for data in DATA for address in triples(data)]
own = [jsonld.expand(data)[0][ABOUT][0]["@id"] for data in DATA]
kept = [len(jsonld.to_rdf(data).get("@default", [])) for data in DATA]
for address, one, statements in zip(WRITTEN, own, kept):
    print(f"{address}: read as {one}, statements in RDF: {statements}")
short = jsonld.compact([{"@id": "https://example.org/x", ABOUT: [{"@id": whole[2]}]}], CONTEXT)
print("compact writes", short["about"], "| jsonld.js and rdflib read all:", others == whole, rdf == whole)
lost = len(jsonld.to_rdf(short).get("@default", [])) == 0
right = others == rdf == whole and own == whole[:2] + list(WRITTEN)[2:] and kept == [1, 1, 0, 0, 0, 0, 0] and short["about"] == "note.html#:~:text=war" and lost
raise SystemExit((not right) and "This is no longer so.")
PYTHON
