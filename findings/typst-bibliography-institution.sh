#!/usr/bin/env bash
# typst 0.15.2, bibliography from BibLaTeX: the body that published a report, a thesis or a page is not named.
# Expected: institution, school and organization, which BibLaTeX asks for in these kinds in place of publisher, are set where publisher would be.
# Seen: no style names them: "Roe, J. (1950). War [Technical report]." of a report of RAND, and so with the university of a thesis and the body
# behind a web page. With publisher = {RAND} it is named. No warning.
# Reported to its makers before (hayagriva, issue 112).
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

fields = {"techreport": "institution", "phdthesis": "school", "online": "organization", "report": "publisher"}
styles = ("apa", "chicago-author-date", "modern-language-association", "ieee")
found = {}
for kind, field in fields.items():
    text = f"@{kind}{{k, author = {{Roe, Jane}}, title = {{War}}, {field} = {{RAND}}, url = {{https://example.org/}}, date = {{1950}}}}"
    texts = [entry(text, style) for style in styles]
    found[field] = ["RAND" in text for text in texts]
    print(kind, field, *texts, sep=" | ")
lost = [field for field, named in found.items() if not any(named)]
raise SystemExit((not (lost == ["institution", "school", "organization"] and all(found["publisher"]))) and "This is no longer so.")
PYTHON
