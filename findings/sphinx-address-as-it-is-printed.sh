#!/usr/bin/env bash
# Sphinx 9.0.4: an address that stands in the text is printed with other signs than it has.
# Expected: https://example.org/a--b and .../it's are printed as they were typed; quotation marks and dashes are set in words, not in what is a link to itself.
# Seen: the link leads to a--b and its words are "a–b", with an en dash, and "it’s", with a curly apostrophe; whoever copies the words, or types them from the PDF,
# gets nowhere. So with e-mail addresses and with the words of a link that are an address or a DOI. It happens in the settings that a new
# project has (smartquotes is on), also in MyST. Only code, math and raw text are left alone. In docutils alone the dashes stay unless smart quotes are asked for.
# The book: its pages print no addresses of sources (titles are the links); the PDF prints them as they are.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check Sphinx==9.0.4
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import html
import re
import subprocess
import sys
from pathlib import Path

Path("book").mkdir()
Path("book/conf.py").write_text("project = 'P'\nhtml_theme = 'basic'\n")
Path("book/index.rst").write_text("""B
=

See https://example.org/a--b and https://example.org/it's or ``a--b``, `10.1000/a--b <https://doi.org/10.1000/a--b>`_, who--why@example.org.
""")
subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "book", "out"], check=True)
page = Path("out/index.html").read_text()
found = [(html.unescape(href), html.unescape(re.sub("<[^>]+>", "", words))) for href, words in re.findall(r'<a class="reference external" href="([^"]*)">(.*?)</a>', page)]
for href, words in found:
    print(href, "is printed as", words)
right = [("https://example.org/a--b", "https://example.org/a–b"), ("https://example.org/it's", "https://example.org/it’s"), ("https://doi.org/10.1000/a--b", "10.1000/a–b")]
same = found[:3] == right and found[3][1] == "who–why@example.org" and '<span class="pre">a--b</span>' in page
raise SystemExit(None if same else "This is no longer so.")
PYTHON
