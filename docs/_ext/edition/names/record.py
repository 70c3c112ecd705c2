"""The one record of a thing that has a public name, and the marks by which a node says that it has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from edition.names.kinds import Kind

if TYPE_CHECKING:
    from docutils import nodes


class Form(NamedTuple):
    """A term in another language or script."""

    text: str
    language: str
    """BCP 47 tag."""
    name: str
    """What the form is called: ``Hangul``, ``Russian``."""


class Use(NamedTuple):
    """A place that uses a source, a term or an event."""

    anchor: str
    """The place's name."""
    title: str
    """What it is called in a list: ``chapter 2, note 12``."""


@dataclass(frozen=True, slots=True)
class Name:
    """All that the book knows of one name when all documents have been read."""

    anchor: str
    """The name itself, which is also the id in the pages and the destination in the PDF."""
    kind: Kind
    docname: str
    """The document that holds it."""
    title: str
    """What a list calls it, with its references resolved."""
    origin: str
    """``file:line`` of the source, the file seen from ``docs/``."""
    digest: str = ""
    """SHA-256 of the words as written, see ``digests.own_words``; empty for the kinds that are more than words."""
    place: str = ""
    """Where it stands, for readers: ``note 12, The Soviet Era``."""
    mention: str = ""
    """What a list of places calls it: ``chapter 2, note 12``."""
    words: str = ""
    """Its words as printed, white space folded."""
    answer: str = ""
    """Of a note: its first paragraph without verdict and citations in parentheses."""
    verdict: str = ""
    """Of a note."""
    date: str = ""
    """Of an event: ISO, only as precise as its source."""
    end: str = ""
    """The last day of an event that lasts."""
    forms: tuple[Form, ...] = ()
    """Of a term."""
    note: str = ""
    """Of a pair: the anchor of its note."""
    source: str = ""
    """Of a source or a pair: the key in ``references.bib``."""
    uses: tuple[Use, ...] = ()
    """The places that use it."""


def mark(node: nodes.Element, kind: Kind, title: str, **more: object) -> None:
    """Let a node say that it is named by its first id.

    ``more`` can be ``date`` and ``end`` of an event, ``forms`` of a term, ``note`` and ``source`` of a pair.
    """
    node["anchor-kind"], node["anchor-title"], node["anchor-more"] = kind.value, title, more


def marked(node: nodes.Node) -> Kind | None:
    """The kind that a node says it is; None for all others."""
    kind = getattr(node, "attributes", {}).get("anchor-kind")
    return Kind(kind) if kind else None
