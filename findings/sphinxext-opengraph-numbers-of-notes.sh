#!/usr/bin/env bash
# sphinxext-opengraph 0.13.0 with Sphinx 9.0.4: the description of a page has the numbers of its notes among its words, and the notes themselves.
# Expected: og:description is made of the first sentences as they read aloud, without marks and numbers, since titles, admonitions and comments are left out.
# Seen: "The war began in 1950 [#a]_ and ended." becomes "The war began in 1950 1 and ended.", which search engines and clients that show a
# link print as the words of the essay; of a short page the notes follow ("1, First note."). It has no setting for them.
# The book: makes its descriptions itself (citing/metadata.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 sphinxext-opengraph==0.13.0
mkdir "$work/docs"
cat > "$work/docs/conf.py" <<'PYTHON'
extensions = ["sphinxext.opengraph"]
ogp_site_url = "https://example.org/"
PYTHON
cat > "$work/docs/index.rst" <<'RST'
War
===

The war began in 1950 [#a]_ and ended in 1953 [#b]_.

.. [#a] First note.
.. [#b] Second note.
RST
"$work/venv/bin/python" -m sphinx -q -b html "$work/docs" "$work/html" 2>/dev/null
"$work/venv/bin/python" - "$work/html/index.html" <<'PYTHON'
import re
import sys
from pathlib import Path

page = Path(sys.argv[1]).read_text(encoding="utf-8")
found = dict(re.findall(r'<meta (?:property|name)="(og:description|description)" content="([^"]*)"', page))
for name, words in found.items():
    print(f"{name}: {words}")
seen = "The war began in 1950 1 and ended in 1953 2. 1, First note. 2, Second note."
raise SystemExit((found != {"og:description": seen, "description": seen}) and "This is no longer so.")
PYTHON
