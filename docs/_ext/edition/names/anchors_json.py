"""Write ``anchors.json``: every name with its address and its page in the PDF, for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.address import pdf_name, public_address, public_page
from edition.base.domains import domain
from edition.names.anchors import AnchorsDomain
from edition.names.editions import EditionsDomain, last_changed
from edition.names.pdf_pages import pdf_pages
from edition.names.promises import RegistryDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def records(app: Sphinx) -> Iterator[dict[str, Any]]:
    """One record per name; retired names follow their heir."""
    names, editions = domain(app.env, AnchorsDomain), domain(app.env, EditionsDomain).closed
    pages, config = pdf_pages(app.env), app.config
    heirs: dict[str, list[str]] = {}
    for old, heir in domain(app.env, RegistryDomain).retired.items():
        heirs.setdefault(heir, []).append(old)
    for name in names.all_names():
        for anchor in (name.anchor, *heirs.get(name.anchor, [])):
            record = {
                "anchor": anchor,
                "kind": name.kind.value,
                "title": name.title,
                "chapter": name.docname,
                "place": name.place,
                "url": public_page(app.builder, name.docname, anchor),
                "pdf_page": pages.get(anchor),
                "pdf": public_address(config, f"{pdf_name(config)}#{anchor}") if anchor in pages else None,
                "sha256": name.digest or None,
                "edition": last_changed(editions, config.release, name.anchor, name.digest) if name.digest else None,
            }
            yield record if anchor == name.anchor else {**record, "heir": name.anchor}


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file beside the pages."""
    if exception or app.builder.name != "html":
        return
    text = json.dumps(list(records(app)), ensure_ascii=False, indent=1)
    (Path(app.outdir) / "anchors.json").write_text(text + "\n", encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the file when the pages have been written."""
    app.connect("build-finished", write)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
