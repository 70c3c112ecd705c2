#!/usr/bin/env bash
# dom-accessibility-api 0.7.1 (of Testing Library; with jsdom 26.1.0): the mark of a note has no name.
# Expected: <a role="doc-noteref" href="#n">1</a> is named "1", as the same link without the role is: the roles of DPUB-ARIA for links (doc-noteref,
# doc-biblioref, doc-glossref, doc-backlink) are kinds of link, whose name comes from what they contain.
# Seen: computeAccessibleName gives nothing for each of the four; Chromium 153 names them by their words (by hand). A heading around such a mark keeps its words.
# Tests that look for links of notes by their names (getByRole of @testing-library/dom 10.4.1, with its own older copy) find none, and one that asks for links
# without a name takes each mark of a book for a fault. With aria-label there is a name.
# The book: its marks have aria-label, and it is tested in browsers.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" dom-accessibility-api@0.7.1 @testing-library/dom@10.4.1 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { JSDOM } from 'jsdom'
import { computeAccessibleName } from 'dom-accessibility-api'
const { window } = new JSDOM('<!DOCTYPE html><html lang="en"><body></body></html>')
globalThis.window = window
globalThis.document = window.document
const { queryAllByRole } = await import('@testing-library/dom').then((library) => library.default ?? library)
const names = {}
const matches = {}
for (const role of ['', 'link', 'doc-noteref', 'doc-biblioref', 'doc-glossref', 'doc-backlink']) {
  document.body.innerHTML = `<p>Words<a ${role && `role="${role}"`} href="#n">1</a></p><p>Words<a role="${role || 'link'}" href="#n" aria-label="Note 1">1</a></p>`
  names[role] = [...document.querySelectorAll('a')].map((mark) => computeAccessibleName(mark)).join()
  matches[role] = queryAllByRole(document.body, role || 'link', { name: '1' }).length
}
for (const role of Object.keys(names)) console.log(`${role || 'no role'}: name, and name by aria-label: "${names[role]}", found as "1": ${matches[role]}`)
const unnamed = Object.keys(names).slice(2).every((role) => names[role] === ',Note 1' && matches[role] === 0)
if (!unnamed || names[''] !== '1,Note 1' || names.link !== '1,Note 1' || matches[''] !== 1 || matches.link !== 1) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs
