#!/usr/bin/env bash
# typst 0.15.2: a book whose page numbers are made by a function has none in the PDF's list of pages, and page 0 is page 1 there.
# Expected: the label that a reader types or sees beside the page is what is printed on it, as it is for patterns such as "i", "(1)" and "1쪽".
# Seen: numbering: (..n) => "p" + str(n.at(0)) prints p1 and p2, and the PDF has no page labels. With the pattern "1" and a counter that begins at 0, the pages that
# print 0 and 1 are both called 1. "A-1", which prints A-2, is A. No warning.
# The book: writes its page labels itself, 1, 2, 3 from the first page on (pdf/joined).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import pypdfium2
import typst

def labels(rule, more=""):
    """What is printed on two pages, and what a reader calls them."""
    source = f"#set page(width: 5cm, height: 5cm, numbering: {rule})\n{more}#pagebreak()\n"
    book = pypdfium2.PdfDocument(typst.compile(source.encode(), format="pdf"))
    return [book[page].get_textpage().get_text_range().strip() for page in range(2)], [book.get_page_label(page) for page in range(2)]

found = {
    "i": labels('"i"'), "(1)": labels('"(1)"'), "function": labels('(..n) => "p" + str(n.at(0))'), "from 0": labels('"1"', "#counter(page).update(0)\n"), "A-1": labels('"A-1"'),
}
for name, (printed, called) in found.items():
    print(f"{name}: printed {printed}, called {called}")
right = {
    "i": (["i", "ii"], ["i", "ii"]), "(1)": (["(1)", "(2)"], ["(1)", "(2)"]), "function": (["p1", "p2"], ["", ""]), "from 0": (["0", "1"], ["1", "1"]),
    "A-1": (["A-2", "B-2"], ["A", "B"]),
}
raise SystemExit(None if found == right else "This is no longer so.")
PYTHON
