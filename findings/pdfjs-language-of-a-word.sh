#!/usr/bin/env bash
# pdf.js 5.6.205 (of Firefox) and typst 0.15.2: a word in another language is read in the language of the sentence around it.
# Expected: text(lang: "ko") is tagged, and pdf.js hands on languages of tags (lang in getStructTree), so that a listener hears Korean.
# Seen: for a word within a sentence, stressed or not, Typst writes the language on the marked content (/Span <</Lang (ko)>>), as PDF allows, and
# makes no element for it; pdf.js knows the languages of elements alone, so the word comes without one, in the tree as in
# getTextContent. A link or a paragraph that is Korean as a whole keeps its language, since its element has it.
# The book: edition/pdf/mended_languages.py puts such words into Span elements with their language, through the tree of parents.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0
npm install --silent --no-audit --no-fund --prefix "$work" pdfjs-dist@5.6.205 >/dev/null
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import pikepdf, typst

word = '#text(lang: "ko", region: none)[Juche]'
source = f"""#set document(title: "T", date: none)
#set text(lang: "en")
The word {word}, stressed #emph({word[1:]}) and linked #link("https://example.org/", {word[1:]}).

{word}
"""
typst.compile(source.encode(), output="book.pdf", pdf_standards=["ua-1"])
with pikepdf.open("book.pdf") as pdf:
    print("languages in the marked content:", pdf.pages[0].Contents.read_bytes().count(b"/Lang(ko)"))
PYTHON
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
const book = await getDocument({ data: new Uint8Array(fs.readFileSync('book.pdf')), verbosity: 0 }).promise
const page = await book.getPage(1)
const languages = []
const walk = (node) => {
  if (node.lang) languages.push(`${node.role} ${node.lang}`)
  node.children?.forEach(walk)
}
walk(await page.getStructTree())
const content = await page.getTextContent({ includeMarkedContent: true })
const text = content.items.map((item) => item.str ?? '').join('')
const told = JSON.stringify(content.items).includes('ko')
console.log('languages in the tree of pdf.js:', languages.join(), '| in its text:', told, '| the word:', text.match(/Juche/g).length, 'times')
if (languages.join() !== 'Link ko,P ko' || told || text.match(/Juche/g).length !== 4) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs
