"""The Atom feed of changes, for feed readers."""

from __future__ import annotations

import html
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.address import page_address, public_address, up_from
from edition.base.domains import domain
from edition.base.features import Feature, first_with, has_feature
from edition.base.locale import _
from edition.base.words import capital
from edition.ledger.reasons import KINDS
from edition.ledger.since_last import since_last
from edition.names.editions import EditionsDomain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


FEED = "changes.xml"


def write_feed(app: Sphinx, exception: Exception | None) -> None:
    """Write the feed, Atom (RFC 4287), with one entry for each change that has a reason.

    Its ids are UUIDs of version 5 made from name and edition, so that they are the same in every build.
    """
    if exception or app.builder.name != "html":
        return
    last, found, _findings = since_last(app.env)
    if last is None:
        return
    release, day = app.config.release, f"{app.config.typst_date.isoformat()}T00:00:00Z"

    def element(tag: str, text: str) -> str:
        return f"<{tag}>{html.escape(text, quote=False)}</{tag}>"

    def identity(name: str) -> str:
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{app.config.project}#{name}@{release}')}"

    def link(address: str, rel: str) -> str:
        return f'<link rel="{rel}" href="{html.escape(public_address(app.config, address))}"/>'

    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append(f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{app.config.language}">')
    lines += [element("title", f"{app.config.project}: {_('What changed')}"), element("id", identity(""))]
    lines += [element("updated", day), f"<author>{element('name', app.config.author)}</author>"]
    page = first_with(app.env, Feature.CHANGES) or app.config.root_doc
    # The page first: some news readers take the first link for it, whatever its relation.
    lines += [link(page_address(app.builder, page), "alternate"), link(FEED, "self")]
    for change in found:
        if not change.reasons:
            continue
        address = page_address(app.builder, change.name.docname, change.name.anchor)
        became = _("{old} became {new}", old=change.verdict[0], new=change.verdict[1]) + ". " if change.verdict else ""
        why = " ".join(f"{capital(_(KINDS[reason.kind][0]))}: {reason.why}" for reason in change.reasons)
        lines.append(
            f"<entry>{element('title', change.name.title)}{element('id', identity(change.name.anchor))}"
            f"{element('updated', day)}{link(address, 'alternate')}{element('summary', became + why)}</entry>"
        )
    (Path(app.outdir) / FEED).write_text("\n".join([*lines, "</feed>"]) + "\n", encoding="utf-8")


def tell(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    """Link to the feed in the heads of the title page and of the page that lists the changes."""
    named = pagename == app.config.root_doc or has_feature(app.env, pagename, Feature.CHANGES)
    if not named or not domain(app.env, EditionsDomain).closed:
        return
    link = f'<link rel="alternate" type="application/atom+xml" href="{up_from(pagename)}{FEED}">'
    context["metatags"] = f"{context.get('metatags', '')}\n{link}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the feed when the pages have been written."""
    app.connect("html-page-context", tell)
    app.connect("build-finished", write_feed)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
