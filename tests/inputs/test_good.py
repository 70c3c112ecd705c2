"""What an author may write, and what both books print of it: all rows in one small book."""

from __future__ import annotations

import contextlib
import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pytest

import build
from conftest import Built, select, write_small

if TYPE_CHECKING:
    from pathlib import Path


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


DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
TYPST = "#panic() $a$ @b <c> =d *_ //e /*f*/ `g` ~ \\ [h] {i} #let"

TEXT = [
    Good("a hard line break", "The broken\\\nline one.", "The broken line one.", ("br",)),
    Good("a line break of two spaces", "The broken  \nline two.", "The broken line two.", ("br",)),
    Good("a quotation with paragraphs", "> First word.\n>\n> Second word.", "First word. Second word.", ("blockquote > p + p",)),
    Good("a quotation in a list", "- An item\n\n  > quoted within", "An item quoted within", ("li blockquote",)),
    Good("a list of several levels", "1. Level one\n   - level two\n     1. level three", "Level one level two level three", ("ol ul ol",)),
    Good("a list that begins later", "7. Seventh item", "Seventh item", ('ol[start="7"]',)),
    Good("a table", "| Head one | Head two |\n| --- | --: |\n| *cell* one | `cell` two |", "Head one Head two cell one cell two", ("th", "td em", "td code")),
    Good("code", "```\nfirst line\n  second <line> & more\n```", "first line second <line> & more", ("pre",)),
    Good("code with a language", "```python\nprint('words')\n```", "print('words')", ("pre",)),
    Good("terms with definitions", "Term here\n: Its definition", "Term here Its definition", ("dt", "dd")),
    Good("marks of Typst", f"Marks `{TYPST}` and " + re.sub(r"([#$@<>*_`~\\\[\]{}])", r"\\\1", TYPST), f"Marks {TYPST} and {TYPST}"),
    Good("marks at the beginning of a line", "\\= equals\n\n\\+ plus\n\n\\- minus\n\n1\\. one\n\n/ slash: it", "= equals + plus - minus 1. one / slash: it"),
    Good("braces of templates", "Braces {{ here }} and {% raw %} there", "Braces {{ here }} and {% raw %} there"),
    Good("tags as words", "Written \\<script>alert(1)\\</script> and `<b>` out", "Written <script>alert(1)</script> and <b> out"),
    Good("an ampersand", "Salt & pepper &amp; &copy; &#x2014; AT&T", "Salt & pepper & © — AT&T"),
    Good("a long word", "Long" + "word" * 300, "Long" + "word" * 300),
    Good("a no-break space", "Ten\u00a0kilometres away", "Ten kilometres away"),
    Good("a separator of lines", "Before\u2028after it", "Before after it", pdf="Before"),
    Good("a form feed", "Before\fthe feed", "Before the feed"),
    Good("a comment", "Seen words\n\n% unseen words", "Seen words"),
    Good("a rule", "Above it\n\n---\n\nBelow it", "Above it Below it", ("hr",)),
    Good("letters of other scripts", "Words 김일성 金日成 Ким Ир Сен", "Words 김일성 金日成 Ким Ир Сен"),
]  # fmt: skip

LINKS = [
    Good("a link to a passage", "Go [to the passage](#one-p1) now.", "Go to the passage now.", ('a[href="one.html#one-p1"]',)),
    Good("a link to a note", "Go [to the note](#who-founded) now.", "Go to the note now.", ('a[href="one.html#who-founded"]',)),
    Good("a link to a section", "Go [to the section](#the-founder) now.", "Go to the section now.", ('a[href="one.html#the-founder"]',)),
    Good("a link to a term", "Go [to the term](#term-juche) now.", "Go to the term now.", ('a[href="glossary.html#term-juche"]',)),
    Good("a link to an event", "Go [to the event](#event-later) now.", "Go to the event now.", ('a[href="timeline.html#event-later"]',)),
    Good("a link to a chapter", "Go [to the chapter](#two) now.", "Go to the chapter now.", ('a[href="two.html#two"]',)),
    Good("a link to a file", "Go [to the file](two.md) now.", "Go to the file now.", ('a[href="two.html"]',)),
    Good("an address with parentheses", "See [the page](https://example.org/a_(b)) here.", "See the page here.", ('a[href="https://example.org/a_(b)"]',)),
    Good("a bare address", "See <https://example.org/x?a=1&b=2#c> here.", "See https://example.org/x?a=1&b=2#c here.", ('a[href="https://example.org/x?a=1&b=2#c"]',)),
    Good("an address in another script", "See [the site](https://пример.example/) here.", "See the site here.", ("a.external",)),
    Good("an address of mail", "Write to <editors@example.org> today.", "Write to editors@example.org today.", ('a[href="mailto:editors@example.org"]',)),
    Good("a term in small letters", "Of {term}`juche` spoken.", "Of juche spoken.", ('a[href="glossary.html#term-juche"]',)),
    Good("a term in capitals", "Of {term}`MIG-15` flown.", "Of MIG-15 flown.", ('a[href="glossary.html#term-mig-15"]',)),
    Good("a term inflected", "The {term}`MiG-15`s flew, {term}`Juche`’s way.", "The MiG-15s flew, Juche’s way.", ('a[href="glossary.html#term-mig-15"]',)),
    Good("a term in other words", "The {term}`jets <mig-15>` flew.", "The jets flew.", ('a[href="glossary.html#term-mig-15"]',)),
]  # fmt: skip

PICTURES = [
    Good("a picture", "![A small dot](dot.svg)", "", ('img[alt="A small dot"]',)),
    Good("a picture in a line", "Before ![A dot](dot.svg) behind it", "Before behind it", ("img",)),
    Good("a figure", "```{figure} dot.svg\n:alt: A dot\n:name: figure-dot\n\nThe caption of a dot {cite:p}`rusk1990`.\n```\n\nSee {numref}`figure-dot` for it.",
         "Figure 1 The caption of a dot (Rusk 1990). See Figure 1 for it.", ("figure#figure-dot", "figcaption a")),
]  # fmt: skip

GOOD = [*TEXT, *LINKS, *PICTURES]


def chapter(rows: list[Good]) -> str:
    """The page on which the rows stand."""
    sections = (f"(good-{n})=\n## Row {n}: {row.name}\n\n{row.text}\n" for n, row in enumerate(rows))
    return "(good)=\n# What is good\n\n" + "\n".join(sections)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, str]:
    """Both books of the small book with all rows, and the letters of the PDF without white space."""
    folder: Path = tmp_path_factory.mktemp("good")
    changes: dict[str, Any] = {
        "index.md": [("two\n", "two\ngood\n")],
        "good.md": chapter(GOOD),
        "dot.svg": DOT,
    }
    write_small(folder / "docs", changes)
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.suppress(build.BuildError):
        build.build_book(folder / "docs", folder / "build")
    assert said.getvalue() == ""
    built = Built(folder / "docs", folder / "build", False)
    with pypdfium2.PdfDocument(built.out / build.PDF) as pdf:
        letters = "".join(page.get_textpage().get_text_range() for page in pdf)
    return built, squeeze(letters)


def squeeze(text: str) -> str:
    """The letters of a text, without white space and the hyphens at the ends of lines."""
    return re.sub(r"[\s\u00a0\ufffe\x02\u00ad-]", "", text)


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
