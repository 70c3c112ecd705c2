"""What each page says about itself to programs: citation managers, search engines, previews, crawlers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes

from edition.base.address import pdf_address, up_from
from edition.base.domains import domain
from edition.base.locale import _
from edition.base.media_types import TYPES
from edition.base.quotes import shorten
from edition.base.words import plain_text
from edition.citing.citables import ABOUT_MOST, edition, is_essay
from edition.citing.forms import FORMATS
from edition.citing.heads import described, highwire, link, meta
from edition.citing.pages import FOLDER
from edition.essay.passages import passage
from edition.names.anchors import AnchorsDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.citing.work import Edition

SCHEMA = "https://schema.org"
TITLE, ABOUT = "title-words", "about"
"""Attributes of a document with its title and its first words, without markup."""


def json_ld(data: dict[str, Any]) -> str:
    """A block of data, which is not run; ``<`` is escaped so that no title can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def description(doctree: nodes.document) -> str:
    """The first words of a page: of the essay's text, or of the first paragraph."""
    paragraph = next((p[0] for p in doctree.findall(passage)), None) or next(
        (p for p in doctree.findall(nodes.paragraph) if len(p.astext()) > 40), None
    )
    return shorten(plain_text(paragraph), ABOUT_MOST) if paragraph is not None else ""


def person(name: str) -> dict[str, str]:
    """The editors, as schema.org has them."""
    return {"@type": "Organization", "name": name}


def structured(
    title: str,
    facts: Edition,
    *,
    kind: str,
    by_editors: bool,
    url: str,
    own: str,
    home: str,
    about: str,
    position: int = 0,
) -> dict[str, Any]:
    """The page in the terms of schema.org; all pages are part of one ``@id``, so that their data join to one book.

    ``own`` and ``home`` are the addresses of the page and of the title page if there is no public one.
    """
    book = {
        "@type": "Book",
        "@id": f"{facts.base or home}#book",
        "name": facts.title,
        "bookEdition": facts.number,
        "datePublished": facts.day.isoformat(),
        "inLanguage": facts.language,
        "editor": person(facts.editors),
        **({"url": facts.base} if facts.base else {}),
    }
    if kind == "Book":
        return {"@context": SCHEMA, **book, "description": about}
    data = {
        "@context": SCHEMA,
        "@type": kind,
        "@id": f"{url or own}#page",
        "name": title,
        **({"headline": title} if kind != "Chapter" else {}),
        "description": about,
        "datePublished": facts.day.isoformat(),
        "inLanguage": facts.language,
        ("author" if by_editors else "editor"): person(facts.editors),
        **({"position": position} if position else {}),
        **({"url": url} if url else {}),
        "isPartOf": book,
    }
    return {name: value for name, value in data.items() if value}


def describe(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the tags of one page into its head; their words become attributes, which are kept with its body."""
    if doctree is None:
        return
    if ABOUT not in doctree:
        doctree[TITLE] = plain_text(next(iter(doctree.findall(nodes.title))))
        doctree[ABOUT] = description(doctree)
    if pagename == app.config.root_doc and app.config.html_baseurl:
        context["pageurl"] = app.config.html_baseurl  # one address for the title page
    tags = page_tags(app, pagename, doctree)
    context["metatags"] = "\n".join(filter(None, [context.get("metatags", ""), "", *tags]))


def page_tags(app: Sphinx, pagename: str, doctree: nodes.document) -> Iterator[str]:
    """The tags of a chapter, a page of the apparatus or the title page."""
    facts = edition(app)
    chapters = app.config.essay_chapters
    book = pagename == app.config.root_doc
    title = facts.title if book else doctree[TITLE]
    own = app.builder.get_target_uri(pagename)
    url = (facts.base if book else f"{facts.base}{own}") if facts.base else ""
    root = facts.base or up_from(pagename)
    home = app.builder.get_target_uri(app.config.root_doc)
    pdf = pdf_address(app.config)
    by_editors = not book and not is_essay(app.env, pagename)
    kind = "Book" if book else "Chapter" if pagename in chapters else "ScholarlyArticle"
    about = doctree[ABOUT]
    if about:
        yield described(about)
    yield from highwire(title, facts, book=book, by_editors=by_editors, url=url, pdf=f"{root}{pdf}" if pdf else "")
    yield meta("og:title", title, "property")
    yield meta("og:type", "book" if book else "article", "property")
    if url:
        yield meta("og:url", url, "property")
    if not book:
        yield meta("og:site_name", facts.title, "property")
    yield meta("og:locale", facts.language.replace("-", "_"), "property")
    # Signposting: what to cite, where it is described, what belongs to it.
    yield link("cite-as", url or f"{root}{own}")
    anchor = domain(app.env, AnchorsDomain).whole(pagename)
    for suffix, (_name, media_type, _write) in FORMATS.items():
        yield link("describedby", f"{root}{FOLDER}/{anchor}.{suffix}", media_type)
    yield link("type", f"{SCHEMA}/{kind}")
    yield link("type", f"{SCHEMA}/AboutPage" if book else f"{SCHEMA}/WebPage")
    if book:
        yield link("describedby", f"{root}anchors.json", TYPES["json"])
        if pdf:
            yield link("item", f"{root}{pdf}", TYPES["pdf"])
        for chapter in chapters:
            yield link("item", f"{root}{app.builder.get_target_uri(chapter)}", TYPES["html"])
    else:
        yield link("collection", facts.base or f"{root}{home}", TYPES["html"])
    position = chapters.index(pagename) + 1 if pagename in chapters else 0
    facts_of_page = structured(
        title, facts, kind=kind, by_editors=by_editors, url=url, own=own, home=home, about=about, position=position
    )
    yield json_ld(facts_of_page)


def citation_file(facts: Edition) -> str:
    """The book as a Citation File (cff 1.2.0), which must name an author: the editors, as a body."""
    reference = {
        "type": "book",
        "title": facts.title,
        "authors": [{"name": facts.editors}],
        "editors": [{"name": facts.editors}],
        "edition": facts.number,
        "date-released": facts.day.isoformat(),
        "year": facts.day.year,
        "month": facts.day.month,
        "languages": [facts.language.split("-")[0]],
        "notes": _("The essay's author is not known; the notes and the rest of the apparatus are the editors'."),
    }
    data: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": _("Please cite the book, and a passage, note or section of it by its anchor."),
        "type": "dataset",
        "title": facts.title,
        "authors": [{"name": facts.editors}],
        "version": facts.number,
        "date-released": facts.day.isoformat(),
        "preferred-citation": reference,
    }
    if facts.base:
        data["url"] = reference["url"] = facts.base
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100))


def write_citation_file(app: Sphinx, exception: Exception | None) -> None:
    """Write ``CITATION.cff`` beside the pages."""
    if not exception and app.builder.name == "html":
        (Path(app.outdir) / "CITATION.cff").write_text(citation_file(edition(app)), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the metadata."""
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_citation_file)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
