"""The page for unknown addresses (404): it knows the registry, and works at any depth."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from edition.base.contents import book_order
from edition.base.domains import domain
from edition.base.locale import _
from edition.names.anchors import AnchorsDomain
from edition.names.promises import RegistryDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NAME = "404"
DEPTHS = range(1, 6)
"""How many folders up the page looks for its root if the book has no public address."""
# An address seen from the page: no fragment, no scheme, no path from the server's root.
RELATIVE = re.compile(r'\b(href|src|action)=("?+)(?!#|/|[a-z]+:)(?:\./)?')


def from_root(page: str, base: str) -> str:
    """The text of a page with addresses from the server's root, since a server shows it at any address."""
    path = urlsplit(base).path or "/"
    return RELATIVE.sub(lambda match: f"{match[1]}={match[2]}{path}", page)


def names_script(places: dict[str, list[str]], retired: dict[str, str]) -> str:
    """The names for the script of the page: names by document, and heirs by retired name."""
    data = json.dumps([places, retired], ensure_ascii=False, separators=(",", ":"))
    return f"notFound(...{data});\n"


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the page with the list of all documents to the builder."""
    documents = [(app.builder.get_target_uri(name), app.env.titles[name].astext()) for name in book_order(app.env)]
    depths = [] if app.config.html_baseurl else DEPTHS
    yield NAME, {"title": _("Not found"), "documents": documents, "depths": depths}, "404.html"


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the script with the names, and change the page's addresses if the book has a public one."""
    if exception or app.builder.name != "html":
        return
    places: dict[str, list[str]] = {}
    for name in domain(app.env, AnchorsDomain).all_names():
        places.setdefault(app.builder.get_target_uri(name.docname), []).append(name.anchor)
    folder = Path(app.outdir)
    retired = domain(app.env, RegistryDomain).retired
    (folder / f"{NAME}.js").write_text(names_script(places, retired), encoding="utf-8")
    if app.config.html_baseurl:
        page = folder / f"{NAME}.html"
        page.write_text(from_root(page.read_text(encoding="utf-8"), app.config.html_baseurl), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the page."""
    app.connect("html-collect-pages", collect)
    app.connect("build-finished", finish)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
