#!/usr/bin/env bash
# myst-to-tex 1.0.45, myst-to-jats 1.0.35 and myst-to-typst 0.0.36 (of mystmd): lists lose the number that they begin with, notes get new ones.
# Expected: "5. five" is article 5 in each format, and a note with two marks is one note with one number: [^a] ... [^b] ... [^a] is 1, 2, 1.
# Seen: in JATS the list begins at 1. In LaTeX it has [resume] and no number: it goes on from the list before, or begins at 1. Typst has the right
# number. In LaTeX and Typst the note stands at each of its marks with all its words: 1, 2 and 3, the last a
# copy of the first. No warning.
# The book: is built by Sphinx; in its PDF the notes follow their passage.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" myst-parser@1.7.3 myst-to-tex@1.0.45 myst-to-jats@1.0.35 myst-to-typst@0.0.36 unified@11.0.5 vfile@6.0.3 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { mystParse } from 'myst-parser'
import { unified } from 'unified'
import { VFile } from 'vfile'
import mystToJats from 'myst-to-jats'
import mystToTex from 'myst-to-tex'
import mystToTypst from 'myst-to-typst'
const written = (plugin, myst) => {
  const file = new VFile()
  const { result } = unified().use(plugin, {}).stringify(mystParse(myst), file)
  return [String(result.value ?? result), file.messages.length]
}
const lists = 'Articles:\n\n5. five\n6. six\n\nSteps:\n\n1. one\n'
const notes = 'War[^a] and peace[^b] and war[^a].\n\n[^a]: First note.\n[^b]: Other note.\n'
const [tex, jats, typst] = [mystToTex, mystToJats, mystToTypst].map((plugin) => written(plugin, lists))
const [texNotes, typstNotes] = [mystToTex, mystToTypst].map((plugin) => written(plugin, notes))
console.log(tex[0], jats[0], typst[0], texNotes[0], '\n', typstNotes[0])
const copies = ([text]) => text.match(/First note\./g).length
const begin = '\\begin{enumerate}[resume]'
const seen = tex[0].split(begin).length === 2 && !/setcounter|start=/.test(tex[0]) && !/5|continued|label/.test(jats[0]) && typst[0].includes('start: 5')
if (!seen || copies(texNotes) !== 2 || copies(typstNotes) !== 2 || [tex, jats, typst, texNotes, typstNotes].some(([, told]) => told)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs
