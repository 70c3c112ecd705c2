"""Typed access to what sphinxcontrib-bibtex has gathered: the entries of ``references.bib`` and the cited sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from pybtex.database import Entry

from edition.base.trees import part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain, Citation


CITED = "bibtex-citation"
"""The class of sphinxcontrib-bibtex around a citation."""


def cite_domain(env: BuildEnvironment) -> BibtexDomain:
    """The library's domain."""
    return cast("BibtexDomain", env.get_domain("cite"))


class Entries(Mapping[str, Entry]):
    """The entries of ``references.bib`` by key; a document depends on each entry that it asks for (``trees.part``)."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.all: Mapping[str, Entry] = cite_domain(env).bibdata.data.entries

    def __getitem__(self, key: str) -> Entry:
        part(self.env, entry_as_read, key)
        return self.all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)


def entry_as_read(env: BuildEnvironment, key: str) -> str:
    """All fields of a source, as one text."""
    return repr(cite_domain(env).bibdata.data.entries.get(key))


def entries(env: BuildEnvironment) -> Mapping[str, Entry]:
    """The entries of ``references.bib`` by key."""
    return Entries(env)


def citations(env: BuildEnvironment) -> Sequence[Citation]:
    """The cited sources, formatted; known after all documents were read."""
    return cast("Sequence[Citation]", cite_domain(env).citations)
