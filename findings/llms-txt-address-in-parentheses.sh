#!/usr/bin/env bash
# llms-txt 0.0.7 (of the proposal's authors): an address with parentheses is cut at the first closing one, and what the link is about is lost.
# Expected: [War](https://example.org/War_(1950).md): on the war is a link of Markdown (CommonMark 6.3: balanced parentheses belong to the address), with its
# description behind the colon, as the proposal has it.
# Seen: the address is "https://example.org/War_(1950" and the description None, since the line counts as read at the first parenthesis; the angle brackets in
# which Markdown sets any other address stay part of it. No error: a program that fetches what llms.txt lists gets a page that does not exist, and addresses
# of encyclopedias are often such. %28 and %29 are read right.
# The book: its addresses have no parentheses; a name is made of letters, digits and hyphens (exports/texts.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check llms-txt==0.0.7
"$work/venv/bin/python" - <<'PYTHON'
from llms_txt import parse_llms_file

ADDRESSES = ["https://example.org/war.md", "https://example.org/War_(1950).md", "https://example.org/War_%281950%29.md", "<https://example.org/war.md>"]
lines = "\n".join(f"- [War]({address}): on the war" for address in ADDRESSES)
links = parse_llms_file(f"# Book\n\n> Words.\n\nMore.\n\n## Chapters\n\n{lines}\n").sections["Chapters"]
found = [(link["url"], link["desc"]) for link in links]
for address, (url, words) in zip(ADDRESSES, found, strict=True):
    print(f"{address} -> {url} | {words}")
expected = [(ADDRESSES[0], "on the war"), ("https://example.org/War_(1950", None), (ADDRESSES[2], "on the war"), (ADDRESSES[3], "on the war")]
raise SystemExit((found != expected) and "This is no longer so.")
PYTHON
