#!/usr/bin/env bash
# bibtexparser 2.1.0: LatexDecodingMiddleware cuts every web address at its first percent sign.
# Expected: url and doi, which BibLaTeX and hyperref print as they stand, are left alone when LaTeX is turned into text.
# Seen: https://example.org/a%20b becomes https://example.org/a, since the rest counts as a comment of LaTeX; \url{...} in a note is cut
# likewise, and ~ in an address becomes a no-break space. The writing side, LatexEncodingMiddleware, puts \url{...} around the address
# inside the field, where url = {\url{...}} prints its own command. Neither says a word.
# The book: tests read its BibTeX with version 1, which leaves fields as they stand.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check bibtexparser==2.1.0
"$work/venv/bin/python" - <<'PYTHON'
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware, LatexEncodingMiddleware

TEXT = r"@misc{k, title = {War \& Peace}, url = {https://example.org/~a/b%20c}, note = {See \url{https://example.org/b%20c}.}}"
entry = bibtexparser.parse_string(TEXT, append_middleware=[LatexDecodingMiddleware()]).entries[0]
read = {field.key: field.value for field in entry.fields}
written = bibtexparser.write_string(bibtexparser.parse_string(TEXT), prepend_middleware=[LatexEncodingMiddleware()])
line = next(line.strip() for line in written.splitlines() if "url =" in line)
print("read:", read, "| written:", line)
cut = read["title"] == "War & Peace" and read["url"] == "https://example.org/\xa0a/b" and read["note"] == "See https://example.org/b"
raise SystemExit((not (cut and line == r"url = {\url{https://example.org/~a/b%20c}},")) and "This is no longer so.")
PYTHON
