#!/usr/bin/env bash
# EbookLib 0.20: write_epub makes a list of pages out of everything that has epub:type and id, so each note becomes a page.
# Expected: the page-list of the navigation holds epub:type="pagebreak" only, and is absent from a book without such breaks.
# Seen: a chapter, a note and its mark are listed as pages ("One", "Wrong.", "1"), in a nav that reading systems offer as "go to page".
# Reported to its makers before (issue 339).
# The book: epub/package.py writes the EPUB itself; EbookLib only reads it in tests.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ebooklib==0.20
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pathlib, re, sys, zipfile
from ebooklib import epub

book = epub.EpubBook()
book.set_identifier("urn:uuid:4f9c1f3e-0000-4000-8000-000000000000")
book.set_title("Book")
page = epub.EpubHtml(title="One", file_name="one.xhtml", lang="en")
page.content = ('<section epub:type="chapter" id="chapter"><h1>One</h1><p>Words<a epub:type="noteref" id="mark" href="#note">1</a>.</p>'
                '<aside epub:type="footnote" id="note">Wrong.</aside></section>')
book.add_item(page)
book.toc, book.spine = [page], [page]
book.add_item(epub.EpubNav())
path = pathlib.Path(sys.argv[1]) / "book.epub"
epub.write_epub(str(path), book)
text = zipfile.ZipFile(path).read("EPUB/nav.xhtml").decode()
pages = re.findall(r'<a href="one.xhtml#(\w+)">([^<]*)</a>', text.partition('epub:type="page-list"')[2])
print("pages of a book that marks no page:", pages)
raise SystemExit((pages != [("chapter", "One"), ("mark", "1"), ("note", "Wrong.")]) and "This is no longer so.")
PYTHON
