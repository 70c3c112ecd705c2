#!/usr/bin/env bash
# typst 0.15.2: the address of a link goes into the PDF as it was typed, also where PDF allows ASCII only.
# Expected: a letter beyond ASCII or a space in link("...") is percent-encoded, or refused, at least under PDF/UA-1.
# Seen: the /URI string holds the raw UTF-8 bytes and the blank (ISO 32000 wants 7-bit ASCII); pypdf reads them as "wÃ¶rter".
# The book: the addresses of its sources are ASCII.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io
import pypdf, typst

SOURCE = '#set document(title: "T", date: none)\n#link("https://example.org/two wörter")[words]'
data = typst.compile(SOURCE.encode(), format="pdf", pdf_standards=["ua-1"])
address = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Annots"][0].get_object()["/A"]["/URI"]
raw = address.original_bytes
print("bytes:", raw, "| read by pypdf:", str(address))
raise SystemExit((not (raw == "https://example.org/two wörter".encode() and str(address) != "https://example.org/two wörter")) and "This is no longer so.")
PYTHON
