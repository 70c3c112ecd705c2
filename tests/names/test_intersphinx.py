"""Another Sphinx project cites this book by its anchors, through intersphinx and from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

import build
from conftest import Built, select

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# Another book

It cites {external+rnk:ref}`a passage <soviet-era-p2>`, {external+rnk:ref}`soviet-era-p2`,
{external+rnk:ref}`who-drew-the-line`, {external+rnk:term}`Juche`,
{external+rnk:ref}`not-directly-engaging-in-combat`, {external+rnk:ref}`event-korean-armistice-signed`
and {external+rnk:doc}`timeline`.
"""
EXPECTED = [
    ("soviet-era.html#soviet-era-p2", "a passage"),
    ("soviet-era.html#soviet-era-p2", "The Soviet Era: The Foundation of a Fragile Alliance, ¶2"),
    ("soviet-era.html#who-drew-the-line", "Who drew the 38th parallel"),
    ("glossary.html#term-juche", "Juche"),
    ("soviet-era.html#not-directly-engaging-in-combat", None),
    ("timeline.html#event-korean-armistice-signed", None),
    ("timeline.html", "Timeline"),
]


def test_another_project_cites_passages_terms_and_sections(book: Built, tmp_path: Path) -> None:
    docs = tmp_path / "other"
    docs.mkdir()
    inventory = book.out / "html" / "objects.inv"
    (docs / "conf.py").write_text(
        f"""\
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
intersphinx_mapping = {{"rnk": ("https://example.org/rnk/", {str(inventory)!r})}}
intersphinx_timeout = 1
nitpicky = True
""",
        encoding="utf-8",
    )
    (docs / "index.md").write_text(TEXT, encoding="utf-8")
    build.run_sphinx(docs, tmp_path / "out", "html", {})
    page = lxml.html.parse(str(tmp_path / "out" / "html" / "index.html")).getroot()
    found = [(a.get("href", ""), a.text_content()) for a in select(page, "[role=main] a.external")]
    assert [href for href, _ in found] == [f"https://example.org/rnk/{href}" for href, _ in EXPECTED]
    for (_, text), (_, expected) in zip(found, EXPECTED, strict=True):
        assert text == expected if expected else text
