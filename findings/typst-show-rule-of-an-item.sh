#!/usr/bin/env bash
# typst 0.15.2 with PDF/UA-1: a show rule that sets the items of a list makes the list a paragraph for listeners, and is let through.
# Expected: as a show rule that sets a list anew ends in "invalid list (L) structure", so does one for list.item, enum.item or terms.item; or the tags stay.
# Seen: "show list.item: it => [• #it.body]" compiles, and the PDF has no list, no items and no marks: two items are the words of one P, or with block() no
# paragraph at all. The file says that it conforms to PDF/UA. "text(red, it)", which gives the item itself, and set rules keep the list.
# The book: its lists are changed by set rules alone (docs/_pdf/book.typ).
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

found = {
    "list": tags("- War\n- Peace"), "whole list": tags("#show list: it => for item in it.children [• #item.body ]\n- War\n- Peace"),
    "items": tags("#show list.item: it => [• #it.body ]\n- War\n- Peace"), "numbers": tags("#show enum.item: it => [#it.number #it.body ]\n1. War\n2. Peace"),
    "blocks": tags("#show enum.item: it => block[#it.number #it.body]\n1. War\n2. Peace"), "terms": tags("#show terms.item: it => [*#it.term* #it.description ]\n/ War: a\n/ Peace: b"),
    "itself": tags("#show list.item: it => text(red, it)\n- War\n- Peace"),
}
for name, tree in found.items():
    print(f"{name}: {tree}")
whole = "Document(L(LI(Lbl LBody) LI(Lbl LBody)))"
right = {"list": whole, "items": "Document(P)", "numbers": "Document(P)", "blocks": "Document(Span)", "terms": "Document(P(Strong Strong))", "itself": whole}
same = "invalid list (L) structure" in found.pop("whole list") and found == right
raise SystemExit(None if same else "This is no longer so.")
PYTHON
