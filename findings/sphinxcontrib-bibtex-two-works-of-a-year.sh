#!/usr/bin/env bash
# sphinxcontrib-bibtex 2.7.0 with Sphinx 9.0.4: two works of one author and year are cited by the same words.
# Expected: bibtex_reference_style = "author_year" gives Roe [1950a] and Roe [1950b], as each author-date style does and as the labels of the list do.
# Seen: "Roe [1950]" for both, in each form of citation, while the list, in its own style, has [Roe50a] and [Roe50b]: which of them a sentence rests on is
# known to its link alone, and to no one who reads the PDF on paper or the plain text. A label style of one's own changes the list only. No warning, though
# two equal labels in the list have one (bibtex.duplicate_label).
# The book: sources/labels.py gives each source a name and year that no other has, for text and list.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 sphinxcontrib-bibtex==2.7.0 pybtex==0.26.1
cd "$work"
mkdir docs
printf 'extensions = ["sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["r.bib"]\nbibtex_reference_style = "author_year"\n' > docs/conf.py
printf 'Book\n====\n\nSays :cite:t:`war`, and :cite:t:`peace`; :cite:p:`war`, :cite:p:`peace`.\n\n.. bibliography::\n' > docs/index.rst
for title in War Peace; do
  printf '@book{%s, author={Roe, Jane}, title={%s}, publisher={X}, year={1950}}\n' "$(echo $title | tr A-Z a-z)" $title >> docs/r.bib
done
"$work/venv/bin/python" -m sphinx -q -n -b text docs out 2> warnings
grep Roe out/index.txt
cat warnings
grep -qF 'Says Roe [1950], and Roe [1950]; [Roe, 1950], [Roe, 1950].' out/index.txt && grep -qF '[Roe50a] Jane Roe. *Peace*' out/index.txt \
  && grep -qF '[Roe50b] Jane Roe. *War*' out/index.txt && [ ! -s warnings ] || { echo "This is no longer so."; exit 1; }
