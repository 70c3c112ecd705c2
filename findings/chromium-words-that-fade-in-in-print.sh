#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a page whose paragraphs fade in as one scrolls is printed pale on its first pages and blank on the others.
# Expected: on paper nothing scrolls, so an animation along view() has no timeline there, or stands at its end, and all words are printed; the animation along
# scroll() of the same page does so.
# Seen: the opacity from which the words fade in is printed: what the window showed is gray or black, what was below it is white, though its words are in the file, so that a
# test that reads the PDF finds them. "animation: none" within @media print mends it. No warning.
# The book: has no animation that scrolling moves.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 >/dev/null
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 pillow==13.0.0
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
const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
const words = Array.from({ length: 60 }, (_, number) => `<p>Paragraph ${number} of the essay</p>`).join('')
const styles = { view: 'p { animation: in linear both; animation-timeline: view(); animation-range: entry 0% entry 100% }',
  scroll: 'p { animation: in linear both; animation-timeline: scroll() }' }
styles.mended = styles.view + '@media print { p { animation: none } }'
for (const [name, css] of Object.entries(styles)) {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>@keyframes in { from { opacity: 0 } to { opacity: 1 } } ${css}</style>${words}`)
  await page.pdf({ path: `${name}.pdf`, width: '10cm', height: '8cm' })
}
console.log(browser.version())
await browser.close()
SCRIPT
TMPDIR="$work" node show.mjs
"$work/venv/bin/python" - <<'PYTHON'
import pypdfium2

def pages(name):
    """How dark the darkest point of the first and the last page is (0 black, 255 white), and whether the last page has words."""
    book = pypdfium2.PdfDocument(f"{name}.pdf")
    first, last = book[0], book[len(book) - 2]
    darkest = [page.render(scale=2).to_pil().convert("L").getextrema()[0] for page in (first, last)]
    return *darkest, "Paragraph" in last.get_textpage().get_text_range()

found = {name: pages(name) for name in ("view", "scroll", "mended")}
for name, value in found.items():
    print(name, "(darkest of the first page, of the last but one, words there):", value)
blank = found["view"][1:] == (255, True)
raise SystemExit((not (blank and all(found[name][0] < 50 and found[name][1] < 50 and found[name][2] for name in ("scroll", "mended")))) and "This is no longer so.")
PYTHON
