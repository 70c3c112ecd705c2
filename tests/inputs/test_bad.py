"""What an author can get wrong: each mistake is reported once, with file, line, code and what to do."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from PIL import Image

from conftest import ESTIMATE, FAMINE, SMALL_BOOK, WITH_REGISTRY, Built, Told, with_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _pytest.mark import ParameterSet


class Bad(NamedTuple):
    """One mistake, and the warning that must follow."""

    name: str
    changes: dict[str, Any]
    """As ``build_small`` takes them."""
    place: str
    code: str
    advice: str
    """Some words of the message."""


def section(text: str) -> dict[str, Any]:
    """The small book with something at the beginning of a commentary section, line 17 of one.md."""
    return {"one.md": [("A section {", f"{text}\n\nA section {{")]}


def words(text: str) -> dict[str, Any]:
    """The small book with some words in a commentary section, line 17 of one.md."""
    return {"one.md": [("A section {", f"{text} A section {{")]}


def rst(text: str) -> dict[str, Any]:
    """The small book with some reStructuredText, whose first line is line 18 of one.md."""
    return section(f"```{{eval-rst}}\n{text}\n```")


def famine(old: str, new: str) -> dict[str, Any]:
    """The small book with a figure, one row of its table changed; the directive is line 18 of two.md."""
    assert ESTIMATE.count(old) == 1
    return rows(ESTIMATE.replace(old, new))


def rows(*lines: str) -> dict[str, Any]:
    """The small book with a figure of some rows."""
    return {"data/famine_mortality.csv": "\n".join([FAMINE, *lines, ""]), **chart("famine")}


def chart(
    name: str, options: str = ":alt: One estimate.\n", caption: str = "A message {cite:p}`rusk1990`.\n"
) -> dict[str, Any]:
    """The small book with a directive of a figure, line 16 of two.md."""
    commentary = f"(two-commentary)=\n## Commentary\n\n(a-figure)=\n### A figure\n\n:::{{chart}} {name}\n{options}\n{caption}:::\n\n"
    return {"two.md": [("It was long.\n\n", f"It was long.\n\n{commentary}")]}


def front(text: str) -> dict[str, Any]:
    """The small book with settings at the top of one.md."""
    return {"one.md": f"---\n{text}\n---\n{SMALL_BOOK['one.md']}"}


def picture(name: str, data: str | bytes) -> dict[str, Any]:
    """The small book with a picture of some bytes."""
    return section(f"![A dot]({name})") | {name: data}


def drawing(
    inside: str, start: str = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
) -> dict[str, Any]:
    """The small book with a drawing."""
    return picture("dot.svg", f"{start}{inside}</svg>")


def dot(form: str) -> bytes:
    """A small picture of a form."""
    data = io.BytesIO()
    Image.new("RGB", (30, 30), "gray").save(data, form)
    return data.getvalue()


def setting(line: str) -> dict[str, Any]:
    """The small book with one more line of settings, line 7 of conf.py."""
    return {"conf.py": [('anchors_file = ""', f'anchors_file = ""\n{line}')]}


def registry(text: str) -> dict[str, Any]:
    """The small book with a registry."""
    return {"anchors.txt": text, **dict([WITH_REGISTRY])}


def entry(field: str) -> dict[str, Any]:
    """The small book with a second source, which has one more field in line 13 of references.bib."""
    first = SMALL_BOOK["references.bib"]
    name = field.split(" ")[0]
    rest = "".join(line for line in first.splitlines(True)[1:] if not line.strip().startswith(name))
    more = f"@book{{more,\n  shorttitle = {{More}},\n  {field},\n{rest}"
    return {
        "references.bib": first + more,
        "one.md": [("A section {cite:p}`rusk1990`", "A section {cite:p}`rusk1990,more`")],
    }


CARRIES = """\
who-founded:
  - {source: rusk1990, relation: qualifies, carries: Others founded it too, seen: cited-by}
it-ended:
  - {source: rusk1990, relation: supports, carries: The day of the armistice, seen: own-page}
