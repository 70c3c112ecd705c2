#!/usr/bin/env bash
# outloud 0.2.1: a paragraph with links or stressed words is told to be painted in another order than that of its tags (ORD-001), though
# the two are the same.
# Expected: the order of tags is that of the children of each element, its own words and its links as they follow each other.
# Seen: for each element the checker takes all of its own words first and those of the elements in it later. Where a paragraph has
# several links, most of its page counts as scrambled; the same words in paragraphs without links do not.
# The book: tests/pdf/test_checkers.py says so of its pages.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0 outloud==0.2.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import json
import subprocess
import pikepdf, typst

HEAD = '#set document(title: "T", date: none)\n#set text(lang: "en")\n= Title\n'
LINKED = HEAD + "Words, " + ", ".join(f'#link("https://example.org/{n}")[linked {n}], and plain' for n in range(8)) + "."
PLAIN = HEAD + "Words, " + "\n\n".join(f"linked {n}, and plain" for n in range(8)) + "."


def numbers(element):
    """The marked pieces of the page, in the order of the tags."""
    kids = element.get("/K", pikepdf.Array([]))
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) or (isinstance(kid, pikepdf.Object) and not isinstance(kid, pikepdf.Dictionary)):
            yield int(kid)
        elif "/S" in kid:
            yield from numbers(kid)


told = {}
for name, source in {"linked": LINKED, "plain": PLAIN}.items():
    with open(f"{name}.pdf", "wb") as file:
        file.write(typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"]))
    with pikepdf.open(f"{name}.pdf") as pdf:
        tags = list(numbers(pdf.Root.StructTreeRoot))
        painted = [int(operands[1].MCID) for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
                   if str(operator) == "BDC" and len(operands) > 1 and "/MCID" in operands[1]]
    subprocess.run(["venv/bin/outloud", "--quiet", "--json", f"{name}.json", f"{name}.pdf"], capture_output=True)
    (result,) = json.load(open(f"{name}.json"))["results"]
    told[name] = tags == painted, [found["message"] for found in result["findings"] if found["rule"] == "ORD-001"]
for name, (same, messages) in told.items():
    print(f"{name}: tags in the order of the paint: {same}; ORD-001: {messages}")
raise SystemExit((not (told["linked"][0] and told["linked"][1] and told["plain"] == (True, []))) and "This is no longer so.")
PYTHON
