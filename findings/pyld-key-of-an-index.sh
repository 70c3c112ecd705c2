#!/usr/bin/env bash
# PyLD 3.3.0: notes that are listed by language, or by verdict, lose it in RDF.
# Expected: "@container": "@index" with "@index": "verdict" makes of each key of the list a property of the note below it (JSON-LD 1.1, property-based indexing), here
# https://example.org/terms#verdict; jsonld.js 9.0.0 and rdflib 7.6.0 do so.
# Seen: expand() gives the property by its short name, "verdict", though the context says what it stands for (by "@vocab", or as a term of its own); to_rdf leaves it
# out, since it is no address, and compact() with another context too. With the whole address in "@index" all is right. No warning.
# The book: its JSON-LD gives each property by its name.
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
console.log(await jsonld.toRDF(JSON.parse(process.argv[2]), { format: 'application/n-quads' }))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, subprocess
import rdflib
from pyld import jsonld

TERMS = "https://example.org/terms#"
VERDICT = f'<https://example.org/n1> <{TERMS}verdict> "disputed" .'
FORMS = {"@vocab": ({}, "verdict"), "a term": ({"verdict": TERMS + "verdict"}, "verdict"), "the whole address": ({}, TERMS + "verdict")}

def lines(terms, index):
    """Whether the verdict is among the statements of PyLD, jsonld.js and rdflib; and the names of PyLD's properties."""
    context = {"@version": 1.1, "@vocab": TERMS, **terms, "notes": {"@container": "@index", "@index": index}}
    data = {"@context": context, "@id": "https://example.org/book", "notes": {"disputed": {"@id": "https://example.org/n1"}}}
    script = subprocess.run(["node", "show.mjs", json.dumps(data)], capture_output=True, text=True, check=True).stdout
    graph = rdflib.Graph().parse(data=json.dumps(data), format="json-ld").serialize(format="nt")
    texts = (jsonld.to_rdf(data, {"format": "application/n-quads"}), script, graph)
    note = jsonld.expand(data)[0][TERMS + "notes"][0]
    return [VERDICT in text for text in texts], [name for name in note if name != "@id"]

found = {name: lines(*form) for name, form in FORMS.items()}
for name, (kept, names) in found.items():
    print(f"by {name}: in RDF of PyLD, jsonld.js, rdflib: {kept} | PyLD's property: {names}")
lost = ([False, True, True], ["verdict"])
raise SystemExit((found != {"@vocab": lost, "a term": lost, "the whole address": ([True] * 3, [TERMS + "verdict"])}) and "This is no longer so.")
PYTHON