"""


def carries(old: str, new: str) -> dict[str, Any]:
    """The small book with what its sources carry, in four lines, some words of which are changed."""
    assert CARRIES.count(old) == 1
    return {"carries.yaml": CARRIES.replace(old, new)}


PRINTED = '"kind": "passage", "page": "one", "title": "One", "words": "Words", "sha256": null'


def closed(old: str, new: str) -> dict[str, Any]:
    """The small book with a closed edition, the record of whose one name, in line 2, is changed."""
    assert PRINTED.count(old) == 1
    record = PRINTED.replace(old, new)
    return {
        "editions/0.9/edition.json": '{"version": "0.9", "date": "2026-11-20", "commit": "abc"}',
        "editions/0.9/names.json": f'{{\n"one-p1": {{{record}}}\n}}\n',
        "editions/0.9/SHA256SUMS": "",
    }


SHOWN = ":::{chart} famine\n:alt: One estimate.\n\nA message {cite:p}`rusk1990`.\n:::\n\n"
APPENDIX = with_page("data", "(data)=\n# Data\n\n(data-famine)=\n## Famine\n\n:::{chart-data} famine\n:::\n")


def subject(old: str, new: str) -> dict[str, Any]:
    """The small book with a subject for its index, some words of which are changed."""
    record = "- heading: Norton\n  kind: institution\n  words: [jets]\n"
    assert record.count(old) == 1
    return {"subjects.yaml": record.replace(old, new)}


def reason(text: str) -> dict[str, Any]:
    """The small book with a reason why the second sentence of one.md has no note, and more."""
    return {"coverage.yaml": f"- sentence: They were\n  reason: {text}\n"}


def note(text: str) -> dict[str, Any]:
    """The small book with another text for the note in line 19 of one.md."""
    return {"one.md": [("[^who-founded]: **Imprecise.** Others founded it too {cite:p}`rusk1990`.\n", f"{text}\n")]}


DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
LONG = "-".join(["long"] * 25 + ["a"])

FOREIGN = [
    Bad("HTML in a block", section("<script>alert(1)</script>"), "one.md:17", "foreign.raw", "write Markdown"),
    Bad("HTML in a line", words("a <b>bold</b> word"), "one.md:17", "foreign.raw", "“<b>” is markup for one output"),
    Bad("HTML in a heading", {"one.md": [("### Who", "### <b>Who</b>")]}, "one.md:12", "foreign.raw", "write Markdown"),
    Bad("a tag that nobody knows", {"one.md": [("### Who", "### <founder> who")]}, "one.md:12", "foreign.raw", "`code`"),
    Bad("HTML in a passage", {"one.md": [("were fast", "were <b>fast</b>")]}, "one.md:5", "foreign.raw", "write Markdown"),
    Bad("HTML in a note", {"one.md": [("Others", "<i>Others</i>")]}, "one.md:19", "foreign.raw", "write Markdown"),
    Bad("HTML in an event's title", {"timeline.yaml": [("The war ends", "The <b>war</b> ends")]}, "timeline.yaml:3", "foreign.raw", "write Markdown"),
    Bad("HTML in an event's fact", {"timeline.yaml": [("It ends.", "It <b>ends</b>.")]}, "timeline.yaml:4", "foreign.raw", "write Markdown"),
    Bad("HTML in a term", {"glossary.md": [("A doctrine.", "A <b>doctrine</b>.")]}, "glossary.md:16", "foreign.raw", "write Markdown"),
    Bad("a comment of HTML", section("<!-- for us -->"), "one.md:17", "foreign.raw", "begin its lines with '% '"),
    Bad("the directive raw", section("```{raw} html\n<b>x</b>\n```"), "one.md:17", "foreign.raw", "write Markdown"),
    Bad("raw Typst", section("```{raw} typst\n#panic()\n```"), "one.md:17", "foreign.raw", "write Markdown"),
    Bad("raw LaTeX", section("```{raw} latex\n\\x\n```"), "one.md:17", "foreign.raw", "write Markdown"),
    Bad("raw in reStructuredText", rst(".. raw:: html\n\n   <b>x</b>"), "one.md:18", "foreign.raw", "write Markdown"),
    Bad("raw from the network", rst(".. raw:: html\n   :url: http://127.0.0.1:9/"), "one.md:18", "foreign.raw", "write Markdown"),
    Bad("raw through a role", rst(".. role:: live(raw)\n   :format: html\n\nA :live:`<b>`."), "one.md:21", "foreign.raw", "write Markdown"),
    Bad("a formula in a line", words("with {math}`a^2 + b` here"), "one.md:17", "foreign.formula", "“a^2 + b” is a formula in LaTeX, which neither book can set; write it in words"),
    Bad("a formula of its own", section("```{math}\n:label: eq-x\na^2\n```"), "one.md:17", "foreign.formula", "or as `code`"),
    Bad("a formula in reStructuredText", rst(".. math::\n\n   a^2"), "one.md:18", "foreign.formula", "“a^2”"),
    Bad("what would stand in the page's head", rst(".. meta::\n   :http-equiv=refresh: 0"), "one.md:18", "foreign.raw", "take it out"),
    Bad("settings of MyST in a page", front("myst:\n  enable_extensions: [substitution]"), "one.md:2", "foreign.settings", "conf.py"),
    Bad("a page's own head", front("html_meta:\n  robots: none"), "one.md:2", "foreign.settings", "conf.py"),
    Bad("an include in Latin-1", section("```{include} part.txt\n```") | {"part.txt": b"Words.\n\nCaf\xe9\n"}, "one.md:17", "foreign.file", "'part.txt' is not UTF-8, see its line 3; save it in that encoding"),
    Bad("an include from words that there are not", section("```{include} part.txt\n:start-after: nowhere\n```") | {"part.txt": "Words."}, "one.md:17", "docutils.markup", 'text not found "nowhere"; mend it, or take it out'),
    Bad("a link to whatever has a name", words("{any}`two`"), "one.md:17", "ref.any", "write {ref} or {doc}, which say what is meant"),
    Bad("an include from outside", section("```{include} ../outside.txt\n```"), "one.md:17", "foreign.file", "copy it there"),
    Bad("an include from docutils", section("```{include} <isonum.txt>\n```"), "one.md:17", "foreign.file", "copy it there"),
    Bad("an include that is not there", section("```{include} part.md\n```"), "one.md:17", "foreign.file", "there is no file 'part.md'"),
    Bad("an absolute include", section("```{include} /etc/passwd\n```"), "one.md:17", "foreign.file", "there is no file '/etc/passwd'"),
    Bad("an include in reStructuredText", rst(".. include:: ../outside.txt"), "one.md:18", "foreign.file", "copy it there"),
    Bad("a listing from outside", section("```{literalinclude} ../outside.txt\n```"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a comparison with outside", section("```{literalinclude} conf.py\n:diff: ../outside.txt\n```"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a table from outside", section("```{csv-table}\n:file: ../outside.txt\n```"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a table from the network", section("```{csv-table}\n:url: http://127.0.0.1:9/\n```"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a download from outside", words("{download}`x <../outside.txt>`"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a download from the network", words("{download}`x <http://127.0.0.1:9/>`"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a link to a file outside", words("[x](../outside.txt)") | {"../outside.txt": "x"}, "one.md:17", "foreign.file", "copy it there"),
    Bad("a picture from outside", section("![x](../outside.png)"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a picture from the network", section("![x](https://example.org/x.png)"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a picture in its address", section("![x](data:image/png;base64,AAAA)"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a picture that is not there", section("![x](picture.png)"), "one.md:17", "foreign.file", "there is no file 'picture.png'"),
    Bad("a picture set live", rst(".. image:: dot.svg\n   :alt: x\n   :loading: embed") | {"dot.svg": "<svg/>"}, "one.md:18", "foreign.file", "take ':loading: embed' out"),
    Bad("a figure from outside", section("```{figure} ../outside.png\n:alt: x\n:name: figure-x\n\nWords\n```"), "one.md:17", "foreign.file", "copy it there"),
    Bad("a link that runs code", words("[x](javascript:alert(1))"), "one.md:17", "foreign.link", "'javascript:alert(1)' is no link"),
    Bad("a link that runs code, in capitals", words("[*x*](JavaScript:alert)"), "one.md:17", "foreign.link", "https://"),
    Bad("a reference that runs code", section("See [y].\n\n[y]: javascript:alert(1)"), "one.md:19", "foreign.link", "https://"),
    Bad("an address that runs code", words("<javascript:alert(1)>"), "one.md:17", "foreign.link", "https://"),
    Bad("reStructuredText that runs code", rst("`x <javascript:alert(1)>`_"), "one.md:18", "foreign.link", "https://"),
    Bad("a figure that runs code", section("```{figure} dot.png\n:alt: x\n:target: javascript:alert(1)\n```") | {"dot.png": dot("PNG")}, "one.md:17", "foreign.link", "https://"),
    Bad("a page in its address", words("[x](data:text/html,abc)"), "one.md:17", "foreign.link", "https://"),
    Bad("an address in Visual Basic", words("[x](vbscript:abc)"), "one.md:17", "foreign.link", "https://"),
    Bad("a reader's own file", words("[x](file:///etc/passwd)"), "one.md:17", "foreign.link", "https://"),
    Bad("another kind of address", words("[x](ftp://example.org/x)"), "one.md:17", "foreign.link", "https://"),
    Bad("an address without its kind", words("[x](//example.org/x)"), "one.md:17", "foreign.link", "https://"),
    Bad("a link with a password", words("[x](https://me:secret@example.org/)"), "one.md:17", "foreign.link", "'https://…@example.org/'"),
    Bad("a file that takes itself in", section("```{include} part.txt\n```") | {"part.txt": "Words.\n\n```{include} part.txt\n```\n"}, "part.txt:3", "foreign.file", "would take itself in, without end; take this line out"),
    Bad("a page that takes itself in", section("```{include} one.md\n```"), "one.md:17", "foreign.file", "would take itself in"),
    Bad("an include that begins behind its file", section("```{include} part.txt\n:start-line: 50\n```") | {"part.txt": "Words.\n"}, "one.md:17", "foreign.file", "'part.txt' ends in line 1, and ':start-line: 50' leaves out all; mend it"),
    Bad("an include of nothing", section("```{include} part.txt\n```") | {"part.txt": ""}, "one.md:17", "foreign.file", "leaves out all"),
    Bad("an include with a box without its end", section("```{include} part.txt\n```") | {"part.txt": "Words.\n\n:::{note}\nWords.\n"}, "part.txt:3", "fences.open", "close it by :::"),
    Bad("an include with a note", section("```{include} part.txt\n```") | {"part.txt": "[^more]: **Supported.** Words.\n"}, "part.txt:1", "ref.footnote", "write its mark"),
    Bad("a listing of lines that there are not", section("```{literalinclude} part.txt\n:lines: 50-\n```") | {"part.txt": "Words.\n"}, "one.md:17", "foreign.file", "'part.txt' ends in line 1, and ':lines:' names 50; mend it"),
    Bad("a page in no list of contents", {"more.md": "---\norphan: true\n---\n(more)=\n# More\n\nWords.\n"}, "more.md:2", "foreign.settings", "a page that no list of contents has would be in HTML only; add it to one, and take 'orphan' out"),
]  # fmt: skip

PICTURES = [
    Bad("a PNG that is cut off", picture("dot.png", dot("PNG")[:60]), "one.md:17", "foreign.picture", "'dot.png' is no whole picture (image file is truncated); save it again"),
    Bad("a PNG that is none", picture("dot.png", b"\x89PNG\r\n\x1a\nrubbish"), "one.md:17", "foreign.picture", "no whole picture"),
    Bad("a PNG without a byte", picture("dot.png", b""), "one.md:17", "foreign.picture", "no whole picture"),
    Bad("a JPEG that is cut off", picture("dot.jpg", dot("JPEG")[:300]), "one.md:17", "foreign.picture", "no whole picture"),
    Bad("a WebP that is none", picture("dot.webp", b"RIFFxxxx"), "one.md:17", "foreign.picture", "no whole picture"),
    Bad("a PNG that says it is a JPEG", picture("dot.jpg", dot("PNG")), "one.md:17", "foreign.picture", "'dot.jpg' is not what its name says but image/png; give it another ending"),
    Bad("a picture that not every book can show", picture("dot.bmp", b"BM"), "one.md:17", "foreign.picture", "save it in another form: svg, png, jpg"),
    Bad("a page of a PDF", picture("dot.pdf", b"%PDF-1.4"), "one.md:17", "foreign.picture", "save it in another form"),
    Bad("a folder with a picture's name", section("![x](dot.png)") | {"dot.png/x": "x"}, "one.md:17", "foreign.file", "there is no file 'dot.png'"),
    Bad("pictures to choose among", picture("dot.*", "x"), "one.md:17", "foreign.picture", "save it in another form"),
    Bad("a drawing that is cut off", picture("dot.svg", "<svg><rect"), "one.md:17", "foreign.picture", "no whole drawing (unclosed token"),
    Bad("a drawing that is a page", picture("dot.svg", "<html></html>"), "one.md:17", "foreign.picture", "does not begin with <svg xmlns"),
    Bad("a drawing with a script", drawing("<script>alert(1)</script>"), "one.md:17", "foreign.picture", "an element <script>, which could run"),
    Bad("a drawing with a page inside", drawing("<foreignObject/>"), "one.md:17", "foreign.picture", "an element <foreignObject>"),
    Bad("a drawing that runs when it is shown", drawing('<rect onload="alert(1)"/>'), "one.md:17", "foreign.picture", "an attribute 'onload'"),
    Bad("a drawing that asks the network", drawing('<image href="https://example.org/x.png"/>'), "one.md:17", "foreign.picture", "asks for 'https://example.org/x.png'; take that into the drawing"),
    Bad("a drawing whose style asks the network", drawing("<style>@import 'https://example.org/x.css';</style>"), "one.md:17", "foreign.picture", "asks for another file"),
    Bad("a drawing whose fill asks the network", drawing('<rect fill="url(https://example.org/#x)"/>'), "one.md:17", "foreign.picture", "asks for another file"),
    Bad("a drawing with entities", drawing("&a;", '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">'), "one.md:17", "foreign.picture", "take them out"),
    Bad("a drawing without a width", picture("dot.svg", DOT.replace('"9"', '"0"')), "one.md:17", "foreign.picture", "'dot.svg' has no width or height, and would not be seen; write its size in its first tag"),
    Bad("a drawing in UTF-16", picture("dot.svg", DOT.encode("utf-16")), "one.md:17", "foreign.picture", "'dot.svg' is not UTF-8"),
]  # fmt: skip

SLIPS = [
    Bad("a role with a space", words("x {cite:p} `rusk1990` y"), "one.md:17", "unread.markup", "“{cite:p}” was not read as markup; a backtick follows right after the brace"),
    Bad("a role with quotation marks", words("x {cite:p}'rusk1990' y"), "one.md:17", "unread.markup", "“{cite:p}”"),
    Bad("a role as reStructuredText has it", words("x :cite:p:`rusk1990` y"), "one.md:17", "unread.markup", "a role has braces"),
    Bad("a role without its end", words("x {cite:p}`rusk1990 y"), "one.md:17", "bibliography.bad_citation", "mend it"),
    Bad("a citation of another kind", words("x {cite:author}`rusk1990` y"), "one.md:17", "bibliography.bad_citation", "'{cite:author}' would print what {cite:p} prints; write one of {cite}, {cite:p}, {cite:t}, {cite:alp}"),
    Bad("a source twice in a citation", words("x {cite:p}`rusk1990,rusk1990` y"), "one.md:17", "bibliography.bad_citation", "names 'rusk1990' twice; take one out"),
    Bad("a link with a space in its address", words("[x](https://example.org/a b)"), "one.md:17", "unread.markup", "write %20 for one"),
    Bad("a link with a space before its address", words("[x] (https://example.org/)"), "one.md:17", "unread.markup", "a link is [words](address)"),
    Bad("a link without its end", words("[x](https://example.org now"), "one.md:17", "unread.markup", "a link is [words](address)"),
    Bad("bold words without an end", words("Go **bold now."), "one.md:17", "unread.markup", "“**bold” was not read"),
    Bad("bold words with a space", words("Go ** bold** now."), "one.md:17", "unread.markup", "without spaces inside"),
    Bad("a name in braces", section("{#the-founder}\nWords."), "one.md:17", "unread.markup", "write (name)= above"),
    Bad("a style in braces", words('[x]{style="color:red"}'), "one.md:17", "unread.markup", "not written in braces"),
    Bad("a directive with two colons", section("::{note}\nwords\n::"), "one.md:17", "unread.markup", "three colons"),
    Bad("a directive with a space in its braces", {"one.md": [("{about} one-p1", "{about } one-p1")]}, "one.md:14", "lost.directive", "“{about” opens no directive; write :::{name}"),
    Bad("a directive with a space before its name", section(":::{ note}\nwords\n:::"), "one.md:17", "lost.directive", "without spaces in or right after the braces"),
    Bad("a directive without a space behind its braces", {"glossary.md": [("{term} Juche", "{term}Juche")]}, "glossary.md:12", "lost.directive", "“{term}Juche” opens no directive"),
    Bad("a directive without its braces", section(":::note\nwords\n:::"), "one.md:17", "lost.directive", "“note” opens no directive"),
    Bad("a directive in a directive with a space", section("::::{note}\nwords\n\n:::{tip }\nwords\n:::\n::::"), "one.md:20", "lost.directive", "“{tip” opens no directive"),
    Bad("a fenced directive with a space", section("```{note }\nwords\n```"), "one.md:17", "lost.directive", "write ```{name}"),
    Bad("a name with a space before its sign", {"one.md": [("(the-founder)=", "(the-founder) =")]}, "one.md:11", "lost.name", "“(the-founder) =” gives no name; write (the-founder)="),
    Bad("a passage's name with a space", {"one.md": [("(one-p1)=", "(one-p1) =")]}, "one.md:4", "lost.name", "write (one-p1)="),
    Bad("a name without its sign", {"one.md": [("(the-founder)=", "(the-founder)")]}, "one.md:11", "lost.name", "write (the-founder)="),
    Bad("a name with a colon", {"one.md": [("(the-founder)=", "(the-founder):=")]}, "one.md:11", "lost.name", "write (the-founder)="),
    Bad("lists 40 deep", section("\n".join("  " * depth + f"- item {depth}" for depth in range(40))), "one.md:26", "lost.depth", "words are lost; nest it less"),
    Bad("quotations 40 deep", {"glossary.md": [("# Glossary\n", "# Glossary\n\n" + ">" * 40 + " words\n")]}, "glossary.md:4", "lost.depth", "nest it less"),
    Bad("a citation as reStructuredText has it", words("See [Name2000]_."), "one.md:17", "unread.markup", "“[Name2000]_” was not read as markup; a citation is {cite:p}`key`"),
    Bad("a link as reStructuredText has it", words("See `the page`_."), "one.md:17", "unread.markup", "a link [words](address)"),
    Bad("a citation as pandoc has it", words("words [@rusk1990, p. 5] x"), "one.md:17", "unread.markup", "“[@rusk1990, p. 5]” was not read as markup; a citation is {cite:p}`key`"),
    Bad("an option twice", {"glossary.md": [(":ko: 주체", ":ko: 주\n:ko: 주체")]}, "glossary.md:15", "fences.option", "the option ':ko:' stands twice, and one would be lost; take one of the two out"),
    Bad("an option without its value", {"glossary.md": [(":ko: 주체", ":ko:")]}, "glossary.md:14", "myst.directive_option", "write its value, or take the option out"),
    Bad("a directive without what it needs", {"one.md": [("{about} one-p1 two-p2", "{about}")]}, "one.md:14", "myst.directive_parse", "write what it needs right behind its braces"),
    Bad("words in a directive that has none", {"one.md": [("{about} one-p1 two-p2\n", "{about} one-p1 two-p2\nwords\n")]}, "one.md:14", "myst.directive_parse", "nothing stands between its options and its end; take that out"),
    Bad("passages with commas", {"one.md": [("{about} one-p1 two-p2", "{about} one-p1, two-p2")]}, "one.md:14", "commentary.passage", "'one-p1,' is no passage"),
    Bad("passages of no section", {"glossary.md": [("# Glossary\n", "# Glossary\n\n:::{about} one-p1\n:::\n")]}, "glossary.md:4", "commentary.place", "stands in no section of a chapter"),
    Bad("a link whose address is missing", words("See [these words][nowhere] x"), "one.md:17", "unread.markup", "“[these words][nowhere]” was not read as markup; a link is [words](address), or [words][name] with a line '[name]: address'"),
    Bad("a link as in a wiki", words("See [[two]] x"), "one.md:17", "unread.markup", "“[[two]]” was not read as markup; a link is [words](address)"),
    Bad("a heading without its space", section("###The first\n\nWords."), "one.md:17", "unread.markup", "“###The” was not read as markup; a heading has a space after its signs"),
    Bad("words that are struck out", words("a ~~struck word~~ x"), "one.md:17", "unread.markup", "“~~struck word~~” was not read as markup; no book strikes or marks words; take the signs out"),
    Bad("words that are marked", words("a ==marked word== x"), "one.md:17", "unread.markup", "“==marked word==” was not read as markup"),
    Bad("an address twice", section("See [x].\n\n[x]: https://example.org/a\n[x]: https://example.org/b"), "one.md:20", "myst.duplicate_def", "mend it, or take it out"),
    Bad("a heading that leaves a level out", section("(deep)=\n##### Deep\n\nWords."), "one.md:18", "myst.header", "begin it with fewer '#'"),
    Bad("a second title without a name", section("Again\n=====\n\nWords."), "one.md:17", "anchors.title", "begin it with '## '"),
    Bad("lines of code that there are not", section("```{code-block} python\n:emphasize-lines: 9\n\nx = 1\n```"), "one.md:17", "code.lines", "mend the numbers, or take them out"),
    Bad("a directive as reStructuredText has it", section(".. note:: words"), "one.md:17", "unread.markup", "a directive is :::{name}"),
    Bad("a name as reStructuredText has it", section(".. _name:\n\nwords"), "one.md:17", "unread.markup", "a name (name)="),
    Bad("a heading in a note", note("[^who-founded]: **Imprecise.** Others.\n\n    ### A head\n\n    Words."), "one.md:21", "anchors.title", "no heading can stand in a note"),
    Bad("a heading in a list", section("- item\n\n  ### A head"), "one.md:19", "anchors.title", "take its '#' out"),
    Bad("a heading in a box", section(":::{note}\n### A head\n\nwords\n:::"), "one.md:18", "anchors.title", "take its '#' out"),
    Bad("a directive without its end", section(":::{note}\nwords"), "one.md:17", "fences.open", "takes in all that follows; close it by :::"),
    Bad("code without its end", section("```python\nx = 1"), "one.md:17", "fences.open", "close it by ```"),
    Bad("a mark with a space", {"one.md": [("founder,[^who-founded] flew", "founder,[^ who-founded] flew")]}, "one.md:5", "notes.mark", "“[^ who-founded]” is no mark of a note; write [^who-founded]"),
    Bad("a mark without its caret", {"one.md": [("founder,[^who-founded] flew", "founder,[who-founded] flew")]}, "one.md:5", "notes.mark", "write [^who-founded]"),
    Bad("a mark with another caret", {"one.md": [("founder,[^who-founded] flew", "founder,[\u02c6who-founded] flew")]}, "one.md:5", "notes.mark", "write [^who-founded]"),
    Bad("a note without its colon", {"one.md": [("[^who-founded]: ", "[^who-founded] ")]}, "one.md:19", "notes.missing", "has no colon; write '[^who-founded]: **Verdict.** …'"),
    Bad("a note with a space before its colon", {"one.md": [("[^who-founded]: ", "[^who-founded] : ")]}, "one.md:19", "notes.missing", "has no colon"),
    Bad("a mark twice", {"one.md": [("They were fast.", "They were fast.[^who-founded]")]}, "one.md:5", "notes.twice", "take one of the two out"),
    Bad("evidence without its four spaces", {"one.md": f"{SMALL_BOOK['one.md']}\nEvidence.\n"}, "one.md:21", "notes.last", "indent it by four spaces"),
    Bad("a section behind the notes", {"one.md": f"{SMALL_BOOK['one.md']}\n(more)=\n### More\n\nWords.\n"}, "one.md:22", "notes.last", "move it above them"),
    Bad("a verdict in italics", {"one.md": [("**Imprecise.**", "*Imprecise.*")]}, "one.md:19", "notes.verdict", "must begin with its verdict"),
    Bad("a verdict in small letters", {"one.md": [("**Imprecise.**", "**imprecise.**")]}, "one.md:19", "notes.verdict", "not 'imprecise'"),
    Bad("a verdict without its stop", {"one.md": [("**Imprecise.**", "**Imprecise**")]}, "one.md:19", "notes.verdict", "one of **Supported.**, **Imprecise.**"),
    Bad("a verdict with its stop outside", {"one.md": [("**Imprecise.**", "**Imprecise**.")]}, "one.md:19", "notes.verdict", "one of **Supported.**, **Imprecise.**"),
    Bad("a note without words", note("[^who-founded]:"), "one.md:19", "notes.verdict", "must begin with its verdict"),
    Bad("a note that is only a verdict", note("[^who-founded]: **Imprecise.**"), "one.md:19", "notes.answer", "write it in the same paragraph as its verdict"),
    Bad("a note on a page without passages", with_page("more", "(more)=\n# More\n\nWords[^x] here.\n\n[^x]: **Supported.** Words.\n"), "more.md:6", "notes.place", "a note answers words of the essay, of which this page has none; write it as words"),
    Bad("a mark in a note", note("[^who-founded]: **Imprecise.** Others[^more].\n\n[^more]: **Supported.** Words."), "one.md:19", "notes.place", "outside the essay's text"),
    Bad("a heading without words", {"one.md": [("### Who the founder was", "###")]}, "one.md:12", "anchors.title", "has no words; write some"),
    Bad("a second title", {"one.md": [("A section {", "(again)=\n# Again\n\nA section {")]}, "one.md:18", "anchors.title", "begin it with '## '"),
    Bad("a name twice in a page", {"one.md": [("A section {", "(the-founder)=\n#### Again\n\nA section {")]}, "one.md:17", "anchors.twice", "one of the two needs another name"),
    Bad("chapters in another order", {"index.md": [("one\ntwo\n", "two\none\n")]}, "index.md:4", "contents.order", "stand here as two, one; write one, two"),
    Bad("a chapter in no contents", {"index.md": [("two\n", "")]}, "two.md:1", "toc.not_included", "add it to a list of contents"),
    Bad("reStructuredText with a slip", rst("*unbalanced"), "one.md:18", "docutils.markup", "without end-string"),
    Bad("no claim at all", {"claims.yaml": ""}, "claims.yaml:1", "claims.records", "write which words each note answers"),
    Bad("a merge key", {"claims.yaml": [("  who-founded:\n", "  <<: {a: b}\n  who-founded:\n")]}, "claims.yaml:2", "claims.records", "write the fields out"),
    Bad("a comment within a title", {"timeline.yaml": [("title: The war ends", "title: The war # it ends")]}, "timeline.yaml:3", "events.records", "put the text in quotation marks"),
    Bad("a source twice in an event", {"timeline.yaml": [("sources: [rusk1990]\n  chapter: two", "sources: [rusk1990, rusk1990]\n  chapter: two")]}, "timeline.yaml:5", "events.field", "stands here twice"),
    Bad("a table whose line has too few parts", section("| a | b |\n| --- |\n| c | d |"), "one.md:17", "unread.markup", "“| --- |” was not read as markup; the line below a table's head has a part for each"),
    Bad("a character that HTML does not have", words("caf&eacut; x"), "one.md:17", "unread.markup", "write the character itself"),
    Bad("a section about a section", {"one.md": [("{about} one-p1", "{about} the-founder one-p1")]}, "one.md:14", "commentary.passage", "'the-founder' is no passage; name those that the section is about"),
    Bad("a section about a passage, twice", {"one.md": [("{about} one-p1", "{about} two-p2 one-p1")]}, "one.md:14", "commentary.passage", "'two-p2' stands here twice; take one out"),
    Bad("settings of a page without an end", {"one.md": f"---\norphan: true\n{SMALL_BOOK['one.md']}"}, "one.md:1", "fences.open", "the settings of this page have no end; close them by ---"),

    Bad("a link without words", words("[](https://example.org)"), "one.md:17", "wordless.link", "this link has no words; write some: [words](address)"),
    Bad("a link in an event without words", {"timeline.yaml": [("title: The war ends", "title: The war ends [](https://example.org)")]}, "timeline.yaml:3", "wordless.link", "has no words"),
    Bad("a reference whose words are a space", words("See {ref}` <two-p1>`."), "one.md:17", "wordless.link", "has no words"),
    Bad("a picture without words", picture("dot.svg", DOT) | section("![](dot.svg)"), "one.md:17", "wordless.picture", "this picture has no words; say what it shows"),
    Bad("a picture whose words are a space", picture("dot.svg", DOT) | section("![ ](dot.svg)"), "one.md:17", "wordless.picture", "has no words"),
    Bad("a linked picture without words", picture("dot.svg", DOT) | words("[![](dot.svg)](https://example.org)"), "one.md:17", "wordless.picture", "has no words"),
    Bad("a section without words", section("(more)=\n#### More\n\n(others)=\n#### Others\n\nWords."), "one.md:18", "wordless.section", "this section has no words; write some, or take its heading out"),
    Bad("a section that only says what it is about", {"one.md": [("A section {cite:p}`rusk1990`.", "% Still to write.")]}, "one.md:12", "wordless.section", "has no words"),
    Bad("a heading that is a picture", picture("dot.svg", DOT) | {"one.md": [("### Who the founder was", "### ![A dot](dot.svg)")]}, "one.md:12", "anchors.title", "this heading has no words"),
    Bad("a picture that leads to a page by its file", picture("dot.svg", DOT) | section("```{image} dot.svg\n:alt: A dot\n:target: two.md\n```"), "one.md:17", "foreign.link", "nobody checks the address 'two.md'; a page is linked by [words](file.md#name)"),
    Bad("reStructuredText that links a page by its file", rst("`x <two.html>`_"), "one.md:18", "foreign.link", "nobody checks the address 'two.html'"),
    Bad("a note that is only a citation", note("[^who-founded]: **Imprecise.** {cite:p}`rusk1990`."), "one.md:19", "notes.answer", "write it in the same paragraph as its verdict"),
    Bad("a note that is only a picture", picture("dot.svg", DOT) | note("[^who-founded]: **Imprecise.** ![A dot](dot.svg)"), "one.md:19", "notes.answer", "has no answer"),
    Bad("a repair without words", {"claims.yaml": [("confidence: high", "confidence: high\n    repair: ''")]}, "claims.yaml:5", "claims.field", "'repair' is empty; write it, or take it out"),
    Bad("a check without a day", {"claims.yaml": [("confidence: high", "confidence: high\n    checked: {}")]}, "claims.yaml:5", "claims.field", "'checked' is empty"),
    Bad("a paragraph that is indented", section("Words.\n\n    More words."), "one.md:19", "indented.code", "would be printed as code; take four out, or put it between ``` and ```"),
    Bad("a paragraph that begins with a tabulator", section("Words.\n\n\tMore words."), "one.md:19", "indented.code", "would be printed as code"),
    Bad("evidence that is indented twice", note("[^who-founded]: **Imprecise.** Others {cite:p}`rusk1990`.\n\n        Evidence."), "one.md:21", "indented.code", "would be printed as code"),
    Bad("a quotation that is indented", section(">     Words."), "one.md:17", "indented.code", "would be printed as code"),
    Bad("a note as pandoc has it", words("Words^[a note] here."), "one.md:17", "unread.markup", "“^[a note]” was not read as markup; a note's mark is [^label]"),
    Bad("a figure with another place for its number", words("{numref}`Figure %d <figure-famine>`") | rows(ESTIMATE) | APPENDIX, "one.md:17", "ref.numref", "write %s once, where the number stands"),
]  # fmt: skip

REFUSED = [
    Bad("an abbreviation that is explained", words("The {abbr}`UN (United Nations)` x"), "one.md:17", "refused.role", "no print has its explanation; write 'the United Nations (UN)'"),
    Bad("a citation as a footnote", words("x {footcite}`rusk1990` y"), "one.md:17", "refused.role", "a citation is {cite:p}`key`"),
    Bad("a citation as a footnote, in words", words("x {footcite:t}`rusk1990` y"), "one.md:17", "refused.role", "a citation is {cite:p}`key`"),
    Bad("a list of sources of the library's", section("```{bibliography}\n:all:\n```"), "one.md:17", "refused.directive", "listed by ':::{sources} group'"),
    Bad("options of a program", rst("-a   an option\n--long  another"), "one.md:18", "refused.directive", "a list of options describes a program"),
    Bad("a note of reStructuredText", rst("Words [#x]_ here.\n\n.. [#x] A footnote."), "one.md:18", "refused.note", "'[^label]' after them"),
    Bad("a note of reStructuredText with a number", rst("Words [1]_ here.\n\n.. [1] A footnote."), "one.md:18", "refused.note", "'[^label]' after them"),
    Bad("a note of reStructuredText without a mark", rst(".. [#x] A footnote."), "one.md:18", "refused.note", "'[^label]' after them"),
    Bad("a citation of reStructuredText", rst("Words [Name2000]_ here.\n\n.. [Name2000] A book."), "one.md:18", "refused.note", "a citation is {cite:p}`key`"),
    Bad("a list of footnotes", section("```{footbibliography}\n```"), "one.md:17", "refused.directive", "listed by ':::{sources} group'"),
    Bad("a glossary of Sphinx", section("```{glossary}\nterm\n  words\n```"), "one.md:17", "refused.directive", "a term is ':::{term} Name'"),
    Bad("an entry of the index", section("```{index} single: words\n```"), "one.md:17", "refused.directive", "write '(name)=' above the place"),
    Bad("a change of a program", section("```{versionadded} 1.0\nWords.\n```"), "one.md:17", "refused.directive", "write it as words"),
    Bad("a box at the side", section("```{sidebar} Title\nWords.\n```"), "one.md:17", "refused.directive", "write it as words"),
    Bad("a head of printed pages", section("```{header}\nWords.\n```"), "one.md:17", "refused.directive", "how a book looks"),
    Bad("a description of a function", section("```{py:function} words()\nWords.\n```"), "one.md:17", "refused.directive", "'{function}' describes a program"),
    Bad("words for one book in a chapter", section("```{only} html\nWords.\n```"), "one.md:17", "refused.only", "all must say the same"),
    Bad("words for one book in a term", {"glossary.md": [("A doctrine.", "```{only} html\nA doctrine.\n```\n\nWords.")]}, "glossary.md:16", "refused.only", "all must say the same"),
    Bad("words for a book that there is not", {"glossary.md": [("# Glossary\n", "# Glossary\n\n```{only} latex\nWords.\n```\n")]}, "glossary.md:4", "refused.only", "there is no book 'latex'; write one of epub, html, typst"),
    Bad("the day of the build", rst("On |today|."), "one.md:18", "refused.role", "“|today|” stands for words from elsewhere, which may change; write them here"),
    Bad("words that are given elsewhere", rst("In edition |release|."), "one.md:18", "refused.role", "“|release|” stands for words from elsewhere"),
    Bad("addresses as notes", rst("`x <https://example.org/>`_\n\n.. target-notes::"), "one.md:20", "refused.directive", "no place for '{target-notes}'"),
    Bad("what an extension prints that no book knows", setting('extensions = [*extensions, "sphinx.ext.todo"]') | section("```{todo}\nWords.\n```"), "one.md:17", "refused.directive", "no book can print what sphinx.ext.todo makes of this; write it as words"),
]  # fmt: skip

CHARACTERS = [
    Bad("text that runs from right to left", words("a \u202e b"), "one.md:17", "characters.hidden", "U+202E RIGHT-TO-LEFT OVERRIDE, after “a”; remove it"),
    Bad("an isolate in a heading", {"one.md": [("### Who", "### \u2067Who")]}, "one.md:12", "characters.hidden", "U+2067 RIGHT-TO-LEFT ISOLATE"),
    Bad("a bell", words("a \x07 b"), "one.md:17", "characters.hidden", "U+0007"),
    Bad("a NUL", words("a \0 b"), "one.md:17", "characters.hidden", "U+0000"),
    Bad("a space without width", words("a\u200bb"), "one.md:17", "characters.hidden", "U+200B ZERO WIDTH SPACE"),
    Bad("a soft hyphen", words("a\u00adb"), "one.md:17", "characters.hidden", "U+00AD SOFT HYPHEN"),
    Bad("a BOM inside", words("a \ufeff b"), "one.md:17", "characters.hidden", "U+FEFF"),
    Bad("a filler of Hangul", words("a \u3164 b"), "one.md:17", "characters.hidden", "U+3164 HANGUL FILLER"),
    Bad("a letter lost in another encoding", words("caf\ufffd"), "one.md:17", "characters.hidden", "U+FFFD REPLACEMENT CHARACTER"),
    Bad("a letter of another script", words("f\u0430st"), "one.md:17", "characters.mixed", "U+0430 CYRILLIC SMALL LETTER A; write it in one"),
    Bad("a Greek letter", words("\u039doth Korea"), "one.md:17", "characters.mixed", "U+039D GREEK CAPITAL LETTER NU"),
    Bad("a letter in pieces", words("cafe\u0301"), "one.md:17", "characters.form", "“é (U+00E9)” is written as U+0065 U+0301"),
    Bad("Hangul in pieces", {"glossary.md": [("주체", "\u110c\u116e체")]}, "glossary.md:14", "characters.form", "form NFC"),
    Bad("a character of an old encoding", words("\uf90a"), "one.md:17", "characters.form", "U+F90A"),
    Bad("a source's title runs from right to left", {"references.bib": [("As I Saw", "As \u202eI Saw")]}, "references.bib:3", "characters.hidden", "U+202E"),
    Bad("a control character in a source", {"references.bib": [("As I Saw", "As \x07I Saw")]}, "references.bib:3", "characters.hidden", "U+0007"),
    Bad("an event's title with a letter of another script", {"timeline.yaml": [("The war ends", "The w\u0430r ends")]}, "timeline.yaml:3", "characters.mixed", "U+0430"),
    Bad("a claim with a soft hyphen", {"claims.yaml": [("confidence: high", "confidence: high\n    rests: a\u00adb")]}, "claims.yaml:5", "characters.hidden", "U+00AD"),
    Bad("a table with a letter of another script", famine("a count", "a c\u043eunt"), "data/famine_mortality.csv:2", "figures.character", "method: the word “c\u043eunt” has letters of two scripts, among them U+043E CYRILLIC SMALL LETTER O; write it in one"),
    Bad("a row without a word", rows(ESTIMATE, "," * 12), "data/famine_mortality.csv:3", "figures.row", "take it out"),
    Bad("a row that stands twice", rows(ESTIMATE, ESTIMATE), "data/famine_mortality.csv:3", "figures.row", "that of line 2; take one of the two out"),
    Bad("a merge that was not finished, of a table", rows("<<<<<<< HEAD", ESTIMATE), "data/famine_mortality.csv:2", "characters.conflict", "keep one of the two versions"),
    Bad("numbers with a comma", rows(ESTIMATE.replace(",100,", ',"1,000",')), "data/famine_mortality.csv:2", "figures.number", "in the digits 0 to 9"),
    Bad("a number that is none", rows(ESTIMATE.replace(",100,", ",NaN,")), "data/famine_mortality.csv:2", "figures.number", "'NaN' is not a number"),
    Bad("a table with a hidden character", famine("a count", "a\u200b count"), "data/famine_mortality.csv:2", "figures.character", "U+200B ZERO WIDTH SPACE, after “a”; remove it"),
    Bad("a table with a letter in pieces", famine("a count", "a cafe\u0301"), "data/famine_mortality.csv:2", "figures.character", "form NFC"),
    Bad("an override in an included file", section("```{include} part.txt\n```") | {"part.txt": "one\ntwo \u202e"}, "part.txt:2", "characters.hidden", "U+202E"),
    Bad("a table parted by semicolons", {"data/famine_mortality.csv": "author;label\na;b\n", **chart("famine")}, "data/famine_mortality.csv:1", "figures.column", "the columns are parted by ';'; part them by commas"),
    Bad("an override as HTML has it", words("a &#x202e; b"), "one.md:17", "characters.hidden", "nobody sees the character that '&#x202e;' stands for; remove it"),
    Bad("a joiner as HTML has it", words("a&zwj;b"), "one.md:17", "characters.hidden", "'&zwj;'"),
]  # fmt: skip

ESSAY = [
    Bad("a changed word", {"one.md": [("were fast", "were quick")]}, "one.md:5", "essay.changed", "the essay has “fast.”, this file has “quick.”; restore"),
    Bad("a line of the essay that is broken", {"one.md": [("jets.\n", "jets.  \n")]}, "one.md:5", "essay.changed", "a line is broken here by a backslash or two spaces at its end; take them out"),
    Bad("a no-break space in the essay's words", {"one.md": [("They were", "They\u00a0were")]}, "one.md:5", "essay.changed", "“They‹U+00A0›were fast.” (U+0020 SPACE there, U+00A0 NO-BREAK SPACE here)"),
    Bad("a narrow no-break space", {"two.md": [("in 1950", "in\u202f1950")]}, "two.md:5", "essay.changed", "U+202F NARROW NO-BREAK SPACE here"),
    Bad("a separator of lines", {"two.md": [("in 1950", "in\u20281950")]}, "two.md:5", "essay.changed", "U+2028 LINE SEPARATOR here"),
    Bad("another hyphen", {"one.md": [("Kim Il-sung", "Kim Il\u2011sung")]}, "one.md:5", "essay.changed", "U+002D HYPHEN-MINUS there, U+2011 NON-BREAKING HYPHEN here"),
    Bad("an essay that is not there", {"essay.txt": None}, "essay.txt:1", "files.unreadable", "restore it"),
    Bad("an essay in Latin-1", {"essay.txt": b"One.\n\nCaf\xe9.\n"}, "essay.txt:3", "files.unreadable", "save it in that encoding"),
    Bad("an essay without words", {"essay.txt": ""}, "essay.txt:1", "essay.chapters", "begin the titles with '# '"),
    Bad("a passage taken for a title", {"essay.txt": [("It was long.", "It was long?")]}, "essay.txt:1", "essay.chapters", "begin the titles with '# '"),
    Bad("a chapter without a title", {"two.md": [("# The Second Chapter: A Title\n", "")]}, "two.md:1", "essay.missing", "begin it with '(two)=' and '# …'"),
    Bad("a file that is not UTF-8", {"two.md": b"(two)=\n# Caf\xe9\n"}, "two.md:2", "files.unreadable", "save it in that encoding"),
    Bad("bold words in a passage", {"one.md": [("They were fast.", "**They were fast.**")]}, "one.md:5", "essay.changed", "passage one-p1: the essay is plain words, and “They were fast.” is marked here; take the marks out"),
    Bad("code in a passage", {"one.md": [("They were fast.", "They were `fast`.")]}, "one.md:5", "essay.changed", "“fast” is marked here"),
    Bad("a link in a passage", {"one.md": [("They were fast.", "They were [fast](https://example.org/).")]}, "one.md:5", "essay.changed", "“fast” is marked here"),
    Bad("a picture in a passage", {"dot.svg": DOT, "one.md": [("They were fast.", "They were fast. ![A dot](dot.svg)")]}, "one.md:5", "essay.changed", "“A dot” is marked here"),
    Bad("a passage in two paragraphs", {"one.md": [("jets.\nThey", "jets.\n\nThey")]}, "one.md:7", "essay.changed", "passage one-p1 is broken into 2 paragraphs; join them"),
    Bad("a comment within a passage", {"one.md": [("jets.\nThey", "jets.\n% Look it up.\nThey")]}, "one.md:7", "essay.changed", "is broken into 2 paragraphs"),
    Bad("a passage in a quotation", {"one.md": [("Kim Il-sung, the", "> Kim Il-sung, the"), ("They were", "> They were")]}, "one.md:5", "essay.changed", "passage one-p1 stands here in a list or a box; write it as a paragraph"),
    Bad("a passage in a list", {"one.md": [("Kim Il-sung, the", "- Kim Il-sung, the"), ("They were", "  They were")]}, "one.md:5", "essay.changed", "stands here in a list or a box"),
    Bad("a box above a passage", {"one.md": [("(one-p1)=", ":::{note}\nWords.\n:::\n\n(one-p1)=")]}, "one.md:4", "essay.extra", "this file has “Words.”; the editors' words belong below '## Commentary'"),
    Bad("a paragraph above a passage", {"two.md": [("(two-p2)=", "Words.\n\n(two-p2)=")]}, "two.md:8", "essay.extra", "this file has “Words.”"),
    Bad("a rule among the passages", {"two.md": [("(two-p2)=", "---\n\n(two-p2)=")]}, "two.md:8", "essay.extra", "a block without words (transition)"),
    Bad("a chapter with another name", {"one.md": [("(one)=", "(won)=")]}, "one.md:2", "essay.anchor", "this chapter's anchor is one; write '(one)=' above it"),
]  # fmt: skip

TIMELINE = [
    Bad('a missing field', {"timeline.yaml": [('  fact: It ends.\n', '')]}, 'timeline.yaml:1', 'events.field', "there is no 'fact'"),
    Bad('an unknown field', {"timeline.yaml": [('date: 1953', 'date: 1953\n  plcae: here')]}, 'timeline.yaml:3', 'events.field', "there is no field 'plcae', only id, date"),
    Bad('a title that is a mapping', {"timeline.yaml": [('title: The war ends', 'title: {a: b}')]}, 'timeline.yaml:3', 'events.field', "'title' must be a text"),
    Bad('a title that is a list', {"timeline.yaml": [('title: The war ends', 'title: [The war ends]')]}, 'timeline.yaml:3', 'events.field', "'title' must be a text"),
    Bad('sources that are a text', {"timeline.yaml": [('sources: [rusk1990]\n  chapter: two', 'sources: rusk1990\n  chapter: two')]}, 'timeline.yaml:5', 'events.field', 'must be a list: [one, two]'),
    Bad('a source with a backtick', {"timeline.yaml": [('sources: [rusk1990]\n  chapter: two', 'sources: [rusk1990, "a`{{x}}`"]\n  chapter: two')]}, 'timeline.yaml:5', 'events.field', 'write the key as its source has it'),
    Bad('a date that is no date', {"timeline.yaml": [('date: 1953', 'date: July 1953')]}, 'timeline.yaml:2', 'events.date', 'write 1950, 1950-06 or 1950-06-25'),
    Bad('a day that does not exist', {"timeline.yaml": [('1950-06-25', '1950-02-30')]}, 'timeline.yaml:8', 'events.date', 'February 1950 has no day 30'),
    Bad('a month that does not exist', {"timeline.yaml": [('date: 1953', 'date: 1953-13')]}, 'timeline.yaml:2', 'events.date', 'there is no month 13'),
    Bad("an event after the edition", {"timeline.yaml": [("date: 1953", "date: 2026-12-01")]}, "timeline.yaml:2", "events.date", "event-later: 2026-12-01 is after the edition (2026-11-28); mend one of the two"),
    Bad('the year 0', {"timeline.yaml": [('date: 1953', 'date: "0000"')]}, 'timeline.yaml:2', 'events.date', 'there is no year 0'),
    Bad('a date before the Common Era', {"timeline.yaml": [('date: 1953', 'date: -0108')]}, 'timeline.yaml:2', 'events.date', 'write 1950, 1950-06 or 1950-06-25'),
    Bad('a date about which nobody is sure', {"timeline.yaml": [('date: 1953', 'date: c. 1953')]}, 'timeline.yaml:2', 'events.date', 'write 1950, 1950-06 or 1950-06-25'),
    Bad('digits of another script', {"timeline.yaml": [('date: 1953', 'date: ١٩٥٣')]}, 'timeline.yaml:2', 'events.date', 'write 1950, 1950-06 or 1950-06-25'),
    Bad('a span of one day', {"timeline.yaml": [('date: 1953', 'date: 1953-09\n  end: 1953-09')]}, 'timeline.yaml:3', 'events.date', "leave 'end' out"),
    Bad('a span that ends before it begins', {"timeline.yaml": [('date: 1953', 'date: 1953\n  end: 1952')]}, 'timeline.yaml:3', 'events.date', 'it ends (1952) before it begins (1953)'),
    Bad('an end that is open', {"timeline.yaml": [('date: 1953', 'date: 1953\n  end: present')]}, 'timeline.yaml:3', 'events.date', "'present' is no date"),
    Bad('an unknown chapter', {"timeline.yaml": [('chapter: two', 'chapter: three')]}, 'timeline.yaml:6', 'events.chapter', 'one of one, two'),
    Bad('an id in capitals', {"timeline.yaml": [('id: event-later', 'id: event-Later')]}, 'timeline.yaml:1', 'events.field', 'must be of the form event-name-in-small-letters'),
    Bad('an id in Cyrillic', {"timeline.yaml": [('id: event-later', 'id: event-l\u0430ter')]}, 'timeline.yaml:1', 'characters.mixed', 'U+0430'),
    Bad('an id given twice', {"timeline.yaml": [('id: event-earlier', 'id: event-later')]}, 'timeline.yaml:7', 'events.twice', 'line 1 has an event of this id too'),
    Bad('an event that belongs to nothing', {"timeline.yaml": [('chapter: two', 'chapter: two\n  see: [nowhere]')]}, 'timeline.yaml:7', 'ref.ref', "undefined label: 'nowhere'"),
    Bad('a role that nobody knows', {"timeline.yaml": [('title: The war ends', 'title: The {wr}`war` ends')]}, 'timeline.yaml:3', 'myst.role_unknown', 'Unknown interpreted text role'),
    Bad('a title with a note', {"timeline.yaml": [('title: The war ends', 'title: The war ends[^x]')]}, 'timeline.yaml:3', 'notes.missing', "no note has the label 'x'"),
    Bad('no event at all', {"timeline.yaml": ""}, 'timeline.yaml:1', 'events.empty', 'write one'),
    Bad('no file of events', {"timeline.yaml": None}, 'timeline.md:4', 'events.empty', 'write one'),
    Bad('no event of a chapter', {"timeline.md": [(":::{events}", ":::{events} two")], "timeline.yaml": [("chapter: two", "chapter: one")], "two.md": [(" See {ref}`the-founder`.", "")]}, 'timeline.md:4', 'events.empty', 'no event for two'),
    Bad('events of a chapter that there is not', {"timeline.md": [(":::{events}", ":::{events} three")]}, 'timeline.md:4', 'events.chapter', "there is no chapter 'three'"),
    Bad('events in Latin-1', {"timeline.yaml": b"- id: event-a\n  title: Caf\xe9\n"}, 'timeline.yaml:2', 'events.records', 'save it in that encoding'),
    Bad('an alias', {"timeline.yaml": [('title: The war ends', 'title: &end The war ends'), ("fact: It ends.", "fact: *end")]}, 'timeline.yaml:3', 'events.records', 'write it out'),
    Bad('a record inside itself', {"timeline.yaml": "- &a\n  id: *a\n"}, 'timeline.yaml:1', 'events.records', 'write it out'),
    Bad('a tag', {"timeline.yaml": [('title: The war ends', 'title: !!python/name:os.system x')]}, 'timeline.yaml:3', 'events.records', 'take it out'),
    Bad('a list as a key', {"timeline.yaml": [('title: The war ends', '? [a, b]\n  : c')]}, 'timeline.yaml:3', 'events.records', 'must be a text'),
    Bad('a bell in a title', {"timeline.yaml": [('title: The war ends', 'title: The \x07war')]}, 'timeline.yaml:3', 'events.records', 'U+0007'),
    Bad('a tabulator', {"timeline.yaml": [('  title: The war ends', '\ttitle: The war ends')]}, 'timeline.yaml:3', 'events.records', 'mend it'),
    Bad('no YAML', {"timeline.yaml": [('id: event-later', 'id: [event-later')]}, 'timeline.yaml:2', 'events.records', 'mend it'),
    Bad('two documents', {"timeline.yaml": [('- id: event-earlier', '---\n- id: event-earlier')]}, 'timeline.yaml:7', 'events.records', 'mend it'),
    Bad('a text in place of the list', {"timeline.yaml": "soon\n"}, 'timeline.yaml:1', 'events.records', 'expected a list of entries'),
    Bad('lists without end', {"timeline.yaml": "- " + "[" * 3000}, 'timeline.yaml:1', 'events.records', 'mend it'),
    Bad('an end in a month that does not exist', {"timeline.yaml": [('date: 1953', 'date: 1953\n  end: 1953-13')]}, 'timeline.yaml:3', 'events.date', 'there is no month 13'),
    Bad('an event that sees itself', {"timeline.yaml": [('chapter: two', 'chapter: two\n  see: [event-later]')]}, 'timeline.yaml:7', 'events.field', 'names the event itself; take that out'),
    Bad('a place of an event twice', {"timeline.yaml": [('chapter: two', 'chapter: two\n  see: [one-p1, one-p1]')]}, 'timeline.yaml:7', 'events.field', "the name 'one-p1' stands here twice; take one out"),
    Bad('a citation in a fact', {"timeline.yaml": [('It ends.', 'It ends {cite:p}`rusk1990`.')]}, 'timeline.yaml:4', 'events.field', "'fact' has a citation, and those of 'sources' end it; move its sources there"),
    Bad('chapters of events with a comma', {"timeline.md": [(":::{events}", ":::{events} one, two")]}, 'timeline.md:4', 'events.chapter', "there is no chapter 'one,'; name some of one, two, with spaces"),
    Bad('a list of events twice', {"timeline.md": [(":::{events}\n:::\n", ":::{events}\n:::\n\n:::{events} two\n:::\n")]}, 'timeline.md:7', 'events.twice', "'event-later' stands in a list of this page already; take one of the two lists out"),

    Bad("an event that ends after the edition", {"timeline.yaml": [("date: 1953", "date: 1953\n  end: 2030")]}, "timeline.yaml:3", "events.date", "event-later: 2030 is after the edition (2026-11-28)"),
    Bad("an event in a year to come", {"timeline.yaml": [("date: 1953", "date: 9999")]}, "timeline.yaml:2", "events.date", "event-later: 9999 is after the edition"),
    Bad("an event that is told twice", {"timeline.yaml": [("title: The war ends", "title: The war begins"), ("date: 1953", "date: 1950-06-25")]}, "timeline.yaml:7", "events.twice", "line 1 has an event of this date and title too; take one of the two out"),
    Bad("a list of sources in a list", {"timeline.yaml": [("sources: [rusk1990]\n  chapter: two", "sources: [[rusk1990]]\n  chapter: two")]}, "timeline.yaml:5", "events.field", "'sources' must be a list: [one, two]"),
    Bad("an event that names no place", {"timeline.yaml": [("chapter: two", "chapter: two\n  see: []")]}, "timeline.yaml:7", "events.field", "'see' is empty; write it, or take it out"),
    Bad("a title of spaces", {"timeline.yaml": [("title: The war ends", "title: ' '")]}, "timeline.yaml:1", "events.field", "there is no 'title'"),
    Bad("a title that is a picture", {"dot.svg": DOT, "timeline.yaml": [("title: The war ends", "title: '![A dot](dot.svg)'")]}, "timeline.yaml:3", "events.field", "'title' has no words, only a picture; write some"),
    Bad("an event without a kind", {"conf.py": [("events_kinds = {}", 'events_kinds = {"war": "War"}')], "timeline.yaml": [("chapter: one", "chapter: one\n  kind: war")]}, "timeline.yaml:1", "events.field", "there is no 'kind'"),
]  # fmt: skip

NAMES = [
    Bad('a name in another script', {'one.md': [('(the-founder)=', '(한글)=\n(the-founder)=')]}, 'one.md:13', 'anchors.form', "the name '한글' cannot be an anchor; write it in small letters"),
    Bad('no name but one in another script', {'one.md': [('(the-founder)=', '(한글)=')], 'two.md': [(' See {ref}`the-founder`.', '')]}, 'one.md:12', 'anchors.form', "'한글'"),
    Bad('a name with one letter of another script', {'one.md': [('(the-founder)=', '(thе-founder)=\n(the-founder)=')]}, 'one.md:11', 'characters.mixed', 'U+0435 CYRILLIC SMALL LETTER IE'),
    Bad('a name with a sign that turns text', {'one.md': [('(the-founder)=', '(the\u202e-founder)=\n(the-founder)=')]}, 'one.md:11', 'characters.hidden', 'U+202E'),
    Bad("a section named like an event", {"one.md": [("(the-founder)=", "(event-founder)=")], "two.md": [(" See {ref}`the-founder`.", "")]}, "one.md:12", "anchors.form", "'event-founder' begins as names of another kind do (event); give this section another"),
    Bad("a note named like a term", {"one.md": [("[^who-founded] flew", "[^term-founded] flew"), ("[^who-founded]:", "[^term-founded]:")], "claims.yaml": [("who-founded", "term-founded")]}, "one.md:19", "anchors.form", "'term-founded' begins as names of another kind do (term); give this note another"),
    Bad('a name with an underscore', {'one.md': [('(the-founder)=', '(The_Founder)=\n(the-founder)=')]}, 'one.md:13', 'anchors.form', 'hyphens'),
    Bad('a name with spaces', {'one.md': [('(the-founder)=', '(the first founder)=\n(the-founder)=')]}, 'one.md:13', 'anchors.form', 'hyphens'),
    Bad('a name with quotation marks', {'one.md': [('(the-founder)=', '(the-"founder")=\n(the-founder)=')]}, 'one.md:13', 'anchors.form', 'hyphens'),
    Bad('a heading without a name', {'one.md': [('A section {', 'A section.\n\n### Another one\n\nA section {')]}, 'one.md:19', 'anchors.unnamed', "write '(name)=' above it"),
    Bad('a name given twice', {'two.md': [('(two-p1)=', '(the-founder)=\n(two-p1)=')]}, 'two.md:6', 'anchors.twice', 'other instance in one.md; one of the two needs another name'),
    Bad('a link to nothing', {'one.md': [('A section {', '[A section](#nowhere) {')]}, 'one.md:17', 'ref.ref', "undefined label: 'nowhere'; mend the name"),
    Bad("a number where figures have none", setting("numfig = False") | section("```{figure} dot.png\n:alt: x\n:name: figure-x\n\nWords\n```\n\nSee {numref}`figure-x`.") | {"dot.png": dot("PNG")}, "one.md:24", "ref.numref", "write 'numfig = True' in conf.py"),
    Bad("a number of what has none", words("{numref}`the-founder`"), "one.md:17", "ref.numref", "what has no number is named by {ref}"),
    Bad("a formula that there is not", words("{eq}`x`"), "one.md:17", "ref.eq", "write what it says in words"),
    Bad("a name of any kind that there is not", words("{any}`nothing`"), "one.md:17", "ref.any", "mend the name"),
    Bad("a table that is cut off", section('```{csv-table}\n"a,b\n```'), "one.md:17", "tables.csv", "unexpected end of data"),
    Bad("a table that is no list", section("```{list-table}\n- a\n```"), "one.md:17", "tables.list", "second-level bullet list"),
    Bad('a link to a page that is not there', {'one.md': [('A section {', '[A section](nowhere.md) {')]}, 'one.md:17', 'myst.xref_missing', 'mend the name'),
    Bad('a label with an underscore', {'one.md': [('[^who-founded] ', '[^who_founded] '), ('[^who-founded]:', '[^who_founded]:')], 'claims.yaml': [('who-founded', 'who_founded')]}, 'one.md:19', 'anchors.form', "'who_founded'"),
    Bad('a label in capitals', {'one.md': [('[^who-founded] ', '[^Who-Founded] '), ('[^who-founded]:', '[^Who-Founded]:')], 'claims.yaml': [('who-founded', 'Who-Founded')]}, 'one.md:19', 'anchors.form', "'Who-Founded'"),
    Bad('a label that is a number', {'one.md': [('[^who-founded] ', '[^1] '), ('[^who-founded]:', '[^1]:')], 'claims.yaml': [('who-founded', '1')]}, 'one.md:19', 'anchors.form', "the name '1'"),
    Bad('a mark without its note', {'one.md': [('They were fast.', 'They were fast.[^nope]')]}, 'one.md:5', 'notes.missing', "write '[^nope]: **Verdict.** …' at the end"),
    Bad('a number without its note', {'one.md': [('They were fast.', 'They were fast.[^1]')]}, 'one.md:5', 'notes.missing', "write '[^1]: **Verdict.** …' at the end"),
    Bad('a note without its mark', {'one.md': [('[^who-founded]:', '[^unused]: **Imprecise.** Again.\n\n[^who-founded]:')]}, 'one.md:19', 'ref.footnote', 'write its mark'),
    Bad('a note written twice', {'one.md': [('[^who-founded]:', '[^who-founded]: **Imprecise.** Again.\n\n[^who-founded]:')]}, 'one.md:21', 'ref.footnote', 'one of the two needs another label'),
    Bad("a note's mark in the commentary", {'one.md': [('A section {', 'A section[^extra] {'), ('[^who-founded]:', '[^extra]: **Imprecise.** Again.\n\n[^who-founded]:')]}, 'one.md:17', 'notes.place', "outside the essay's text"),
    Bad('a note without a verdict', {'one.md': [('**Imprecise.** O', 'O')]}, 'one.md:19', 'notes.verdict', 'must begin with its verdict, one of **Supported.**'),
    Bad('a verdict that is none', {'one.md': [('**Imprecise.**', '**Wrong.**')]}, 'one.md:19', 'notes.verdict', "not 'Wrong'"),
    Bad('two repairs of the same words', {'one.md': [('founder,[^who-founded] flew', 'founder,[^who-founded][^again] flew'), ('[^who-founded]:', '[^again]: **Supported.** Again.\n\n[^who-founded]:')], 'claims.yaml': [('    confidence: high\n', '    confidence: high\n    repair: a founder\n  again:\n    quote: Kim Il-sung, the founder\n    confidence: high\n    repair: one founder\n')]}, 'claims.yaml:9', 'claims.repair', "changes words that 'who-founded' changes too; keep one of the two"),
    Bad("a claim's words with another letter", {'claims.yaml': [('quote: Kim Il-sung, the founder', 'quote: Kim Il-sung, the foundr')]}, 'claims.yaml:3', 'notes.words', 'it has “founder, flew MiG-15 jets.” where they have “foundr”; quote the essay'),
    Bad("a claim's words with another hyphen", {'claims.yaml': [('quote: Kim Il-sung, the founder', 'quote: Kim Il‑sung, the founder')]}, 'claims.yaml:3', 'notes.words', 'U+002D HYPHEN-MINUS there, U+2011 NON-BREAKING HYPHEN here'),
    Bad("a claim's words that stand twice", {'claims.yaml': [('quote: Kim Il-sung, the founder', 'quote: e')]}, 'claims.yaml:3', 'notes.words', 'quote some more of it'),
    Bad('a claim without words', {'claims.yaml': [('    quote: Kim Il-sung, the founder\n', '')]}, 'claims.yaml:2', 'claims.field', "there is no 'quote'"),
    Bad('an unknown field of a claim', {'claims.yaml': [('confidence: high', 'confidance: high\n    confidence: high')]}, 'claims.yaml:4', 'claims.field', "there is no field 'confidance'"),
    Bad("a list as a claim's words", {'claims.yaml': [('quote: Kim Il-sung, the founder', 'quote: [Kim Il-sung, the founder]')]}, 'claims.yaml:3', 'claims.field', "'quote' must be a text"),
    Bad('a confidence that is none', {'claims.yaml': [('confidence: high', 'confidence: sure')]}, 'claims.yaml:4', 'claims.field', "must be high or medium or low, not 'sure'"),
    Bad("a claim checked for no edition", {"claims.yaml": [("confidence: high", 'confidence: high\n    checked: {date: 2026-11-28, edition: "9.9"}')]}, "claims.yaml:5", "claims.field", "there is no edition '9.9', only "),
    Bad("a claim checked after its edition", {"claims.yaml": [("confidence: high", 'confidence: high\n    checked: {date: 2027-01-02, edition: "1.1"}')]}, "claims.yaml:5", "claims.field", "it was checked on 2027-01-02, after edition 1.1 (2026-11-28); mend one of the two days"),
    Bad('a claim that no note answers', {'claims.yaml': [('    confidence: high\n', '    confidence: high\n  stray:\n    quote: long\n    confidence: low\n')]}, 'claims.yaml:5', 'claims.note', "write '[^stray]' in one.md"),
    Bad("a claim of a misspelled note", {"claims.yaml": [("who-founded", "who-foundd")]}, "claims.yaml:2", "claims.note", "no note answers the claim 'who-foundd'; write 'who-founded'"),
    Bad('a claim of an unknown chapter', {'claims.yaml': [('two:\n', 'tow:\n  stray:\n    quote: long\n    confidence: low\ntwo:\n')]}, 'claims.yaml:6', 'claims.chapter', 'one of one, two'),
    Bad('claims without their chapters', {'claims.yaml': "essay:\n" + "".join(f"  {line}\n" for line in SMALL_BOOK["claims.yaml"].splitlines())}, 'claims.yaml:1', 'claims.records', "no chapter of the essay stands here; write each one's claims below its name"),
    Bad('two claims of an unknown chapter', {'claims.yaml': [('two:\n', 'tow:\n  stray:\n    quote: long\n    confidence: low\n  more:\n    quote: It\n    confidence: low\ntwo:\n')]}, 'claims.yaml:6', 'claims.chapter', 'one of one, two'),
    Bad('a day of a claim that is a mapping', {'claims.yaml': [('confidence: high', 'confidence: high\n    checked: {date: {day: 5}, edition: "1.1"}')]}, 'claims.yaml:5', 'claims.field', "'checked' must be a mapping: {name: text}"),
    Bad('a chapter without a claim', {'claims.yaml': [('two:\n', 'three:\ntwo:\n')]}, 'claims.yaml:5', 'claims.records', 'expected names with a colon here'),
    Bad('a claim that is a list', {'claims.yaml': [('  who-founded:\n    quote', '  who-founded:\n  - quote'), ('founder\n    confidence', 'founder\n    confidence')]}, 'claims.yaml:2', 'claims.records', 'each `name: value`'),
    Bad('a confidence that YAML takes for true', {'claims.yaml': [('confidence: high', 'confidence: yes')]}, 'claims.yaml:4', 'claims.field', "must be high or medium or low, not 'yes'"),
    Bad('a claim of another chapter', {'claims.yaml': 'two:\n  who-founded:\n    quote: Kim Il-sung, the founder\n    confidence: high\n  it-ended:\n    quote: It ended "late" in 1953.\n    confidence: medium\n'}, 'claims.yaml:2', 'claims.chapter', 'file its claim there'),
    Bad('a claim given twice', {'claims.yaml': [('two:\n', '  who-founded:\n    quote: long\n    confidence: low\ntwo:\n')]}, 'claims.yaml:5', 'claims.records', 'stands here twice'),
    Bad('a term without a name', {'glossary.md': [(':id: term-juche\n', '')]}, 'glossary.md:12', 'terms.id', "needs ':id: term-name-in-small-letters'"),
    Bad('a term with a name with a space', {'glossary.md': [(':id: term-juche\n', ':id: term-Juche Idea\n'), (':see: term-juche\n', '')]}, 'glossary.md:11', 'terms.id', "not 'term-Juche Idea'"),
    Bad('a term with a name of another kind', {'glossary.md': [(':id: term-juche\n', ':id: juche\n'), (':see: term-juche\n', '')]}, 'glossary.md:11', 'terms.id', "not 'juche'"),
    Bad('a term with a letter of another script in its name', {'glossary.md': [(':id: term-juche\n', ':id: term-juchе\n'), (':see: term-juche\n', '')]}, 'glossary.md:12', 'characters.mixed', 'U+0435'),
    Bad('a term without a definition', {'glossary.md': [('A doctrine.\n', '')]}, 'glossary.md:12', 'terms.empty', 'write its definition'),
    Bad('an unknown option of a term', {'glossary.md': [(':ko: 주체', ':kr: 주체')]}, 'glossary.md:14', 'myst.directive_option', "Unknown option key: 'kr' (allowed: "),
    Bad('a term given twice', {'glossary.md': [(':::{term} Juche', ':::{term} MiG-15\n:id: term-again\n\nX.\n:::\n\n:::{term} Juche')]}, 'glossary.md:12', 'terms.twice', 'one of the two needs another name'),
    Bad("a term's name given twice", {'glossary.md': [(':::{term} Juche', ':::{term} Other\n:id: term-mig-15\n\nX.\n:::\n\n:::{term} Juche')]}, 'glossary.md:12', 'anchors.twice', 'is given in glossary.md:4 too; one of the two needs another'),
    Bad('a term in other capitals', {'glossary.md': [(':::{term} Juche', ':::{term} mig-15\n:id: term-again\n\nX.\n:::\n\n:::{term} Juche')]}, 'glossary.md:12', 'terms.twice', "'mig-15' and 'MiG-15' (glossary.md:4) differ only in capitals; write them alike"),
    Bad('a form in other capitals', {'glossary.md': [(':ko: 주체', ':ko: 주체\n:ru: миГ-15')]}, 'glossary.md:12', 'terms.twice', 'differ only in capitals'),
    Bad('a term that sees nothing', {'glossary.md': [(':see: term-juche', ':see: term-nowhere')]}, 'glossary.md:4', 'ref.ref', "undefined label: 'term-nowhere'"),
    Bad('a term that is not in the glossary', {'one.md': [('A section {', '{term}`Nothing` {')]}, 'one.md:17', 'ref.term', "write ':::{term} Name' for it in the glossary"),
    Bad('contents in a circle', {'index.md': [('two\n', 'two\nthree\n')], 'three.md': '(three)=\n# Three\n\n```{toctree}\nfour\n```\n', 'four.md': '(four)=\n# Four\n\n```{toctree}\nthree\n```\n'}, 'four.md:4', 'contents.circle', "three > four > three; take 'three' out of it"),
    Bad('contents that lead back to the title page', {'index.md': [('two\n', 'two\nthree\n')], 'three.md': '(three)=\n# Three\n\n```{toctree}\nindex\n```\n'}, 'three.md:4', 'contents.circle', "take 'index' out of it"),
    Bad('a page twice in the contents', {'index.md': [('two\n', 'two\ntwo\n')]}, 'index.md:4', 'toc.duplicate_entry', 'take one of the two out'),
    Bad('a page of the contents that is not there', {'index.md': [('two\n', 'two\nnope\n')]}, 'index.md:4', 'toc.not_readable', 'write that file'),
    Bad("an address in the contents", {"index.md": [("two\n", "two\nMore <https://example.org/more>\n")]}, "index.md:4", "contents.entry", "'https://example.org/more' is no page of the book; take it out, or write it as a link"),
    Bad("the search in the contents", {"index.md": [("two\n", "two\nsearch\n")]}, "index.md:4", "contents.entry", "'search' is no page of the book"),
    Bad("a page that the settings leave out", setting("exclude_patterns = ['more.*']") | with_page("more"), "index.md:4", "toc.excluded", "take the line out"),
    Bad("a pattern of pages that finds none", section("```{toctree}\n:glob:\n\nparts/*\n```"), "one.md:17", "toc.empty_glob", "mend it, or take the line out"),
    Bad('a page in no contents', {'three.md': '(three)=\n# Three\n'}, 'three.md:1', 'toc.not_included', 'add it to a list of contents'),
    Bad('a chapter that is not there', {'two.md': None}, 'two.md:1', 'documents.chapter', 'take it out of essay_chapters in conf.py'),
    Bad('a directive that nobody knows', {'one.md': [('A section {', '```{wrnog}\nx\n```\n\nA section {')]}, 'one.md:17', 'myst.directive_unknown', 'mend its name'),
    Bad('a verdict with an unknown field', {'conf.py': [('anchors_file = ""\n', 'anchors_file = ""\nedition_verdicts = [{"word": "Right", "meaning": "Right.", "colour": "red"}]\n')]}, 'conf.py:7', 'settings.verdicts', "in number 1 'colour' is unknown; its fields are word, meaning"),
    Bad("a claim's words that go on behind its mark", {'claims.yaml': [('quote: Kim Il-sung, the founder', 'quote: founder, flew')]}, 'one.md:5', 'notes.place', 'must stand right after “founder, flew”'),
    Bad('a claim checked in a word', {'claims.yaml': [('confidence: high', 'confidence: high\n    checked: yesterday')]}, 'claims.yaml:5', 'claims.field', "'checked' must be a mapping"),
    Bad("a term with markup in its name", {"glossary.md": [("{term} Juche", "{term} *Juche*")]}, "glossary.md:12", "terms.markup", "the term '*Juche*': “*Juche*” was not read as markup; plain words stand here; write it without"),
    Bad('a term that sees itself', {'glossary.md': [(':see: term-juche', ':see: term-mig-15')]}, 'glossary.md:4', 'terms.see', "the term 'MiG-15' sees itself; take 'term-mig-15' out"),
    Bad('a term that sees another twice', {'glossary.md': [(':see: term-juche', ':see: term-juche term-juche')]}, 'glossary.md:4', 'terms.see', "sees 'term-juche' twice; take one of the two out"),
    Bad('a term with an empty name', {'glossary.md': [(':id: term-juche\n', ':id:\n'), (':see: term-juche\n', '')]}, 'glossary.md:11', 'terms.id', "needs ':id: term-name-in-small-letters'"),
    Bad('Hangul in Latin letters', {'glossary.md': [(':ko: 주체', ':ko: Juche')]}, 'glossary.md:12', 'terms.form', "':ko: Juche' is not in the letters of this form, Hangul; write it so, or as another form"),
    Bad('a romanization in Hangul', {'glossary.md': [(':ko: 주체', ':rr: 주체')]}, 'glossary.md:12', 'terms.form', "is not in the letters of this form, Revised Romanization"),
    Bad('a term within a term', {'glossary.md': [(':::{term} MiG-15', '::::{term} MiG-15'), ('`rusk1990`.\n:::\n\n', '`rusk1990`.\n\n'), ('A doctrine.\n:::\n', 'A doctrine.\n:::\n::::\n')]}, 'glossary.md:11', 'terms.nested', "the term 'Juche' stands within 'MiG-15'; end that"),
    Bad('a page in two lists of contents', section('```{toctree}\nbibliography\n```'), 'one.md:17', 'contents.twice', "stands in the list of contents of 'index' too; take it out of one"),
    Bad('verdicts with one name', setting('edition_verdicts = [{"word": "Right", "meaning": "a"}, {"word": "right", "meaning": "b"}]'), 'conf.py:7', 'settings.verdicts', "'Right' and 'right' have one name, 'right'; change one"),
    Bad("a misspelled source of what it carries", carries("rusk1990, relation: q", "rusk199, relation: q"), "carries.yaml:2", "carries.left", "does not cite 'rusk199'; write 'rusk1990'"),
    Bad("a relation in capitals", carries("relation: q", "relation: Q"), "carries.yaml:2", "carries.field", "not 'Qualifies'"),
    Bad("what a source carries without it", carries("{source: rusk1990, relation: q", "{source: '', relation: q"), "carries.yaml:2", "carries.field", "there is no 'source'"),
    Bad("a source of what it carries that is a list", carries("source: rusk1990, relation: q", "source: [rusk1990], relation: q"), "carries.yaml:2", "carries.field", "'source' must be a text"),
    Bad("nothing that sources carry", {"carries.yaml": ""}, "carries.yaml:1", "carries.records", "no note is in this file"),
    Bad("what sources carry, by chapter", carries("who-founded:\n  - {", "one:\n  who-founded:\n  - {"), "carries.yaml:2", "carries.records", "expected a list of entries"),
    Bad("emphasis in what a source carries", carries("The day of", "The *day* of"), "carries.yaml:4", "carries.field", "“*day*” was not read as markup; plain words stand here"),
    Bad("markup in what a source carries", carries("The day of", "The **day** of"), "carries.yaml:4", "carries.field", "“**day**” was not read as markup"),
    Bad("a subject with an empty word", subject("[jets]", "['']"), "subjects.yaml:1", "subjects.field", "one of its 'words' is empty; write it, or take it out"),
    Bad("words of a subject that are a text", subject("[jets]", "jets"), "subjects.yaml:1", "subjects.field", "'words' must be a list: [one, two]"),
    Bad("forms of a subject that are a list", subject("words: [jets]", "forms: [a]"), "subjects.yaml:1", "subjects.field", "'forms' must be a mapping: {name: text}"),
    Bad("a subject in other capitals", subject("words: [jets]\n", "words: [jets]\n- heading: norton\n  kind: place\n"), "subjects.yaml:4", "subjects.twice", "the subject 'norton' stands here twice"),
    Bad("a word of two subjects", subject("words: [jets]\n", "words: [jets]\n- heading: More\n  kind: place\n  words: [jets]\n"), "subjects.yaml:6", "subjects.twice", "'jets' stands for 'Norton' too; take it out of one of the two"),
    Bad("subjects by their names", {"subjects.yaml": "Norton:\n  kind: place\n"}, "subjects.yaml:1", "subjects.records", "expected a list of entries"),
    Bad("two reasons for one sentence", reason("One.\n- sentence: They were\n  reason: Two."), "coverage.yaml:3", "coverage.twice", "“They were” stands here twice; keep one of the two"),
    Bad("two beginnings of one sentence", reason("One.\n- sentence: They were fast\n  reason: Two."), "coverage.yaml:3", "coverage.twice", "“They were fast” begins a sentence that “They were” begins too"),
    Bad("markup in a reason", reason("One **word**."), "coverage.yaml:2", "coverage.field", "“**word**.” was not read as markup"),
    Bad("a title of a closed edition that is a list", closed('"One"', '["One"]'), "editions/0.9/names.json:2", "editions.records", "the record of 'one-p1' must have a text as its 'title'; restore it"),
    Bad("a field of a closed edition that is not there", closed('"page": "one", ', ""), "editions/0.9/names.json:2", "editions.records", "has no 'page'"),
    Bad("sources of a closed edition that are a text", closed("null", 'null, "sources": "rusk1990"'), "editions/0.9/names.json:2", "editions.records", "must have a list of texts as its 'sources'"),
    Bad("a name of a closed edition without a record", closed(PRINTED, "") | {"editions/0.9/names.json": '{"one-p1": ["passage"]}'}, "editions/0.9/names.json:1", "editions.records", "is no object of JSON"),
    Bad('markup in plain words', {'claims.yaml': [('confidence: high', 'confidence: high\n    rests: On {cite:p}`rusk1990`.')]}, 'claims.yaml:5', 'claims.field', "“{cite:p}`rusk1990`” was not read as markup; plain words stand here"),

    Bad("a section with a name too long for a file", section(f"(more-{LONG})=\n#### More\n\nWords."), "one.md:18", "anchors.form", "has 131 letters, and a file that is named after it 120 at most; give this section another"),
    Bad("a note with a label too long for a file", {"one.md": [("founder,[^who-founded]", f"founder,[^{LONG}]"), ("[^who-founded]:", f"[^{LONG}]:")], "claims.yaml": [("who-founded", LONG)]}, "one.md:19", "anchors.form", "120 at most; give this note another"),
    Bad("an event with a name too long for a file", {"timeline.yaml": [("id: event-later", f"id: event-{LONG}")]}, "timeline.yaml:1", "anchors.form", "120 at most; give this event another"),
    Bad("a source with a key too long for a file", {"references.bib": SMALL_BOOK["references.bib"] + SMALL_BOOK["references.bib"].replace("rusk1990", LONG).replace("As I", "As We"), "one.md": [("A section {cite:p}`rusk1990`", f"A section {{cite:p}}`rusk1990,{LONG}`")]}, "references.bib:11", "anchors.form", "120 at most; give this source another"),
    Bad("a term that is only a picture", {"dot.svg": DOT, "glossary.md": [("A doctrine.", "![A dot](dot.svg)")]}, "glossary.md:12", "terms.empty", "says nothing; write its definition below its options"),
    Bad("a term that is only a table", {"glossary.md": [("A doctrine.", "| a | b |\n| --- | --- |\n| c | d |")]}, "glossary.md:12", "terms.empty", "says nothing"),
    Bad("a term that is only a comment", {"glossary.md": [("A doctrine.", "% A doctrine.")]}, "glossary.md:12", "terms.empty", "says nothing"),
    Bad("a section named like a passage", {"one.md": [("(the-founder)=", "(one-p9)=")], "two.md": [(" See {ref}`the-founder`.", "")]}, "one.md:12", "anchors.form", "'one-p9' begins as names of another kind do (passage); give this section another"),
    Bad("a section with the name of an event", {"one.md": [("(the-founder)=", "(event-later)=")], "two.md": [(" See {ref}`the-founder`.", "")]}, "one.md:12", "anchors.form", "begins as names of another kind do (event)"),
    Bad("a page with the name of a note", with_page("more", "(it-ended)=\n# More\n\nWords.\n"), "more.md:2", "anchors.twice", "the anchor 'it-ended' is given in two.md:11 too"),
    Bad("a page with the name of a note that was read before", with_page("words", "(who-founded)=\n# More\n\nWords.\n"), "words.md:2", "anchors.twice", "one of the two needs another name"),
    Bad("one reason for two sentences", {"coverage.yaml": "- sentence: T\n  reason: Words.\n"}, "coverage.yaml:1", "coverage.sentence", "2 sentences of the essay begin with “T”; write more of the one that is meant"),
]  # fmt: skip

SETTINGS = [
    Bad('a text for the list of chapters', {'conf.py': [('essay_chapters = ["one", "two"]', 'essay_chapters = "one"')]}, 'conf.py:4', 'settings.type', "'essay_chapters' must be list, not str; change it"),
    Bad('a number among the chapters', {'conf.py': [('essay_chapters = ["one", "two"]', 'essay_chapters = ["one", 2]')]}, 'conf.py:4', 'settings.type', 'must be a list of texts; 2 is none'),
    Bad("a list for the essay's file", {'conf.py': [('essay_file = "essay.txt"', 'essay_file = ["essay.txt"]')]}, 'conf.py:3', 'settings.type', "'essay_file' must be str"),
    Bad("no chapter", {"conf.py": [('["one", "two"]', "[]")]}, "conf.py:4", "settings.value", "'essay_chapters' names no chapter of the essay; write one"),
    Bad("no verdict", setting("edition_verdicts = []"), "conf.py:7", "settings.value", "names no verdict; write one"),
    Bad("no sources' file", setting("bibtex_bibfiles = []"), "conf.py:7", "settings.value", "names no file of sources; write one"),
    Bad("no book to print", setting("typst_documents = []"), "conf.py:7", "settings.value", "names no book to print; write one"),
    Bad("a book to print without a name", setting('typst_documents = [{"startdocname": "index"}]'), "conf.py:7", "settings.value", "must hold mappings with 'startdocname'"),
    Bad("a number among the pages of a menu", setting('pages_row = ["one", 2]'), "conf.py:7", "settings.type", "must be a list of texts; 2 is none"),
    Bad("a section of verdicts that there is not", setting('verdicts_explained = "one-comentary"'), "conf.py:7", "settings.unknown", "names a place 'one-comentary', which there is not; write 'one-commentary'"),
    Bad("a section of rights that there is not", setting('rights_explained = "one-comentary"'), "conf.py:7", "settings.unknown", "'rights_explained' names a place 'one-comentary', which there is not; write 'one-commentary'"),
    Bad("a page that a menu names and nobody wrote", setting('pages_menu = ["glosary"]'), "conf.py:7", "settings.unknown", "'pages_menu' names a page 'glosary', which there is not; write 'glossary'"),
    Bad("an option that the theme does not have", setting('html_theme_options = {"navigation_with_key": True}'), "conf.py:7", "settings.unknown", "the theme has no option 'navigation_with_key'; write 'navigation_with_keys'"),
    Bad("a number for the language", setting("language = 5"), "conf.py:7", "settings.type", "'language' must be str, not int; change it"),
    Bad("a number for the folders of words", setting("locale_dirs = 5"), "conf.py:7", "settings.type", "'locale_dirs' must be list, not int"),
    Bad("a number for the extensions", setting("extensions = 5"), "conf.py:7", "settings.type", "'extensions' must be list, not int"),
    Bad("a number for the templates", setting("templates_path = 5"), "conf.py:7", "settings.type", "'templates_path' must be list, not int"),
    Bad("a number for the book's name", setting("project = 5"), "conf.py:7", "settings.type", "'project' must be str, not int"),
    Bad("a number for what is left out", setting("exclude_patterns = 5"), "conf.py:7", "settings.type", "'exclude_patterns' must be list, not int"),
    Bad("a number for the theme's options", setting("html_theme_options = 5"), "conf.py:7", "settings.type", "'html_theme_options' must be dict, not int"),
    Bad("a number for the books to print", setting("typst_documents = 5"), "conf.py:7", "settings.type", "'typst_documents' must be list, not int"),
    Bad("a kind of event that no style sheet can name", {"conf.py": [("events_kinds = {}", 'events_kinds = {"Kriege": "Kriege"}')]}, "conf.py:7", "settings.type", "kind-in-small-letters"),
    Bad("a kind of event without words", {"conf.py": [("events_kinds = {}", 'events_kinds = {"war": " "}')]}, "conf.py:7", "settings.type", "kind-in-small-letters"),
    Bad("a kind of term that there is not", setting('glossary_kinds = {"glossary": "persons"}'), "conf.py:7", "settings.value", "write person or place or"),
    Bad("a chapter in a folder", {"conf.py": [('["one", "two"]', '["parts/one", "two"]')]}, "conf.py:4", "settings.value", "must stand beside conf.py"),
    Bad("a chapter with a capital", {"conf.py": [('["one", "two"]', '["one", "Two"]')]}, "conf.py:4", "settings.value", "for its passages are named after it; rename it"),
    Bad("a chapter twice", {"conf.py": [('["one", "two"]', '["one", "one"]')]}, "conf.py:4", "settings.value", "'essay_chapters' names 'one' twice; take one out"),
    Bad("a chapter with its ending", {"conf.py": [('["one", "two"]', '["one", "two.md"]')]}, "conf.py:4", "settings.value", "take '.md' out"),
    Bad("a number of notes that is none", setting("notes_most = -1"), "conf.py:7", "settings.value", "must be 1 or more"),
    Bad("a date that is a text", setting('typst_date = "2026-11-28"'), "conf.py:7", "settings.type", "'typst_date' must be date, not str"),
    Bad("an edition that is a number", setting("release = 1.1"), "conf.py:7", "settings.type", "'release' must be str, not float"),
    Bad("a public address that runs code", setting('html_baseurl = "javascript:alert(1)"'), "conf.py:7", "settings.value", "must begin with https://"),
    Bad("an address with a space", setting('html_baseurl = "https://example.org/my book/"'), "conf.py:7", "settings.value", "can have no ' '; take it out"),
    Bad("a setting of Sphinx that is misspelled", setting("html_them_options = {}"), "conf.py:7", "settings.unknown", "there is no setting 'html_them_options'; write 'html_theme_options'"),
    Bad("the day of the build in the foot", setting('html_last_updated_fmt = "%Y"'), "conf.py:7", "settings.value", "'html_last_updated_fmt' prints the day of each build, which no edition has; take it out"),
    Bad("a setting that is misspelled", setting("notes_mots = 12"), "conf.py:7", "settings.unknown", "write 'notes_most'"),
    Bad("a list of fonts without an end", setting('fonts_families = {"reading": ["Edition Serif"]}'), "conf.py:7", "settings.fonts", "'fonts_families': 'reading' must be a list of families that ends in 'serif' or"),
    Bad("a role of fonts that there is not", setting('fonts_families = {"text": ["serif"]}'), "conf.py:7", "settings.fonts", "there is no role 'text'; its roles are reading, labels, titles, code"),
    Bad("a font that is a text", setting('fonts_families = {"reading": "Edition Serif"}'), "conf.py:7", "settings.type", """must be a mapping: {"role": ["family", "serif"]}; 'reading' has another form"""),
    Bad("a font that pages do not have", setting('fonts_families = {"reading": ["Edition Serf", "serif"]}'), "conf.py:7", "settings.fonts", "'fonts_folder' has no family 'Edition Serf' for pages; write Edition Serif, or add its files"),
    Bad("fonts without a folder", setting('fonts_folder = ""'), "conf.py:1", "settings.fonts", "names families, but 'fonts_folder' no folder; write that one"),
    Bad("a folder without fonts", setting('fonts_folder = "."'), "conf.py:7", "settings.fonts", "'fonts_folder' names a folder without fonts.css; write another, or make it"),
    Bad("a file of a font that there is not", setting('fonts_folder = "."\nfonts_families = {"reading": ["A", "serif"]}') | {"fonts.css": '/* A */\n@font-face { font-family: "A"; src: url("A.woff2"); }\n'}, "fonts.css:2", "settings.fonts", "'A.woff2' is not beside it; make it with scripts/fonts/make.py, or take the rule out"),
    Bad("a font in another form", setting('fonts_folder = "."\nfonts_families = {"reading": ["A", "serif"]}') | {"fonts.css": '/* A */\n@font-face { font-family: "A"; src: url("A.ttf"); }\n'}, "fonts.css:2", "settings.fonts", "'A.ttf' is not in WOFF2, which all books take; make it with scripts/fonts/make.py, or take the rule out"),
    Bad("a figure's module that there is not", setting('figures_modules = ["nope"]'), "conf.py:7", "settings.value", "mend it, or its name"),
    Bad('a text for a number', {'conf.py': [('anchors_file = ""', 'anchors_file = ""\nnotes_most = "12"')]}, 'conf.py:7', 'settings.type', "'notes_most' must be int, not str"),
    Bad('nothing for the registry', {'conf.py': [('anchors_file = ""', 'anchors_file = None')]}, 'conf.py:6', 'settings.type', "'anchors_file' must be str, not NoneType"),
    Bad("a time for the date of the edition", setting("import datetime\ntypst_date = datetime.datetime(2026, 11, 28)"), "conf.py:8", "settings.type", "'typst_date' must be date, not datetime"),
    Bad("an edition without a number", setting('release = ""'), "conf.py:7", "settings.value", "'release' is without words; write the number of the edition"),
    Bad("a number of figures without its place", setting('numfig_format = {"figure": "Figure"}'), "conf.py:7", "settings.value", "must have one %s, where the number of a figure stands"),
    Bad("a language as a locale has it", setting('language = "en_US"'), "conf.py:7", "settings.value", "is no tag of a language; write one as 'en' or 'en-US'"),
    Bad("an edition whose number is another kind of word", setting('release = "v1.1"'), "conf.py:7", "settings.value", "'v1.1' is no number of an edition, by which its folder is named; write one as '1.1'"),
    Bad("nobody who edits", setting('author = ""'), "conf.py:7", "settings.value", "'author' is without words; write who edits it"),
    Bad("an address of a page", setting('html_baseurl = "https://example.org/index.html"'), "conf.py:7", "settings.value", "is that of a page; write that of its folder"),
    Bad("a group of sources twice", setting('sources_groups = ["archive", "work", "news", "work"]'), "conf.py:7", "settings.value", "'sources_groups' names 'work' twice; take one out"),
    Bad("a book to print with an ending", setting('typst_documents = [{"startdocname": "index", "targetname": "book.pdf", "title": "A"}]'), "conf.py:7", "settings.value", "'book.pdf' is no name for a file without its ending; write one as 'a-book'"),
    Bad("a book to print in a folder", setting('typst_documents = [{"startdocname": "index", "targetname": "a/book", "title": "A"}]'), "conf.py:7", "settings.value", "'a/book' is no name for a file"),
    Bad("a book to print without a title", setting('typst_documents = [{"startdocname": "index", "targetname": "book"}]'), "conf.py:7", "settings.value", "must hold mappings with 'startdocname', 'targetname', 'title'"),
    Bad("a book to print that begins elsewhere", setting('typst_documents = [{"startdocname": "one", "targetname": "book", "title": "A"}]'), "conf.py:7", "settings.value", "write 'startdocname': 'index'"),
    Bad("warnings that are suppressed", setting('suppress_warnings = ["essay"]') | {"one.md": [("were fast", "were quick")]}, "conf.py:7", "settings.value", "'suppress_warnings' would hide mistakes, and they be published; take it out, and mend them"),
    Bad("links that are ignored", setting('nitpick_ignore = [("std", "nowhere")]'), "conf.py:7", "settings.value", "'nitpick_ignore' would hide mistakes"),
    Bad("links that nobody follows", setting("nitpicky = False"), "conf.py:7", "settings.value", "links that lead nowhere would be printed; write 'nitpicky = True'"),
    Bad("mistakes without their codes", setting("show_warning_types = False"), "conf.py:7", "settings.value", "mistakes would be told without their codes; write 'show_warning_types = True'"),
    Bad("no folder of templates", setting("typst_templates_path = []"), "conf.py:1", "settings.value", "'typst_templates_path' has no file book.typ"),
    Bad("a template of one book that there is not", setting('typst_documents = [{"startdocname": "index", "targetname": "book", "title": "A", "template": "bok"}]'), "conf.py:7", "settings.value", "'typst_templates_path' has no file bok.typ; mend the name of the template"),
    Bad("a template that there is not", setting('typst_template = "bok"'), "conf.py:7", "settings.value", "'typst_templates_path' has no file bok.typ"),
    Bad("a style of citations that there is not", setting('bibtex_reference_style = "author_yer"'), "conf.py:7", "settings.value", "there is no style 'author_yer' of this kind; write 'author_date'"),
    Bad("a style of the list that there is not", setting('bibtex_default_style = "plan"'), "conf.py:7", "settings.value", "there is no style 'plan' of this kind; write 'author_date'"),
    Bad("a search that the page does not offer", setting('search_examples = {"word": "test"}'), "conf.py:7", "settings.type", "'word' has another form"),
    Bad("a verdict without a letter", setting('edition_verdicts = [{"word": "", "meaning": "a"}]'), "conf.py:7", "settings.verdicts", "number 1 has '' as its word; write one with a letter"),
    Bad("a verdict's word with its stop", setting('edition_verdicts = [{"word": "Right.", "meaning": "a"}]'), "conf.py:7", "settings.verdicts", "number 1 has 'Right.' as its word; write one with a letter, without a full stop"),
    Bad("a Markdown without directives", setting("myst_enable_extensions = []"), "conf.py:7", "settings.value", "lacks 'colon_fence', in which the directives are written; add it"),
    Bad("an extension that not every book can use", setting('myst_enable_extensions = ["colon_fence", "tasklist"]'), "conf.py:7", "settings.value", "'myst_enable_extensions' has 'tasklist'; not all books can print boxes to tick; take it out"),
    Bad("an extension that MyST does not have", setting('myst_enable_extensions = ["colon_fence", "deflst"]'), "conf.py:7", "settings.value", "'myst_enable_extensions': MyST does not know 'deflst'; mend it, or take it out"),
    Bad("a setting that MyST does not take", setting("myst_heading_anchors = 9"), "conf.py:7", "settings.value", "'myst_heading_anchors' has a value that MyST does not take"),
    Bad("a theme of another kind", setting('html_theme = "alabaster"'), "conf.py:7", "settings.value", "'alabaster' is no theme of an edition"),
    Bad("a theme that there is not", setting('html_theme = "_thme"'), "conf.py:7", "settings.value", "'_thme' is no theme of an edition"),
    Bad("a folder that is not there", setting('html_static_path = ["_sttic"]'), "conf.py:7", "settings.value", "names '_sttic', which is not there; mend the name"),
    Bad("a picture of the book that is not there", setting('html_logo = "logo.svg"'), "conf.py:7", "settings.value", "names 'logo.svg', which is not there; mend the name"),

    Bad("a verdict without a meaning", setting('edition_verdicts[0]["meaning"] = ""'), "conf.py:1", "settings.verdicts", "'Supported': 'meaning' is ''; write it as 'Right as it stands.'"),
    Bad("a verdict with a line that nobody draws", setting('edition_verdicts[0]["line"] = "wavy"'), "conf.py:1", "settings.verdicts", "'line' is 'wavy'; write it as 'solid 0.055em'"),
    Bad("a verdict with the name of a color", setting('edition_verdicts[0]["ink"] = ("red", "blue")'), "conf.py:1", "settings.verdicts", "'ink' has 'red', which is no color; write one as '#28603a'"),
    Bad("a verdict with an address for its relation", setting('edition_verdicts[0]["cito"] = "http://purl.org/spar/cito/"'), "conf.py:1", "settings.verdicts", "write it as 'cito:isSupportedBy'"),
    Bad("an address without a site", setting('html_baseurl = "https://"'), "conf.py:7", "settings.value", "the address 'https://' names no site; write one as 'https://example.org/book/'"),
    Bad("a public address with a password", setting('html_baseurl = "https://me:secret@example.org/"'), "conf.py:7", "settings.value", "'https://…@example.org/' carries a name or a password"),
    Bad("an address for reports that runs code", setting('report_address = "javascript:alert(1)"'), "conf.py:7", "settings.value", "is no link to a page"),
    Bad("an address for reports without its kind", setting('report_address = "editors@example.org"'), "conf.py:7", "settings.value", "write 'mailto:editors@example.org'"),
    Bad("pages without a title", setting('html_title = ""'), "conf.py:7", "settings.value", "'html_title' is without words; write the title of the pages"),
    Bad("a book's title that runs from right to left", setting('project = "A \\u202e book"'), "conf.py:7", "settings.value", "'project': nobody sees this character: U+202E"),
    Bad("a book's title in two lines", setting('project = "A\\nbook"'), "conf.py:7", "settings.value", "'project': a line of it is broken; write it in one"),
    Bad("an editor with markup", setting('author = "The **editors**"'), "conf.py:7", "settings.value", "'author': “**editors**” was not read as markup"),
    Bad("a short title with markup", setting('short_titles = {"one": "*One*"}'), "conf.py:7", "settings.value", "'short_titles': “*One*” was not read as markup"),
    Bad("a short title without words", setting('short_titles = {"one": ""}'), "conf.py:7", "settings.type", "'one' has another form"),
    Bad("a search without words", setting('search_examples = {"question": ""}'), "conf.py:7", "settings.type", "'question' has another form"),
    Bad("a list with nothing in a place", setting('search_light = ["korea", ""]'), "conf.py:7", "settings.type", "must be a list of texts; '' is none"),
    Bad("a language into which nobody translated the book's words", setting('language = "fr"'), "conf.py:7", "settings.value", "would be English in a book in 'fr'; add a catalog, fr/LC_MESSAGES/edition.po, below edition/locale/"),
    Bad("a section of terms that there is not", setting('glossary_kinds = {"one-comentary": "person"}'), "conf.py:7", "settings.unknown", "'glossary_kinds' names a place 'one-comentary', which there is not; write 'one-commentary'"),
    Bad("a chapter that the PDF would leave out", setting('pdf_left_out = ["one"]'), "conf.py:7", "settings.value", "'one' is a chapter, which all books print whole; take it out"),
    Bad("two books to print", setting('typst_documents = [{"startdocname": "index", "targetname": name, "title": name} for name in "ab"]'), "conf.py:7", "settings.value", "names 2 books, and an edition is one; take one out"),
    Bad("a book to print with an empty title", setting('typst_documents = [{"startdocname": "index", "targetname": "book", "title": ""}]'), "conf.py:7", "settings.value", "must hold mappings with 'startdocname', 'targetname', 'title'"),
    Bad("a day that no file can have", setting("import datetime\ntypst_date = datetime.date(9999, 1, 1)"), "conf.py:8", "settings.value", "no file can be dated 9999-01-01; write a day from 1980 to 2107"),
    Bad("files with another ending", setting('html_file_suffix = ".htm"'), "conf.py:7", "settings.value", "no edition can have the setting 'html_file_suffix', which not all of its books would follow; take it out"),
    Bad("a script from another host", setting('html_js_files = ["https://example.org/x.js"]'), "conf.py:7", "settings.value", "no edition can have the setting 'html_js_files'"),
    Bad("words above all pages", setting('rst_prolog = "Words."'), "conf.py:7", "settings.value", "no edition can have the setting 'rst_prolog'"),
    Bad("a style of code that there is not", setting('pygments_style = "nope"'), "conf.py:7", "settings.value", "no edition can have the setting 'pygments_style'"),
    Bad("sources in another encoding", setting('bibtex_encoding = "nope"'), "conf.py:7", "settings.value", "no edition can have the setting 'bibtex_encoding'"),
    Bad("a speed of reading that divides by nothing", setting("myst_words_per_minute = 0"), "conf.py:7", "settings.value", "no edition can have the setting 'myst_words_per_minute'"),
    Bad("inventories from the network", setting('extensions = [*extensions, "sphinx.ext.intersphinx"]\nintersphinx_mapping = {"python": ("http://127.0.0.1:9/", None)}'), "conf.py:8", "settings.value", "no edition can have the setting 'intersphinx_mapping'"),
]  # fmt: skip

SOURCES = [
    Bad('sources that are not there', {'references.bib': None}, 'references.bib:1', 'bibliography.file', 'restore it'),
    Bad('sources in Latin-1', {'references.bib': b'@book{a,\n title = {M\xfcller}}\n'}, 'references.bib:2', 'bibliography.file', 'save it in that encoding'),
    Bad('no source at all', {'references.bib': ''}, 'references.bib:1', 'bibliography.file', 'add one'),
    Bad('a source without its end', {'references.bib': '@book{rusk1990,\n title = {A}'}, 'references.bib:2', 'bibliography.file', 'premature end of file, in the entry that begins in line 1; mend it'),
    Bad('a source with a password in its address', {'references.bib': [('publisher', 'url = {https://me:secret@example.org/},\n  publisher')]}, 'references.bib:4', 'bibliography.bad_url', "'https://…@example.org/'"),
    Bad('a source whose address runs code', {'references.bib': [('publisher', 'url = {javascript:alert(1)},\n  publisher')]}, 'references.bib:4', 'bibliography.bad_url', 'not a complete URL'),
    Bad("a month that is none", entry("month = {Janvember}"), "references.bib:13", "bibliography.bad_date", "write nov or 11"),
    Bad("names with semicolons", entry("editor = {Doe, Jane; Roe, Richard}"), "references.bib:13", "bibliography.names", "people are parted by ' and '"),
    Bad("names with an ampersand", entry("editor = {Jane Doe \\& Richard Roe}"), "references.bib:13", "bibliography.names", "people are parted by ' and '"),
    Bad("names that end in et al.", entry("editor = {Doe, Jane et al.}"), "references.bib:13", "bibliography.names", "the last may be 'others'"),
    Bad("others with a capital", entry("editor = {Doe, Jane and Others}"), "references.bib:13", "bibliography.names", "'Others' would be printed as a name; write 'others'"),
    Bad("others before a name", entry("editor = {others and Doe, Jane}"), "references.bib:13", "bibliography.names", "'others' stand before 'Doe, Jane'; write them last"),
    Bad("others alone", entry("editor = {others}"), "references.bib:13", "bibliography.names", "'others' stand behind nobody; name one of them first"),
    Bad("an and without a name behind it", entry("editor = {Doe, Jane and Roe and}"), "references.bib:13", "bibliography.names", "an 'and' stands alone in 'and, Roe'; write a name on each side"),
    Bad("an ISBN with a slip", entry("isbn = {978-0-306-40615-8}"), "references.bib:13", "bibliography.isbn", "copy it again"),
    Bad("an ISBN that is none", entry("isbn = {none}"), "references.bib:13", "bibliography.isbn", "copy it again"),
    Bad("pages that end before they begin", entry("pages = {17--12}"), "references.bib:13", "bibliography.pages", "change the two"),
    Bad("a title from a web page", entry("note = {Bread &amp; butter}"), "references.bib:13", "bibliography.latex", "'&amp;' is HTML"),
    Bad("a group that there is not", entry("keywords = {books}"), "references.bib:13", "bibliography.unknown_group", "none of archive, work, news"),
    Bad("a macro that there is not", entry("series = nopress"), "references.bib:13", "bibliography.file", "nopress, in the entry that begins in line 11; mend it"),
    Bad("a field without its comma", {"references.bib": [("{Rusk, Dean},", "{Rusk, Dean}")]}, "references.bib:3", "bibliography.file", "in the entry that begins in line 1; mend it"),
    Bad("a key in other letters", {"references.bib": SMALL_BOOK["references.bib"] + SMALL_BOOK["references.bib"].replace("rusk1990", "Rusk1990")}, "references.bib:11", "bibliography.duplicate_key", "already taken in line 1"),
    Bad("a merge that was not finished, of sources", {"references.bib": f"<<<<<<< HEAD\n{SMALL_BOOK['references.bib']}"}, "references.bib:1", "characters.conflict", "keep one of the two versions"),
    Bad("a merge that was not finished, of a chapter", words("<<<<<<< HEAD\nWords.\n=======\nOthers.\n>>>>>>> branch\n"), "one.md:17", "characters.conflict", "keep one of the two versions"),
    Bad("a merge that was not finished, of records", {"timeline.yaml": [("- id: event-later", "||||||| base\n- id: event-later")]}, "timeline.yaml:1", "characters.conflict", "keep one of the two versions"),
    Bad('a source that nobody wrote', {'one.md': [('A section {cite:p}`rusk1990`', 'A section {cite:p}`nobody`')]}, 'one.md:17', 'bibtex.key_not_found', "add the source to a file of 'bibtex_bibfiles'"),
    Bad("a source of a year to come", entry("year = {2062}"), "references.bib:13", "bibliography.bad_date", "it is of 2062, after the edition (2026-11-28); mend one of the two"),
    Bad("a source of a day after the edition", {"references.bib": [("year = {1990}", "year = {2026},\n  month = dec")]}, "references.bib:5", "bibliography.bad_date", "it is of 2026-12, after the edition (2026-11-28)"),
    Bad("a body without braces", entry("editor = {Ministry of Foreign Affairs}"), "references.bib:13", "bibliography.names", "'of Foreign Affairs, Ministry' would be printed as the name of a person; put the name of a body in braces"),
    Bad("a formula in a title", entry("title = {As $x^2$ Saw It}"), "references.bib:13", "bibliography.latex", "'$x^2$' is a formula and would be printed as it is; write it in words"),
    Bad("fields that are another source's", entry("crossref = {nobody}"), "references.bib:13", "bibliography.crossref", "no field is taken over from another entry; write those it lacks here"),
    Bad("a day without its month", entry("day = {5}"), "references.bib:13", "bibliography.bad_date", "the day '5' has no month; write it, or take the day out"),
    Bad("two keys with one public name", {"references.bib": SMALL_BOOK["references.bib"].replace("rusk1990", "rusk-1990") + SMALL_BOOK["references.bib"].replace("rusk1990", "rusk_1990").replace("As I", "As We") + SMALL_BOOK["references.bib"].replace("As I", "As They")}, "references.bib:11", "bibliography.key", "source rusk_1990: its public name is that of rusk-1990 in line 1; change one key"),
    Bad("a key that another file has", setting('bibtex_bibfiles = ["references.bib", "more.bib"]') | {"more.bib": SMALL_BOOK["references.bib"].replace("As I", "As We")}, "more.bib:1", "bibliography.duplicate_key", "source rusk1990: the key is already taken in references.bib, line 1; give one of the two another"),
]  # fmt: skip

CONF = [
    Bad("an extension that there is not", setting('extensions = ["nope"]'), "conf.py:1", "settings.error", "mend its name in 'extensions'"),
    Bad("settings that end the program", setting("raise SystemExit(0)"), "conf.py:1", "settings.error", "called sys.exit()"),
    Bad('settings with a slip', {'conf.py': 'project = (\n'}, 'conf.py:1', 'settings.error', 'mend this line'),
    Bad('settings that fail', {'conf.py': 'one = 1\ntwo = one / 0\n'}, 'conf.py:2', 'settings.error', 'ZeroDivisionError: division by zero; mend this line'),
    Bad('a text for the list of sources', {'conf.py': [('bibtex_bibfiles = ["references.bib"]', 'bibtex_bibfiles = "references.bib"')]}, 'conf.py:5', 'settings.type', "'bibtex_bibfiles' must be list, not str"),
    Bad("what settings set up, with a slip", setting('def setup(app):\n    app.add_css(1)'), "conf.py:8", "settings.error", "has no attribute 'add_css'; mend this line"),
    Bad("settings that name no extension", {"conf.py": "project = 'A book'\n"}, "conf.py:1", "settings.error", "name 'edition' in 'extensions'"),
    Bad("a newer Sphinx than there is", setting('needs_sphinx = "99.0"'), "conf.py:1", "settings.error", "Install it, or change 'needs_sphinx'"),
]  # fmt: skip

FIGURES = [
    Bad("a figure that there is not", chart("hunger"), "two.md:17", "figures.unknown", "there is no figure 'hunger'; write one of map, trade"),
    Bad("a figure without words", chart("famine", options=""), "two.md:17", "figures.words", "needs 'alt'; write what the picture shows"),
    Bad("a figure with empty words", rows(ESTIMATE) | APPENDIX | chart("famine", options=":alt:\n"), "two.md:17", "figures.words", "needs 'alt'; write what the picture shows"),
    Bad("a source twice in a row", famine("rusk1990", "rusk1990; rusk1990"), "data/famine_mortality.csv:2", "figures.source", "the source 'rusk1990' stands here twice; take one out"),
    Bad("markup in a table", famine("a count", "a **count**"), "data/famine_mortality.csv:2", "figures.markup", "method: “**count**” was not read as markup"),
    Bad("a list of sources twice", {"bibliography.md": [("{sources} news", "{sources} work")]}, "bibliography.md:28", "bibliography.listed_twice", "the group 'work' is listed on this page already; take one of the two lists out"),
    Bad("a figure in two chapters", rows(ESTIMATE) | APPENDIX | {"one.md": [("A section {", f"{SHOWN}A section {{")]}, "two.md:17", "anchors.twice", "a figure stands once, and is linked by {ref} elsewhere"),
    Bad("a figure twice in a chapter", rows(ESTIMATE) | APPENDIX | {"two.md": SMALL_BOOK["two.md"], "one.md": [("A section {", f"{SHOWN}{SHOWN}A section {{")]}, "one.md:23", "anchors.twice", "a figure stands once, and is linked by {ref} elsewhere"),
    Bad("a counted figure with words", chart("knowledge"), "two.md:17", "figures.words", "leave 'alt' out"),
    Bad("a figure without a caption", chart("famine", caption=""), "two.md:17", "figures.words", "has no caption; write one"),
    Bad("tables of a figure that there is not", section(":::{chart-data} hunger\n:::"), "one.md:17", "figures.unknown", "write one of map"),
    Bad("a list of sources on two pages", with_page("more", "(more)=\n# More\n\n:::{sources} work\n:::\n"), "more.md:4", "bibtex.duplicate_citation", "each group of sources is listed once; take one of its two lists out"),
    Bad("a list of sources that there is not", {"bibliography.md": [("{sources} news", "{sources} films")]}, "bibliography.md:28", "bibliography.unknown_group", "write one of them"),
    Bad("a count of the essay that there is not", section("It has {essay}`wrods` words."), "one.md:17", "essay.role", "the essay has no 'wrods'; write {essay}`words`"),
    Bad("a part of the ledger that there is not", section("```{ledger} sums\n```"), "one.md:17", "ledger.part", "write one of counts"),
    Bad("a part of what was measured that there is not", section("```{quality} sums\n```"), "one.md:17", "quality.part", "there is no part 'sums' of what was measured; write one of figures"),
    Bad("a list of changes that there is not", section("```{changes} sums\n```"), "one.md:17", "changes.part", "write one of counts"),
    Bad("a record of links that is cut off", {"links.json": '{\n"checked": null'}, "links.json:2", "links.unreadable", "restore the file"),
    Bad("a record of links in Latin-1", {"links.json": b"{\xe9}"}, "links.json:1", "links.unreadable", "restore the file"),
    Bad("a link seen after the last check", {"links.json": '{"checked": "2026-05-09", "links": [{"url": "https://a.example/", "state": "alive", "seen": "2026-05-10"}]}'}, "links.json:1", "links.undated", "run scripts/links/check.py again"),
]  # fmt: skip

FILES = [
    Bad("an unfinished merge in a file that is taken in", section("```{include} part.md\n```") | {"part.md": "Words.\n\n<<<<<<< HEAD\nones\n=======\nothers\n>>>>>>> b\n"}, "part.md:3", "characters.conflict", "keep one of the two versions"),
    Bad("a page as the book has one", with_page("search"), "search.md:1", "documents.file", "give this one another name"),
    Bad("a page in a folder of the book", with_page("cite/more"), "cite/more.md:1", "documents.file", "give this one another name"),
    Bad("a page in other letters", with_page("One"), "one.md:1", "documents.file", "on many disks this is the same file as 'One'"),
    Bad("a page named as a device", with_page("aux"), "aux.md:1", "documents.file", "no file can have this name on Windows"),
    Bad("a page with a question mark", with_page("a?b"), "a?b.md:1", "documents.file", "no file can have this name on Windows"),
    Bad("a page with a star", with_page("a*b"), "a*b.md:1", "documents.file", "no file can have this name on Windows"),
    Bad("a page whose name ends in a stop", with_page("a."), "a..md:1", "documents.file", "no file can have this name on Windows"),
    Bad("a folder whose name ends in a stop", with_page("a./b"), "a./b.md:1", "documents.file", "no file can have this name on Windows"),
    Bad("a folder named as a device", with_page("nul/b"), "nul/b.md:1", "documents.file", "no file can have this name on Windows"),
    Bad("a page with a space", with_page("a b"), "a b.md:1", "documents.file", "the registry cannot keep this name"),
    Bad("a folder with a comma", with_page("a,b/c"), "a,b/c.md:1", "documents.file", "without spaces and commas"),
    Bad("a hidden folder", with_page(".a/b"), ".a/b.md:1", "documents.file", "the registry cannot keep this name"),
    Bad("a page with its ending in capitals", {"more.MD": "# More\n"}, "more.MD:1", "documents.file", "no page is read whose name ends so; let it end in '.md', or take it out of docs/"),
    Bad("a page with another ending", {"more.markdown": "# More\n"}, "more.markdown:1", "documents.file", "let it end in '.md'"),
    Bad("a page of reStructuredText", {"stray.rst": "Title\n=====\n\nWords.\n"}, "stray.rst:1", "documents.file", "write it as stray.md"),
    Bad("a title page that lists nothing", {"index.md": "(index)=\n# A small book\n"}, "index.md:1", "contents.empty", "write a list of contents"),
    Bad("no glossary", {"glossary.md": None}, "index.md:4", "toc.not_readable", "write that file"),
    Bad("no glossary, nor its line", {"glossary.md": None, "index.md": [("glossary\n", "")]}, "index.md:1", "contents.terms", "no page explains a term, but some name one"),
    Bad("no timeline", {"timeline.md": None, "two.md": [("`the-founder`", "`event-later` and [](#event-earlier)")]}, "index.md:4", "toc.not_readable", "write that file"),
    Bad("a registry without a name", registry(""), "anchors.txt:1", "registry.unregistered", "no name is registered; restore the file"),
    Bad("a registry with tabulators", registry("one-p1\tone\ntwo-p1\ttwo\n"), "anchors.txt:1", "registry.line", "(and 1 more likewise); write 'name page digest'"),
    Bad("a registry that leads out of the book", registry("one-p1 one,../../more 000000000000\n"), "anchors.txt:1", "registry.line", "cannot read 'one-p1 one,../../more 000000000000'"),
    Bad("a registry with a name that is none", registry("one-P0 one -> one-p1  # why\n"), "anchors.txt:1", "registry.line", "write 'name page digest' or 'old page -> heir  # reason'"),
    Bad("a merge that was not finished, of the registry", registry("<<<<<<< HEAD\none-p1 one\n"), "anchors.txt:1", "characters.conflict", "keep one of the two versions"),
    Bad("a page without a title", with_page("more", "Words only.\n"), "more.md:1", "documents.title", "begin it with '# …'"),
    Bad("a page without a word", with_page("more", ""), "more.md:1", "documents.title", "begin it with '# …'"),
    Bad("a glossary without a title", {"glossary.md": [("(glossary)=\n# Glossary\n", "")]}, "glossary.md:1", "documents.title", "begin it with '# …'"),
    Bad("a title page without a title", {"index.md": [("(index)=\n# A small book\n", "")]}, "index.md:1", "documents.title", "begin it with '# …'"),
    Bad("no title page", {"index.md": None}, "index.md:1", "documents.chapter", "there is no title page; write it"),
    Bad("a folder in place of a chapter", {"two.md": None, "two.md/x.txt": "x"}, "two.md:1", "documents.chapter", "write it"),
    Bad("a folder in place of the essay", {"essay.txt": None, "essay.txt/x": "x"}, "essay.txt:1", "files.unreadable", "restore it"),
    Bad("a NUL in the essay's words", {"two.md": [("It was long", "It was\0 long")]}, "two.md:9", "characters.hidden", "U+0000"),

    Bad("a page with a name too long for a file", with_page("more" * 40), f"{'more' * 40}.md:1", "documents.file", "no disk has room for such a name; give it another, of at most 120 letters"),
    Bad("a page whose name has a letter in pieces", with_page("cafe\u0301", "(cafe)=\n# More\n\nWords.\n"), "caf\u00e9.md:1", "files.unreadable", "write the name in Unicode's form NFC"),
    Bad("a page in the folder of an edition", with_page("1.0/more"), "1.0/more.md:1", "documents.file", "give this one another name"),
    Bad("words above a page's title", with_page("more", "Words.\n\n(more)=\n# More\n\nWords.\n"), "more.md:1", "documents.title", "this stands above the page's title, and not all books print it; move it below"),
    Bad("a table with its head twice", rows(FAMINE, ESTIMATE), "data/famine_mortality.csv:2", "figures.row", "this row is that of line 1; take one of the two out"),
    Bad("a table in Latin-1", {"data/famine_mortality.csv": rows(ESTIMATE)["data/famine_mortality.csv"].encode().replace(b"a count", b"caf\xe9"), **chart("famine")}, "data/famine_mortality.csv:2", "figures.file", "save it in that encoding"),
    Bad("a table that is not there", chart("famine"), "data/famine_mortality.csv:1", "figures.file", "there is no such file; restore it"),
    Bad("a closed edition of a day that there is not", closed("null", "null") | {"editions/0.9/edition.json": '{"version": "0.9", "date": "2026-13-40", "commit": "abc"}'}, "editions/0.9/edition.json:1", "editions.records", "this must hold version '0.9', date and commit; restore it"),
    Bad("a closed edition with a path that leads out of it", closed("null", "null") | {"editions/0.9/SHA256SUMS": f"{'0' * 64}  html/../../more.html\n"}, "editions/0.9/SHA256SUMS:1", "editions.records", "this is no hash of a file of the edition; restore it"),
]  # fmt: skip

BAD = [
    *FILES,
    *FOREIGN,
    *PICTURES,
    *SLIPS,
    *REFUSED,
    *CHARACTERS,
    *ESSAY,
    *TIMELINE,
    *NAMES,
    *SETTINGS,
    *SOURCES,
    *FIGURES,
    *CONF,
]


ODD = """
def setup(app):
    from edition.epub.translator import EpubTranslator
    def visit(self, node):
        if "FAULT" in node:
            raise KeyError("x")
        self.body.append(node.astext().replace("ODD", "<br>"))
    class OddTranslator(EpubTranslator):
        visit_Text = visit
    app.set_translator("epub", OddTranslator, override=True)
