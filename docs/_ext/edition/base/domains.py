"""Base classes of our domains: some keep data by document, others are filled at the start of each build."""

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
"""Attributes of a domain that hold no data of the book."""


class BookDomain(Domain):
    """A domain without roles: all public names are labels of Sphinx's standard domain."""

    def printed(self) -> object:
        """What any document may print of this data; when it changes, no document is taken over (``base.kept``)."""
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
        """No target: ``[words](#name)`` finds the label, and MyST only needs every domain to answer."""
        return []


class PerDocument(BookDomain):
    """A domain whose data are dictionaries by document."""

    def clear_doc(self, docname: str) -> None:
        """Forget one document."""
        for found in self.data.values():
            if isinstance(found, dict):
                found.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Merge what a parallel reader found."""
        for kind, found in otherdata.items():
            if isinstance(found, dict):
                self.data[kind].update({d: v for d, v in found.items() if d in docnames})


class EachBuild(BookDomain):
    """A domain that is filled at the start of each build; parallel readers inherit it as it is."""

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Nothing to merge."""


def domain(env: BuildEnvironment, cls: type[D]) -> D:
    """The domain of a class. Raises TypeError if the domain of this name is of another class."""
    found = env.get_domain(cls.name)
    if not isinstance(found, cls):
        raise TypeError(f"the domain {cls.name!r} is a {type(found).__name__}")
    return found
