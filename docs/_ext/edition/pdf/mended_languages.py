"""Changes to the PDF: the languages of words within a sentence become elements of the structure tree.

Typst writes them on marked content (ISO 32000-1, 14.9.2.2). Readers that know the languages of elements alone, as
pdf.js does, take a Korean word for English, or English words for Korean where a sentence begins with some.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

from edition.pdf.mended_structure import kids

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKED = re.compile(rb"/MCID (\d+)/Lang ?\(([\w-]+)\)")
"""The number of marked content and its language, as Typst writes them."""


def mend_languages(pdf: Pdf) -> None:
    """Give the language of every piece of marked content to an element around it."""
    for page in pdf.pages:
        languages = {int(number): tag.decode() for number, tag in MARKED.findall(page.Contents.read_bytes())}
        if not languages:
            continue
        elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(page.StructParents)]
        holders: dict[tuple[int, int], tuple[Object, set[str]]] = {}
        for number, language in languages.items():
            holder = elements[number]
            holders.setdefault(holder.objgen, (holder, set()))[1].add(language)
        for element, found in holders.values():
            around = language_around(element) or str(pdf.Root.Lang)
            if found != {around}:
                give_languages(pdf, page.obj, element, around, languages, elements)


def give_languages(
    pdf: Pdf, page: Object, element: Object, around: str, languages: Mapping[int, str], elements: Object
) -> None:
    """Put the pieces of an element that are in other languages into spans; if all are in one, it is the element's.

    ``languages`` are those of the page's pieces by number, ``elements`` the elements that hold them.
    """
    pieces = [(kid, number_on(page, element, kid)) for kid in kids(element)]
    groups = [(tag, list(group)) for tag, group in groupby(pieces, lambda piece: languages.get(piece[1], around))]
    if len(groups) == 1:
        element.Lang = groups[0][0]
        return
    parts: list[Any] = []
    for language, group in groups:
        inner = [kid for kid, _ in group]
        if language == around:
            parts += inner
            continue
        span = Dictionary(Type=Name.StructElem, S=Name.Span, P=element, Pg=page, Lang=language, K=Array(inner))
        parts.append(pdf.make_indirect(span))
        for _, number in group:
            elements[number] = parts[-1]
    element.K = Array(parts)


def language_around(element: Object) -> str:
    """The language of an element, its own or that of the nearest around it; ``""`` is the document's."""
    while "/Lang" not in element and "/P" in element:
        element = element.P
    return str(element.get("/Lang", ""))


def number_on(page: Object, element: Object, kid: Any) -> int:
    """The number of a piece of content among those of a page, or -1 for elements and what stands on other pages."""
    if isinstance(kid, int):
        return kid if element.Pg.objgen == page.objgen else -1
    return int(kid.MCID) if "/MCID" in kid and kid.get("/Pg", element.get("/Pg")).objgen == page.objgen else -1
