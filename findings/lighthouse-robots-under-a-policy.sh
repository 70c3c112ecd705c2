#!/usr/bin/env bash
# lighthouse 12.8.2 in Chromium 153 (@sparticuz/chromium): under a policy that lets a page connect to nothing, robots.txt counts as not valid.
# Expected: the audit robots-txt fetches the file as a crawler does, whatever the page allows itself.
# Seen: it fetches the file from within the page. With default-src 'none', or connect-src 'none' alone, it fails ("unable to download") and
# the page loses 8 points of its SEO; with connect-src 'self' the same file, which is served all the time, is valid.
# The book: its policy stays as it is, and so does Lighthouse's 92 for its pages.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 lighthouse@12.8.2 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import http from 'http'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { launch } = await import('chrome-launcher')
const { default: lighthouse } = await import('lighthouse')
const policies = ["default-src 'none'", "connect-src 'none'", "default-src 'none'; connect-src 'self'", '']
const server = http.createServer((request, response) => {
  if (request.url === '/robots.txt') return response.end('User-agent: *\nDisallow: /old/\n')
  const policy = policies[Number(request.url.slice(1))]
  if (policy) response.setHeader('Content-Security-Policy', policy)
  response.setHeader('Content-Type', 'text/html')
  response.end('<!DOCTYPE html><html lang="en"><title>T</title><meta name="viewport" content="width=device-width"><h1>T</h1>')
}).listen(0)
const chrome = await launch({ chromePath: await packed.executablePath(), chromeFlags: [...packed.args, '--headless'] })
const seen = []
for (const at of policies.keys()) {
  const options = { port: chrome.port, onlyAudits: ['robots-txt'], logLevel: 'silent' }
  const { lhr } = await lighthouse(`http://localhost:${server.address().port}/${at}`, options)
  const audit = lhr.audits['robots-txt']
  seen.push(audit.score)
  console.log(policies[at] || 'no policy', '| score:', audit.score, audit.explanation ?? '')
}
await chrome.kill()
server.close()
if (seen.join() !== '0,0,1,1') {
  console.log('This is no longer so.')
  process.exit(1)
}
process.exit(0)
SCRIPT
TMPDIR="$work" node show.mjs
