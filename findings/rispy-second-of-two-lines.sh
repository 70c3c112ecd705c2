#!/usr/bin/env bash
# rispy 0.10.0: of two ISBNs, two files or two abstracts of a RIS record the second is gone, and an abstract's paragraphs are one.
# Expected: SN, L1 and AB that stand twice in a record, for the printed and the electronic book and for each file, are a list, or joined, or told. Tags that
# rispy does not know are kept as a list each; authors, notes and addresses too.
# Seen: the first line stays and the others are dropped; written again they are not in the file. No error and no warning. An abstract of two paragraphs with an empty line
# between them becomes one line, with two blanks. With list tags of an own parser all are kept.
# The book: writes RIS by rispy, with one ISBN at most (citing/formats.py), and reads none in its build.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check rispy==0.10.0
"$work/venv/bin/python" - <<'PYTHON'
import rispy

LINES = ["AU  - Kim, I.", "AU  - Roe, J.", "SN  - 978-0-00-000000-2", "SN  - 978-0-00-000001-9", "L1  - one.pdf", "L1  - two.pdf", "AB  - First.", "AB  - Second.", "ZZ  - c", "ZZ  - d"]
RECORD = "\n".join(["TY  - BOOK", *LINES, "ER  - \n"])

class Whole(rispy.RisParser):
    DEFAULT_LIST_TAGS = [*rispy.config.LIST_TYPE_TAGS, "SN", "L1", "AB"]

[record] = rispy.loads(RECORD)
written = rispy.dumps([record]).splitlines()
dropped = [line for line in LINES if line not in written]
own = rispy.loads(RECORD, implementation=Whole)[0]
[paragraphs] = rispy.loads("TY  - BOOK\nAB  - First.\n\nSecond.\nER  - \n")
print("read:", dict(record))
print("not written again:", dropped, "| with own list_tags:", own["issn"], own["file_attachments1"], "| paragraphs:", repr(paragraphs["abstract"]))
right = dropped == [LINES[3], LINES[5], LINES[7]] and record["unknown_tag"] == {"ZZ": ["c", "d"]} and paragraphs["abstract"] == "First.  Second."
raise SystemExit((not (right and own["issn"] == ["978-0-00-000000-2", "978-0-00-000001-9"] and own["file_attachments1"] == ["one.pdf", "two.pdf"])) and "This is no longer so.")
PYTHON
