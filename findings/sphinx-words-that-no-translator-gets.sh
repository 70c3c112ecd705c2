#!/usr/bin/env bash
# Sphinx 9.0.4: the words of a substitution, and the subtitle of a sidebar, are given to no translator and stand in the translated book as they were.
# Expected: the gettext builder puts all words that a reader sees into the catalogs; it has titles, captions, cells, terms, notes, lines, attributions, alternative texts of pictures and
# the description for search engines.
# Seen: of |north| with "replace:: North" the catalog has the sentence with |north| in it, and the definition nowhere, so a Korean sentence has an English name in its middle; so it is
# with definitions in rst_prolog, where a book keeps such names. The subtitle of a sidebar is missing too, though its title is there. None of the
# gettext_additional_targets brings them. No warning. A picture that is put in by a substitution has its alternative text in the catalog.
# The book: has no substitutions and is in one language.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 babel==2.18.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import pathlib, re, subprocess, sys
from babel.messages.pofile import read_po, write_po

SEEN = {"sentence": "Armies", "substitution": "North", "prolog": "South", "picture": "Coat", "picture of a substitution": "Flag", "sidebar": "Truce", "subtitle": "Lines",
        "caption": "Map", "cell": "Oil", "term": "Juche", "description": "Essay"}
PAGE = """Book
====

.. meta::
   :description: Essay

Armies of |north| and |south|, |flag|.

.. |north| replace:: North
.. |flag| image:: map.svg
   :alt: Flag
.. image:: map.svg
   :alt: Coat
.. figure:: map.svg

   Map

.. sidebar:: Truce
   :subtitle: Lines

   Text.

.. list-table::

   * - Oil

.. glossary::

   Juche
      Text.
"""
book = pathlib.Path("book")
(book / "locale/ko/LC_MESSAGES").mkdir(parents=True)
(book / "index.rst").write_text(PAGE)
(book / "map.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
(book / "conf.py").write_text('project = "T"\nlocale_dirs = ["locale"]\nrst_prolog = ".. |south| replace:: South\\n"\n')

def made(builder, *more):
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, *more, "book", builder], check=True)

made("gettext", "-D", "gettext_additional_targets=literal-block,doctest-block,raw,index,image")
with open("gettext/index.pot", "rb") as file:
    catalog = read_po(file)
for message in catalog:
    if message.id:
        message.string = re.sub(r"\b(" + "|".join(SEEN.values()) + r")\b", lambda word: word[0][::-1], message.id)
with open(book / "locale/ko/LC_MESSAGES/index.po", "wb") as file:
    write_po(file, catalog)
made("html", "-D", "language=ko")
messages = " ".join(message.id for message in catalog if message.id)
page = pathlib.Path("html/index.html").read_text()
found = {name: (word in messages, word[::-1] in page, bool(re.search(rf">{word}\b|\"{word}\"|[ ,]{word}[ ,]", page))) for name, word in SEEN.items()}
for name, (given, translated, left) in found.items():
    print(f"{name}: given to translators {given}, translated in the page {translated}, as it was {left}")
lost = {"substitution", "prolog", "subtitle"}
raise SystemExit((any(row != ((False, False, True) if name in lost else (True, True, False)) for name, row in found.items())) and "This is no longer so.")
PYTHON
