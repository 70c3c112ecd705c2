#!/usr/bin/env bash
# docutils 0.22.4: copy.deepcopy of one paragraph copies the whole document around it, and the document's own deepcopy() forgets all its names.
# Expected: copy.deepcopy(paragraph) gives the paragraph and what is in it, as paragraph.deepcopy() does; document.deepcopy() gives a document that can be
# worked on like the first one.
# Seen: a node knows its parent and its document, and copy.deepcopy, as pickle, follows both: the copy hangs in a second copy of the book, with every other paragraph.
# document.deepcopy() has the same nodes with their ids, but ids, nameids, refnames and footnotes of the document are empty: transforms that run on the copy
# find no note and no target, and a new target with a name that is in use is not told. No warning.
# The book: copies nodes by deepcopy() alone, and no document.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check docutils==0.22.4
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import copy
import pickle

from docutils import core, nodes

document = core.publish_doctree("War\n===\n\nA war [#a]_.\n\n.. _peace:\n\nPeace.\n\n.. [#a] A note.\n")
paragraph = next(document.findall(nodes.paragraph))
own, python, pickled = paragraph.deepcopy(), copy.deepcopy(paragraph), pickle.loads(pickle.dumps(paragraph.deepcopy()))
around = python.parent
while around.parent is not None:
    around = around.parent
print("deepcopy():", own.parent, "| copy.deepcopy: in a", type(around).__name__, "of", around.astext().split())
second = document.deepcopy()
print("document:", sorted(document.ids), dict(document.nameids), len(document.autofootnotes))
print("its deepcopy():", sorted(second.ids), dict(second.nameids), len(second.autofootnotes), "| nodes with ids:", [node["ids"] for node in second.findall(nodes.Element) if node["ids"]])
same = (
    own.parent is None and isinstance(around, nodes.document) and around is not document and "Peace." in around.astext()
    and "peace" in document.ids and len(document.autofootnotes) == 1 and not second.ids and not second.nameids and not second.autofootnotes
    and second.pformat() == document.pformat()
)
raise SystemExit(None if same else "This is no longer so.")
PYTHON
