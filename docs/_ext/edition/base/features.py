"""Features of documents that other code asks for: a directive notes its feature in the metadata of its document."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Feature(StrEnum):
    """What a document has, by its key in the metadata."""

    WHOLE_ESSAY = "whole-essay"
    """The whole essay on one page."""
    LEDGER = "ledger"
    """All claims, as a list or in numbers."""
    CHANGES = "changes"
    """What changed since the edition before."""
    NAMES = "names"
    """The index of names."""
    GALLERY = "gallery"
    """All figures."""
    PDF_PAGES = "pdf-pages"
    """Page numbers of the PDF: such a document is written in every build, after all others."""
    UNKEPT = "unkept"
    """Something that can differ without a change of any source: such a document is written in every build."""


GATHERED = (Feature.WHOLE_ESSAY, Feature.LEDGER, Feature.NAMES, Feature.GALLERY)
"""Features that print something of all other documents."""


def note_feature(env: BuildEnvironment, feature: Feature) -> None:
    """Note that the document being read has a feature."""
    env.metadata[env.docname][feature.value] = True


def has_feature(env: BuildEnvironment, docname: str, feature: Feature) -> bool:
    """Whether a document has a feature; False if there is no such document."""
    return feature in env.metadata.get(docname, ())


def first_with(env: BuildEnvironment, feature: Feature) -> str:
    """The first document that has a feature, to which others can link; ``""`` if there is none."""
    return next(iter(documents_with(env, feature)), "")


def documents_with(env: BuildEnvironment, feature: Feature) -> list[str]:
    """The documents that have a feature, sorted by name."""
    return sorted(name for name, data in env.metadata.items() if feature in data)


def rewrite(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell Sphinx to write the documents that print something of others."""
    return [docname for feature in GATHERED for docname in documents_with(env, feature)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("env-updated", rewrite)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
