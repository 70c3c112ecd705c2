#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a page whose policy lets no script run counts as one in which scripts run.
# Expected: under Content-Security-Policy: script-src 'none', as archives and previews set it, <noscript> is shown, and @media (scripting: none) holds, so that a reader is told what to
# do without the script, and buttons that need it are hidden.
# Seen: no script runs, <noscript> stays hidden and (scripting: enabled) holds, so the page shows buttons that do nothing. In an iframe with sandbox, and where scripts are
# switched off for the whole page (Emulation.setScriptExecutionDisabled), both say that there are none. A class that the script itself sets is the one sign that holds everywhere.
# The book: has one <noscript>, on its search page.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
const session = await page.context().newCDPSession(page)
const BODY = '<style>@media (scripting: none) { p::before { content: "for none" } } @media (scripting: enabled) { p::before { content: "for scripts" } }</style>' +
  '<p></p><noscript>noscript</noscript><b></b><script>document.querySelector("b").textContent = "script ran"</script>'
const POLICY = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
const shown = async (html, frame) => {
  await page.goto('data:text/html,' + encodeURIComponent('<!DOCTYPE html><html lang="en"><title>T</title>' + html))
  const { frameTree } = await session.send('Page.getFrameTree')
  const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId: frame ? frameTree.childFrames[0].frame.id : frameTree.frame.id })
  return nodes.filter((node) => !node.ignored && node.role?.value === 'StaticText').map((node) => node.name.value).sort().join(', ')
}
const found = { page: await shown(BODY), policy: await shown(POLICY + BODY), sandbox: await shown(`<iframe sandbox srcdoc="${BODY.replaceAll('"', '&quot;')}"></iframe>`, true) }
await session.send('Emulation.setScriptExecutionDisabled', { value: true })
found['switched off'] = await shown(BODY)
console.log('Chromium', browser.version(), found)
await browser.close()
if (JSON.stringify(Object.values(found)) !== JSON.stringify(['for scripts, script ran', 'for scripts', 'for none, noscript', 'for none, noscript'])) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs
