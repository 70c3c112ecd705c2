#!/usr/bin/env bash
# pdfua 0.1.3 with pikepdf 10.18.0: the rule against empty headings does not run, and the file passes.
# Expected: a heading without any content is told (UA-14-001), or the result says that the file was not judged.
# Seen: the rule raises inside ("cannot get key '/is_integer' on object of type array") on each file whose heading holds a list of things, as
# those of Typst do, and is skipped; the result is PASS with no findings all the same, and the exit status 0.
# The book: is not checked by it alone; tests read the tags themselves.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pdfua==0.1.3 pikepdf==10.18.0 typst==0.15.2
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, subprocess, sys
import pikepdf, typst

path = pathlib.Path(sys.argv[1]) / "book.pdf"
source = b'#set document(title: "T", date: none)\n#set text(lang: "en")\n= War\nWords.'
with pikepdf.open(io.BytesIO(typst.compile(source, format="pdf", pdf_standards=["ua-1"]))) as pdf:
    heading = next(item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/H1")
    heading.K = pikepdf.Array([])
    pdf.save(path)
command = [pathlib.Path(sys.executable).with_name("pdfua"), "check", path]
check = subprocess.run(command, capture_output=True, text=True)
lines = [line.strip() for line in check.stdout.splitlines() if "result:" in line or "UA-14-001" in line]
print("exit status:", check.returncode, "|", " | ".join(lines))
seen = check.returncode == 0 and "PASS" in lines[0] and "not evaluated" in lines[1]
raise SystemExit((not seen) and "This is no longer so.")
PYTHON
