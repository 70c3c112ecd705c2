#!/usr/bin/env bash
# typst 0.15.2, bibliography from BibLaTeX: subtitles are lost, and commands and quotation marks of LaTeX are printed in titles.
# Expected: title = {War}, subtitle = {Peace} is "War: Peace"; \emph{War} and \textit{War} are set in italics, ``War'' in quotation marks, since
# \& and accents are understood.
# Seen: "War." in each style; "\emph{War}" with command and braces, and ``War'' as typed, though --- becomes a dash. No warning.
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

text = "@book{{k, author = {{Roe, Jane}}, title = {{{}}}, subtitle = {{Peace}}, date = {{2012}}}}"
titles = [r"War", r"\emph{War}", r"\textit{War}", "``War''", r"War \& \'Etat --- it"]
found = [entry(text.format(title).replace("\\", "\\\\")) for title in titles]
print(*found, sep=" | ")
expected = ["War", r"\emph{War}", r"\textit{War}", "``War''", "War & État — it"]
raise SystemExit((found != [f"Roe, J. (2012). {title}." for title in expected]) and "This is no longer so.")
PYTHON
