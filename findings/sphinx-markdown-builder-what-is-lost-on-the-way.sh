#!/usr/bin/env bash
# sphinx-markdown-builder 0.6.11 with Sphinx 9.0.4: the Markdown of a book has other numbers, a note's list in one line and table rows without their ends.
# Expected: what has a meaning in Markdown is escaped, a list that begins at 5 begins at 5, as Markdown can, and a note keeps its paragraphs and items.
# Seen: items 5 and 6 are 1 and 2, so a quoted Article 5 becomes 1. A note is one item of a list at the page's end, in whose one line a second paragraph and "*"
# before each item stand as words. "13 | 2" in a cell makes two cells, and readers of GFM drop what stands in the last. A paragraph "1950. That year ..." is item
# 1950 of a list, <name> a tag that no page shows. No warning, though captions of figures and the author of an epigraph, which are lost too, have one.
# The book: writes its Markdown itself, and escapes what would be mark-up where a paragraph begins too (exports/texts.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 sphinx-markdown-builder==0.6.11 markdown-it-py==4.3.0
cd "$work"
mkdir docs
echo 'extensions = ["sphinx_markdown_builder"]' > docs/conf.py
cat > docs/index.rst <<'BOOK'
Book
====

A war [#a]_.

1950\. That year it began, by <name>.

The articles:

5. Fifth.
6. Sixth.

.. list-table::

   * - Votes
     - Note
   * - 13 | 2
     - adopted

.. [#a] First paragraph.

   * One.
   * Two.
BOOK
"$work/venv/bin/python" -m sphinx -q -n -W -b markdown docs out
"$work/venv/bin/python" - <<'PYTHON'
import pathlib, re
from markdown_it import MarkdownIt

text = pathlib.Path("out/index.md").read_text()
print(text)
page = MarkdownIt("commonmark").enable("table").render(text)
lists, cells = re.findall(r"<(ol[^>]*|ul)>\n<li>(?:<p>)?(.*)", page), re.findall(r"<td>(.*)</td>", page)
print("begin of each list:", *lists, f"cells: {cells}", sep="\n")
(years, that_year), (articles, fifth), (_, note) = lists
same = (years, articles, cells) == ('ol start="1950"', "ol", ["13", "2"]) and "by <name>." in that_year and fifth.startswith("Fifth.")
same = same and "First paragraph.  * One. * Two." in note
raise SystemExit((not same) and "This is no longer so.")
PYTHON
