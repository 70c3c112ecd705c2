#!/usr/bin/env bash
# typst 0.15.2 with PDF/UA-1: entries that are set in a block each are one piece of text for listeners, even if they stand on two pages.
# Expected: #block[1950 War.] #block[1953 Truce.] become a paragraph or a division each, as they are set apart on the page, or the compiler says that they have no structure.
# Seen: all blocks that follow one another, with spaces or a page break between them, become a single Span, which PDF defines for words in a line: "1950 War.1953 Truce." without a
# break or a blank between. stack and rect do the same, and so does a loop that sets each event as a block. The compiler lets the file through as
# PDF/UA-1. A block that holds par[...], or ends with #parbreak(), is a paragraph of its own; so is what align or pad hold.
# The book: of 155 such Spans in the tags of its PDF each holds one piece.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io
import pikepdf, typst

SOURCES = {"blocks": "#block[1950 War.]\n#block[1953 Truce.]\n#block(above: 2em)[1961 Treaty.]", "over two pages": "#block[1950 War.]\n#pagebreak()\n#block[1953 Truce.]",
           "stack": "#stack(dir: ttb, spacing: 1em, [1950 War.], [1953 Truce.])", "frames": "#rect[1950 War.]\n#rect[1953 Truce.]",
           "loop": "#for event in ([1950 War.], [1953 Truce.]) { block(event) }",
           "paragraph between": "#block[1950 War.]\nText.\n\n#block[1953 Truce.]", "paragraphs in blocks": "#block(par[1950 War.])\n#block(par[1953 Truce.])",
           "parbreak": "#block[1950 War. #parbreak()]\n#block[1953 Truce. #parbreak()]", "align": "#align(left)[1950 War.]\n#align(right)[1953 Truce.]"}

def elements(source):
    """The structure elements below the document, each with the number of pieces of the pages that it holds."""
    text = '#set document(title: "T")\n#set text(lang: "en")\n' + source
    with pikepdf.open(io.BytesIO(typst.compile(text.encode(), pdf_standards=["ua-1"]))) as book:
        [document] = book.Root.StructTreeRoot.K
        return " ".join(f"{str(element.S)[1:]}({len(element.K)})" for element in document.K)

found = {name: elements(source) for name, source in SOURCES.items()}
for name, tags in found.items():
    print(f"{name}: {tags}")
one = {"blocks": "Span(3)", "over two pages": "Span(2)", "stack": "Span(2)", "frames": "Span(2)", "loop": "Span(2)"}
apart = {"paragraph between": "Span(1) P(1) Span(1)", "paragraphs in blocks": "P(1) P(1)", "parbreak": "P(1) P(1)", "align": "P(1) P(1)"}
raise SystemExit((found != one | apart) and "This is no longer so.")
PYTHON
