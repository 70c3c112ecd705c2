#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): of an HTML page the links to terms, paragraphs and quotations are kept, and what they lead to is not.
# Expected: an id in the page is an id in what is made of it, or the link to it becomes plain words, since a link that leads nowhere is against the rules of EPUB.
# Seen: the ids of p, dl, dt, dd, ul, blockquote, details and aside are dropped, those of items, headings, sections, divs, spans, figures and tables are kept; every link "#term" stays. The HTML and
# the EPUB written from the page have links to nothing, and DOCX links to bookmarks that are not in it. The number that an item was given (value="7") goes too, and
# what is hidden is printed. No warning, with --verbose neither. An empty <span id="term"> within the term is kept.
# The book: is not made by pandoc.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import re, subprocess, zipfile
import pypandoc

PARTS = {"p": '<p id="p">A</p>', "dl": '<dl id="dl"><dt id="dt">B</dt><dd id="dd">C</dd></dl>', "ul": '<ul id="ul"><li id="li">D</li></ul>',
         "quote": '<blockquote id="quote"><p>E</p></blockquote>', "details": '<details id="details"><summary>F</summary><p>G</p></details>', "aside": '<aside id="aside"><p>H</p></aside>',
         "heading": '<h2 id="heading">I</h2>', "section": '<section id="section"><p>J</p></section>', "div": '<div id="div"><p>K</p></div>', "span": '<p><span id="span">L</span></p>',
         "figure": '<figure id="figure"><img src="data:," alt="M"><figcaption>M</figcaption></figure>', "table": '<table id="table"><tr><td>N</td></tr></table>',
         "in a term": '<dl><dt><span id="inner"></span>O</dt><dd>P</dd></dl>'}
IDS = [name for part in PARTS.values() for name in re.findall(r' id="(\w+)"', part)]
PAGE = "<!DOCTYPE html><html lang=en><head><title>T</title></head><body>" + "".join(PARTS.values()) + "<p>" + " ".join(f'<a href="#{name}">{name}</a>' for name in IDS) + "</p></body></html>"
with open("page.html", "w") as file:
    file.write(PAGE)

def lost(text, link, target):
    """The names that something links to and nothing has."""
    return sorted(set(re.findall(link, text)) & set(IDS) - set(re.findall(target, text)))

def written(name):
    ran = subprocess.run([pypandoc.get_pandoc_path(), "--verbose", "page.html", "-o", name], capture_output=True, text=True, check=True)
    assert "WARNING" not in ran.stderr
    if not name.endswith(("epub", "docx")):
        return open(name).read()
    with zipfile.ZipFile(name) as book:
        return "".join(book.read(part).decode() for part in book.namelist() if part.endswith(("ch001.xhtml", "document.xml")))

found = {"html": lost(written("out.html"), r'href="#(\w+)"', r' id="(\w+)"'), "epub": lost(written("out.epub"), r'href="[\w.]*#(\w+)"', r' id="(\w+)"'),
         "docx": lost(written("out.docx"), r'w:anchor="(\w+)"', r'w:name="(\w+)"')}
for name, names in found.items():
    print(f"{name}: links lead to nothing for {names}")
numbers = pypandoc.convert_text('<ol><li value="7">A</li></ol><p hidden>B</p>', "plain", format="html").split()
print("an item with a number, and what is hidden:", numbers)
right = all(names == ["aside", "dd", "details", "dl", "dt", "p", "quote", "ul"] for names in found.values())
raise SystemExit((not (right and numbers == ["1.", "A", "B"])) and "This is no longer so.")
PYTHON
