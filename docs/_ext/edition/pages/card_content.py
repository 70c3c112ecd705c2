"""What stands in the card of a term or of a source."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.database import Entry
from pybtex.richtext import HRef, Tag
from pybtex.richtext import String as Plain

from edition.base.grammar import split_sentences
from edition.base.locale import _, later
from edition.base.trees import once, tree
from edition.base.vocabulary import Seen
from edition.pages.citations import take_out
from edition.sources.chicago import SECOND_HAND, format_source
from edition.sources.link_states import link_record, remark
from edition.sources.wording import LANGUAGE, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from edition.names.record import Form, Name


ENOUGH = 60
"""The fewest characters of a definition in a card; a shorter first sentence is followed by the next."""
CALLED = {
    "article": later("Article"),
    **dict.fromkeys(("book", "booklet", "collection", "proceedings"), later("Book")),
    **dict.fromkeys(("incollection", "inbook", "inproceedings"), later("Chapter")),
    **dict.fromkeys(("techreport", "report", "manual"), later("Report")),
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), later("Thesis")),
    "online": later("Web page"),
    **dict.fromkeys(("misc", "unpublished"), later("Document")),
}
"""The kinds of sources for readers, by their type in ``references.bib``."""
REST = {"date", "doi", "editor", "institution", "isbn", "note", "number", "pages", "publisher", "url", "volume"}
"""Fields that the bibliography and cards of files print, not those in notes."""
READ: dict[str, str] = {
    Seen.OWN_PAGE: later("read, at least in part"),
    Seen.NOT_SHOWN: later("read, but this is not shown in it"),
}


def term_card(env: BuildEnvironment, term: Name, card: str, address: str) -> str:
    """The card of a term with its id: its forms with their names, its meaning, and a link to its entry.

    It is an ``aside``, which Firefox's reader view removes; else all cards would be at the end of its text.
    """
    forms = form_rows(term.forms)
    return (
        f'<aside id="{card}" popover class="card term" role="note">'
        f'<p class="card-name">{escape(term.title, quote=False)}</p>\n'
        + (f'<dl class="card-forms">{forms}</dl>\n' if forms else "")
        + f"<p>{escape(meaning_of(env, term), quote=False)}</p>"
        f'<p><a href="{address}">{_("Glossary entry")}</a></p></aside>\n'
    )


def source_head(text: Any, seen: str) -> str:
    """The reference of a source, a rich text of pybtex, with a sign instead of words if it is cited at second hand."""
    sign = ' <b class="second-hand">†</b>' if seen == Seen.CITED_BY else ""
    return html_of(text).removesuffix(f" {_(SECOND_HAND)}") + sign


def source_foot(env: BuildEnvironment, entry: Entry, seen: str, address: str) -> str:
    """The last paragraph of the card of a source: what it is, and a link to its entry."""
    return f'<p><span>{facts(env, entry, seen)}</span> <a href="{address}">{_("Bibliography")}</a></p>'


def facts(env: BuildEnvironment, entry: Entry, seen: str) -> str:
    """The kind and the language of a source, how the editors know it, and the state of its address."""
    kind = _(CALLED.get(entry.type, CALLED["misc"]))
    language = _(LANGUAGES.get(entry.fields.get("language", "en"), ""))
    known = _("second hand") if seen == Seen.CITED_BY else _(READ.get(seen, ""))
    return "; ".join(filter(None, (f"{kind}, {language}", known, link_state(env, entry))))


def form_rows(forms: Iterable[Form]) -> str:
    """The forms of a term as rows of a description list."""
    return "".join(
        f'<div><dt>{escape(_(form.name))}</dt><dd lang="{form.language}">{escape(form.text, quote=False)}</dd></div>'
        for form in forms
    )


def reference(entry: Entry) -> Any:
    """The reference of a source in a note: author, year, title and the work that it is in."""
    fields = [(name, value) for name, value in entry.fields.items() if name not in REST]
    plain = Entry(entry.type, fields, entry.persons)
    plain.key = entry.key
    return format_source(plain)


def html_of(text: Any) -> str:
    """A rich text of pybtex as HTML, without links."""
    if isinstance(text, Plain):
        return escape(str(text), quote=False)
    inner = "".join(html_of(part) for part in text.parts)
    if isinstance(text, Tag) and text.name.startswith(LANGUAGE):
        return f'<span lang="{text.name.removeprefix(LANGUAGE)}">{inner}</span>'
    if isinstance(text, Tag) and not isinstance(text, HRef):
        return f"<{text.name}>{inner}</{text.name}>"
    return inner


def link_state(env: BuildEnvironment, entry: Entry) -> str:
    """A few words on the state of the address of a source."""
    url = entry.fields.get("url", "")
    if not url:
        return "" if "doi" in entry.fields else _("no address known")
    record = link_record(env)
    if record.checked is None:
        return _("address not checked since it was read")
    return remark(record, record.links.get(url)) or _("address there when last checked")


def meaning_of(env: BuildEnvironment, term: Name) -> str:
    """The meaning of a term for a card."""
    terms = once(env, ("terms", term.docname), lambda: terms_of(env, term.docname))
    return definition(env, terms[term.anchor])


def terms_of(env: BuildEnvironment, docname: str) -> dict[str, nodes.term]:
    """The terms of a document by their names."""
    return {anchor: term for term in tree(env, docname).findall(nodes.term) for anchor in term["ids"]}


def definition(env: BuildEnvironment, term: nodes.term) -> str:
    """The first sentences of a definition, mostly one, without citations."""
    block = term.parent[-1].deepcopy()
    assert isinstance(block, nodes.definition)
    take_out(env, block)
    paragraphs = [p for p in block.children if isinstance(p, nodes.paragraph) and not p["classes"]]
    return opening(" ".join(" ".join(p.astext() for p in paragraphs).split()))


def opening(text: str) -> str:
    """The first sentence of a text, and the next ones until there are ``ENOUGH`` characters.

    >>> opening("Soviet leader removed in 1964. His successor was Brezhnev, who led the Soviet Union until 1982. More.")
    'Soviet leader removed in 1964. His successor was Brezhnev, who led the Soviet Union until 1982.'
    """
    first, *more = split_sentences(text) or [""]
    while more and len(first.rstrip()) < ENOUGH:
        first += more.pop(0)
    return first.rstrip()
