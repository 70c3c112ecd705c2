#!/usr/bin/env bash
# markdownify 1.2.3 (and markitdown 0.1.9 of Microsoft, which uses it): a table that has a caption is no table in the Markdown.
# Expected: the first row of headers becomes the head of the table, whether or not something stands before it.
# Seen: without thead and tbody, which HTML lets an author leave out, a caption or a colgroup before the first row takes away the line of dashes under the
# head: "| Year | Trade |" and "| 1990 | 1 |" are then two lines of text for every reader of Markdown. Without a caption, or with thead or tbody written out, the
# line is there. A vertical bar in a cell is not escaped, so that it begins another cell. No warning.
# The book: writes thead and tbody in each table.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check markdownify==1.2.3 markitdown==0.1.9
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io

from markdownify import markdownify
from markitdown import MarkItDown

ROWS = "<tr><th>Year</th><th>Trade</th></tr><tr><td>1990</td><td>1|2</td></tr>"
tables = {
    "plain": f"<table>{ROWS}</table>", "caption": f"<table><caption>Trade</caption>{ROWS}</table>", "colgroup": f"<table><colgroup><col><col></colgroup>{ROWS}</table>",
    "caption, tbody": f"<table><caption>Trade</caption><tbody>{ROWS}</tbody></table>",
}
found = {name: markdownify(table).strip() for name, table in tables.items()}
found["markitdown"] = MarkItDown(enable_plugins=False).convert_stream(io.BytesIO(f"<html><body>{tables['caption']}</body></html>".encode()), file_extension=".html").markdown.strip()
for name, text in found.items():
    print(f"{name}: {text!r}")
dashes = [name for name, text in found.items() if "| --- | --- |" in text]
same = dashes == ["plain", "caption, tbody"] and all("| 1990 | 1|2 |" in text for text in found.values())
raise SystemExit(None if same else "This is no longer so.")
PYTHON
