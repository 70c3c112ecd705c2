#!/usr/bin/env bash
# QtWebEngine 6.11.2 (Chromium 140; PyQt6-WebEngine 6.11.0): words that stand side by side on the page, and are copied as they are read, are not found in it.
# Expected: search in the page (window.find, which searches as Ctrl+F does) finds what a reader sees, or at least what a reader copies, as it does over stressed words, no-break
# spaces, soft hyphens and curly marks.
# Seen: a drop cap made by the style sheet (::first-letter with float, or initial-letter) parts its word: "War" is not found, "ar" is; a colored first letter does no harm. A note in the
# margin (float), words for listeners alone (position: absolute, cut off), a button, a picture and an inline-block part the sentence in which they stand, before and behind them;
# so does the mark of a note that is not to be copied (user-select: none), so that what was copied is not found. Numbers that CSS draws and hidden words part nothing. Debian's
# Chromium 150, where it was tried too, is alike, and does not follow links to such words (#:~:text=) either.
# The package needs a browser's system libraries (libnss3, libxkbcommon and the like).
# The book: has no drop caps, and the numbers of its notes are drawn; five words each of the essay's page were all found.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check PyQt6==6.11.0 PyQt6-Qt6==6.11.2 PyQt6-WebEngine==6.11.0 PyQt6-WebEngine-Qt6==6.11.2
export HOME="$work" QT_QPA_PLATFORM=offscreen QTWEBENGINE_DISABLE_SANDBOX=1 QTWEBENGINE_CHROMIUM_FLAGS="--disable-gpu"
timeout 120 "$work/venv/bin/python" - 2>"$work/log" <<'PYTHON' || { status=$?; cat "$work/log"; exit "$status"; }
import json
from PyQt6.QtCore import QEventLoop, QTimer, QUrl
from PyQt6.QtWebEngineCore import QWebEnginePage, qWebEngineChromiumVersion
from PyQt6.QtWidgets import QApplication

app = QApplication(["show"])
page = QWebEnginePage()

def answer(start):
    """What is told to the function that start hands on, when the page has done what it was asked."""
    loop, told = QEventLoop(), []
    QTimer.singleShot(30000, loop.quit)
    start(lambda value: (told.append(value), loop.quit()))
    loop.exec()
    return told[0]

SCRIPT = """JSON.stringify((() => {
  getSelection().selectAllChildren(document.body)
  const copied = getSelection().toString().trim()
  const find = (words) => { getSelection().collapse(document.body, 0); return window.find(words) }
  return [copied, find("War and peace"), find(copied)]
})())"""

def asked(body, style=""):
    """What is copied of the page, and whether "War and peace" and what was copied are found in it."""
    ended = []
    def load(done):
        ended.append(page.loadFinished.connect(done))
        page.setHtml(f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>T</title><style>{style}</style><body><p>{body}</p></body></html>", QUrl("http://localhost/"))
    answer(load)
    page.loadFinished.disconnect(ended[0])
    return json.loads(answer(lambda done: page.runJavaScript(SCRIPT, done)))

OFF = "<span style='position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)'>note</span>"
PARTED = {
    "drop cap": ("War and peace", "p::first-letter { float: left; font-size: 3em }"), "drop cap (initial-letter)": ("War and peace", "p::first-letter { initial-letter: 2 }"),
    "note in the margin": ("War <span style='float: right'>Note</span>and peace",), "words for listeners": (f"War {OFF}and peace",), "button": ("War <button>1</button>and peace",),
    "picture": ("War <img alt='' width=9 height=9 src=data:,>and peace",), "inline-block": ("War <b style='display: inline-block'>and</b> peace",),
    "mark that is not copied": ("War<sup style='user-select: none'>1</sup> and peace",)}
WHOLE = {"colored first letter": ("War and peace", "p::first-letter { color: red }"), "stress": ("W<b>ar a</b>nd peace",), "no-break space": ("War&nbsp;and peace",),
         "soft hyphen": ("W&shy;ar and peace",), "number by CSS": ("War<sup></sup> and peace", "sup::before { content: '1' }"), "visibility: hidden": ("War <i style='visibility: hidden'>x</i>and peace",),
         "display: none": ("War <i style='display: none'>x</i>and peace",)}
print("Chromium", qWebEngineChromiumVersion())
found = {name: asked(*form) for name, form in (PARTED | WHOLE).items()}
for name, (copied, words, same) in found.items():
    print(f"{name}: copied {copied!r} | War and peace is found: {words}, what was copied: {same}")
right = all(not found[name][1] for name in PARTED) and all(found[name][1:] == [True, True] for name in WHOLE)
raise SystemExit((not right) and "This is no longer so.")
PYTHON
