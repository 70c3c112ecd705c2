#!/usr/bin/env bash
# typst 0.15.2, bibliography from BibLaTeX: an edited book becomes an archival collection, or its editors lose their role.
# Expected: "Doe, J., & Roe, J. (Eds.). (2012). Big Book." in APA, "Doe, John, and Jane Roe, eds. 2012." in Chicago; @collection is BibLaTeX's kind
# for such a book.
# Seen: @collection is "Big Book [Archival collection]" in APA; in Chicago the editors who stand in the author's place are "J. Doe, J. Roe", without
# "eds." and not inverted, so that the list is not in the order of its letters. APA with @book, and MLA, are right.
# Reported to its makers before (hayagriva, issue 437).
# The book: sets its bibliography by its own styles (sources/), not by Typst.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
"$work/venv/bin/python" - <<'PYTHON'
import pypdfium2, typst

def entry(text, style="apa"):
    source = f"""#set document(date: none)
#set page(width: 800pt)
#bibliography(bytes("{text}"), style: "{style}", full: true, title: none)"""
    page = pypdfium2.PdfDocument(typst.compile(source.encode(), format="pdf"))[0]
    return " ".join(page.get_textpage().get_text_range().split())

text = "@{}{{k, editor = {{Doe, John and Roe, Jane}}, title = {{Big Book}}, date = {{2012}}}}"
found = [entry(text.format("book")), entry(text.format("collection")), entry(text.format("book"), "chicago-author-date")]
print(*found, sep=" | ")
seen = found[0].startswith("Doe, J., & Roe, J. (Eds.)") and "[Archival collection]" in found[1] and found[2] == "J. Doe, J. Roe. 2012. Big Book."
raise SystemExit((not seen) and "This is no longer so.")
PYTHON
