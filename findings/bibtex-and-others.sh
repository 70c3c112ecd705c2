#!/usr/bin/env bash
# pybtex 0.26.1, typst 0.15.2, citation-js 0.9.0, bibtexparser 2.1.0, pandoc 3.9 (pypandoc-binary 1.17): "and others" of a .bib file is an author.
# Expected: author = {Kim, Il-sung and others}, BibTeX's own way to say that there are more, is printed as "et al.", as plain.bst prints it.
# Seen: pybtex has "Il-sung Kim and others", the others being a second person, who counts in the label ([K+50]); Typst and citation-js have
# "Kim, I., & others." in APA; bibtexparser splits it into two names. pandoc prints "et al.", but writes {others} with braces, as citation-js
# does: from then on LaTeX and BibTeX too print a person of that name. No warning anywhere.
# Reported to its makers before (typst, issue 8502).
# The book: sources/labels.py knows who the others are.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pybtex==0.26.1 typst==0.15.2 pypdfium2==5.15.2 bibtexparser==2.1.0 \
  pypandoc-binary==1.17
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.9.0 @citation-js/plugin-bibtex@0.9.0 @citation-js/plugin-csl@0.9.0 >/dev/null
cd "$work"
echo '@article{k, author = {Kim, Il-sung and others}, title = {War}, journal = {J}, year = {1950}}' > book.bib
"$work/venv/bin/python" - <<'PYTHON'
import json, pathlib
import bibtexparser, pybtex, pypandoc, pypdfium2, typst
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

text = pathlib.Path("book.bib").read_text()
source = '#set document(date: none)\n#set page(width: 800pt)\n#bibliography("book.bib", style: "apa", full: true, title: none)'
pathlib.Path("book.typ").write_text(source)
page = pypdfium2.PdfDocument(typst.compile("book.typ", format="pdf"))[0]
library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
options = ["--citeproc", "--bibliography=book.bib"]
found = {
    "pybtex": pybtex.PybtexEngine().format_from_string(text, style="alpha", output_backend="text").strip(),
    "typst": page.get_textpage().get_text_range().strip(),
    "bibtexparser": [name.last for name in library.entries[0]["author"]],
    "pandoc": pypandoc.convert_text("[@k]", "plain", format="markdown", extra_args=options).split("\n")[0],
    "pandoc, written": pypandoc.convert_text(pypandoc.convert_text(text, "csljson", format="bibtex"), "bibtex", format="csljson").split("\n")[1].strip(),
}
print(json.dumps(found, indent=1))
expected = {
    "pybtex": "[K+50] Il-sung Kim and others.", "typst": ", & others. (1950)", "pandoc": "(Kim et al. 1950)", "pandoc, written": "Kim, Il-sung and {others}",
}
seen = all(words in found[name] for name, words in expected.items()) and found["bibtexparser"] == [["Kim"], ["others"]]
raise SystemExit((not seen) and "This is no longer so.")
PYTHON
cat > show.cjs <<'SCRIPT'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-csl')
const cite = new Cite(require('fs').readFileSync('book.bib', 'utf8'))
const [list, written] = [cite.format('bibliography', { template: 'apa' }).trim(), cite.format('bibtex').split('\n')[1].trim()]
console.log('citation-js:', list, '|', written)
if (!list.includes('Kim, I., & others.') || !written.includes('{others}')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs
