"""What a document has that others ask for: the directive that prints it leaves a mark in the document's metadata."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Feature(StrEnum):
    """A feature of documents, by its mark."""

    WHOLE_ESSAY = "whole-essay"
    """All passages, one after the other."""
    LEDGER = "ledger"
    """All claims, as a list or in numbers."""
    CHANGES = "changes"
    """What changed since the edition before."""
    NAMES = "names"
    """The index of names."""
    GALLERY = "gallery"
    """All figures."""
    PDF_PAGES = "pdf-pages"
    """Page numbers of the PDF: such a document is always written, and last."""
    UNKEPT = "unkept"
    """Something that only a build knows: such a document is always written."""


GATHERED = (Feature.WHOLE_ESSAY, Feature.LEDGER, Feature.NAMES, Feature.GALLERY)
"""What a document prints of all the others."""


def note_feature(env: BuildEnvironment, feature: Feature) -> None:
    """Say that the document which is read has a feature."""
    env.metadata[env.docname][feature.value] = True


def has_feature(env: BuildEnvironment, docname: str, feature: Feature) -> bool:
    """Whether a document has a feature; not where there is no such document."""
    return feature in env.metadata.get(docname, ())


def first_with(env: BuildEnvironment, feature: Feature) -> str:
    """The first document that has a feature, to which others lead; ``""`` where there is none."""
    return next(iter(documents_with(env, feature)), "")


def documents_with(env: BuildEnvironment, feature: Feature) -> list[str]:
    """The documents that have a feature, in the order of their names."""
    return sorted(name for name, data in env.metadata.items() if feature in data)


def rewrite(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the documents anew that print what stands in others."""
    return [docname for feature in GATHERED for docname in documents_with(env, feature)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("env-updated", rewrite)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
