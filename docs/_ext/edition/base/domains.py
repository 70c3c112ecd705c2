"""Domains of the edition: they keep what they know by document or anew each build, and are asked for by their class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

D = TypeVar("D", bound=Domain)
INNER = {"env", "objtypes_for_role", "role_for_objtype"}
"""What Sphinx adds to a domain beside its data."""


class BookDomain(Domain):
    """A domain to which no role leads: all public names are labels of Sphinx's standard domain."""

    def printed(self) -> object:
        """What documents may print of it without looking at the document that it is of; see ``base.kept``."""
        return {name: value for name, value in vars(self).items() if name not in INNER and name[0] != "_"}

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Nothing: ``[words](#name)`` finds the label; without this answer it would fail beside it."""
        return []


class PerDocument(BookDomain):
    """A domain whose data are dictionaries by document: each is forgotten and merged as one."""

    def clear_doc(self, docname: str) -> None:
        """Forget one document."""
        for found in self.data.values():
            if isinstance(found, dict):
                found.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for kind, found in otherdata.items():
            if isinstance(found, dict):
                self.data[kind].update({d: v for d, v in found.items() if d in docnames})


class EachBuild(BookDomain):
    """A domain that is filled at the start of each build; parallel readers inherit it as it is."""

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Nothing is kept from build to build."""


def domain(env: BuildEnvironment, cls: type[D]) -> D:
    """The domain of a class. Raises TypeError where another has its name."""
    found = env.get_domain(cls.name)
    if not isinstance(found, cls):
        raise TypeError(f"the domain {cls.name!r} is a {type(found).__name__}")
    return found
