#!/usr/bin/env bash
# sphinxcontrib-bibtex 2.7.0 with Sphinx 9.0.4: in a build of what has changed a source gets another year in the list than in the text, and a new one no entry.
# Expected: a build of what has changed leaves the same pages as one from nothing; what a page prints of another is what Sphinx asks extensions for in
# env-updated, which may name pages to be written again.
# Seen: after the year was mended in the .bib file the list says 1953, the sentence that cites it 1950 still. After a page cites another source the sentence has
# its link, but the list, on a page that was not touched, lacks the entry, so the link leads nowhere, and keeps the one that is cited no more. No warning
# with nitpicky; each is right after a build from nothing. Its handler makes the new list of citations and returns an empty list of pages.
# The book: base/kept.py writes a page again when what it prints of the sources has changed (sources/domain.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 sphinxcontrib-bibtex==2.7.0 pybtex==0.26.1
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pathlib, re, subprocess, sys

work = pathlib.Path(sys.argv[1])
CONF = "extensions = ['sphinxcontrib.bibtex']\nbibtex_bibfiles = ['r.bib']\nbibtex_reference_style = 'author_year'\n"
BOOKS = "@book{roe, author={Roe, Jane}, title={War}, publisher={X}, year={%d}}\n@book{doe, author={Doe, John}, title={Zero}, publisher={X}, year={1951}}\n"

def build(name, year, cited):
    folder = work / name
    folder.mkdir(exist_ok=True)
    files = {"conf.py": CONF, "index.rst": "Book\n====\n\n.. toctree::\n\n   a\n   refs\n", "a.rst": f"A\n=\n\nSays :cite:t:`{cited}`.\n",
             "refs.rst": "Refs\n====\n\n.. bibliography::\n", "r.bib": BOOKS % year}
    for path, text in ((folder / key, text) for key, text in files.items()):
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-b", "html", folder, folder / "out"]
    warnings = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    pages = {page: (folder / "out" / f"{page}.html").read_text() for page in ("a", "refs")}
    text, entries = (re.sub(r"<[^>]+>", "", re.search(f'<section id="{page}">.*</section>', html, re.S).group()) for page, html in pages.items())
    target = re.search(r'href="refs\.html#([^"]+)"', pages["a"][pages["a"].index('<section id="a">'):])
    leads = bool(target) and f'id="{target.group(1)}"' in pages["refs"]
    return re.findall(r"(?:Roe|Doe) \[\d+\]", text), re.findall(r"(?:Jane Roe|John Doe)\..*\d{4}", entries), leads, warnings

build("one", 1950, "roe")
found = {"year mended": build("one", 1953, "roe"), "other source cited": build("one", 1953, "doe"), "from nothing": build("two", 1953, "doe")}
for name, seen in found.items():
    print(f"{name}: text, list, link leads to an entry, warnings: {seen}")
stale = ["Jane Roe. War. X, 1953"]
expected = {"year mended": (["Roe [1950]"], stale, True, ""), "other source cited": (["Doe [1951]"], stale, False, ""),
            "from nothing": (["Doe [1951]"], ["John Doe. Zero. X, 1951"], True, "")}
raise SystemExit((found != expected) and "This is no longer so.")
PYTHON
