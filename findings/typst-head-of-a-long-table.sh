#!/usr/bin/env bash
# typst 0.15.2: a table with a link or a note in its head is valid PDF/UA-1 until it grows to a second page.
# Expected: the head is repeated on each page, with or without what links there, since repeat is on unless one says otherwise.
# Seen: with three rows the table is compiled; with thirty compilation ends in "PDF artifacts may not contain links", since a repeated
# head is an artifact and a footnote's mark is a link too. The same holds for table.footer; repeat: false helps.
# The book: the heads of its tables hold words alone.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import typst

def compiled(rows, head="", cell='#link("https://example.org/")[Year]'):
    source = f"""#set document(title: "T", date: none)
#set page(height: 200pt)
= Title
#table(table.header({head}[{cell}]), ..range({rows}).map(row => [#row]))"""
    try:
        return typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])[:5]
    except typst.TypstError as error:
        return str(error)

note = "Year#footnote[Note]"
found = {"short": compiled(3), "long": compiled(30), "short, note": compiled(3, cell=note), "long, note": compiled(30, cell=note),
         "long, repeat: false": compiled(30, "repeat: false, "), "long, no link": compiled(30, cell="Year")}
for name, value in found.items():
    print(f"{name}: {value}")
failed = [name for name, value in found.items() if "artifacts may not contain links" in str(value)]
made = [name for name, value in found.items() if value == b"%PDF-"]
raise SystemExit((not (failed == ["long", "long, note"] and len(made) == 4)) and "This is no longer so.")
PYTHON
