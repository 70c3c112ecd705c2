"""What other books find: a title that stands alone for every name."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from conftest import select
from edition.names.inventory import with_titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

TITLES = [
    ("one", "Introduction"),
    ("one-p1", "Introduction, ¶1"),
    ("who-founded", "note 1, Introduction"),
    ("the-founder", "Who the founder was"),
    ("term-mig-15", "MiG-15"),
    ("ref-rusk1990", "Rusk 1990"),
    ("old-name", "note 1, Introduction"),
]


def test_every_name_has_a_title_that_says_where_it_stands(build_small: Callable[..., Built], registered: str) -> None:
    names = "".join(sorted((registered + "old-name -> who-founded  # merged\n").splitlines(keepends=True)))
    built = build_small(
        {
            "conf.py": [('anchors_file = ""', 'anchors_file = "anchors.txt"')],
            "anchors.txt": names,
            "index.md": [("# A small book\n", "# A small book\n\nSee {ref}`old-name`.\n")],
        }
    )
    assert not built.failed, built.messages
    (link,) = select(built.page("index"), "a[href='one.html#old-name']")
    assert link.text_content() == "note 1", "a retired name is cited under the title of its heir"
    html = built.out / "html"
    with (html / "objects.inv").open("rb") as file:
        labels = InventoryFile.load(file, "", lambda _, uri: uri)["std:label"]
    for anchor, title in TITLES:
        assert labels[anchor].display_name == title
    assert labels["who-founded"].uri == "one.html#who-founded"
    registry = {entry["anchor"] for entry in json.loads((html / "anchors.json").read_text("utf-8"))}
    assert registry <= labels.keys(), "every name is found"
    found = json.loads((html / "myst.xref.json").read_text("utf-8"))
    references = {reference["identifier"]: reference for reference in found["references"]}
    assert registry - {"old-name"} == references.keys()
    assert references["one-p1"] == {
        "identifier": "one-p1",
        "kind": "anchor",
        "data": "/xref/one.json",
        "url": "/one.html",
        "html_id": "one-p1",
    }
    page = json.loads((html / "xref" / "one.json").read_text("utf-8"))
    targets = {node["identifier"]: node for node in page["mdast"]["children"]}
    note = targets["who-founded"]
    assert (note["type"], note["children"]) == ("heading", [{"type": "text", "value": "note 1, Introduction"}])
    assert "one-p1" in targets


@pytest.mark.parametrize("line", ["a std:label -1 b.html#$ -", "a b std:term -1 c.html#$ -", "x std:doc -1 x.html X"])
def test_only_labels_get_another_title(line: str) -> None:
    head = b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n# zlib.\n"
    changed = with_titles(head + zlib.compress(f"{line}\n".encode()), {"a": "A title", "a b": "No", "x": "No"})
    text = zlib.decompress(changed.split(b"\n", 4)[-1]).decode()
    assert text == ("a std:label -1 b.html#$ A title\n" if "label" in line else f"{line}\n")


def test_a_term_with_a_number_in_its_name_is_found_by_other_books(build_small: Callable[..., Built]) -> None:
    """Sphinx takes the number for the priority behind the name: the term was lost, and another was made of its words."""
    order = ":::{term} Order No. 1 of 1945\n:id: term-order\n\nAn order.\n:::\n\n"
    built = build_small({"glossary.md": [(":::{term} Juche", f"{order}:::{{term}} Juche")]})
    assert not built.failed, built.messages
    with (built.out / "html" / "objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "", lambda _, uri: uri)
    term = found["std:term"]["term-order"]
    assert (term.uri, term.display_name) == ("glossary.html#term-order", "Order No. 1 of 1945")
    assert [kind for kind in found if not kind.startswith("std:")] == []
