#!/usr/bin/env bash
# PyMuPDF 2.0 (MuPDF 1.28.5): an EPUB whose style sheet numbers its notes shows the word "counter" instead of the number.
# Expected: content: counter(note) ". " gives "1. ", or is passed over as a whole by an engine that knows no counters.
# Seen: the text of the page begins with "counter", the value's first word; strings in content are drawn as they should.
# The book: in the EPUB every number stands in the text, none is made by a counter.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pymupdf==2.0
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, zipfile
import pymupdf

def shown(css):
    data = io.BytesIO()
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "p.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:uuid:4f9c1f3e-0000-4000-8000-000000000000</dc:identifier>'
        '<dc:title>B</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>'
        '<manifest><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
        "n.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>N</title></head>'
        '<body><nav epub:type="toc"><ol><li><a href="a.xhtml">A</a></li></ol></nav></body></html>',
        "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>A</title><style>body { counter-reset: note }'
        f" p::before {{ counter-increment: note; content: {css} }}</style></head><body><p>Words.</p></body></html>",
    }
    with zipfile.ZipFile(data, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return " ".join(page.get_text() for page in pymupdf.open(stream=data.getvalue(), filetype="epub")).strip()

found = (shown('"Note: "'), shown('counter(note) ". "'))
print("a string:", found[0], "| a counter:", found[1])
raise SystemExit((not (found[0] == "Note: Words." and found[1].startswith("counter") and "1" not in found[1])) and "This is no longer so.")
PYTHON
