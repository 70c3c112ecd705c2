#!/usr/bin/env bash
# MyST-Parser 5.2.0 with Sphinx 9.0.4: a picture whose file name has a blank or a letter beyond ASCII is "not readable".
# Expected: ![...](<my map.svg>) and ![...](köln.svg) show these files, as links to files of such names work, in [...](<my map.svg>).
# Seen: the name is percent-encoded by the Markdown parser and never decoded again: the warning image.not_readable names my%20map.svg, the
# file is not copied, and the page asks for one that is not there.
# The book: base/pictures.py decodes the names of pictures.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 myst-parser==5.2.0
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, re, sys
from sphinx.application import Sphinx

folder = pathlib.Path(sys.argv[1]) / "book"
folder.mkdir()
(folder / "conf.py").write_text("")
for name in ("my map.svg", "köln.svg", "map.svg"):
    (folder / name).write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
text = "# T\n\n![a](<my map.svg>) ![b](köln.svg) [c](<my map.svg>) ![d](map.svg)\n"
(folder / "index.md").write_text(text)
warnings = io.StringIO()
app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", confoverrides={"extensions": ["myst_parser"]}, status=None, warning=warnings)
app.build()
told = re.findall(r"not readable: (\S+)", warnings.getvalue())
copied = sorted(path.name for path in (folder / "out" / "_images").iterdir())
linked = len(list((folder / "out" / "_downloads").rglob("my map.svg")))
print("told:", told, "| copied pictures:", copied, "| copied for the link:", linked)
raise SystemExit(((told, copied, linked) != (["my%20map.svg", "k%C3%B6ln.svg"], ["map.svg"], 1)) and "This is no longer so.")
PYTHON
