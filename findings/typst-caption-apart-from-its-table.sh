#!/usr/bin/env bash
# typst 0.15.2 with PDF/UA-1: a caption belongs to its table by how its show rule is written, or by what else the figure holds.
# Expected: the caption of a figure with a table is the table's Caption in the PDF, whatever it looks like.
# Seen: it is, with "show figure.caption: set text(red)" or "it => block(it.body)". With "it => it.body" it is no part of the table any more: caption and table stand
# side by side in a Div, the caption first, though it is printed below. So it is where the figure holds the table and a line about its source. The caption of a
# picture stands in a Div before the Figure always. All of it passes as PDF/UA-1.
# The book: its show rule gives a paragraph of its own, so that a caption stays with its table (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io
import re

import pikepdf
import typst

START = '#set document(title: "T", date: none)\n#set text(lang: "en", region: none)\n'

def tags(source):
    """The tags of a page within each other, or what Typst says."""
    try:
        pdf = pikepdf.open(io.BytesIO(typst.compile((START + source).encode(), format="pdf", pdf_standards=["ua-1"])))
    except typst.TypstError as error:
        return str(error)
    def walk(node):
        if isinstance(node, pikepdf.Array):
            return " ".join(filter(None, map(walk, node)))
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            within = walk(node.K) if "/K" in node else ""
            return str(node.S)[1:] + (f"({within})" if within else "")
        return ""
    return walk(pdf.Root.StructTreeRoot.K)

TABLE = "table(table.header[Year], [1990])"
found = {
    "plain": tags(f"#figure({TABLE}, caption: [Trade])"), "set": tags(f"#show figure.caption: set text(red)\n#figure({TABLE}, caption: [Trade])"),
    "block": tags(f"#show figure.caption: it => block(it.body)\n#figure({TABLE}, caption: [Trade])"), "body": tags(f"#show figure.caption: it => it.body\n#figure({TABLE}, caption: [Trade])"),
    "source": tags(f"#figure([#{TABLE} Source: K.], caption: [Trade])"), "picture": tags('#figure(rect[x], alt: "A map.", caption: [Trade])'),
}
for name, tree in found.items():
    print(f"{name}: {tree}")
table = "THead(TR(TH)) TBody(TR(TD))"
joined, apart = f"Document(Table(Caption(Span) {table}))", f"Document(Div(Caption(Span) Div(Table({table}))))"
right = {"plain": joined, "set": joined, "block": joined, "body": apart, "source": apart.replace(f"Table({table})", f"Table({table}) P"), "picture": "Document(Div(Caption(Span) Figure))"}
raise SystemExit(None if found == right else "This is no longer so.")
PYTHON
