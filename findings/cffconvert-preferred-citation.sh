#!/usr/bin/env bash
# cffconvert 2.0.0: a CITATION.cff that asks to cite a book gives the citation of the software around it.
# Expected: preferred-citation, which the Citation File Format has for a work to be cited in place of it, is what BibTeX, RIS and APA name.
# Seen: author, title and date of the repository in each format; the book with its author and publisher is named in none, not even
# as a reference. A body among the authors is an ordinary name, so BibTeX, where it stands without braces, makes a person of it.
# Reported to its makers before (issue 158).
# The book: its CITATION.cff says title, editors and day outside preferred-citation too (citing/metadata.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check cffconvert==2.0.0
"$work/venv/bin/python" - <<'PYTHON'
from cffconvert import Citation

citation = Citation("""
cff-version: 1.2.0
message: Please cite the book.
title: Sources of a book
authors:
  - name: The Editors
date-released: 2026-02-03
preferred-citation:
  type: book
  title: War and Peace
  authors:
    - family-names: Roe
      given-names: Jane
  year: 2012
  publisher:
    name: Press
""")
citation.validate()
found = {"BibTeX": citation.as_bibtex(), "RIS": citation.as_ris(), "APA": citation.as_apalike(), "schema.org": citation.as_schemaorg()}
for name, text in found.items():
    print(f"{name}: {text.strip()}")
lost = not any(word in text for text in found.values() for word in ("Roe", "War and Peace", "Press"))
raise SystemExit((not (lost and "author = {The Editors}" in found["BibTeX"])) and "This is no longer so.")
PYTHON
