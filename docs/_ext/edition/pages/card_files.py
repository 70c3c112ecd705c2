"""The cards of sources and terms for text beside the notes, as scripts: ``cards.js`` loads what a reader asks for.

In a page they would take as many bytes as its text, and a page opened from disk can load no other data.
``cards/ref-a.js`` has the cards of all sources whose name begins so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.domains import domain
from edition.base.kept import digest_of, keeps
from edition.base.shared import anew
from edition.citing.data import to_script
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.pages.card_content import source_foot, source_head, term_card
from edition.sources.chicago import format_source
from edition.sources.cited import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

FOLDER = "cards"


def write_cards(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    """Write the folder, unless the last build wrote the same; returns no pages for Sphinx."""
    found = files(app)
    if not keeps(app, FOLDER, made_of=digest_of(found)):
        folder = Path(app.outdir, FOLDER)
        folder.mkdir(exist_ok=True)
        for name, cards in found.items():
            anew(folder / f"{name}.js").write_text(to_script("addCards", "".join(cards)), encoding="utf-8")
    yield from ()


def files(app: Sphinx) -> dict[str, list[str]]:
    """The cards by the name of their file: the names of sources and terms up to the first letter of their own."""
    sources = {Kind.SOURCE.anchor(key): entry for key, entry in entries(app.env).items()}
    found: dict[str, list[str]] = {}
    for name in domain(app.env, AnchorsDomain).all_names():
        if name.kind in {Kind.SOURCE, Kind.TERM}:
            address = f"{app.builder.get_target_uri(name.docname)}#{name.anchor}"
            card = card_id(name.anchor)
            text = (
                source_card(app.env, sources[name.anchor], card, address)
                if name.kind is Kind.SOURCE
                else term_card(app.env, name, card, address)
            )
            found.setdefault(first_of(name.anchor), []).append(text)
    return found


def card_id(anchor: str) -> str:
    """The id of the card of a name; no name begins so.

    >>> card_id("term-juche")
    '_term-juche'
    """
    return f"_{anchor}"


def first_of(anchor: str) -> str:
    """A name up to the first letter of what it names; ``cards.js`` does the same.

    >>> first_of("ref-armstrong2003revolution")
    'ref-a'
    """
    prefix, own = anchor.split("-", 1)
    return f"{prefix}-{own[:1]}"


def source_card(env: BuildEnvironment, entry: Entry, card: str, address: str) -> str:
    """The card of a source with its id: its whole reference, what it is, and a link to its entry."""
    text = getattr(entry, "printed", None) or format_source(entry)
    seen = entry.fields.get("seen", "")
    return (
        f'<aside id="{card}" popover class="card pair" data-n role="note"><p>{source_head(text, seen)}</p>\n'
        f"{source_foot(env, entry, seen, address)}</aside>\n"
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the files."""
    app.connect("html-collect-pages", write_cards)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
