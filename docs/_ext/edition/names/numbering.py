"""Figure numbers by Sphinx's own numbering, once in a build and before the names are made.

Sphinx would load every document, and ask every domain about every element of it.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.domains.std import StandardDomain
from sphinx.environment.collectors.toctree import TocTreeCollector

from edition.base.domains import PerDocument, domain
from edition.base.trees import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


TYPE = "figtype"
"""The attribute of a part of a skeleton that is counted: its type."""
WALKED: tuple[type[nodes.Element], ...] = (nodes.section, addnodes.toctree)
"""What the numbering knows by its class."""


class SkeletonsDomain(PerDocument):
    """What Sphinx's numbering needs of each document, which it would load and walk through as a whole."""

    name = "skeletons"
    label = "Skeletons"
    initial_data = {"skeletons": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    @property
    def skeletons(self) -> dict[str, nodes.Element]:
        """By document: its sections, lists of contents and what can have a number, each without its content."""
        skeletons: dict[str, nodes.Element] = self.data["skeletons"]
        return skeletons

    def printed(self) -> object:
        """Nothing: the numbers themselves are shared by all documents."""
        return None


class Numbered(StandIn):
    """An environment for Sphinx's numbering: skeletons instead of documents, and one domain that knows their types."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        known = SimpleNamespace(get_enumerable_node_type=lambda node: node.get(TYPE))
        self.domains = SimpleNamespace(standard_domain=env.domains.standard_domain, sorted=lambda: [known])

    def get_doctree(self, docname: str) -> nodes.Element:
        """The skeleton of a document."""
        return domain(self._env, SkeletonsDomain).skeletons[docname]


def keep_skeleton(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the skeleton of a document that was read."""
    counting = [
        one
        for one in app.env.domains.sorted()
        if one.enumerable_nodes or type(one).get_enumerable_node_type != Domain.get_enumerable_node_type
    ]
    skeleton = nodes.Element("", *bones(doctree, counting))
    domain(app.env, SkeletonsDomain).skeletons[app.env.docname] = skeleton


def bones(node: nodes.Element, domains: Sequence[Domain]) -> Iterator[nodes.Element]:
    """The parts of a node that matter to the numbering, without what stands between them."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            inside = bones(child, domains)
            kind = next((kind for kind in WALKED if isinstance(child, kind)), nodes.Element)
            numbered = type_of(child, domains)
            if numbered or kind is not nodes.Element:
                known = {"ids": child["ids"], "entries": child.get("entries", []), TYPE: numbered}
                yield kind("", *inside, **known)
            else:
                yield from inside


def type_of(node: nodes.Element, domains: Sequence[Domain]) -> str | None:
    """The type of a node that is counted, such as ``figure``; those of Sphinx itself need a title."""
    for one in domains:
        found = one.get_enumerable_node_type(node)
        if found and not (isinstance(one, StandardDomain) and not one.get_numfig_title(node)):
            return found
    return None


def number_all(env: BuildEnvironment) -> list[str]:
    """Number sections and figures; returns the documents with changed numbers."""
    collector, numbered = TocTreeCollector(), Numbered(env)
    changed = [
        *collector.assign_section_numbers(env),
        *collector.assign_figure_numbers(numbered),  # type: ignore[arg-type]
    ]
    env.toc_fignumbers = numbered.toc_fignumbers
    return changed


def number_once(app: Sphinx) -> None:
    """Remove Sphinx's own numbering of figures, which loads every document again."""
    listeners = app.events.listeners["env-get-updated"]
    listeners[:] = [one for one in listeners if not isinstance(getattr(one.handler, "__self__", 0), TocTreeCollector)]
