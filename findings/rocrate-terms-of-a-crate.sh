#!/usr/bin/env bash
# rocrate 0.16.0 (ro-crate-py): an RO-Crate that is read and written again has lost the terms that its context defines, and the languages of its words.
# Expected: ROCrate(folder) followed by write() keeps a context that is a list of the standard's address and own terms, as RO-Crate allows; or warns.
# Seen: the context written is the address alone, so that "verdict" of an entity means nothing any more to whoever reads the crate as JSON-LD, though the word is still there; and
# {"@value": "War", "@language": "en"} is "War". Entities, dates and order of authors are kept. No warning. Terms that are added after reading
# (metadata.extra_terms) are written.
# The book: writes the metadata of its bag itself (exports/bag.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check rocrate==0.16.0
"$work/venv/bin/python" - "$work" <<'PYTHON'
import json, pathlib, sys
from rocrate.rocrate import ROCrate

STANDARD, NAME = "https://w3id.org/ro/crate/1.1/context", "ro-crate-metadata.json"
TERMS = {"verdict": "https://example.org/terms#verdict"}
ENTITIES = [{"@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
            {"@id": "./", "@type": "Dataset", "name": "Book", "description": "Notes", "datePublished": "2026-11-01", "hasPart": [],
             "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"}},
            {"@id": "#note", "@type": "Claim", "verdict": "Disputed", "name": {"@value": "War", "@language": "en"}}]
before, after, mended = (pathlib.Path(sys.argv[1]) / name for name in ("before", "after", "mended"))
before.mkdir()
(before / NAME).write_text(json.dumps({"@context": [STANDARD, TERMS], "@graph": ENTITIES}))

def written(crate, folder):
    crate.write(folder)
    data = json.loads((folder / NAME).read_text())
    note = next(entity for entity in data["@graph"] if entity["@id"] == "#note")
    return data["@context"], note["verdict"], note["name"]

found = written(ROCrate(before), after)
crate = ROCrate(before)
crate.metadata.extra_terms.update(TERMS)
added = written(crate, mended)
print("context, verdict and name:", found, "| with the terms added:", added[0])
raise SystemExit((not (found == (STANDARD, "Disputed", "War") and added[0] == [STANDARD, TERMS])) and "This is no longer so.")
PYTHON
