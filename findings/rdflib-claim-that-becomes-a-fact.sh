#!/usr/bin/env bash
# rdflib 7.6.0: in JSON-LD what somebody is said to claim becomes a fact of the file.
# Expected: a property with "@container": "@graph" keeps what it holds in a graph of its own, named by a blank node, as PyLD 3.3.0 and the standard do.
# Seen: the statement stands in the default graph, beside what the file itself says, and the graph that "says" points to is empty: a query for what is the case finds
# what was only claimed. So it is for {"@graph": ...} without a name too. With "@id" beside "@graph", or a container ["@graph", "@id"], it is kept apart.
# No warning.
# The book: its JSON-LD keeps no statement in a graph of its own (ledger/annotations.py, exports/bag.py).
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

WAR = {"@id": "https://example.org/war", "began": "1950"}
GRAPH = "https://example.org/claim"
FORMS = {"container": ({"@container": "@graph"}, WAR), "graph": ({}, {"@graph": [WAR]}), "graph with a name": ({}, {"@id": GRAPH, "@graph": [WAR]}),
         "container with names": ({"@container": ["@graph", "@id"]}, {GRAPH: WAR})}

def facts(term, value):
    """Whether the claim stands in the default graph, for rdflib and for PyLD."""
    context = {"@version": 1.1, "@vocab": "https://example.org/terms#", "says": {"@id": "https://example.org/terms#says", **term}}
    data = {"@context": context, "@id": "https://example.org/kim", "says": value}
    began = rdflib.URIRef("https://example.org/terms#began")
    held = rdflib.Dataset()
    held.parse(data=json.dumps(data), format="json-ld")
    other = [quad["predicate"]["value"] for quad in jsonld.to_rdf(data)["@default"]]
    return (None, began, None) in held.default_graph, str(began) in other

found = {name: facts(*form) for name, form in FORMS.items()}
for name, (own, other) in found.items():
    print(f"{name}: a fact for rdflib {own}, for PyLD {other}")
raise SystemExit((list(found.values()) != [(True, False), (True, False), (False, False), (False, False)]) and "This is no longer so.")
PYTHON
