#!/usr/bin/env bash
# Sphinx 9.0.4: a figure that is for the PDF only takes a number in the pages, and links to it lead nowhere.
# Expected: what stands in ".. only:: latex" is no part of the html book: its first figure is Fig. 1, and a link to the other is told to be
# broken, as links to what does not exist are.
# Seen: the pages begin with Fig. 2; {numref} and {ref} to the figure that is not there become links "Fig. 1" and "For paper", whose place
# no page has. No warning, with nitpicky too: numbers and names are gathered before anything is left out.
# Reported to its makers before (issue 4726).
# The book: base/refused.py tells {only} in chapters and in whatever is looked up; its figures are the same in all books.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, re, sys
from sphinx.application import Sphinx

folder = pathlib.Path(sys.argv[1]) / "book"
folder.mkdir()
(folder / "conf.py").write_text("numfig = True\nnitpicky = True\n")
(folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
(folder / "index.rst").write_text("""T
=

See :numref:`paper` and :ref:`paper`.

.. only:: latex

   .. _paper:

   .. figure:: dot.svg

      For paper

.. figure:: dot.svg

   For all
""")
told = io.StringIO()
Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=told).build()
page = (folder / "out" / "index.html").read_text()
numbers = re.findall(r'caption-number">(Fig. \d)', page)
links = re.findall(r'href="#paper"><span class="std std-n?u?m?ref">(.*?)</span>', page)
print("numbers of figures:", numbers, "| links to #paper:", links, "| their place:", 'id="paper"' in page, "| told:", told.getvalue())
seen = numbers == ["Fig. 2"] and links == ["Fig. 1", "For paper"] and 'id="paper"' not in page and not told.getvalue()
raise SystemExit((not seen) and "This is no longer so.")
PYTHON
