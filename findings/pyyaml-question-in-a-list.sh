#!/usr/bin/env bash
# PyYAML 6.0.4: a question in a list in brackets is no YAML for one of its two parsers, and text for the other.
# Expected: [Who won?, Why] is a list of two texts, as - Who won? is one in a list of lines: a question mark has a meaning at the beginning of
# an entry alone (YAML 1.1 and 1.2), and CSafeLoader is SafeLoader, only faster.
# Seen: SafeLoader stops ("expected ',' or ']', but got '?'"), also where the mark stands inside a word or an address (page?id=1); CSafeLoader
# reads all of them. A record that an author can build on one machine does not build where the C library lacks.
# Reported to its makers before (issue 128).
# The book: base/records.py takes the C library's parser where there is one; titles that ask are quoted in its records, for either.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyyaml==6.0.4
"$work/venv/bin/python" - <<'PYTHON'
import yaml

def read(text, loader):
    try:
        return yaml.load(text, loader)
    except yaml.YAMLError as error:
        return error.problem

TEXTS = ["[Who won?, Why]", "[https://example.org/page?id=1]", "{title: Who won?}", "- Who won?"]
found = {text: (read(text, yaml.SafeLoader), read(text, yaml.CSafeLoader)) for text in TEXTS}
print(*found.items(), sep="\n")
stopped = ["but got '?'" in str(plain) for plain, _fast in found.values()]
right = [["Who won?", "Why"], ["https://example.org/page?id=1"], {"title": "Who won?"}, ["Who won?"]]
raise SystemExit((stopped != [True, True, True, False] or [fast for _plain, fast in found.values()] != right) and "This is no longer so.")
PYTHON
