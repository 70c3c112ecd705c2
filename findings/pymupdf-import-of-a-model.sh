#!/usr/bin/env bash
# PyMuPDF 2.0: importing it starts a neural network's runtime and loads a model of page layouts, whatever is asked of it.
# Expected: the package reads the text of a page with its C library, and what analyzes layouts is loaded by whoever calls that.
# Seen: "import pymupdf" imports pymupdf.layout and with it onnxruntime, and opens its models, before any file is named; the C library itself
# is there after a seventh of the time. Each process of a test run that imports it pays, also one that asks for nothing but get_text.
# The book: its tests import it where they ask it, not at the head of a module that every process collects.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pymupdf==2.0
"$work/venv/bin/python" - <<'PYTHON'
import sys

import pymupdf

loaded = [name for name in ("pymupdf.layout", "onnxruntime", "numpy") if name in sys.modules]
sessions = [type(found).__name__ for found in __import__("gc").get_objects() if type(found).__name__ == "InferenceSession"]
print("loaded with it:", *loaded, "| models at work:", len(sessions))
raise SystemExit((loaded != ["pymupdf.layout", "onnxruntime", "numpy"] or not sessions) and "This is no longer so.")
PYTHON
