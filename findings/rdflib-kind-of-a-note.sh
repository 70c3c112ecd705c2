#!/usr/bin/env bash
# rdflib 7.6.0: in JSON-LD notes that are listed by kind lose their kind and become words, and values get kinds that nobody gave.
# Expected: with "@container": "@type" {"Claim": ["https://example.org/n1"]} is the note n1, of the kind Claim (JSON-LD 1.1, 4.6.4); "@type": "@none" says that a value's
# kind is left alone; "@vocab": "terms#" is read with the base (JSON-LD 1.1, 4.1.2). PyLD 3.3.0 does all three.
# Seen: the object is a literal, "https://example.org/n1", and Claim is nowhere; one address without brackets, or a note given as an object, {"@id": ...}, keeps its kind. The value
# "1950" of "@none" has the datatype <https://example.org/terms#@none>, a number below "@type": "@id" the datatype <...#@id>. Properties are called
# <terms#title>, which is no whole address. No warning.
# The book: its JSON-LD uses none of these (ledger/annotations.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check rdflib==7.6.0 pyld==3.3.0
"$work/venv/bin/python" -W ignore - <<'PYTHON'
import json
import rdflib
from pyld import jsonld

TERMS, NOTE = "https://example.org/terms#", "https://example.org/n1"
CONTEXT = {"@version": 1.1, "@vocab": TERMS}
BOOK = {"@id": "https://example.org/book"}
BY_KIND = {**CONTEXT, "notes": {"@container": "@type"}}
FORMS = {
    "kind, by address": {"@context": BY_KIND, **BOOK, "notes": {"Claim": [NOTE]}}, "kind, by one address": {"@context": BY_KIND, **BOOK, "notes": {"Claim": NOTE}},
    "kind, by object": {"@context": BY_KIND, **BOOK, "notes": {"Claim": {"@id": NOTE}}},
    "@none": {"@context": {**CONTEXT, "year": {"@type": "@none"}}, **BOOK, "year": "1950"}, "number": {"@context": {**CONTEXT, "year": {"@type": "@id"}}, **BOOK, "year": 1950},
    "vocabulary": {"@context": {"@version": 1.1, "@base": "https://example.org/", "@vocab": "terms#"}, **BOOK, "title": "War"}}

def statements(data):
    """What rdflib and PyLD read from the data, without the subjects."""
    graph = rdflib.Graph().parse(data=json.dumps(data), format="json-ld")
    own = sorted(f"{predicate.n3()} {value.n3()}" for _, predicate, value in graph)
    other = [line.partition(" ")[2].removesuffix(" .") for line in jsonld.to_rdf(data, {"format": "application/n-quads"}).splitlines()]
    return own, sorted(other)

KIND = [f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{TERMS}Claim>", f"<{TERMS}notes> <{NOTE}>"]
INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"
EXPECTED = {"kind, by address": ([f'<{TERMS}notes> "{NOTE}"'], KIND), "kind, by one address": (KIND, KIND), "kind, by object": (KIND, KIND),
            "@none": ([f'<{TERMS}year> "1950"^^<{TERMS}@none>'], [f'<{TERMS}year> "1950"']),
            "number": ([f'<{TERMS}year> "1950"^^<{TERMS}@id>'], [f'<{TERMS}year> "1950"^^{INTEGER}']),
            "vocabulary": (['<terms#title> "War"'], [f'<{TERMS}title> "War"'])}
found = {name: statements(data) for name, data in FORMS.items()}
for name, (own, other) in found.items():
    print(f"{name}: rdflib {own}\n    PyLD {other}")
raise SystemExit((found != EXPECTED) and "This is no longer so.")
PYTHON
