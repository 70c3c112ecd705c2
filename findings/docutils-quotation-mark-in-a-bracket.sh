#!/usr/bin/env bash
# docutils 0.22.4 (smart quotes of Sphinx and MyST): a quotation mark between a bracket or a dash and a stressed word or a link is turned the wrong way.
# Expected: ("*Pravda*") is set (“Pravda”), as ("Pravda") is; it opens, since a bracket stands before it.
# Seen: (”Pravda”), and so behind [ and — and for single quotation marks, before stressed and strong words and links: the text node ends behind the mark, so what follows
# is not seen, and a mark behind a sign counts as closing. With a letter between mark and stress ("a *b*"), or behind a blank, it is right. No warning.
# The book: its quotation marks are set so; none of its pages has one of these places (looked at on all pages).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check docutils==0.22.4
"$work/venv/bin/python" - <<'PYTHON'
import re
from docutils.core import publish_string

def printed(text):
    html = publish_string(text, writer="html5", settings_overrides={"smart_quotes": True, "embed_stylesheet": False}).decode()
    return re.sub(r"<[^>]*>", "", html[html.index("<p>") : html.index("</p>")])

wrong = {'("*Pravda*")': "(”Pravda”)", '["**Pravda**"]': "[”Pravda”]", '("`Pravda <https://example.org>`_")': "(”Pravda”)",
         "('*Pravda*')": "(’Pravda’)", 'He read—"*Pravda*" and left': "He read—”Pravda” and left"}
right = {'("Pravda")': "(“Pravda”)", '("a *b*")': "(“a b”)", 'He read "*Pravda*" and left': "He read “Pravda” and left"}
found = {text: printed(text) for text in [*wrong, *right]}
for text, words in found.items():
    print(text, "=>", words)
raise SystemExit((found != wrong | right) and "This is no longer so.")
PYTHON
