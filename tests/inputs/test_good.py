"""What an author may write, and what both books print of it: all rows in one small book."""

from __future__ import annotations

import contextlib
import io
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pytest

import build
from conftest import PDF, SQUARE, Built, select, write_small

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("good")  # what its tests share is made once


class Good(NamedTuple):
    """Some Markdown of a page that is no chapter, and what is printed of it."""

    name: str
    text: str
    html: str
    """All words of its section in the page, white space folded."""
    css: tuple[str, ...] = ()
    """Selectors that must find something there."""
    pdf: str = ""
    """Words of the PDF, where they differ from those of the page."""


TYPST = "#panic() $a$ @b <c> =d *_ //e /*f*/ `g` ~ \\ [h] {i} #let"

TEXT = [
    Good("a hard line break", "The broken\\\nline one.", "The broken line one.", ("br",)),
    Good("a line break of two spaces", "The broken  \nline two.", "The broken line two.", ("br",)),
    Good("a quotation with paragraphs", "> First word.\n>\n> Second word.", "First word. Second word.", ("blockquote p + p",)),
    Good("a quotation in a list", "- An item\n\n  > quoted within", "An item quoted within", ("li blockquote",)),
    Good("an empty quotation", ">\n\nAfter nothing", "After nothing"),
    Good("a list of several levels", "1. Level one\n   - level two\n     1. level three", "Level one level two level three", ("ol ul ol",), "1. level three"),
    Good("a list that begins later", "7. Seventh item", "Seventh item", ('ol[start="7"]',), "7. Seventh item"),
    Good("a table", "| Head one | Head two |\n| --- | --: |\n| *cell* one | `cell` two |", "Head one Head two cell one cell two", ("th", "td em", "td code")),
    Good("code", "```\nfirst line\n  second <line> & more\n```", "first line second <line> & more", ("pre",)),
    Good("code with a language", "```python\nprint('words')\n```", "print('words')", ("pre",)),
    Good("terms with definitions", "Term here\n: Its definition", "Term hereIts definition", ("dt", "dd")),
    Good("marks of Typst", f"Marks ``{TYPST}`` and " + re.sub(r"([#$@<>*_`~\\\[\]{}])", r"\\\1", TYPST), f"Marks {TYPST} and {TYPST}"),
    Good("marks at the beginning of a line", "\\= equals\n\n\\+ plus\n\n\\- minus\n\n1\\. one\n\n/ slash: it", "= equals + plus - minus 1. one / slash: it"),
    Good("braces of templates", "Braces {{ here }} and {% raw %} there", "Braces {{ here }} and {% raw %} there"),
    Good("tags as words", "Written \\<script>alert(1)\\</script> and `<b>` out", "Written <script>alert(1)</script> and <b> out"),
    Good("an ampersand", "Salt & pepper &amp; &copy; &#x2014; AT&T", "Salt & pepper & © — AT&T"),
    Good("a long word", "Long" + "word" * 300, "Long" + "word" * 300),
    Good("a no-break space", "Ten\u00a0kilometres away", "Ten kilometres away"),
    Good("a separator of lines", "Before\u2028after it", "Before after it", pdf="Before"),
    Good("a form feed", "Before\fthe feed", "Before the feed"),
    Good("a comment", "Seen words\n\n% unseen words", "Seen words"),
    Good("a box", "```{note}\nMind this first.\n```", "Note Mind this first.", (".admonition.note",)),
    Good("a hint", "```{hint}\nMind this second.\n```", "Hint Mind this second.", (".admonition.hint",)),
    Good("a danger", ":::{danger}\nMind this third.\n:::", "Danger Mind this third.", (".admonition.danger",)),
    Good("a box with a title", "```{admonition} A title\nMind this fourth.\n```", "A title Mind this fourth.", (".admonition",)),
    Good("words for keys and buttons", "Press {kbd}`Ctrl` or {guilabel}`&Save it` now", "Press Ctrl or Save it now", ("kbd", ".guilabel")),
    Good("raised, lowered and foreign", "The 38{sup}`th` of H{sub}`2`O, {title}`A Title`", "The 38th of H2O, A Title", ("sup", "sub"), "A Title"),
    Good("money", "It cost $5 and then $6 more", "It cost $5 and then $6 more"),
    Good("words in brackets", "He said [sic] and [the rest] of it", "He said [sic] and [the rest] of it"),
    Good("a list of tasks", "- [ ] one to do\n- [x] one that is done", "[ ] one to do [x] one that is done", ("ul li + li",), "[x] one that is done"),
    Good("a table of many columns", "|" + "|".join(f" h{n} " for n in range(12)) + "|\n|" + " --- |" * 12 + "\n|" + "|".join(f" c{n} " for n in range(12)) + "|",
         " ".join([*(f"h{n}" for n in range(12)), *(f"c{n}" for n in range(12))]), ("td",)),
    Good("a table with rows of other lengths", "| head x | head y |\n| --- | --- |\n| short |\n| long | row | lost |", "head x head y short long row", ("td",)),
    Good("a rule", "Above it\n\n---\n\nBelow it", "Above it Below it", ("hr",), "Above it * * * Below it"),
    Good("letters of other scripts", "Words 김일성 金日成 Ким Ир Сен", "Words 김일성 金日成 Ким Ир Сен"),
    Good("a table with a caption", "```{table} The caption\n| captioned | head |\n| --- | --- |\n| cell | more |\n```", "Table 1 The caption captioned head cell more", ("caption", "th"), "Table 1. The caption"),
    Good("a table of values with a caption", "```{csv-table} Its caption\n:header-rows: 1\n\nhead v,head w\nvalue v,value w\n```", "Table 2 Its caption head v head w value v value w", ("caption", "th"), "Table 2. Its caption"),
    Good("code with a caption", "```{code-block} python\n:caption: Its words\n\nx = 1\n```", "Listing 1 Its words x = 1", (".code-block-caption", "pre"), "Listing 1. Its words"),
    Good("a term with several definitions", "Term there\n: One definition\n: Another\n\n  Its paragraph", "Term thereOne definition Another Its paragraph", ("dd + dd", "dd p + p")),
    Good("a way through menus", "Choose {menuselection}`File --> Save` now", "Choose File ‣ Save now", (".menuselection",), "Choose File → Save now"),
]  # fmt: skip

LINKS = [
    Good("a link to a passage", "Go [to the passage](#one-p1) now.", "Go to the passage now.", ('a[href="one.html#one-p1"]',)),
    Good("a link to a passage, without words", "Go to [](#one-p1) now.", "Go to Introduction, ¶1 now.", ('a[href="one.html#one-p1"]',)),
    Good("a link to a note", "Go [to the note](#who-founded) now.", "Go to the note now.", ('a[href="one.html#who-founded"]',)),
    Good("a link to a section", "Go [to the section](#the-founder) now.", "Go to the section now.", ('a[href="one.html#the-founder"]',)),
    Good("a link to a term", "Go [to the term](#term-juche) now.", "Go to the term now.", ('a[href="glossary.html#term-juche"]',)),
    Good("a link to an event", "Go [to the event](#event-row-0) now.", "Go to the event now.", ('a[href="timeline.html#event-row-0"]',)),
    Good("a link to a chapter", "Go [to the chapter](#two) now.", "Go to the chapter now.", ('a[href="two.html#two"]',)),
    *(Good(f"a link to a page below {name}", f"Go to [](#below-{name}) now.", f"Go to Below {name} now.", (f'a[href="below/{name}.html#below-{name}"]',)) for name in ("gallery", "names", "changes", "deep")),
    Good("a directive shown as code", "```{code-block} markdown\n:::{term} A\n:ko: b\n:ko: c\n:::\n```", ":::{term} A :ko: b :ko: c :::", ("pre",)),
    Good("a link to a page", "Go now to {doc}`two`.", "Go now to The Second Chapter: A Title.", ('a[href="two.html"]',)),
    Good("a link to a file", "Go [to the file](two.md) now.", "Go to the file now.", ('a[href="two.html"]',)),
    Good("an address with parentheses", "See [the page](https://example.org/a_(b)) here.", "See the page here.", ('a[href="https://example.org/a_(b)"]',)),
    Good("a bare address", "See <https://example.org/x?a=1&b=2#c> here.", "See https://example.org/x?a=1&b=2#c here.", ('a[href="https://example.org/x?a=1&b=2#c"]',)),
    Good("an address in another script", "See [the site](https://пример.example/) here.", "See the site here.", ("a.external",)),
    Good("an address of mail", "Write to <editors@example.org> today.", "Write to editors@example.org today.", ('a[href="mailto:editors%40example.org"]',)),
    Good("a term in small letters", "Of {term}`juche` spoken.", "Of juche spoken.", ('a[href="glossary.html#term-juche"]',)),
    Good("a term in capitals", "Of {term}`MIG-15` flown.", "Of MIG-15 flown.", ('a[href="glossary.html#term-mig-15"]',)),
    Good("a term inflected", "The {term}`MiG-15`s flew, {term}`Juche`’s way.", "The MiG-15s flew, Juche’s way.", ('a[href="glossary.html#term-mig-15"]',)),
    Good("a term in other words", "The {term}`jets <mig-15>` flew.", "The jets flew.", ('a[href="glossary.html#term-mig-15"]',)),
]  # fmt: skip

PICTURES = [
    Good("a picture", "![A small dot](dot.svg)", "", ('img[alt="A small dot"]',)),
    Good("a picture in a line", "Before ![A dot](dot.svg) behind it", "Before behind it", ("img",)),
    Good("a picture with a space in its name", "![Dot one](<a dot.svg>)", "", ('img[alt="Dot one"]',)),
    Good("a picture with a space, encoded", "![Dot two](a%20dot.svg)", "", ('img[alt="Dot two"]',)),
    Good("a picture in another script", "![Dot three](주체'ö.svg)", "", ('img[alt="Dot three"]',)),
    Good("a picture with signs in its name", '![Dot four](<b"$c_d*[e]#f?.svg>)', "", ('img[alt="Dot four"]',)),
    Good("a picture with capitals at its end", "![Dot five](SQUARE.SVG)", "", ('img[alt="Dot five"]',)),
    *(Good(f"a picture {size} wide", f"```{{image}} dot.svg\n:alt: Dot of {size}\n:width: {size}\n```", "", (f'img[alt="Dot of {size}"]',)) for size in ("20px", "20", "2em", "2ex", "50%", "10vw")),
    Good("a figure", "```{figure} dot.svg\n:alt: A dot\n:name: figure-dot\n\nThe caption of a dot {cite:p}`rusk1990`.\n```\n\nSee {numref}`figure-dot` for it.",
         "Figure 1 The caption of a dot (Rusk 1990). See Figure 1 for it.", ("figure#figure-dot", "figcaption a"), "Figure 1. The caption of a dot (Rusk 1990)."),
]  # fmt: skip

GOOD = [*TEXT, *LINKS, *PICTURES]

EVENTS = [
    Good("a number and a stop", "27. The war ends", "27. The war ends"),
    Good("a hash", "# The war ends", "# The war ends"),
    Good("a dash", "- The war ends", "- The war ends"),
    Good("a greater-than sign", "> The war ends", "> The war ends"),
    Good("a fence", "::: The war ends", "::: The war ends"),
    Good("marks of a table", "a | b", "a | b"),
    Good("braces", "The {war} ends {{ here }} and {% raw %} there", "The {war} ends {{ here }} and {% raw %} there"),
    Good("quotation marks", 'The "war" ends', "The “war” ends"),
    Good("emphasis", "The *war* ends", "The war ends", ("em",)),
    Good("a link to a name", "The [war](#one-p1) ends", "The war ends", ('a[href="one.html#one-p1"]',)),
    Good("a term", "The {term}`juche` ends", "The juche ends", ('a[href="glossary.html#term-juche"]',)),
    Good("a tag as words", "The \\<b>war\\</b> ends", "The <b>war</b> ends"),
    Good("marks of Typst", "The #war $ends$ @here", "The #war $ends$ @here"),
    Good("other scripts", "Война и 전쟁", "Война и 전쟁"),
]
"""Titles of events, and likewise facts."""


def timeline() -> str:
    """The rows as events, each with its text as title and, after a word, as fact."""
    records = [
        {"id": f"event-row-{n}", "date": str(1900 + n), "title": row.text, "fact": f"Fact: {row.text}.", "sources": ["rusk1990"], "chapter": "one"}
        for n, row in enumerate(EVENTS)
    ]  # fmt: skip
    return json.dumps(records, ensure_ascii=False, indent=1)


