#!/usr/bin/env bash
# pypdf 7.1.1: of two volumes in one file the links of the second lead into the first.
# Expected: PdfWriter.append, which takes outline, links and named destinations along, keeps each link in its own volume.
# Seen: a destination whose name is there already is left out, and the links of the second volume keep the name: "to the end" of volume 2 opens the
# end of volume 1, wherever both have a label <end> (introduction, notes, index ...). The outline is right. No warning. pikepdf 10.18.0 (add_pages_from)
# renames the second destination and its links.
# The book: one PDF, whose names are unique in it (names/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdf==7.1.1 pikepdf==10.18.0 typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import io
import warnings

import pikepdf
import pypdf
import typst

warnings.simplefilter("error")

def volume(number):
    source = f'#set document(title: "{number}", date: none)\n#set text(lang: "en")\n#link(<end>)[to the end]\n#pagebreak()\n= End of {number} <end>\n'
    return io.BytesIO(typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"]))

def led(data):
    """The pages to which the links lead, and those to which the outline leads."""
    reader = pypdf.PdfReader(data)
    names = reader.named_destinations
    links = [note.get_object()["/Dest"] for page in reader.pages for note in page.get("/Annots", [])]
    return [reader.get_destination_page_number(names[name]) + 1 for name in links], [reader.get_destination_page_number(item) + 1 for item in reader.outline]

appended, added = pypdf.PdfWriter(), pikepdf.new()
for number in (1, 2):
    appended.append(volume(number))
    added.add_pages_from(pikepdf.open(volume(number)))
by_pypdf, by_pikepdf = io.BytesIO(), io.BytesIO()
appended.write(by_pypdf)
added.save(by_pikepdf)
found = {"pypdf": led(by_pypdf), "pikepdf": led(by_pikepdf)}
for name, (links, outline) in found.items():
    print(f"{name}: links lead to pages {links}, the outline to pages {outline}")
raise SystemExit((found != {"pypdf": ([2, 2], [2, 4]), "pikepdf": ([2, 4], [2, 4])}) and "This is no longer so.")
PYTHON
