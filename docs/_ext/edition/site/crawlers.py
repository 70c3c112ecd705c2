"""``robots.txt`` and ``sitemap.xml``: the pages of the book, without those of citations and closed editions."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from edition.base.domains import domain
from edition.names.editions import EditionsDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SITEMAP = "sitemap.xml"


def robots(base: str, closed: Sequence[str]) -> str:
    """``robots.txt`` (RFC 9309), whose paths begin at the root of the server; ``closed`` are closed editions."""
    path = urlsplit(base).path.rstrip("/")
    lines = ["User-agent: *", *([f"Disallow: {path}/{version}/" for version in closed] or ["Disallow:"])]
    return "\n".join([*lines, *([f"Sitemap: {base}{SITEMAP}"] if base else [])]) + "\n"


def sitemap(addresses: Iterable[str], day: str) -> str:
    """The sitemap (sitemaps.org 0.9) of some addresses, all with the date of the edition."""
    rows = [f"<url><loc>{html.escape(address)}</loc><lastmod>{day}</lastmod></url>" for address in addresses]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    return "\n".join([*head, *rows, "</urlset>"]) + "\n"


def tell_crawlers(app: Sphinx, exception: Exception | None) -> None:
    """Write ``robots.txt`` and, if the book has a public address, ``sitemap.xml``."""
    if exception or app.builder.name != "html":
        return
    config, base = app.config, app.config.html_baseurl
    closed = [edition.version for edition in domain(app.env, EditionsDomain).closed]
    Path(app.outdir, "robots.txt").write_text(robots(base, closed), encoding="utf-8")
    if base:
        others = sorted(app.env.found_docs - {config.root_doc})
        addresses = [base, *(f"{base}{app.builder.get_target_uri(docname)}" for docname in others)]
        Path(app.outdir, SITEMAP).write_text(sitemap(addresses, config.typst_date.isoformat()), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("build-finished", tell_crawlers)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
