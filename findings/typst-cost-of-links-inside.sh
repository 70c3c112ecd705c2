#!/usr/bin/env bash
# typst 0.15.2: links to labels take about half of the time in which a book with many of them is laid out.
# Expected: where a link leads changes nothing that is printed, so that the layout costs the same whatever the address is.
# Seen: every paragraph with a link to a label is laid out again when the place of the label is known. The same paragraphs with links to an
# address are laid out once; the pages look the same.
# The book: pdf/mend.py leads its links inside to their places when all is laid out.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
cd "$work"
cat > show.py <<'PYTHON'
import sys
import time
import typst

WORDS = "Words of a paragraph that is long enough to be broken into lines and hyphenated, as paragraphs of a book are. " * 6


def source(target):
    paragraphs = "\n\n".join(f"{WORDS}#link({target.format(n)})[here] <p{n}>" for n in range(900))
    head = '#set document(date: none)\n#set page(width: 300pt, height: 400pt)\n#set par(justify: true)\n#set text(hyphenate: true)\n'
    return (head + paragraphs).encode()


way, path = sys.argv[1:]
text = source({"label": "<p{}>", "address": '"place:p{}"'}[way])
before = time.process_time()
pages = typst.compile(text, format="pdf")
print(round(time.process_time() - before, 2))
with open(path, "wb") as file:
    file.write(pages)
PYTHON
label=$("$work/venv/bin/python" show.py label label.pdf)
address=$("$work/venv/bin/python" show.py address address.pdf)
echo "processor seconds: $label with links to labels, $address with links to addresses"
"$work/venv/bin/python" - "$label" "$address" <<'PYTHON'
import sys
import pypdfium2

texts = [[page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(name)] for name in ("label.pdf", "address.pdf")]
print("pages:", len(texts[0]), "| the same words on each:", texts[0] == texts[1])
raise SystemExit((not (texts[0] == texts[1] and float(sys.argv[1]) > 1.3 * float(sys.argv[2]))) and "This is no longer so.")
PYTHON
