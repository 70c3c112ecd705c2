#!/usr/bin/env bash
# EbookLib 0.20: a book that is read and written again has lost the head of every page and the attributes of its body.
# Expected: read_epub followed by write_epub leaves pages that nobody touched as they were.
# Seen: title, link to the style sheet, meta and style are gone (the head is empty), class and id of the body too, so links to it lead
# nowhere; the style sheet stays in the package, used by nobody. item.content still holds the page as it was read.
# The book: EbookLib only reads in tests, nothing that it writes is kept.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ebooklib==0.20
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pathlib, sys, zipfile
from ebooklib import epub

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title>One</title>
<link rel="stylesheet" href="style.css"/></head><body class="chapter" id="one"><p>Text.</p></body></html>"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:uuid:4f9c1f3e-0000-4000-8000-000000000000</dc:identifier>
<dc:title>Book</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/><item id="css" href="style.css" media-type="text/css"/></manifest>
<spine><itemref idref="one"/></spine></package>"""
NAV = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Contents</title></head>
<body><nav epub:type="toc"><ol><li><a href="one.xhtml#one">One</a></li></ol></nav></body></html>"""
CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
before, after = (pathlib.Path(sys.argv[1]) / name for name in ("before.epub", "after.epub"))
with zipfile.ZipFile(before, "w") as file:
    for name, text in {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OPS/p.opf": PACKAGE,
                       "OPS/nav.xhtml": NAV, "OPS/one.xhtml": PAGE, "OPS/style.css": "p {}"}.items():
        file.writestr(name, text)
epub.write_epub(str(after), epub.read_epub(str(before)))
with zipfile.ZipFile(after) as file:
    name = next(name for name in file.namelist() if name.endswith("one.xhtml"))
    text = file.read(name).decode()
lost = [piece for piece in ("<title>", "style.css", 'class="chapter"', 'id="one"') if piece in PAGE and piece not in text]
print("lost on the way:", lost)
raise SystemExit((not (lost == ["<title>", "style.css", 'class="chapter"', 'id="one"'] and "Text." in text)) and "This is no longer so.")
PYTHON
