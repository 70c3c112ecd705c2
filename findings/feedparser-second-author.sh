#!/usr/bin/env bash
# feedparser 6.0.14: of two authors of an Atom entry the last one is its author, with the e-mail address of the first.
# Expected: author and author_detail are the first author, authors has each with what stands in its own element.
# Seen: Jane Roe, who gives an address, and John Doe, who gives none, are {"name": "Doe, John", "email": "roe@..."}: an address once read is given to every
# author after it, of the feed and of the entry alike; in author_detail so is the page (uri). In the words of an entry a <ruby> without brackets of its own becomes
# "북한Bukhan", and "<summary>Evidence</summary>Two" becomes "EvidenceTwo": summary, ruby, rt and mark are not among the elements that are kept, details is.
# No warning; with sanitize_html=False the elements stay, and the authors are the same.
# The book: its feed names one author, and its entries are plain text (changes.xml).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check feedparser==6.0.14
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import feedparser

AUTHORS = "<author><name>Roe, Jane</name><email>roe@example.org</email><uri>https://example.org/roe</uri></author><author><name>Doe, John</name></author>"

def entry(words, **options):
    return feedparser.parse(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:x</id><updated>2026-11-29T00:00:00Z</updated>' + AUTHORS
        + f'<entry><title>E</title><id>urn:e</id><updated>2026-11-29T00:00:00Z</updated>{AUTHORS}<content type="xhtml">'
        f'<div xmlns="http://www.w3.org/1999/xhtml">{words}</div></content></entry></feed>', **options
    )

book = entry("<ruby>북한<rt>Bukhan</rt></ruby>은 <details><summary>Evidence</summary>Two letters.</details><mark>war</mark>")
first = book.entries[0]
for authors in (book.feed, first):
    print(authors.author, authors.author_detail, authors.authors)
words = first.content[0].value
print(words)
whole = entry("<details><summary>Evidence</summary>Two</details>", sanitize_html=False).entries[0]
doe = {"name": "Doe, John", "email": "roe@example.org", "href": "https://example.org/roe"}
same = all(
    it.author == "Doe, John (roe@example.org)" and dict(it.author_detail) == doe and it.authors[1].email == "roe@example.org" for it in (book.feed, first, whole)
)
same = same and words == "북한Bukhan은 <details>EvidenceTwo letters.</details>war" and "<summary>" in whole.content[0].value
raise SystemExit(None if same else "This is no longer so.")
PYTHON
