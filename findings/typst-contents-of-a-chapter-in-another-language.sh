#!/usr/bin/env bash
# typst 0.15.2: in the contents the title of a chapter in another language is set, and read aloud, in the language of the contents.
# Expected: after "set text(lang: "de")" the heading Der "Krieg" is German wherever it is printed, as its words in the chapter are.
# Seen: in the contents it has English quotation marks, “Krieg” for „Krieg“, so that a search for the title finds one of the two, and PDF/UA-1 has the entry
# without a language, so that it is read in English. But a reference from an English sentence is German, "See Abschnitt 2". Only a language given to
# the words within the heading, = #text(lang: "de")[Der "Krieg"], comes along, and then the reference is English. No warning.
# Reported to its makers before (issue 3930).
# The book: gives each foreign word a language of its own, in headings too.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0 pypdf==7.1.1
"$work/venv/bin/python" - <<'PYTHON'
import io
import pikepdf, pypdf, typst

def book(chapter):
    source = f"""#set document(title: "T", date: none)
#set text(lang: "en")
#set page(numbering: "1")
#set heading(numbering: "1")
#outline()
= War
See @war.
{chapter}
"""
    data = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    lines = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().replace("\xa0", " ").splitlines()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        roles = {str(item.S): str(item.get("/Lang", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item}
    titles = [line.partition(" .")[0] for line in lines if "Krieg" in line]
    marked = content.count(b"/Lang(de)") + content.count(b"/Lang (de)")
    return titles, [line for line in lines if line.startswith("See")], roles.get("/H1"), marked

around, within = book('#[#set text(lang: "de")\n= Der "Krieg" <war>\n]'), book('= #text(lang: "de")[Der "Krieg"] <war>')
for name, (titles, see, heading, marked) in {"around": around, "within": within}.items():
    print(f"{name} the heading: {titles} {see}, language of the heading {heading!r}, marked in the content: {marked}")
right = around[0] == ["2 Der “Krieg”", "2 Der „Krieg“"] and around[1] == ["See Abschnitt 2."] and around[2] == "de" and not around[3]
raise SystemExit((not right or within[0] != ["2 Der „Krieg“"] * 2 or within[1] != ["See Section 2."] or not within[3]) and "This is no longer so.")
PYTHON
