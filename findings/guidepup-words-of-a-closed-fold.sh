#!/usr/bin/env bash
# @guidepup/virtual-screen-reader 0.33.0 (with jsdom 26.1.0): it reads aloud what stands in a closed fold, and the letters within a described picture.
# Expected: of <details> that is not open a screen reader says the summary and that it is closed; the words below are not shown and not heard, and what
# stands within role="img" belongs to the picture, whose label alone is read (WAI-ARIA 1.2, children presentational).
# Seen: closed and open are heard alike, "group, Evidence, The folded words.", and neither is said to be closed; of the map "A map" and "Seoul". What is
# hidden, inert or in a closed dialog is silent. A test that holds a page of folded notes against it hears a page that nobody hears.
# The book: its folds are held against real browsers (tests/pages).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @guidepup/virtual-screen-reader@0.33.0 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { JSDOM } from 'jsdom'
const { window } = new JSDOM('<!DOCTYPE html><html lang="en"><body></body></html>', { pretendToBeVisual: true, url: 'https://example.org/' })
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) globalThis[name] = window[name]
globalThis.window = window
globalThis.document = window.document
const { Virtual } = await import('@guidepup/virtual-screen-reader')
const words = '<p>The folded words.</p>'
const pieces = {
  closed: `<details><summary>Evidence</summary>${words}</details>`,
  open: `<details open><summary>Evidence</summary>${words}</details>`,
  hidden: `<div hidden>${words}</div>`,
  inert: `<div inert>${words}</div>`,
  dialog: `<dialog>${words}</dialog>`,
  picture: '<svg role="img" aria-label="A map"><text>Seoul</text></svg>',
}
const heard = {}
for (const [name, html] of Object.entries(pieces)) {
  document.body.innerHTML = `<p>Before.</p>${html}<p>After.</p>`
  const reader = new Virtual()
  await reader.start({ container: document.body })
  for (let step = 0; step < 20 && (await reader.lastSpokenPhrase()) !== 'end of document'; step++) await reader.next()
  heard[name] = (await reader.spokenPhraseLog()).filter((phrase) => !/paragraph|document|Before|After/.test(phrase)).join(' | ')
  await reader.stop()
}
console.log(heard)
const folded = heard.closed === heard.open && heard.closed.includes('The folded words.') && !/collapsed|closed/.test(heard.closed)
const silent = ['hidden', 'inert', 'dialog'].every((name) => heard[name] === '')
if (!(folded && silent && heard.picture.includes('A map') && heard.picture.includes('Seoul'))) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs
