#!/usr/bin/env bash
# typst 0.15.2: whatever is set as code is tagged as English, in the region of the text around it.
# Expected: `Grüße` in an Austrian book has the book's language: raw text changes the font, and has no argument for a language.
# Seen: each piece of code, in a line or a block, is tagged en-AT, a language that nobody speaks, and one inside Russian words en. File names,
# titles and quotations in code are read aloud as English. Only a show rule that sets the language of raw itself helps.
# The book: sets what is code in the pages by a function of its own, without raw (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io
import pikepdf, typst

def languages(rule=""):
    source = f"""#set document(title: "T", date: none)
#set text(lang: "de", region: "AT")
{rule}
Das Wort `Grüße` und #text(lang: "ru", region: none)[#raw("Привет")].

```
Grüße
```
"""
    with pikepdf.open(io.BytesIO(typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"]))) as pdf:
        codes = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Code"]
        return str(pdf.Root.Lang), sorted(str(item.get("/Lang", "")) for item in codes)

plain, ruled = languages(), languages('#show raw: set text(lang: "de")')
print("language of the file and of its code:", plain, "| with a show rule:", ruled)
raise SystemExit((plain != ("de-AT", ["en", "en-AT", "en-AT"]) or "en" in str(ruled)) and "This is no longer so.")
PYTHON
