#!/usr/bin/env bash
# JSON-LD 1.1 (PyLD 3.3.0, jsonld.js 9.0.0): a number with a fraction that its context calls a decimal is written as a decimal that is none.
# Expected: "share": 11.5 with @type xsd:decimal gives "11.5"^^xsd:decimal, as 3 gives "3"^^xsd:decimal.
# Seen: "1.15E1"^^xsd:decimal: every JSON number with a fraction is written as a double, and the type that was asked for is put on it. XML Schema knows no exponent in a decimal,
# so strict stores and validators refuse it (lxml 6.1.3 does). The algorithm of the standard says so; "11.5" as a string is right. No warning. The parser of
# rdflib 7.6.0 does not go by that and gives 11.5: the same file is not the same data.
# The book: its JSON-LD has no numbers with a fraction (ledger/annotations.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyld==3.3.0 rdflib==7.6.0 lxml==6.1.3
npm install --silent --no-audit --no-fund --prefix "$work" jsonld@9.0.0 >/dev/null
cd "$work"
cat > read.mjs <<'SCRIPT'
import jsonld from 'jsonld'
console.log(await jsonld.toRDF(JSON.parse(process.argv[2]), { format: 'application/n-quads' }))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json, re, subprocess
import rdflib
from lxml import etree
from pyld import jsonld

schema = etree.XMLSchema(etree.XML('<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:element name="n" type="s:decimal"/></s:schema>'))
CONTEXT = {"share": {"@id": "https://example.org/share", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}}

def read(value):
    data = {"@context": CONTEXT, "@id": "https://example.org/1", "share": value}
    quads = [jsonld.to_rdf(data, {"format": "application/n-quads"}),
             subprocess.run(["node", "read.mjs", json.dumps(data)], capture_output=True, text=True, check=True).stdout]
    [other] = rdflib.Graph().parse(data=json.dumps(data), format="json-ld").objects()
    python, script = (re.search(r'"(.*?)"\^\^<http://www.w3.org/2001/XMLSchema#decimal>', quad)[1] for quad in quads)
    return python, script, str(other), schema.validate(etree.XML(f"<n>{python}</n>"))

found = {repr(value): read(value) for value in (11.5, 3, "11.5")}
for value, (python, script, other, valid) in found.items():
    print(f"{value}: PyLD {python}, jsonld.js {script}, rdflib {other}, PyLD's is a decimal: {valid}")
right = {"11.5": ("1.15E1", "1.15E1", "11.5", False), "3": ("3", "3", "3", True), "'11.5'": ("11.5", "11.5", "11.5", True)}
raise SystemExit((found != right) and "This is no longer so.")
PYTHON
