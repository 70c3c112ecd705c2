#!/usr/bin/env bash
# @apache-annotator/dom 0.2.0: what is installed from the registry cannot be loaded.
# Expected: npm install @apache-annotator/dom is enough to import it, and describeCss makes a CssSelector.
# Seen: import ends with ERR_MODULE_NOT_FOUND, since @apache-annotator/selector is among the dependencies for development only. With it
# installed by hand the rest works, but describeCss calls optimal-select in a way that Node does not know ("is not a function").
# The book: its selectors are tested without that package.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @apache-annotator/dom@0.2.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { execFileSync } = require('child_process')
const script = `
import('@apache-annotator/dom').then(async ({ describeCss }) => {
  const { JSDOM } = await import('jsdom')
  const { window } = new JSDOM('<p id="p">Words</p>')
  Object.assign(globalThis, { Node: window.Node, Element: window.Element, Document: window.Document, Range: window.Range })
  await describeCss(window.document.getElementById('p'), window.document.body)
}).catch((error) => console.log(error.code || error.message))`
const run = () => execFileSync('node', ['--input-type=module', '-e', script]).toString().trim()
const alone = run()
execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '@apache-annotator/selector@0.2.0', 'jsdom@26.1.0'])
const helped = run()
console.log('alone:', alone, '| with the missing package, describeCss:', helped)
if (alone !== 'ERR_MODULE_NOT_FOUND' || !helped.includes('is not a function')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs
