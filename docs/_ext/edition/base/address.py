"""The public address of the book, and of the places in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

EDITION = re.compile(r"\d+\.\d+")
"""The number of an edition; also the name of its folder once it is closed, here and in the site."""
LONGEST = 120
"""The most bytes of a name: a file is named after one name or a pair, and no file system allows more than 255."""
MACHINE_MADE = re.compile(r"id\d+|module-.*")
"""Ids made by docutils and autodoc, which are not public names and can change."""


def end_in_slash(_app: Sphinx, config: Config) -> None:
    """Add a slash to the end of ``html_baseurl`` unless it has one, so that all code can rely on it."""
    if config.html_baseurl and not config.html_baseurl.endswith("/"):
        config.html_baseurl += "/"


def page_address(builder: Builder, docname: str, anchor: str = "") -> str:
    """The address of a page, or of a name in it, relative to the title page."""
    return builder.get_target_uri(docname) + (f"#{anchor}" if anchor else "")


def relative_address(builder: Builder, page: str, docname: str, anchor: str = "") -> str:
    """The address of a page, or of a name in it, relative to ``page``."""
    return builder.get_relative_uri(page, docname) + (f"#{anchor}" if anchor else "")


def page_file(config: Config, docname: str) -> str:
    """The file name of a page of the site, also in a build of the PDF or the EPUB."""
    return f"{docname}{config.html_file_suffix or '.html'}"


def up_from(docname: str) -> str:
    """The relative path from a page to the folder of the title page.

    >>> up_from("glossary"), up_from("parts/one")
    ('', '../')
    """
    return "../" * docname.count("/")


def public_address(config: Config, address: str) -> str:
    """The public address for one relative to the title page; unchanged if the book has no public address."""
    return f"{config.html_baseurl}{address}"


def public_page(builder: Builder, docname: str, anchor: str = "") -> str:
    """The public address of a page, or of a name in it."""
    return public_address(builder.config, page_address(builder, docname, anchor))


def book_name(config: Config) -> str:
    """The name of the book's files, without an ending, as the settings have it."""
    return str(config.typst_documents[0]["targetname"])


def pdf_name(config: Config) -> str:
    """The file name of the PDF."""
    return f"{book_name(config)}.pdf"


def epub_name(config: Config) -> str:
    """The file name of the EPUB."""
    return f"{book_name(config)}.epub"


def pdf_address(config: Config) -> str:
    """The address of the PDF relative to the title page; ``""`` in a build without a PDF."""
    return pdf_name(config) if config.pdf_folder else ""


def is_outside(uri: str) -> bool:
    """Whether an address is one of the web."""
    return uri.startswith(("https://", "http://"))


def asset(builder: Builder, name: str) -> str:
    """The address of a style sheet, script or picture, relative to the title page, with the hash in its name."""
    names: dict[str, str] = getattr(builder, "assets", {})
    return names.get(f"_static/{name}", f"_static/{name}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Normalize the setting before anything reads it."""
    app.connect("config-inited", end_in_slash, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
