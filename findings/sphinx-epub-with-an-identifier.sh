#!/usr/bin/env bash
# Sphinx 9.0.4, epub: a book that is given an identifier (ISBN, UUID) is no valid EPUB any more.
# Expected: epub_identifier is the book's identifier, in the package and in toc.ncx.
# Seen: toc.ncx takes epub_uid ("unknown" if not set) instead, and EPUBCheck 5.3 reports NCX-001. With epub_uid set to the same text it
# reports RSC-005 instead: that value is also an XML id, which has no colons. With neither set the book is valid.
# Reported to its makers before (issue 11184).
# The book: epub/package.py writes the package.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, re, sys
from sphinx.application import Sphinx

def build(files, builder, **settings):
    folder = pathlib.Path(sys.argv[1]) / "book"
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text("")
    for name, text in files.items():
        (folder / name).write_text(text)
    warnings = io.StringIO()
    app = Sphinx(folder, folder, folder / "out", folder / "trees", builder, confoverrides=settings, status=None, warning=warnings)
    app.build()
    return folder / "out", warnings.getvalue()

NAME = "urn:uuid:4f9c1f3e-0000-4000-8000-000000000000"
out, warnings = build({"index.rst": "Title\n=====\n\nText.\n"}, "epub", version="1", project="Book", copyright="2026, House",
                      epub_identifier=NAME, epub_scheme="UUID")
package = re.search(r"<dc:identifier[^>]*>([^<]*)<", (out / "content.opf").read_text())[1]
ncx = re.search(r'name="dtb:uid" content="([^"]*)"', (out / "toc.ncx").read_text())[1]
print("package:", package, "| toc.ncx:", ncx, "| warnings:", repr(warnings))
raise SystemExit((not (package == NAME and ncx == "unknown")) and "This is no longer so.")
PYTHON
