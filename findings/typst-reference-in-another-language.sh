#!/usr/bin/env bash
# typst 0.15.2: a reference in a passage of another language names its target in the target's language, and is read aloud in the passage's.
# Expected: "см. @map" in a Russian passage of an English book gives "см. Рис. 1", as a caption there begins with "Рис."; or the English word, tagged as English.
# Seen: "см. Figure 1", within words that are tagged as Russian, so that a voice reads "Figure" by Russian rules; the other way round an English sentence has "see Рис. 1", tagged as
# English. So it is with sections, tables and equations. A citation in the same passage goes by the passage: "Kim и Roe (1950)". No
# warning. supplement: [рис.] at the one reference gives the word; #text(lang: "en")[@map] gives the right voice to the other.
# The book: writes out the words of its references and links them (pdf/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0 pypdf==7.1.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io, re
import pikepdf, pypdf, typst

with open("war.bib", "w") as file:
    file.write("@book{war, author = {Kim, Il and Roe, Jo}, title = {War}, publisher = {P}, year = 1950}")
HEAD = '#set document(title: "T")\n#set text(lang: "en")\n#set heading(numbering: "1")\n#set math.equation(numbering: "(1)")\n'
TARGETS = '= Section <part>\n#figure(rect(), alt: "Map", caption: [c]) <map>\n#figure(table[a], caption: [c]) <table>\n#math.equation(block: true, alt: "x", $x$) <sum>\n'

def book(source):
    with open("book.typ", "w") as file:
        file.write(HEAD + source)
    return typst.compile("book.typ", pdf_standards=["ua-1"])

def words(source, begin):
    """The line of the book that begins so."""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(book(source))).pages).replace("\u00a0", " ")
    return re.search(rf"^{begin}.*$", text, re.M)[0]

def languages(source):
    """The languages that the PDF names apart from its own, in its tags and on its page."""
    with pikepdf.open(io.BytesIO(book(source))) as pdf:
        tags = [str(item.Lang) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item and item.get("/Type") != pikepdf.Name.Catalog]
        return sorted(set(tags) | {found.decode() for found in re.findall(rb"/Lang\((\w+)\)", pdf.pages[0].Contents.read_bytes())} - {"en"})

RUSSIAN = '#text(lang: "ru")[см. @map, @part, @table, @sum]'
found = [words(TARGETS + RUSSIAN, "см"), words(f'#[#set text(lang: "ru")\n{TARGETS}]\nsee @map, @part, @table, @sum', "see"),
         words('#text(lang: "ru")[см. #cite(<war>, form: "prose")]\n#bibliography("war.bib", style: "chicago-author-date")', "см"),
         words(TARGETS + '#text(lang: "ru")[см. #ref(<map>, supplement: [рис.])]', "см")]
plain, helped = languages(TARGETS + RUSSIAN), languages(TARGETS + '#text(lang: "ru")[см. #text(lang: "en")[@map]]')
for line in found:
    print(line)
print("languages named:", plain, "| with English around the reference:", helped)
right = found == ["см. Figure 1, Section 1, Table 1, Equation 1", "see Рис. 1, Раздел 1, Таблица 1, Уравнение 1", "см. Kim и Roe (1950)", "см. рис. 1"]
raise SystemExit((not (right and plain == ["ru"] and helped == ["en", "ru"])) and "This is no longer so.")
PYTHON
