#!/usr/bin/env bash
# typst 0.15.2: a show rule that sets a link's body drops the link, without a warning.
# Expected: "show link: it => text(blue, it.body)" colors links.
# Seen: the words are colored and are no link any more; "text(blue, it)" keeps it.
# The book: its rules never take it.body.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io
import pikepdf, typst

def links(rule):
    data = typst.compile(f'#show link: it => text(blue, {rule})\n#link("https://example.org/")[words]'.encode())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages[0].get("/Annots", []))

print("links with it:", links("it"), "| with it.body:", links("it.body"))
raise SystemExit(((links("it"), links("it.body")) != (1, 0)) and "This is no longer so.")
PYTHON
