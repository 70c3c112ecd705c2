#!/usr/bin/env bash
# CETEIcean 1.9.5 (of the TEI Consortium; with jsdom 26.1.0): the number of a note is not the one that the TEI gives, and its words stand in the page twice.
# Expected: n="12" is the number of the note, as TEI has it for what is labeled in the text, so that "see note 12" is right in the page too; without n notes
# are counted. textContent of a note, which search, selectors of annotations and tests read, is its words.
# Seen: notes at the end are counted from 1 in the order of the file, so 12 and 13 are shown as 1 and 2, in the mark and in the list; a chapter by itself, or
# a selection of notes, cites its own notes wrongly. A note in the text is kept as it was in a hidden element before the one that is shown: textContent is
# "Wrong.(Wrong.)", and a position counted from the TEI is not that of the page.
# The book: has no page made of its TEI; its notes have n, the number of the pages (exports/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" CETEIcean@1.9.5 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!DOCTYPE html><body></body>', { url: 'https://example.org/' })
const NAMES = ['window', 'document', 'DOMParser', 'Node', 'HTMLElement', 'customElements', 'Event', 'CustomEvent']
for (const name of NAMES) globalThis[name] = window[name]
const { default: CETEI } = await import('CETEIcean')
const { document } = window
const TEI = `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader><text><body>
  <p>In 1950<note place="end" n="12">Right.</note> and 1953<note place="end" n="13">Late.</note>, see note 12<note xml:id="a">Wrong.</note>.</p></body></text></TEI>`
document.body.append(await new Promise((give) => new CETEI({ documentObject: document }).makeHTML5(TEI, give)))
const notes = [...document.querySelectorAll('tei-note')]
const marks = notes.filter((note) => note.getAttribute('place')).map((note) => `${note.getAttribute('n')} -> ${note.querySelector('a').textContent}`)
const words = document.getElementById('a').textContent
console.log('n in the TEI -> number in the page:', marks.join(', '), '\nwords of the note in the text:', words)
if (marks.join() !== '12 -> 1,13 -> 2' || words !== 'Wrong.(Wrong.)') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs
