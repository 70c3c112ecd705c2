#!/usr/bin/env bash
# mystmd 1.8.3: a link without words to a paragraph of another book is printed as "Paragraph".
# Expected: [](xref:book#name) takes words from the other book's page, as it does for a heading, or asks for words.
# Seen: the link to a heading has the heading's words, the link to a named paragraph has the name of its kind of node, so that a reader sees
# "Paragraph", with the right address. No warning. Of a book whose public names are passages each link reads so.
# The book: names/inventory.py gives mystmd a heading with the passage's title for each name.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" mystmd@1.8.3 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import http from 'http'
import { execFile } from 'child_process'
import { promisify } from 'util'

const target = (type, more, value) => ({ type, identifier: value.toLowerCase(), ...more, children: [{ type: 'text', value }] })
const references = ['war', 'peace'].map((identifier) => ({ identifier, data: '/one.json', url: '/one' }))
const files = {
  '/myst.xref.json': { version: '1', myst: '1.8.3', references },
  '/one.json': { kind: 'Article', slug: 'one', location: '/one.md', dependencies: [], frontmatter: { title: 'One' },
    mdast: { type: 'root', children: [target('heading', { depth: 2 }, 'War'), target('paragraph', {}, 'Peace')] } },
}
const server = http.createServer((request, answer) => {
  answer.setHeader('Content-Type', 'application/json')
  answer.end(JSON.stringify(files[request.url.split('?')[0]]))
}).listen(0, '127.0.0.1')
await new Promise((done) => server.once('listening', done))
fs.writeFileSync('myst.yml', `version: 1\nproject:\n  references:\n    book: http://127.0.0.1:${server.address().port}\n`)
fs.writeFileSync('index.md', '# T\n\n[](xref:book#war), [](xref:book#peace), [words](xref:book#peace)\n')
const { stdout, stderr } = await promisify(execFile)('node_modules/.bin/myst', ['build', 'index.md', '-o', 'out.md'])
server.close()
const words = [...fs.readFileSync('out.md', 'utf8').matchAll(/\[([^\]]*)\]\(xref/g)].map((match) => match[1])
const told = (stdout + stderr).split('\n').filter((line) => /⚠|⛔|warning/i.test(line))
console.log('heading, paragraph, with words:', words.join(', '), '| warnings:', told.length)
if (words.join() !== 'War,Paragraph,words' || told.length > 0) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs
