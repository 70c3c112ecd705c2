#!/usr/bin/env bash
# EbookLib 0.20: the language of a book that was read is always English, by its attribute.
# Expected: read_epub(path).language is the dc:language of the package.
# Seen: it is "en", the default of a new book; only get_metadata("DC", "language") gives what the file says.
# The book: tests/epub asks get_metadata.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ebooklib==0.20
"$work/venv/bin/python" - <<'PYTHON'
import pathlib, tempfile
from ebooklib import epub

book = epub.EpubBook()
book.set_identifier("urn:uuid:4f9c1f3e-0000-4000-8000-000000000000")
book.set_title("Buch")
book.set_language("de")
page = epub.EpubHtml(title="Eins", file_name="eins.xhtml", lang="de")
page.content = "<h1>Eins</h1><p>Text.</p>"
book.add_item(page)
book.toc, book.spine = [page], [page]
book.add_item(epub.EpubNcx())
book.add_item(epub.EpubNav())
path = str(pathlib.Path(tempfile.mkdtemp()) / "book.epub")
epub.write_epub(path, book)
read = epub.read_epub(path)
attribute, metadata = read.language, [text for text, _ in read.get_metadata("DC", "language")]
print("attribute:", attribute, "| metadata:", metadata)
raise SystemExit(((attribute, metadata) != ("en", ["de"])) and "This is no longer so.")
PYTHON
