"""The record of a public name, and the attributes by which a node says that it has one."""

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
    """The name of the form: ``Hangul``, ``Russian``."""


class Use(NamedTuple):
    """A place that uses a source, a term or an event."""

    anchor: str
    """The place's name."""
    title: str
    """Its words in a list: ``chapter 2, note 12``."""


@dataclass(frozen=True, slots=True)
class Name:
    """Everything known of one name, after all documents were read."""

    anchor: str
    """The name itself, which is also the id in the pages and the destination in the PDF."""
    kind: Kind
    docname: str
    """The document that holds it."""
    title: str
    """Its title in lists, with references resolved."""
    origin: str
    """``file:line`` of the source, relative to ``docs/``."""
    digest: str = ""
    """SHA-256 of the words as written, see ``digests.own_words``; empty for kinds that are more than words."""
    place: str = ""
    """Its place, for readers: ``note 12, The Soviet Era``."""
    mention: str = ""
    """Its words in a list of places: ``chapter 2, note 12``."""
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
    """Mark a node as one whose first id is a public name.

    ``more`` can be ``date`` and ``end`` of an event, ``forms`` of a term, ``note`` and ``source`` of a pair.
    """
    node["anchor-kind"], node["anchor-title"], node["anchor-more"] = kind.value, title, more


def marked(node: nodes.Node) -> Kind | None:
    """The kind of a marked node; None for any other node."""
    kind = getattr(node, "attributes", {}).get("anchor-kind")
    return Kind(kind) if kind else None
