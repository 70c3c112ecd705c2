"""Figure numbers by Sphinx's own numbering, once in a build and before the names are made."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from sphinx.domains import Domain
from sphinx.environment.collectors.toctree import TocTreeCollector

from edition.base.trees import StandIn, tree

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Numbered(StandIn):
    """An environment for Sphinx's numbering, which calls every domain for every element of every document.

    It shares documents that are loaded already (``base.trees``), and has only the domains that can number elements.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        numbering = [domain for domain in env.domains.sorted() if can_number(domain)]
        self.domains = SimpleNamespace(standard_domain=env.domains.standard_domain, sorted=lambda: numbering)

    def get_doctree(self, docname: str) -> nodes.document:
        """A document as it was read; it is shared and must not be changed."""
        return tree(self._env, docname)


def can_number(domain: Domain) -> bool:
    """Whether a domain can number any element."""
    return bool(domain.enumerable_nodes) or type(domain).get_enumerable_node_type != Domain.get_enumerable_node_type


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
