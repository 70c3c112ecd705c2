"""The domain of sphinxcontrib-bibtex, without its loops over all citations for each source."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CiteRole

from edition.base.trees import once
from edition.base.warnings import warn
from edition.base.words import repeated
from edition.sources.bibfile import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pybtex.database import Entry
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.directives import BibliographyKey


ROLES = {"": "{cite}", "p": "{cite:p}", "t": "{cite:t}", "alp": "{cite:alp}"}
"""How the roles are written that this book has; the library knows more, which differ in other styles."""


class Cite(CiteRole):
    """The role of a citation; it warns of a malformed list of keys, at which the library's own role fails."""

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Note the cited keys; a malformed citation is printed as it is written."""
        try:
            keys = [target.key for target in parse_citation_targets(self.target)]
        except ValueError:
            message = f"the citation {self.target!r} is not a list of keys with commas between them; mend it"
            warn(Problem.BAD_CITATION, message, self.get_location())
            return [nodes.literal("", self.target)], []
        if self.name.partition(":")[2] not in ROLES:
            message = f"'{{{self.name}}}' would print what {{cite:p}} prints; write one of {', '.join(ROLES.values())}"
            warn(Problem.BAD_CITATION, message, self.get_location())
        if twice := sorted(repeated(keys)):
            message = f"the citation {self.target!r} names {twice[0]!r} twice; take one out"
            warn(Problem.BAD_CITATION, message, self.get_location())
        super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        return [node], []


class SourcesDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, which finds cited entries in one pass.

    The library's own loops over all citations for each entry, and over all sources for each citation.
    """

    roles: ClassVar[dict[str, Any]] = {name: Cite() for name in BibtexDomain.roles}

    @property
    def places(self) -> dict[str, tuple[str, int]]:
        """File, as ``bibtex_bibfiles`` names it, and line of each entry by its key in lower case."""
        places: dict[str, tuple[str, int]] = self.data["places"]
        return places

    def resolve_xref(  # type: ignore[override]
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, *rest: Any
    ) -> nodes.Element:
        """Resolve a citation; the library is shown only the sources that it names."""
        everything: list[Any] = self.data["citations"]
        places = once(self.env, SourcesDomain, lambda: places_of(everything))
        keys = {one.key for one in parse_citation_targets(target)}
        self.data["citations"] = [everything[n] for n in sorted(n for key in keys for n in places.get(key, ()))]
        try:
            resolved: nodes.Element = super().resolve_xref(env, fromdocname, builder, typ, target, *rest)
            return resolved
        finally:
            self.data["citations"] = everything

    def printed(self) -> object:
        """The labels of the cited sources, which any document may print; see ``base.kept``."""
        return [(c.citation_id, c.bibliography_key.docname, c.formatted_entry.label) for c in self.citations]

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterator[tuple[str, Entry]]:
        """Key and entry of each cited source of a list."""
        place = self.bibliographies[bibliography_key]
        if ast.dump(place.filter_) != ast.dump(ast.parse("cited")) or place.keys:
            yield from super().get_filtered_entries(bibliography_key)
            return
        cited = {target.key for ref in self.citation_refs for target in ref.targets}
        for key in place.citation_nodes:
            if key in cited:
                yield key, self.bibdata.data.entries[key.removeprefix(place.keyprefix)]


def places_of(citations: list[Any]) -> dict[str, list[int]]:
    """The positions of each key in a list of citations."""
    places: dict[str, list[int]] = {}
    for number, citation in enumerate(citations):
        places.setdefault(citation.key, []).append(number)
    return places
