"""Check the texts in settings: words that books print, addresses, the number and the language of the edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from edition.base import characters
from edition.base.address import EDITION, is_outside
from edition.base.foreign import link_fault
from edition.base.locale import catalog_file
from edition.base.settings import setting_error, texts
from edition.base.unread import plain_slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

WORDS = {
    "project": "the book's title",
    "release": "the number of the edition",
    "author": "who edits it",
    "html_title": "the title of the pages",
}
"""Texts that every page prints."""
PRINTED = (*WORDS, "copyright", "short_titles", "events_kinds", "typst_documents")
"""Settings with words that the books print."""
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A tag as BCP 47 has it, which pages and books carry."""
Fault = tuple[str, str]
"""What is wrong: the name of the setting, message."""


def word_faults(config: Config) -> Iterator[Fault]:
    """Texts that are empty, or would be printed with their markup or with invisible characters."""
    for name, what in WORDS.items():
        if not config[name].strip():
            yield name, f"{name!r} is without words; write {what}"
    for name in PRINTED:
        for words in printed_in(config[name]):
            odd = next((message for _code, message in characters.faults_of(words)), "") or plain_slip(words)
            if odd or "\n" in words:
                yield name, f"{name!r}: {odd or 'a line of it is broken; write it in one'}"


def printed_in(value: object) -> Iterator[str]:
    """The texts in a setting: in a list its items, in a mapping its values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from printed_in(part)


def address_faults(config: Config) -> Iterator[Fault]:
    """Public addresses that nobody could open."""
    address = config.html_baseurl
    if address and not is_outside(address):
        yield "html_baseurl", f"the address {address!r} must begin with https://; change it"
    if wrong := re.search(r"[\s?#]", address):
        yield "html_baseurl", f"the address {address!r} can have no {wrong[0]!r}; take it out"
    if address.rstrip("/").endswith((".html", ".htm")):
        yield "html_baseurl", f"the address {address!r} is that of a page; write that of its folder"
    if address and not urlsplit(address).hostname:
        yield "html_baseurl", f"the address {address!r} names no site; write one as 'https://example.org/book/'"
    for name in ("html_baseurl", "report_address"):
        if fault := link_fault(config[name]):
            yield name, fault
    if config.report_address and not urlsplit(config.report_address).scheme:
        message = (
            f"{config.report_address!r} is no address; write 'mailto:editors@example.org', or begin it with https://"
        )
        yield "report_address", message


def form_faults(config: Config) -> Iterator[Fault]:
    """Texts that are not of the form in which they are used."""
    if not EDITION.fullmatch(config.release):
        message = f"{config.release!r} is no number of an edition, by which its folder is named; write one as '1.1'"
        yield "release", message
    if not LANGUAGE.fullmatch(config.language):
        yield "language", f"{config.language!r} is no tag of a language; write one as 'en' or 'en-US'"
    elif config.language.partition("-")[0] != "en" and not catalog_file(config.language):
        message = f"the words that the book prints of its own would be English in a book in {config.language!r}"
        yield "language", f"{message}; add a catalog, {config.language}/LC_MESSAGES/edition.po, below edition/locale/"
    for kind, form in config.numfig_format.items():
        if not texts(form) or form.count("%") != 1 or "%s" not in form:
            message = f"'numfig_format': {form!r} must have one %s, where the number of a {kind} stands; change it"
            yield "numfig_format", message
    if config.notes_most < 1:
        yield "notes_most", "'notes_most' must be 1 or more; change it"


def check(app: Sphinx, config: Config) -> None:
    """Stop at the first text with which no book can be made."""
    for faults in (address_faults, word_faults, form_faults):
        for name, message in faults(config):
            raise setting_error(app, name, message)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks."""
    app.connect("config-inited", check, priority=95)  # after their types (90)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
