"""The closed lists of words that authors write in several kinds of records, and that more than one room understands."""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """How a source stands to the essay's words that a note answers: ``relation`` in ``carries.yaml``."""

    SUPPORTS = "supports"
    """It confirms them."""
    QUALIFIES = "qualifies"
    """It limits them or adds to them."""
    DISPUTES = "disputes"
    """It contradicts them."""
    BACKGROUND = "background"
    """It tells of their context."""


class Seen(StrEnum):
    """How the editors know what a source says: ``seen`` in ``carries.yaml`` and ``references.bib``."""

    OWN_PAGE = "own-page"
    """They read the source, at least in part."""
    CITED_BY = "cited-by"
    """They know it from another work, which cites it: it is cited at second hand."""
    NOT_SHOWN = "not-shown"
    """They read a part of the source that does not show this; only a pair in ``carries.yaml`` can have it."""


class Confidence(StrEnum):
    """How sure the editors are of a note: ``confidence`` in ``claims.yaml``; printed where it is not high."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
