#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a figure is not called by its caption, and a test by Playwright (playwright-core 1.65.1) says that it is.
# Expected: <figcaption> names its <figure>, as <caption> names a table and <legend> a group of fields (HTML Accessibility API Mappings, 1.0).
# Seen: the name of the figure is empty in the browser's tree, wherever its caption stands and with role="figure" as well; the caption is a text below it. The table and the group have theirs.
# Playwright's getByRole("figure", { name }) and its snapshot, which work names out by themselves, give the caption as the name, so a test passes for a page in which a list of
# figures has no names. aria-labelledby gives the name in both.
# The book: its figures have captions, and so no names in this browser; a caption is heard below each.
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
const FORMS = {
  'caption behind': ['figure', '<figure><p>x</p><figcaption>Trade</figcaption></figure>'], 'caption before': ['figure', '<figure><figcaption>Trade</figcaption><img alt="Map" src="data:,"></figure>'],
  role: ['figure', '<figure role="figure"><p>x</p><figcaption>Trade</figcaption></figure>'],
  labelled: ['figure', '<figure aria-labelledby="c"><p>x</p><figcaption id="c">Trade</figcaption></figure>'],
  table: ['table', '<table><caption>Trade</caption><tr><th>Year</th></tr><tr><td>1950</td></tr></table>'], group: ['group', '<fieldset><legend>Trade</legend><input></fieldset>']
}
const found = {}
for (const [name, [role, html]] of Object.entries(FORMS)) {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title>${html}`)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const own = nodes.find((node) => !node.ignored && node.role?.value === role).name.value
  found[name] = [own, await page.getByRole(role, { name: 'Trade', exact: true }).count(), (await page.locator('body').ariaSnapshot()).split(':')[0]]
  console.log(`${name}: in the browser ${JSON.stringify(own)}, found by Playwright ${found[name][1]}, in its snapshot ${found[name][2]}`)
}
console.log('Chromium', browser.version())
await browser.close()
const right = Object.entries(found).every(([name, [own, count]]) => own === (['caption behind', 'caption before', 'role'].includes(name) ? '' : 'Trade') && count === 1)
if (!right || found.role[2] !== '- figure "Trade"') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs
