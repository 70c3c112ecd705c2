"""The words that records share: no module spells them again, and the published schemas allow the same ones."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from conftest import PACKAGE
from edition.base.vocabulary import Confidence, Relation, Seen
from edition.exports.model import SCHEMA, schema

if TYPE_CHECKING:
    from enum import StrEnum

PRINTED = re.compile(r'later\("[^"]*"\)')
"""What readers see, which happens to be the same in English."""


def test_only_one_module_spells_the_words_that_records_share() -> None:
    unmistakable = {*Seen, *Relation} - {Relation.BACKGROUND}  # which schema.org, CSS and others have too
    spelled = re.compile(rf'"(?:{"|".join(unmistakable)})"')
    texts = {path: PRINTED.sub("", path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    assert [path.name for path, text in texts.items() if spelled.search(text)] == ["vocabulary.py"]


def enums(part: Any, name: str) -> list[list[str]]:
    """The words that a schema allows for a property, wherever it has one of this name."""
    if isinstance(part, list):
        return [found for item in part for found in enums(item, name)]
    if not isinstance(part, dict):
        return []
    own = [part[name]["enum"]] if isinstance(part.get(name), dict) and "enum" in part[name] else []
    return own + [found for item in part.values() for found in enums(item, name)]


@pytest.mark.parametrize(("name", "words"), [("relation", Relation), ("seen", Seen), ("confidence", Confidence)])
def test_the_schema_allows_exactly_the_words_of_the_code(name: str, words: type[StrEnum]) -> None:
    found = enums(json.loads(schema(SCHEMA)), name)
    assert list(words) in found
    assert all(set(allowed) <= set(words) for allowed in found)
