#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): the notes of an HTML page that marks them as DPUB-ARIA says, and as docutils writes them, come out empty.
# Expected: role="doc-noteref" on the mark and role="doc-footnote" on the note make a note of pandoc.
# Seen: the mark alone is taken for one, so each note is an empty "[^1]:" and its words stand loose in the text; only a warning on the
# standard error tells ("Reference not found"). Inside role="doc-endnotes" the note is found if it is an item of a list. An EPUB that
# has epub:type beside the roles is read well.
# The book: its EPUB has both and is read well; of its pages pandoc keeps the words of the notes, not their places.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pypandoc

def read(note):
    return pypandoc.convert_text(f'<p>Words<a href="#n" role="doc-noteref">1</a></p>{note}', "markdown", format="html").strip().split("\n\n")

found = {
    "doc-footnote": read('<aside id="n" role="doc-footnote"><p>Note.</p></aside>'),
    "doc-endnotes": read('<section role="doc-endnotes"><ol><li id="n"><p>Note.</p></li></ol></section>'),
}
print(found)
raise SystemExit((found != {"doc-footnote": ["Words[^1]", "Note.", "[^1]:"], "doc-endnotes": ["Words[^1]", "[^1]: Note."]}) and "This is no longer so.")
PYTHON
