"""Domains that keep what they know by document, and how to ask for one by its class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.environment import BuildEnvironment

D = TypeVar("D", bound=Domain)


class PerDocument(Domain):
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


def domain(env: BuildEnvironment, cls: type[D]) -> D:
    """The domain of a class. Raises TypeError where another has its name."""
    found = env.get_domain(cls.name)
    if not isinstance(found, cls):
        raise TypeError(f"the domain {cls.name!r} is a {type(found).__name__}")
    return found