"""
"""An extension of the book that prints a character that XML does not allow."""

EPUB = [
    Bad("a page that cannot be made", section("- FAULT words") | {"conf.py": [('anchors_file = ""\n', f'anchors_file = ""\n{ODD}')]}, "one.md:1", "epub.fault", "KeyError: 'x'); please report it"),
    Bad("what is no XML", section(":::{rubric} A line\n:class: odd\n:::\n\n- An item\n\n  ODD words") | {"conf.py": [('anchors_file = ""\n', f'anchors_file = ""\n{ODD}')]}, "one.md:23", "epub.markup", "<br> words</p>”, which is no XML (mismatched tag"),
]  # fmt: skip

PDF = [
    Bad("a font for titles that the PDF does not have", setting('fonts_families = fonts_families | {"titles": ["Edition Serif Dsplay", "serif"]}'), "conf.py:7", "settings.fonts", "has no family 'Edition Serif Dsplay' for the PDF; write Edition Serif Display, or add"),
    Bad("a character that no font has", words("A \u0e01 here."), "one.md:17", "typst_pdf.typst", "add the character to the fonts"),
]  # fmt: skip


def told_of(bad: Bad, built: Built) -> list[Told]:
    """The messages of a build; of one that gives the advice for a mistake only the advice."""
    return [told._replace(message=bad.advice) if bad.advice in told.message else told for told in built.told()]


OTHERS = [(builder, bad) for builder, rows in (("typst", PDF), ("epub", EPUB)) for bad in rows]


@pytest.mark.parametrize(("builder", "bad"), OTHERS, ids=[bad.name for _, bad in OTHERS])
def test_a_mistake_that_only_one_book_meets_is_told_likewise(
    build_small: Callable[..., Built], builder: str, bad: Bad
) -> None:
    assert told_of(bad, build_small(bad.changes, builder=builder)) == [Told(bad.place, bad.advice, bad.code)]


def test_a_page_that_is_a_link_is_told(build_small: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("(outside)=\n# Outside\n\nSecret.\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    link = tmp_path / "docs" / "more.md"
    for target, why in (("../outside.md", "this is a link to a file outside docs/; copy it there"),
                        ("two.md", "this is the same file as 'more'; take the link out")):  # fmt: skip
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        (told,) = build_small(builder="dummy").messages
        assert why in told
        assert told.endswith("[documents.file]")


@pytest.mark.parametrize("listed", [True, False])
def test_a_link_that_leads_nowhere_is_told_once(
    build_small: Callable[..., Built], tmp_path: Path, listed: bool
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "more.md").symlink_to("nowhere.md")
    built = build_small({"index.md": [("two\n", "two\nmore\n")]} if listed else {}, builder="dummy")
    assert built.messages == ["more.md:1: ERROR: this link leads nowhere; mend it, or take it out [files.unreadable]"]


def test_a_page_that_nobody_may_read_is_told_once(
    build_small: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, *how: not str(path).endswith("two.md") and may(path, *how))
    built = build_small(builder="dummy")
    why = "this cannot be read; give the right to read it, or take it out"
    assert built.messages == [f"two.md:1: ERROR: {why} [files.unreadable]"]


UNREADABLE = {
    "essay.txt": ("essay.txt:1", "files.unreadable"),
    "claims.yaml": ("claims.yaml:1", "claims.records"),
    "timeline.yaml": ("timeline.yaml:1", "events.records"),
    "references.bib": ("references.bib:1", "bibliography.file"),
    "dot.svg": ("one.md:17", "foreign.picture"),
}
"""Files that are not pages, and the warning for each if it may not be read."""


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_nobody_may_read_is_told_once(
    build_small: Callable[..., Built], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (told,) = build_small(drawing(""), builder="dummy").told()
    assert (told.place, told.code) == UNREADABLE[name]
    assert "cannot be read" in told.message
    assert "Permission denied" in told.message


def in_turn() -> Iterator[ParameterSet]:
    """All mistakes: the first of each code is made in every run, the others are for a full run."""
    made: set[str] = set()
    for bad in BAD:
        yield pytest.param(bad, id=bad.name, marks=pytest.mark.full if bad.code in made else ())
        made.add(bad.code)


@pytest.mark.slow
@pytest.mark.parametrize("bad", list(in_turn()))
def test_a_mistake_is_told_once_with_file_line_code_and_advice(build_small: Callable[..., Built], bad: Bad) -> None:
    assert told_of(bad, build_small(bad.changes, builder="dummy")) == [Told(bad.place, bad.advice, bad.code)]
