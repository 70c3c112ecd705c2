"""Tags for citation managers in the head of a page: of the book and its parts, and of a source.

Zotero splits the name of an organization at its last space unless it ends in a comma, and uses ``og:type`` as the
type of the item.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from edition.base.address import page_address
from edition.base.locale import _
from edition.base.media_types import CSL_JSON
from edition.base.words import capital
from edition.citing.citables import edition
from edition.citing.formats import ris_names
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from edition.citing.citables import Citable
    from edition.citing.work import Edition


def meta(name: str, content: object, attribute: str = "name") -> str:
    """A ``<meta>`` with its content escaped."""
    return f'<meta {attribute}="{name}" content="{html.escape(str(content))}">'


def link(rel: str, href: str, media_type: str = "") -> str:
    """A ``<link>``."""
    kind = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{rel}" href="{html.escape(href)}"{kind}>'


def described(text: str) -> str:
    """A description for search engines and for previews, as one tag."""
    return f'<meta name="description" property="og:description" content="{html.escape(text)}">'


def highwire(title: str, facts: Edition, *, book: bool, by_editors: bool, url: str, pdf: str = "") -> Iterator[str]:
    """Tags for Zotero, and with the PDF's address for Google Scholar; a book's title makes the page a chapter."""
    yield meta("citation_title", title)
    if not book:
        # Zotero takes citation_book_title for Open Graph's book:title, which makes no chapter.
        yield meta("citation_inbook_title", facts.title)
        if pdf:
            yield meta("citation_book_title", facts.title)
    if by_editors:
        yield meta("citation_author", f"{facts.editors},")
    yield meta("citation_publication_date", facts.day.strftime("%Y/%m/%d"))
    yield meta(
        "prism.edition", _("Edition {version}", version=facts.number)
    )  # the one name under which Zotero finds it
    if url:
        yield meta("citation_public_url", url)
    if pdf:
        yield meta("citation_language", facts.language)
        if url:
            yield meta("citation_fulltext_html_url", url)
        yield meta("citation_pdf_url", pdf)


SOURCE = {
    "volume": "citation_volume",
    "issue": "citation_issue",
    "publisher": "citation_publisher",
    "DOI": "citation_doi",
    "ISBN": "citation_isbn",
    "language": "citation_language",
    "URL": "citation_public_url",
}
HOST = {
    "article-journal": "citation_journal_title",
    "article-newspaper": "citation_journal_title",
    "chapter": "citation_inbook_title",
}


def source_tags(item: dict[str, Any]) -> Iterator[str]:
    """The tags of a source that is itself cited."""
    yield meta("citation_title", item["title"])
    for name in ris_names(item.get("author", [])):
        yield meta("citation_author", name)
    if "issued" in item:
        yield meta("citation_publication_date", "/".join(f"{n:02}" for n in item["issued"]["date-parts"][0]))
    if "container-title" in item and item["type"] in HOST:
        yield meta(HOST[item["type"]], item["container-title"])
    if "container-title" in item and item["type"] == "webpage":
        yield meta("og:site_name", item["container-title"], "property")
    if item["type"] == "report":
        yield meta("citation_technical_report_institution", item.get("publisher", ""))
    if "page" in item:
        first, _, last = item["page"].partition("–")
        yield meta("citation_firstpage", first)
        if last:
            yield meta("citation_lastpage", last)
    for field, tag in SOURCE.items():
        if field in item:
            yield meta(tag, item[field])


def og_type(citable: Citable) -> str:
    """Zotero saves ``book`` as a book and ``website`` as a web page; ``article`` adds nothing to the other tags."""
    kind = citable.item["type"]
    return "book" if kind == "book" else "website" if kind in {"webpage", "document"} else "article"


def cite_tags(app: Sphinx, citable: Citable, *, with_files: bool) -> str:
    """The head of a page of citations, which is not indexed, but saved by clients and shown where it is shared."""
    facts = edition(app)
    address = citable.address or page_address(app.builder, app.config.root_doc)
    # Without a public address the one seen from here: Zotero would store this page's own.
    url = f"{facts.base}{citable.address}" if facts.base else f"../{address}"
    tags = [meta("robots", "noindex")]
    if citable.kind is Kind.SOURCE:
        tags += source_tags(citable.item)
    else:
        editors = "author" in citable.item
        tags += highwire(citable.item["title"], facts, book=citable.kind == "book", by_editors=editors, url=url)
    if with_files:
        tags.append(link("cite-as", url))
        tags.append(meta("og:title", capital(citable.heading), "property"))
    else:  # what it is called is its title: one tag for both
        tags = [tag.replace('name="citation_title"', 'name="citation_title" property="og:title"') for tag in tags]
    if og_type(citable) != "article":
        tags.append(meta("og:type", og_type(citable), "property"))
    if citable.about != citable.item["title"]:  # Zotero would take it for an abstract
        tags.append(described(citable.about))
    if facts.base:
        tags.append(meta("og:url", url, "property"))
    if with_files:
        tags.append(link("describedby", f"{citable.anchor}.json", CSL_JSON))
    return "\n".join(tags)
