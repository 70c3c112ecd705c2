"""What sphinxcontrib-bibtex has gathered: the entries of ``references.bib``, the citations of the book, its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pybtex.database import Entry
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain, Citation


def cite_domain(env: BuildEnvironment) -> BibtexDomain:
    """The library's domain."""
    return cast("BibtexDomain", env.get_domain("cite"))


def entries(env: BuildEnvironment) -> Mapping[str, Entry]:
    """The entries of ``references.bib`` by key."""
    return cast("Mapping[str, Entry]", cite_domain(env).bibdata.data.entries)


def citations(env: BuildEnvironment) -> Sequence[Citation]:
    """The cited sources as they are set; known when all documents have been read."""
    return cast("Sequence[Citation]", cite_domain(env).citations)
