"""What a document has that others ask for: the directive that prints it leaves a mark in the document's metadata."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class Feature(StrEnum):
    """A feature of documents, by its mark."""

    WHOLE_ESSAY = "whole-essay"
    """All passages, one after the other."""
    LEDGER = "ledger"
    """All claims, as a list or in numbers."""
    NAMES = "names"
    """The index of names."""
    PDF_PAGES = "pdf-pages"
    """Page numbers of the PDF: such a document is always written, and last."""
    UNKEPT = "unkept"
    """Something that only a build knows: such a document is always written."""


def note_feature(env: BuildEnvironment, feature: Feature) -> None:
    """Say that the document which is read has a feature."""
    env.metadata[env.docname][feature.value] = True


def has_feature(env: BuildEnvironment, docname: str, feature: Feature) -> bool:
    """Whether a document has a feature; not where there is no such document."""
    return feature in env.metadata.get(docname, ())


def documents_with(env: BuildEnvironment, feature: Feature) -> list[str]:
    """The documents that have a feature, in the order of their names."""
    return sorted(name for name, data in env.metadata.items() if feature in data)
