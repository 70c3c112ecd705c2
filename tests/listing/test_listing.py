"""The annotated source: read from the text of the modules, whole, and the same on every Python."""

from __future__ import annotations

import ast
from itertools import zip_longest
from typing import TYPE_CHECKING

import lxml.html
import pytest

from conftest import Built, select, with_page
from edition.listing.code import one_line, read_module
from edition.listing.markup import listing, words
from edition.listing.page import PACKAGE, package_files, share
from pdf_tools import typst_text

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = '''"""What it is for."""

LIMIT: int = 3
"""How many."""
plain = 1


@decorate
class Note(NamedTuple):  # a comment
    """One note."""

    anchor: str
    """Its name."""

    def shown(
        self, *, long: bool = False,
    ) -> str:
        """As printed."""

    def bare(self):
        pass


def _hidden() -> None:
    """Not for readers."""
'''


def test_a_module_is_read_in_the_order_of_its_file_without_what_has_no_words() -> None:
    module = read_module("edition.notes", TEXT)
    assert module.words == "What it is for."
    limit, note = module.members
    assert (limit.name, limit.signature, limit.words, limit.line) == ("LIMIT", "LIMIT: int", "How many.", 3)
    assert (note.name, note.signature, note.line) == ("Note", "class Note(NamedTuple)", 8)
    assert [(m.name, m.signature) for m in note.members] == [
        ("Note.anchor", "anchor: str"),
        ("Note.shown", "shown(self, *, long: bool = False) -> str"),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("f(a)", "f(a)"),
        ("f(\n    a,\n    b,\n)", "f(a, b)"),
        ("dict[\n    str, int,\n]", "dict[str, int]"),
        ("(a, b)", "(a, b)"),
    ],
)
def test_code_that_was_broken_stands_in_one_line(written: str, expected: str) -> None:
    assert one_line(written) == expected


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("One `x` and ``y < z``.", "<p>One <code>x</code> and <code>y &lt; z</code>.</p>"),
        ("A **b** and ``**c``, ``**d``::", "<p>A <strong>b</strong> and <code>**c</code>, <code>**d</code>:</p>"),
        ("One.\n\nTwo\nlines.", "<p>One.</p>\n<p>Two lines.</p>"),
        (">>> f(1)\n2", "<pre>&gt;&gt;&gt; f(1)\n2</pre>"),
        ("    a    one\n    bc   two", '<pre class="columns" tabindex="0">    a    one\n    bc   two</pre>'),
        ("* one\n  more\n* two", "<ul><li>one more</li><li>two</li></ul>"),
    ],
)
def test_a_docstring_keeps_its_shape(docstring: str, expected: str) -> None:
    assert words(docstring) == expected


def shown_otherwise(text: str) -> list[str]:
    """What the page of a module does not show as it is written, or does not mark as words."""
    shown = lxml.html.fromstring(listing(text))
    lines = [line.text_content() for line in shown.cssselect("span[id]")]
    described = [n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.ClassDef, ast.FunctionDef, ast.Module))]
    firsts = [words.splitlines()[0] for node in described if (words := ast.get_docstring(node))]
    marked = "".join(" ".join(span.text_content() for span in shown.cssselect("span.s")).split("\\"))
    return [line for line, written in zip_longest(lines, text.splitlines()) if line != written] + [
        first for first in firsts if first.replace("\\", "") not in marked
    ]


@pytest.mark.slow
def test_the_code_of_every_module_stands_line_for_line_in_its_page() -> None:
    paths = sorted(package_files().values())
    assert len(paths) > 100
    found = {path.relative_to(PACKAGE).as_posix(): shown_otherwise(path.read_text("utf-8")) for path in paths}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["base"], {"base": ["base", "base.dates", "base.utf8"]}),
        (["base", "base.dates"], {"base": ["base", "base.utf8"], "base.dates": ["base.dates"]}),
        (["edition"], {"edition": ["edition"]}),
        (["names"], {"names": []}),
        (["base.utf8", "rest"], {"base.utf8": ["base.utf8"], "rest": ["edition", "base", "base.dates"]}),
    ],
)
def test_a_room_lists_what_its_page_lists_nowhere_else(parts: list[str], expected: dict[str, list[str]]) -> None:
    assert share(parts, ["edition", "base", "base.dates", "base.utf8"]) == expected


PAGE = "(source)=\n# Source\n\nIn the web book.\n\n(source-utf8)=\n## Encoding\n\n:::{listing} base.utf8\n:::\n"
REST = ":::{listing} rest\n:::\n\n"


@pytest.fixture
def few_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of a few of our modules; the others would be listed in the same way."""
    few = ("edition", "base", "base.utf8", "listing", "listing.code")
    files = {name: path for name, path in package_files().items() if name in few}
    assert len(files) == len(few)
    monkeypatch.setattr("edition.listing.page.package_files", lambda: files)


@pytest.mark.usefixtures("few_modules")
def test_a_class_leads_to_its_line_in_the_page_of_its_module(build_small: Callable[..., Built]) -> None:
    built = build_small(with_page("source", f"{PAGE}\n(source-rest)=\n## Rest\n\n{REST}"))
    assert not built.failed, built.messages
    page = built.page("source")
    (name,) = select(page, "#source-utf8 .module a")
    assert name.text_content() == "edition.base.utf8"
    (link,) = [a for a in select(page, "#source-utf8 dt a.lines") if a.get("aria-label") == "Code of first_bad_line"]
    target, _, line = str(link.get("href")).partition("#")
    shown = built.page(target.removesuffix(".html"))
    assert select(shown, f"#{line}")[0].text_content().startswith("def first_bad_line(")
    assert [m for m in select(page, ".module") if m.text_content() == "edition.listing.code"]


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        (f"\n{REST}:::{{listing}} attic\n:::\n",
         "source.md:{line}: WARNING: there is no room or module 'attic' in edition [listing.unknown]"),
        ("", "source.md:9: WARNING: the module 'base' stands in no listing; write '{{listing}} rest' [listing.left]"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("few_modules")
def test_a_listing_of_nothing_and_a_module_that_is_left_are_told(
    build_small: Callable[..., Built], listed: str, message: str
) -> None:
    text = PAGE + listed
    line = text[: text.find("attic")].count("\n") + 1
    built = build_small(with_page("source", text), builder="dummy")
    assert built.failed
    assert message.format(line=line) in built.messages


@pytest.mark.usefixtures("few_modules")
def test_in_print_the_names_of_all_parts_open_the_line_that_says_where_they_are(
    build_small: Callable[..., Built],
) -> None:
    inside = "(source-code)=\n### Code\n\n:::{listing} listing.code\n:::\n"
    page = with_page("source", f"{PAGE}\n{inside}\n(source-rest)=\n## Rest\n\n{REST}")
    whole = {"conf.py": [('anchors_file = ""', 'anchors_file = ""\npdf_left_out = []')]}  # or this page is cut before
    built = build_small(page | whole, builder="typst")
    assert not built.failed, built.messages
    typst = typst_text(built.out / "typst" / "russia-north-korea")
    (line,) = [line for line in typst.splitlines() if "In the web book." in line]
    for name in ("utf8", "code", "rest"):
        assert f"%source#source-{name}" in line
    assert "first_bad_line" not in typst
