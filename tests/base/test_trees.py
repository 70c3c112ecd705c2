"""Quick walks through documents give what docutils' own give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from docutils import nodes
from docutils.utils import new_document

from edition.base import trees
from edition.names.labels import Trees

if TYPE_CHECKING:
    from collections.abc import Iterator


def its_own(self: nodes.Node, cls: type[nodes.Node]) -> Iterator[nodes.Node]:
    """As docutils 0.22 writes it."""
    if isinstance(self, cls):
        yield self
    for child in self.children:
        yield from its_own(child, cls)


def document() -> nodes.section:
    """A section with a bit of everything."""
    inner = nodes.paragraph("", "", nodes.Text("a"), nodes.emphasis("", "b"), nodes.Text("c"))
    items = nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", word)) for word in "de"))
    return nodes.section("", nodes.title("", "t"), inner, items, nodes.paragraph())


@pytest.mark.parametrize("cls", [nodes.Node, nodes.Element, nodes.Text, nodes.paragraph, nodes.section, nodes.table])
def test_a_walk_meets_the_same_nodes_in_the_same_order(cls: type[nodes.Node]) -> None:
    root = document()
    expected = list(its_own(root, cls))
    assert [id(node) for node in trees.find_all(root, cls)] == [id(node) for node in expected]


@pytest.mark.parametrize("find", [its_own, trees.find_all])
def test_a_walk_sees_what_is_changed_ahead_of_it(find: Any) -> None:
    root = document()
    met = []
    for node in find(root, nodes.Element):
        met.append(node.tagname)
        if isinstance(node, nodes.title):
            root.append(nodes.comment())
        if isinstance(node, nodes.bullet_list):
            node.clear()
    assert met == ["section", "title", "paragraph", "emphasis", "bullet_list", "paragraph", "comment"]


def test_a_document_may_be_called_as_whatever_else_is_made_once() -> None:
    env = cast("Any", type("Environment", (), {"get_doctree": staticmethod(new_document)})())
    assert trees.once(env, "titles", lambda: ["a title"]) == ["a title"]
    assert isinstance(trees.tree(env, "titles"), nodes.document)
    assert trees.once(env, "titles", list) == ["a title"]
    trees.forget()


def test_a_document_is_loaded_once_in_a_build() -> None:
    loaded: list[str] = []

    def load(name: str) -> nodes.document:
        loaded.append(name)
        found = new_document(name)
        found += (section := document())
        found.ids["t"] = section
        return found

    env = cast("Any", type("Environment", (), {"get_doctree": staticmethod(load), "srcdir": "here"})())
    first = trees.tree(env, "one")
    assert trees.tree(env, "one") is first
    assert Trees(env).get_doctree("one").ids.get("t") is first.children[0]
    assert Trees(env).srcdir == "here"
    trees.forget()
    assert trees.tree(env, "one") is not first
    trees.forget()
    assert loaded == ["one", "one"]
