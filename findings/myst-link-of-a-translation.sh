#!/usr/bin/env bash
# MyST-Parser 5.2.0 with Sphinx 9.0.4: a translated paragraph prints the brackets of its links and has lost their addresses.
# Expected: "See the [report][r]", with the address at the page's end, is a link in the translation too, as `report <r_>`_ is in reStructuredText; the catalog
# of the gettext builder has the message as it is written, brackets and all, and the translator has only the words to change.
# Seen: "Siehe den [Bericht][r]" is printed so, with brackets and without a link, also where the translation is the message itself: it is parsed as a document
# of its own, which has no such address. A note's mark in the same paragraph and [words](address) are right. No warning, under nitpicky too: a book whose
# sources are linked in this way loses them in each of its translations, and only there.
# Reported to its makers before (issue 690).
# The book: is written in one language; the addresses of its sources stand in references.bib.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 myst-parser==5.2.0
cd "$work"
mkdir -p docs/locale/de/LC_MESSAGES
printf 'extensions = ["myst_parser"]\nlocale_dirs = ["locale"]\n' > docs/conf.py
cat > docs/index.md <<'BOOK'
# Book

See the [report][r] of 1950[^a].

See the [letter](https://example.org/letter).

[r]: https://example.org/report

[^a]: A note.
BOOK
cat > docs/locale/de/LC_MESSAGES/index.po <<'CATALOG'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgid "See the [report][r] of 1950[^a]."
msgstr "Siehe den [Bericht][r] von 1950[^a]."

msgid "See the [letter](https://example.org/letter)."
msgstr "Siehe den [Brief](https://example.org/letter)."
CATALOG
for language in en de; do
  "$work/venv/bin/python" -m sphinx -q -n -W -E -b html -D language=$language docs $language
  python3 - $language/index.html > $language.txt <<'PYTHON'
import pathlib, re, sys
for words in re.findall(r"<p>(S.*?)</p>", pathlib.Path(sys.argv[1]).read_text(), re.S):
    print(re.sub(r"<(?!a class=\"reference ext|/a)[^>]*>", "", re.sub(r'<a class="footnote.*?</a>', "(note)", words)))
PYTHON
  echo "$language:"
  cat $language.txt
done
grep -q 'the <a .*example.org/report">report</a> of 1950(note)\.' en.txt && grep -qF 'Siehe den [Bericht][r] von 1950(note).' de.txt \
  && grep -q 'den <a .*example.org/letter">Brief</a>\.' de.txt || { echo "This is no longer so."; exit 1; }
