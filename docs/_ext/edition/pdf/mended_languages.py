"""The languages of words within a sentence, as elements of the structure tree.

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
    """Let every piece of marked content have its language from an element."""
    for page in pdf.pages:
        languages = {int(number): tag.decode() for number, tag in MARKED.findall(page.Contents.read_bytes())}
        if languages:
            elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(page.StructParents)]
            holders = [elements[number] for number in languages]
            for element in {holder.objgen: holder for holder in holders}.values():
                give_languages(pdf, page.obj, element, languages, elements)


def give_languages(pdf: Pdf, page: Object, element: Object, languages: Mapping[int, str], elements: Object) -> None:
    """Put the pieces of an element that are in other languages into spans; one that is whole in another takes that.

    ``languages`` are those of the page's pieces by number, ``elements`` what holds each.
    """
    around = language_around(element) or str(pdf.Root.Lang)
    groups = [
        (language, list(group))
        for language, group in groupby(kids(element), lambda kid: languages.get(number_on(page, element, kid), around))
    ]
    if len(groups) == 1 and groups[0][0] != around:
        element.Lang = groups[0][0]
        return
    parts: list[Any] = []
    for language, group in groups:
        if language == around:
            parts += group
            continue
        span = Dictionary(Type=Name.StructElem, S=Name.Span, P=element, Pg=page, Lang=language, K=Array(group))
        parts.append(pdf.make_indirect(span))
        for piece in group:
            elements[number_on(page, element, piece)] = parts[-1]
    element.K = Array(parts)


def language_around(element: Object) -> str:
    """The language of an element, its own or that of the nearest around it; ``""`` is the document's."""
    while "/Lang" not in element and "/P" in element:
        element = element.P
    return str(element.get("/Lang", ""))


def number_on(page: Object, element: Object, kid: Any) -> int:
    """The number of a piece of content among those of a page, or -1 for elements and what stands on other pages."""
    if isinstance(kid, Dictionary) and "/MCID" not in kid:
        return -1
    number, where = (kid.MCID, kid.get("/Pg")) if isinstance(kid, Dictionary) else (kid, None)
    return int(number) if (where or element.Pg).objgen == page.objgen else -1
