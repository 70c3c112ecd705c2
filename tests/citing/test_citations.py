"""Citations: the styles against golden files, the data read back by parsers that are not ours."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema
import lxml.html
import pybtex.database
import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from conftest import ROOT, Built, select
from edition.citing import specimens, styles
from edition.citing.work import (
    Edition,
    Work,
    latex,
    to_bibtex,
    to_csl,
    to_json,
    to_ris,
    without_address,
)

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = ROOT / "tests" / "data" / "citations"
CITED = {"chapter", "page", "passage", "note", "section", "figure"}
BOOK = "Russia and North Korea: An Annotated Essay"
EDITION = Edition(BOOK, "The editors of Russia and North Korea", "1.0", date(2026, 11, 25), "en-US", "")
PUBLIC = EDITION._replace(base="https://example.org/book/")
WORKS = [
    Work("soviet-era-p2", "passage", "The Soviet Era: The Foundation of a Fragile Alliance", False,
         "soviet-era.html#soviet-era-p2", "2", 7),
    Work("not-directly-engaging-in-combat", "note", "Note on “not directly engaging in combat”", True,
         "soviet-era.html#not-directly-engaging-in-combat", "2", 8),
    Work("who-drew-the-38th-parallel", "section", "Who drew the 38th parallel", True,
         "soviet-era.html#who-drew-the-38th-parallel", "", 10),
    Work("soviet-era", "chapter", "The Soviet Era: The Foundation of a Fragile Alliance", False,
         "soviet-era.html", "", 6),
    Work("index", "book", BOOK, False, "", "", None),
]  # fmt: skip

# The parts of the CSL-JSON schema (csl-data.json of the CSL project, draft 07) that these items use; nothing else is let in.
NAME = {
    "type": "object",
    "properties": {"literal": {"type": "string"}, "family": {"type": "string"}, "given": {"type": "string"}},
    "additionalProperties": False,
    "minProperties": 1,
}
CSL_SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["type", "id", "title", "issued", "edition", "language"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["book", "chapter"]},
            "id": {"type": "string"},
            "author": {"type": "array", "items": NAME},
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
                    }
                },
            },
            **{
                name: {"type": "string", "minLength": 1}
                for name in ("title", "title-short", "container-title", "edition", "language", "locator", "note", "URL")
            },
        },
    },
}


@pytest.fixture(scope="session")
def loaded() -> dict[str, Any]:
    return styles.load_styles()


def all_forms(loaded: dict[str, Any], work: Work, edition: Edition) -> str:
    """The seven forms of one work as text."""
    item = to_csl(work, edition, address=work.address)
    lines = [f"{c.style} | {c.form}\n{c.html}\n" for c in styles.cite(loaded, item, work.locator)]
    return "\n".join([*lines, to_bibtex(work, item), to_ris(work, item), to_json(item)])


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.kind)
@pytest.mark.parametrize("edition", [EDITION, PUBLIC], ids=["no-address", "public"])
def test_the_seven_forms_are_the_golden_ones(loaded: dict[str, Any], work: Work, edition: Edition) -> None:
    """To write them anew after a change that is meant, delete the files and run this once."""
    path = GOLDEN / f"{work.kind}{'-public' if edition.base else ''}.txt"
    found = all_forms(loaded, work, edition)
    if not path.exists():
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"{path} was missing and has been written")
    assert found == path.read_text(encoding="utf-8")


def cite(loaded: dict[str, Any], work: Work, edition: Edition = PUBLIC) -> dict[tuple[str, str], str]:
    item = to_csl(work, edition, address=work.address)
    return {(c.style, c.form): c.html for c in styles.cite(loaded, item, work.locator)}


# The faults of citeproc-py 0.11 that are mended or avoided, each for every work.


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.kind)
def test_the_locator_stays_out_of_the_list_of_works(loaded: dict[str, Any], work: Work) -> None:
    for (_, form), text in cite(loaded, work).items():
        in_text = form in {"Note", "In the text"}
        assert ("PDF p." in text) == (in_text and work.locator is not None), text
        assert not re.search(r"Para\.|Par\.", text), text


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.kind)
def test_nothing_is_said_twice(loaded: dict[str, Any], work: Work) -> None:
    for text in cite(loaded, work).values():
        plain = lxml.html.fromstring(f"<p>{text}</p>").text_content()
        assert plain.lower().count(work.title.split(": ")[0].lower()) <= 1
        assert plain.count("Edition 1.0") <= 1, text
        assert not re.search(r"edition,|[,.;]{2}|\s{2}|^[\s,.]", plain), text


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.kind)
def test_commas_and_periods_stand_within_quotation_marks(loaded: dict[str, Any], work: Work) -> None:
    for text in cite(loaded, work).values():
        assert not re.search(r"[”’](?:</i>)?[,.]", text), text
        assert not re.search(r"“[^”]*“", text), f"a double quote within double quotes: {text}"


@pytest.mark.parametrize("work", [w for w in WORKS if not w.by_editors], ids=lambda work: work.kind)
def test_a_work_whose_author_is_not_known_begins_with_its_title(loaded: dict[str, Any], work: Work) -> None:
    start = work.title.split(": ")[0]
    for text in cite(loaded, work).values():
        plain = lxml.html.fromstring(f"<p>{text}</p>").text_content()
        assert re.sub(r"^[(“]+", "", plain).startswith(start), text
        assert "editors" not in plain, text


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.kind)
def test_a_style_says_the_same_without_what_it_never_needs(loaded: dict[str, Any], work: Work) -> None:
    whole = styles.load_styles(fit=False)
    for edition in (EDITION, PUBLIC):
        assert cite(loaded, work, edition) == cite(whole, work, edition)
        assert set(to_csl(work, edition)) - {"id", "type"} <= styles.VARIABLES


# Read back.


def read_bibtex(text: str) -> dict[str, str]:
    """The one entry of a BibTeX file, LaTeX decoded."""
    (entry,) = pybtex.database.parse_string(text, "bibtex").entries.values()
    fields = {str(name): value if name == "url" else from_latex(value) for name, value in entry.fields.items()}
    for role, persons in entry.persons.items():
        fields[str(role)] = " and ".join(from_latex(str(person)) for person in persons)
    return {**fields, "key": str(entry.key), "type": str(entry.type)}


def from_latex(text: str) -> str:
    reader = LatexNodes2Text(strict_latex_spaces=True, keep_comments=True)
    return str(reader.latex_to_text(text.removeprefix("{").removesuffix("}"))).replace("\u02c6", "^")


def read_ris(text: str) -> dict[str, Any]:
    (record,) = rispy.loads(text)
    return dict(record)


def read_csl(text: str) -> dict[str, Any]:
    items = json.loads(text)
    jsonschema.validate(items, CSL_SCHEMA)
    (item,) = items
    return dict(item)


def cite_files(book: Built) -> dict[str, dict[str, Path]]:
    found: dict[str, dict[str, Path]] = {}
    for path in (book.out / "html" / "cite").iterdir():
        found.setdefault(path.stem, {})[path.suffix] = path
    return found


def anchors(book: Built) -> dict[str, dict[str, Any]]:
    entries = json.loads((book.out / "html" / "anchors.json").read_text("utf-8"))
    return {e["anchor"]: e for e in entries}


def test_every_citable_anchor_has_a_page_and_its_files_and_nothing_else_has(book: Built) -> None:
    entries = anchors(book)
    files = cite_files(book)
    assert set(files) == {a for a, e in entries.items() if e["kind"] in CITED}
    for name, suffixes in files.items():
        assert set(suffixes) == {".html", ".js", ".bib", ".ris", ".json"}, name


def test_every_cite_file_says_what_anchors_json_says(book: Built) -> None:
    entries = anchors(book)
    titles = {e["chapter"]: e["title"] for e in entries.values() if e["kind"] == "chapter"}
    for name, files in cite_files(book).items():
        entry = entries[name]
        bibtex = read_bibtex(files[".bib"].read_text("utf-8"))
        ris = read_ris(files[".ris"].read_text("utf-8"))
        csl = read_csl(files[".json"].read_text("utf-8"))
        is_book = name == "index"
        title = csl["title"]
        if entry["kind"] == "passage":
            assert title == titles[entry["chapter"]]
            assert ris["section"] == f"¶{name.rpartition('-p')[2]}"
        elif entry["kind"] != "note" and not is_book:
            assert title == entry["title"]
        assert bibtex["title"] == ris["title"] == title
        assert bibtex["key"] == ris["id"] == csl["id"] == name
        assert bibtex["type"] == ("book" if is_book else "incollection")
        assert ris["type_of_reference"] == ("BOOK" if is_book else "CHAP")
        assert csl["type"] == ("book" if is_book else "chapter")
        container = None if is_book else BOOK
        assert bibtex.get("booktitle") == ris.get("secondary_title") == csl.get("container-title") == container
        assert csl["edition"] == f"Edition {bibtex['edition']}" == f"Edition {ris['edition']}"
        assert csl["issued"]["date-parts"] == [[2026, 11, 25]]
        assert (bibtex["year"], bibtex["month"], ris["year"], ris["date"]) == ("2026", "11", "2026", "2026/11/25")
        page = None if is_book else str(entry["pdf_page"])
        assert bibtex.get("pages") == ris.get("start_page") == page
        assert bibtex["note"] == csl["note"] == ris["notes"][0]
        assert f"anchor {name}." in csl["note"].lower()
        if page:
            assert csl["locator"].endswith(f"PDF p. {page}")
        author = [a["literal"] for a in csl.get("author", [])]
        assert [bibtex["author"]] if "author" in bibtex else [] == ris.get("authors", []) == author
        essay = is_book or entry["kind"] in {"passage", "chapter"}
        assert bool(author) != essay
        assert ("author is not known" in csl["note"]) == essay
        assert "URL" not in csl
        assert "url" not in bibtex
        assert "urls" not in ris


def test_book_json_is_the_book(book: Built) -> None:
    assert read_csl((book.out / "html" / "book.json").read_text("utf-8"))["title"] == BOOK


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.kind)
def test_the_public_address_stands_in_every_form(loaded: dict[str, Any], work: Work) -> None:
    address = PUBLIC.base + work.address
    item = to_csl(work, PUBLIC)
    assert read_bibtex(to_bibtex(work, item))["url"] == address
    assert read_ris(to_ris(work, item))["urls"] == [address]
    assert read_csl(to_json(item))["URL"] == address
    for (_, form), text in cite(loaded, work).items():
        assert (address in text) == (form != "In the text"), text


def test_without_a_public_address_a_file_leaves_its_line_out(book: Built) -> None:
    page = lxml.html.parse(str(book.out / "html" / "cite" / "soviet-era-p2.html")).getroot()
    lines = select(page, ".own-line")
    assert len(lines) == 3
    for line in lines:
        assert "hidden" in line.attrib
    shown = {e.get("data-form"): e for e in select(page, "pre.cited")}
    for name, suffix in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        for line in select(shown[name], ".own-line"):
            line.drop_tree()
        text = (book.out / "html" / "cite" / f"soviet-era-p2.{suffix}").read_text("utf-8")
        assert shown[name].text_content() == text


def test_a_page_gives_the_four_styles_as_citeproc_set_them(book: Built, loaded: dict[str, Any]) -> None:
    page = lxml.html.parse(str(book.out / "html" / "cite" / "soviet-era-p2.html")).getroot()
    found = [e.text_content() for e in select(page, "dd .cited")]
    entry = anchors(book)["soviet-era-p2"]
    work = WORKS[0]._replace(pdf_page=entry["pdf_page"])
    expected = [lxml.html.fromstring(f"<p>{t}</p>").text_content() for t in cite(loaded, work, EDITION).values()]
    assert found == expected


# Odd titles and names.

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"'{}\\&%$#_~^<>@,=-`“”‘’«»¶/()[]|*+!?:;"),
        st.sampled_from("abcXYZ 09"),
        st.sampled_from("조선로동당韓國ЁжикДПР"),
        st.sampled_from("e\u0301o\u0308a\u0302\u1112\u1161\u11ab"),
    ),
    min_size=1,
    max_size=40,
)
NASTY = [
    "</script>",
    "<!--",
    "]]>",
    "{",
    "}",
    "\\",
    "%",
    "@book{x,",
    "“”",
    "'--'",
    "``x''",
    "T2  - x",
    "<i>x</i>",
    "&amp;",
    "\u202e",
]


def clean(text: str) -> str:
    """As titles come from Sphinx: NFC, white space folded, not empty."""
    return unicodedata.normalize("NFC", " ".join(text.split())) or "x"


ODD_TITLES = st.lists(st.one_of(ODD, st.sampled_from(NASTY)), min_size=1, max_size=4).map(
    lambda parts: clean(" ".join(parts))
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(title=ODD_TITLES, name=ODD_TITLES)
def test_odd_titles_and_names_are_read_back_unchanged_from_the_data(title: str, name: str) -> None:
    edition = PUBLIC._replace(editors=name, title=f"{title} {name}")
    work = WORKS[1]._replace(title=title)
    item = to_csl(work, edition)
    bibtex = read_bibtex(without_address(to_bibtex(work, item)))
    ris = read_ris(without_address(to_ris(work, item)))
    csl = read_csl(without_address(to_json(item)))
    assert bibtex["title"] == ris["title"] == csl["title"] == title
    assert bibtex["booktitle"] == ris["secondary_title"] == csl["container-title"] == edition.title
    assert bibtex["author"] == ris["authors"][0] == csl["author"][0]["literal"] == name


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(title=ODD_TITLES, name=ODD_TITLES)
def test_odd_titles_and_names_are_read_back_from_the_styles(title: str, name: str) -> None:
    """But for what a style does to a title: capitals, quotes within quotes, punctuation at its end and seams."""

    def letters(text: str) -> str:
        return "".join(c for c in text.casefold() if c.isalnum() or c in "<>{}&\\%$#@_^~")

    edition = PUBLIC._replace(editors=name)
    work = WORKS[1]._replace(title=title)
    for cited in styles.cite(LOADED, to_csl(work, edition), work.locator):
        page = lxml.html.fromstring(f"<div>{cited.html}</div>")
        assert {e.tag for e in page.iterdescendants()} <= {"i"}, cited.html
        text = letters(page.text_content())
        assert letters(name) in text, cited
        if cited.form != "In the text":
            assert letters(title) in text, cited


LOADED = styles.load_styles()


def test_latex_joins_nothing() -> None:
    for text in ("a--b", "``x''", "<<x>>", ",,x", "?`", "!`", "---"):
        assert from_latex(latex(text)) == text


TITLES = [
    "Who drew the 38th parallel",
    "who drew the line, and why?",
    "The end: of an alliance",
    "Is it over? Not yet!",
    "Note on “the treaty of 1961.”",
    "“Quoted” at the start",
    "Note on “it ended ‘late’ in 1953 …”",
    "A title with 7771000 <and> & more.",
    "ALL OF IT",
    "one (two)",
]


@pytest.mark.parametrize("edition", [EDITION, PUBLIC], ids=["without an address", "public"])
def test_a_specimen_filled_in_reads_as_each_work_set_by_itself(loaded: dict[str, Any], edition: Edition) -> None:
    works = [
        work._replace(title=title, anchor=f"{work.anchor}-{n}") for work in WORKS for n, title in enumerate(TITLES)
    ]
    works += [work._replace(pdf_page=None) for work in WORKS] + [WORKS[0]._replace(passage="12", pdf_page=345)]
    items = [(to_csl(work, edition, address=work.address), work.locator) for work in works]
    assert len(list(specimens.groups(items))) < len(items) / 2, "several works share a specimen"
    for work, item, filled in zip(works, items, styles.cite_all(loaded, items), strict=True):
        assert filled == styles.cite(loaded, *item), work


def test_a_style_that_does_more_to_a_title_than_a_mark_can_keep_is_told() -> None:
    mark = specimens.MARKS[specimens.Mark("title")]
    assert specimens.MARK_OF[str(specimens.remark(mark, case="title"))[0]].case == "title"
    with pytest.raises(specimens.CannotStandError):
        specimens.remark(f"In {mark}", case="title")
    with pytest.raises(specimens.CannotStandError):
        specimens.remark(f"{mark}, a part", case="title")
