"""The parts of the CSL-JSON schema that the book's citations use; nothing else is allowed."""

from __future__ import annotations

from edition.citing import styles

# From csl-data.json of the CSL project, draft 07.
NAME = {
    "type": "object",
    "properties": {
        "literal": {"type": "string"},
        "family": {"type": "string"},
        "given": {"type": "string"},
        "suffix": {"type": "string"},
    },
    "additionalProperties": False,
    "minProperties": 1,
}
TEXTS = [
    "title",
    "title-short",
    "container-title",
    "edition",
    "language",
    "note",
    "URL",
    "DOI",
    "ISBN",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "number",
    "page",
]
CSL_SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["type", "id", "title", "language"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": sorted(styles.TYPES)},
            "id": {"type": "string"},
            "author": {"type": "array", "items": NAME, "minItems": 1},
            "editor": {"type": "array", "items": NAME, "minItems": 1},
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
                    }
                },
            },
            **{name: {"type": "string", "minLength": 1} for name in TEXTS},
        },
    },
}
