#!/usr/bin/env bash
# trafilatura 2.3.1: of a page that docutils or Sphinx wrote it keeps the numbers of the notes and none of the notes.
# Expected: <aside role="doc-footnote">, which is how docutils marks up a note, is part of the article, and the marks are told from the words.
# Seen: every aside is taken for a sidebar and dropped, also with favor_recall; the mark stays glued to its word ("that year1"), in text and in TEI.
# The same note in a div or in <section role="doc-endnotes"> is kept. Text collections made with it lack all notes of such books.
# The book: offers its words as plain data beside the pages.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml-html-clean==0.4.6
"$work/venv/bin/python" - <<'PYTHON'
import trafilatura

def read(note, form="txt"):
    page = f"""<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main><h1>War</h1><p>The war began in the summer of that
    year<a role="doc-noteref" href="#n">1</a>, and it went on for a long time after the armistice that was signed in its third year.</p>
    <p>Another paragraph with words enough that the page is believed to have a main text, which it has.</p>{note}</main></body></html>"""
    return trafilatura.extract(page, output_format=form, favor_recall=True)

WORDS = "<p>The note says that this is wrong, and why.</p>"
notes = {"aside": f'<aside role="doc-footnote" id="n">{WORDS}</aside>', "div": f'<div role="doc-footnote" id="n">{WORDS}</div>'}
texts = {(name, form): read(note, form) for name, note in notes.items() for form in ("txt", "xmltei")}
found = {key: ("The note says" in text, "year1" in text) for key, text in texts.items()}
print("note kept, mark glued to its word:", found)
lost = [key for key, value in found.items() if not value[0]]
raise SystemExit((not (lost == [("aside", "txt"), ("aside", "xmltei")] and all(value[1] for value in found.values()))) and "This is no longer so.")
PYTHON