NOTES = """
[^who-founded]: **Imprecise.** Others founded\\
    it too {cite:p}`rusk1990`.

    Evidence in a second paragraph.

    - a point of the note

    1. a step of the note
       - a part of the step
         1. a step of the part

    > quoted words of the note

    ```
    code of the note
    ```

    | head of the note | b |
    | --- | --- |
    | cell of the note | 2 |

    ![A dot of the note](dot.svg)

[^who-flew]: **Contradicted.** He flew nothing {cite:p}`rusk1990`.
"""
ABOVE = {
    "gallery": ":::{gallery}\n:::",
    "names": ":::{names}\n:::",
    "changes": "Some.\n\n(changes-places)=\n## Places",  # only its first lines are in the PDF
    "deep": "\n\n".join(f"(deep-{level})=\n{'#' * level} Level {level}" for level in range(2, 7)),
}
"""Pages with a list of contents in a place after which the PDF might not go on."""
PAGES = {
    "index.md": [("two\n", "two\ngood\nabove\n" + "".join(f"{name}\n" for name in ABOVE))],
    **{f"{name}.md": f"({name})=\n# On {name}\n\n{text}\n\n```{{toctree}}\nbelow/{name}\n```\n" for name, text in ABOVE.items()},
    **{f"below/{name}.md": f"(below-{name})=\n# Below {name}\n\nWords below the {name}.\n\n(more-{name})=\n## More\n\nMore words.\n" for name in ABOVE},
    **dict.fromkeys(("dot.svg", "a dot.svg", "주체'ö.svg", 'b"$c_d*[e]#f?.svg', "SQUARE.SVG"), SQUARE),
    "timeline.yaml": timeline(),
    "one.md": [
        ("founder,[^who-founded] flew", "founder,[^who-founded][^who-flew] flew"),
        ("\n[^who-founded]: **Imprecise.** Others founded it too {cite:p}`rusk1990`.\n", NOTES),
        ("### Who the founder was", "### Who {term}`juche` founded {cite:p}`rusk1990`"),
    ],
    "claims.yaml": [
        ("confidence: high\n", "confidence: high\n  who-flew:\n    quote: Kim Il-sung, the founder\n    confidence: low\n    repair: a founder\n")
    ],
    "above.md": "(above)=\n# A page above\n\n```{toctree}\nbelow/page\n```\n",
    "below/page.md": "(below)=\n# A page below\n\n(below-part)=\n## A part below\n\nWords below {cite:p}`rusk1990`.\n",
}  # fmt: skip


def chapter(rows: list[Good]) -> str:
    """The page on which the rows stand."""
    sections = (f"(good-{n})=\n## Row {n}: {row.name}\n\n{row.text}\n" for n, row in enumerate(rows))
    return "(good)=\n# What is good\n\n" + "\n".join(sections)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, str]:
    """Both books of the small book with all rows, and the letters of the PDF without white space."""
    folder: Path = tmp_path_factory.mktemp("good")
    changes: dict[str, Any] = PAGES | {"good.md": chapter(GOOD)}
    write_small(folder / "docs", changes)
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.suppress(build.BuildError):
        build.build_book(folder / "docs", folder / "build")
    assert said.getvalue() == ""
    built = Built(folder / "docs", folder / "build", False)
    with pypdfium2.PdfDocument(built.out / PDF) as pdf:
        letters = "".join(page.get_textpage().get_text_range() for page in pdf)
    return built, squeeze(letters)


def squeeze(text: str) -> str:
    """The letters of a text, without white space and the hyphens at the ends of lines."""
    return re.sub(r"\(pp?\.[\d–,]+\)|[\s\u00a0\u2028\ufffe\x02\u00ad-]", "", re.sub(r"\(p\.\s*\d+\)", "", text))


@pytest.mark.parametrize("number", range(len(GOOD)), ids=[row.name for row in GOOD])
def test_both_books_print_what_is_written(printed: tuple[Built, str], number: int) -> None:
    row, (built, letters) = GOOD[number], printed
    (section,) = select(built.page("good"), f"section#good-{number}")
    heading = select(section, "h2")[0]
    heading.drop_tree()
    for link in select(section, ".cite-link, .headerlink, .cite"):
        link.drop_tree()
    assert " ".join(section.text_content().split()) == " ".join(row.html.split())
    assert [css for css in row.css if not select(section, css)] == []
    assert squeeze(row.pdf or row.html) in letters


@pytest.mark.parametrize("number", range(len(EVENTS)), ids=[row.name for row in EVENTS])
def test_an_event_is_printed_in_line(printed: tuple[Built, str], number: int) -> None:
    row, (built, letters) = EVENTS[number], printed
    (event,) = select(built.page("timeline"), f"li#event-row-{number}")
    (title,) = select(event, ".event-title")
    fact = title.getnext()
    assert fact is not None
    words = title.text_content()
    assert words == row.html
    assert [link.get("href") for link in select(event, ".cite-link")] == [f"cite/event-row-{number}.html"]
    for link in select(event, ".cite-link"):
        link.drop_tree()
    assert fact.text_content().rstrip() == f"Fact: {row.html} (Rusk 1990)."
    assert [css for css in row.css if not (select(title, css) and select(fact, css))] == []
    assert squeeze(f"{row.html}Fact: {row.html} (Rusk 1990).") in letters
    names = json.loads((built.out / "html" / "anchors.json").read_text(encoding="utf-8"))
    assert (
        next(name["title"] for name in names if name["anchor"] == f"event-row-{number}") == f"{1900 + number}: {words}"
    )


