"""Features of documents that other documents look for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from edition.base.features import Feature, documents_with, first_with, has_feature, note_feature, rewrite

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def read(**features: Feature) -> BuildEnvironment:
    """An environment of documents that were read, each with one feature."""
    stand_in = SimpleNamespace(metadata={"plain": {}}, docname="")
    for docname, feature in features.items():
        stand_in.docname, stand_in.metadata[docname] = docname, {}
        note_feature(cast("BuildEnvironment", stand_in), feature)
    return cast("BuildEnvironment", stand_in)


def test_the_first_document_with_a_feature_is_that_to_which_others_lead() -> None:
    env = read(two=Feature.LEDGER, one=Feature.LEDGER, essay=Feature.WHOLE_ESSAY)
    assert documents_with(env, Feature.LEDGER) == ["one", "two"]
    assert (first_with(env, Feature.LEDGER), first_with(env, Feature.NAMES)) == ("one", "")
    assert [has_feature(env, name, Feature.WHOLE_ESSAY) for name in ("essay", "plain", "gone")] == [True, False, False]


def test_what_gathers_from_all_documents_is_written_whatever_was_read() -> None:
    env = read(claims=Feature.LEDGER, whole=Feature.WHOLE_ESSAY, who=Feature.NAMES, shown=Feature.GALLERY, cited=Feature.PDF_PAGES)  # fmt: skip
    assert sorted(rewrite(cast("Sphinx", None), env)) == ["claims", "shown", "who", "whole"]
