#!/usr/bin/env bash
# @recogito/text-annotator 4.1.1 (with jsdom 26.1.0): an annotation is put at other words than those it quotes, once the page has changed before them.
# Expected: of a TextQuoteSelector and a TextPositionSelector, which say the same in two ways (Web Annotation, 4), the quotation finds the words again when
# the position does not, or it is told that the two do not agree.
# Seen: "died in 1994" with a position from before "So." was put in is revived at "Kim died in", and counts as found: the range is made of the position
# alone, quotation, prefix and suffix are never looked for, and the record keeps the quotation that the page does not show there. With the quotation alone,
# which the standard allows, the annotation is refused ("Missing selector types: TextPositionSelector").
# The book: its annotations have both, and a test holds the positions against the pages as they are published (ledger/annotations.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @recogito/text-annotator@4.1.1 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!DOCTYPE html><body><p>So. Stalin died in 1953. Kim died in 1994. That was all.</p>', { pretendToBeVisual: true })
for (const name of ['window', 'document', 'Node', 'NodeFilter', 'Range', 'HTMLElement', 'Element', 'Document']) globalThis[name] = window[name]
const { W3CTextFormat, reviveTarget, isRevived } = await import('@recogito/text-annotator')
const { body } = window.document
const QUOTE = { type: 'TextQuoteSelector', exact: 'died in 1994', prefix: 'Kim ', suffix: '.' }
const place = (start) => ({ type: 'TextPositionSelector', start, end: start + QUOTE.exact.length })
const find = (selector) => {
  const { parsed, error } = W3CTextFormat('https://example.org/', body).parse({ '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'Annotation',
    id: 'https://example.org/#a', body: [], target: { source: 'https://example.org/', selector } })
  if (error) return error.message
  const revived = reviveTarget(parsed.target, body).selector
  return `${revived[0].quote} -> ${revived[0].range} (${isRevived(revived) ? 'found' : 'not found'})`
}
const text = body.textContent
const start = text.indexOf(QUOTE.exact)
const found = [find([QUOTE, place(start)]), find([QUOTE, place(start - 'So. '.length)]), find([QUOTE])]
console.log('position as in the page | from before a change | quotation alone:', ...found.map((line) => `\n${line}`))
const seen = found[0] === 'died in 1994 -> died in 1994 (found)' && found[1] === 'died in 1994 -> Kim died in  (found)'
if (!(seen && found[2].startsWith('Missing selector types: TextPositionSelector'))) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs
