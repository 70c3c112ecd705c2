#!/usr/bin/env bash
# Sphinx 9.0.4, html: after a chapter has got another title, or a figure another number, the other pages keep the old ones.
# Expected: a build of what has changed writes the pages whose links show that title or number, as it writes the page of contents that lists the chapter.
# Seen: page "peace", which links to the chapter by :doc: and to its figure by :numref:, still says "War" and "Fig. 1", and its link to the next chapter still has the old title, while
# the chapter itself says "The War" and "Fig. 2". A build from nothing is right. Only pages whose source changed, and those with a toctree in them,
# are written; what a page shows of others is not noted. No warning.
# Numbers that come too late for extensions are in sphinx-figure-numbers-come-late.
# The book: each increment is held to the bytes of a clean build (tests/scripts).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, re, sys
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

folder = pathlib.Path(sys.argv[1]) / "book"
folder.mkdir()
(folder / "conf.py").write_text("numfig = True\n")
(folder / "map.png").write_bytes(b"")
(folder / "index.rst").write_text("T\n=\n\n.. toctree::\n\n   peace\n   war\n")
(folder / "peace.rst").write_text("Peace\n=====\n\nSee :doc:`war` and :numref:`front`.\n")

def build(title, figures, output):
    chapter = f"{title}\n{'=' * len(title)}\n\n"
    (folder / "war.rst").write_text(chapter + ".. figure:: map.png\n\n   First\n\n" * (figures - 1) + ".. _front:\n\n.. figure:: map.png\n\n   Front\n")
    with docutils_namespace():
        Sphinx(folder, folder, folder / output, folder / f"{output}-trees", "html", status=None, warning=io.StringIO()).build()
    peace, war, index = ((folder / output / f"{name}.html").read_text() for name in ("peace", "war", "index"))
    return {"link": re.search(r'<span class="doc">(.*?)</span>', peace)[1], "number": re.search(r'<span class="std std-numref">(.*?)</span>', peace)[1],
            "next": re.search(r'rel="next" title="(.*?)"', peace)[1], "chapter": re.search("<h1>(.*?)<", war)[1],
            "caption": re.findall('caption-number">(.*?) <', war)[-1], "contents": ">The War<" in index}

first, second, clean = build("War", 1, "out"), build("The War", 2, "out"), build("The War", 2, "clean")
print("first:", first, "\nafter the change:", second, "\nfrom nothing:", clean)
right = {"link": "The War", "number": "Fig. 2", "next": "The War", "chapter": "The War", "caption": "Fig. 2", "contents": True}
raise SystemExit((not (clean == right and second == right | {"link": "War", "number": "Fig. 1", "next": "War"})) and "This is no longer so.")
PYTHON
