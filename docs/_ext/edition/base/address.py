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
"""A number of an edition, which its folder has when it is closed, here and in the site."""
MACHINE_MADE = re.compile(r"id\d+|module-.*")
"""Ids that docutils and autodoc make; they are not public and can change."""


def end_in_slash(_app: Sphinx, config: Config) -> None:
    """Let ``html_baseurl`` be written with or without a slash at its end: all that read it find one."""
    if config.html_baseurl and not config.html_baseurl.endswith("/"):
        config.html_baseurl += "/"


def page_address(builder: Builder, docname: str, anchor: str = "") -> str:
    """Where a page or a name in it is, seen from the title page."""
    return builder.get_target_uri(docname) + (f"#{anchor}" if anchor else "")


def page_file(config: Config, docname: str) -> str:
    """The file of a page of the site, also in a build that writes another book."""
    return f"{docname}{config.html_file_suffix or '.html'}"


def up_from(docname: str) -> str:
    """The way from a page to the folder of the title page.

    >>> up_from("glossary"), up_from("parts/one")
    ('', '../')
    """
    return "../" * docname.count("/")


def public_address(config: Config, address: str) -> str:
    """An address seen from the title page as one that can be cited; unchanged where the book has no public address."""
    return f"{config.html_baseurl}{address}"


def public_page(builder: Builder, docname: str, anchor: str = "") -> str:
    """Likewise of a page or a name in it."""
    return public_address(builder.config, page_address(builder, docname, anchor))


def pdf_name(config: Config) -> str:
    """The file name of the PDF, as the settings have it."""
    return f"{config.typst_documents[0]['targetname']}.pdf"


def pdf_beside(config: Config) -> str:
    """The PDF beside the pages, seen from the title page; ``""`` in a build that has none."""
    return pdf_name(config) if config.pdf_folder else ""


def asset(builder: Builder, name: str) -> str:
    """A style sheet, script or picture of the site, seen from the title page, by the name that its content gives it."""
    names: dict[str, str] = getattr(builder, "assets", {})
    return names.get(f"_static/{name}", f"_static/{name}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Mend the setting before anything reads it."""
    app.connect("config-inited", end_in_slash, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