def test_a_note_holds_blocks_in_both_books(printed: tuple[Built, str]) -> None:
    built, letters = printed
    (note,) = select(built.page("one"), "#who-founded")
    for css in ("ul li", "blockquote", "pre", "table td", "img", "br"):
        assert select(note, css), css
    for words in (
        "a second paragraph",
        "a point of",
        "a step of the note",
        "a part of",
        "a step of the part",
        "quoted words of",
        "code of",
        "head of",
        "cell of",
    ):
        assert words in note.text_content()
        assert squeeze(words) in letters


def test_two_notes_on_the_same_words_share_the_line_of_the_heavier(printed: tuple[Built, str]) -> None:
    page = printed[0].page("one")
    (words,) = select(page, "#one-p1 .claim")
    assert words.text_content() == "Kim Il-sung, the founder"
    assert set(words.classes) == {"claim", "k1", "k2", "verdict-contradicted"}
    marks = [mark.get("href") for mark in select(page, "#one-p1 a.footnote-reference")]
    assert marks == ["#who-founded", "#who-flew"]


def test_a_heading_with_a_term_and_a_citation_is_named_as_printed(printed: tuple[Built, str]) -> None:
    built, letters = printed
    (heading,) = select(built.page("one"), "#the-founder h3")
    assert "Who juche founded (Rusk 1990)" in heading.text_content()
    assert squeeze("Who juche founded (Rusk 1990)") in letters
    names = json.loads((built.out / "html" / "anchors.json").read_text(encoding="utf-8"))
    titles = {name["anchor"]: name["title"] for name in names}
    assert titles["the-founder"] == "Who juche founded (Rusk 1990)"
    (line,) = select(built.page("two"), "#two-p2 .related")
    assert "Who juche founded (Rusk 1990)" in line.text_content()


def test_a_line_break_is_white_space_among_the_words_of_a_name(printed: tuple[Built, str]) -> None:
    out = printed[0].out / "html"
    names = json.loads((out / "anchors.json").read_text(encoding="utf-8"))
    title = next(name["title"] for name in names if name["anchor"] == "who-founded")
    assert title.startswith("Imprecise. Others founded it too (Rusk 1990).")
    data = [out / name for name in ("claims.csv", "claims.jsonld", "edition.json", "edition.tei.xml", "one.txt")]
    written = [path.read_text(encoding="utf-8") for path in [*data, *(out / "search").glob("*.js")]]
    assert len(written) > len(data)
    assert [text for text in written if "<br" in text or "&lt;br" in text] == []


def test_a_page_below_a_page_is_a_page_like_any_other(printed: tuple[Built, str]) -> None:
    built, letters = printed
    page = built.page("below/page")
    for link in select(page, 'a[href^="../cite/"], link[href^="../cite/"]'):
        assert (built.out / "html" / "below" / str(link.get("href"))).exists(), link.get("href")
    names = json.loads((built.out / "html" / "anchors.json").read_text(encoding="utf-8"))
    assert {"below", "below-part"} <= {name["anchor"] for name in names}
    uses = [link.get("href") for link in select(built.page("bibliography"), "#ref-rusk1990 .uses a")]
    assert "below/page.html#below-part" in uses
    assert squeeze("A part below Words below (Rusk 1990).") in letters


@pytest.mark.parametrize("name", ABOVE)
def test_what_follows_in_a_list_of_contents_is_in_both_books(printed: tuple[Built, str], name: str) -> None:
    built, letters = printed
    assert squeeze(f"Words below the {name}.") in letters
    (link,) = select(built.page(name), ".toctree-wrapper > ul > li > a")
    assert link.get("href") == f"below/{name}.html"


@pytest.mark.parametrize("words", ["Go now to The Second Chapter: A Title", "Go to the file"])
def test_a_link_to_a_document_has_its_page_in_print(printed: tuple[Built, str], words: str) -> None:
    with pypdfium2.PdfDocument(printed[0].out / PDF) as pdf:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert re.search(rf"{words} \(p\. \d+\)", text)


def test_the_pdf_has_one_list_of_contents(printed: tuple[Built, str]) -> None:
    with pypdfium2.PdfDocument(printed[0].out / PDF) as pdf:
        titles = [bookmark.get_title() for bookmark in pdf.get_toc()]
    assert titles.count("Contents") == 1


def test_nothing_that_is_written_runs_in_a_page(printed: tuple[Built, str]) -> None:
    for page in (printed[0].out / "html").rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8").lower(), page.name
