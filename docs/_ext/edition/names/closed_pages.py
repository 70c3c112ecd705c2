"""Publish the pages of closed editions below their number in the site."""

from __future__ import annotations

import hashlib
import html
import os
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.address import page_file
from edition.base.domains import domain
from edition.base.kept import digest_of, keeps
from edition.base.locale import _
from edition.base.warnings import warn
from edition.names.editions import FOLDER, Code, EditionsDomain

if TYPE_CHECKING:
    from collections.abc import Container

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.names.editions import Edition

STUB = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<title>{title}</title>
</head>
<body>
<p>{kept} <a href="{target}">{go}</a>.</p>
</body>
</html>
"""


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Publish each closed edition, byte for byte, with stubs for the pages that it does not keep."""
    if exception or app.builder.name != "html":
        return
    for edition in domain(app.env, EditionsDomain).closed:
        files = files_of(app, edition)
        made_of = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        if keeps(app, edition.version, made_of=digest_of(made_of)):
            continue
        for name, data in files.items():
            place = Path(app.outdir, edition.version, name)
            if not place.exists() or place.read_bytes() != data:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)


def files_of(app: Sphinx, edition: Edition) -> dict[str, bytes]:
    """The files of a closed edition, with the stubs; warns of one that is not the one that was published."""
    source = Path(app.srcdir) / FOLDER / edition.version / "pages"
    files: dict[str, bytes] = {}
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        name = path.relative_to(source).as_posix()
        data = published(path.read_bytes(), edition.files.get(name, ""))
        if data is None:
            message = f"this is not the file that edition {edition.version} published; restore it"
            warn(Code.BYTES, message, f"{path}:1")
        else:
            files[name] = data
    missing = [name for name in edition.files if name.endswith(".html") and name not in files]
    today = pages_in(Path(app.outdir))
    return files | {name: stub(app, edition, name, today).encode() for name in missing}


def pages_in(folder: Path) -> set[str]:
    """The pages of a site, relative to its folder."""
    found: set[str] = set()
    for place, _folders, names in os.walk(folder):
        below = Path(place).relative_to(folder).as_posix()
        found.update(name if below == "." else f"{below}/{name}" for name in names if name.endswith(".html"))
    return found


def published(data: bytes, sha256: str) -> bytes | None:
    """The bytes as published, also if a checkout has changed the line ends; None if the file has changed."""
    forms = (data, data.replace(b"\r\n", b"\n"))
    return next((form for form in forms if hashlib.sha256(form).hexdigest() == sha256), None)


def stub(app: Sphinx, edition: Edition, name: str, pages: Container[str]) -> str:
    """A page in place of one that an edition does not keep.

    It redirects to the page of its name among today's ``pages``, or to the source code.
    """
    listing = page_file(app.config, app.config.listing_page) if name.startswith("_modules/") else name
    home = page_file(app.config, app.config.root_doc)
    today = next((page for page in (name, listing) if page in pages), home)
    target = "../" * (name.count("/") + 1) + today
    title = html.escape(_("{book}, edition {version}", book=app.config.project, version=edition.version))
    kept = html.escape(_("This page is not kept in edition {version}.", version=edition.version))
    go, address = html.escape(_("Go to the page of today")), html.escape(target)
    return STUB.format(language=app.config.language, target=address, title=title, kept=kept, go=go)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Publish them when today's pages are all there, before the other books are waited for (700 and 800)."""
    app.connect("build-finished", publish, priority=650)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
