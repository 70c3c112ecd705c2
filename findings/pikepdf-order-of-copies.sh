#!/usr/bin/env bash
# pikepdf 10.18.0 (qpdf): a PDF with object streams depends on the order in which its pages were copied, though all objects are numbered anew.
# Expected: qpdf numbers the objects from the catalog down when it writes a file, so two files with the same pages in the same order, the same
# trees and a fixed id are the same, whichever pages were copied from their sources first; or they never are.
# Seen: without object streams the bytes are the same. With ObjectStreamMode.generate they differ: which objects share a stream goes by the numbers
# that they had in memory. A program that copies what is ready first makes another file each time.
# The book: its parts are joined in their order, whichever is ready first (pdf/joined.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io

from pikepdf import Array, Dictionary, ObjectStreamMode, new
from pikepdf import open as read

def source(name):
    """A PDF of sixty pages, each with an object of its own."""
    pdf, data = new(), io.BytesIO()
    for number in range(60):
        pdf.add_blank_page()
        pdf.pages[-1].Mark = pdf.make_indirect(Dictionary(Of=f"{name} {number}"))
    pdf.save(data, static_id=True)
    return read(data)

def joined(first_copied, mode):
    """The pages of two sources, always in the same order, copied in one order or the other."""
    sources, pages, book, data = {name: source(name) for name in ("one", "two")}, {}, new(), io.BytesIO()
    for name in first_copied:
        pages[name] = [book.copy_foreign(page.obj) for page in sources[name].pages]
    every = [*pages["one"], *pages["two"]]
    for page in every:
        page.Parent = book.Root.Pages
    book.Root.Pages.Kids, book.Root.Pages.Count = Array(every), len(every)
    book.save(data, static_id=True, object_stream_mode=mode)
    with read(io.BytesIO(data.getvalue())) as again:
        marks = [str(page.Mark.Of) for page in again.pages]
    return data.getvalue(), marks

orders = ("one", "two"), ("two", "one")
for mode in (ObjectStreamMode.disable, ObjectStreamMode.generate):
    (first, marks), (second, others) = (joined(order, mode) for order in orders)
    print(f"{mode.name}: {len(marks)} pages in the same order: {marks == others}, the same bytes: {first == second}")
    assert marks == others == [f"{name} {number}" for name in ("one", "two") for number in range(60)]
    assert (first == second) is (mode is ObjectStreamMode.disable)
PYTHON
