#!/usr/bin/env bash
# rdflib 7.6.0: asked in SPARQL for what began before a year it finds nothing, and numbers come before years.
# Expected: FILTER(?began < "1953"^^xsd:gYear) finds the works of 1948 and 1950; a comparison that is not supported raises an error or a warning.
# Seen: no year and no month (xsd:gYear, xsd:gYearMonth) is less than, greater than or unequal to another, and YEAR(?began) is empty; xsd:date is
# compared as it should be. Equality works, and ORDER BY, MIN and MAX sort years by their letters. In Python Literal("1950", gYear) < Literal("1953", gYear) is true.
# A number does pass: "9.5"^^xsd:decimal is less than "1953"^^xsd:gYear, and greater than a date. pyoxigraph 0.5.13 finds both works, and no number.
# The book: its data give dates as schema.org has them, plain text in ISO 8601, with no type of RDF (exports, ledger/claims.jsonld).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check rdflib==7.6.0 pyoxigraph==0.5.13
"$work/venv/bin/python" - <<'PYTHON'
import pyoxigraph
import rdflib

PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX s: <https://schema.org/> "

def ask(kind, values, question):
    data = "".join(f'<urn:{value}> <https://schema.org/startDate> "{value}"^^<http://www.w3.org/2001/XMLSchema#{kind}> .\n' for value in values)
    data += '<urn:n> <https://schema.org/startDate> "9.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
    graph = rdflib.Graph()
    graph.parse(data=data, format="nt")
    store = pyoxigraph.Store()
    store.load(data.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    one = [" ".join(str(value) for value in row if value is not None) for row in graph.query(PREFIX + question)]
    other = [" ".join(value.value for value in row if value is not None) for row in store.query(PREFIX + question)]
    return sorted(one), sorted(other)

def compared(kind, values, sign):
    return ask(kind, values, f'SELECT ?d {{ ?w s:startDate ?d FILTER(?d {sign} "{values[2]}"^^xsd:{kind}) }}')

years, months, days = ["1948", "1950", "1953"], ["1948-09", "1950-06", "1953-07"], ["1948-09-09", "1950-06-25", "1953-07-27"]
found = {f"{kind} {sign}": compared(kind, values, sign) for kind, values in (("gYear", years), ("gYearMonth", months), ("date", days)) for sign in ("<", ">=", "!=", "=")}
for question, (one, other) in found.items():
    print(f"{question}: rdflib {one}, pyoxigraph {other}")
year_of = ask("gYear", years, "SELECT (YEAR(?d) AS ?y) { ?w s:startDate ?d FILTER(datatype(?d) = xsd:gYear) }")[0]
gyear = rdflib.XSD.gYear
plain = rdflib.Literal("1950", datatype=gyear) < rdflib.Literal("1953", datatype=gyear)
print("YEAR():", year_of, "| in Python:", plain)
right = {
    "gYear <": ["9.5"], "gYear >=": [], "gYear !=": ["9.5"], "gYear =": years[2:], "gYearMonth <": ["9.5"], "gYearMonth >=": [], "gYearMonth !=": ["9.5"],
    "gYearMonth =": months[2:], "date <": days[:2], "date >=": ["1953-07-27", "9.5"], "date !=": [*days[:2], "9.5"], "date =": days[2:],
}
same = {question: one for question, (one, _) in found.items()} == right and found["gYear <"][1] == years[:2] and year_of == [] and plain
raise SystemExit(None if same else "This is no longer so.")
PYTHON
