"""The formats of citations for programs: CSL-JSON, BibTeX and RIS, of a CSL-JSON item or of its skeleton.

Details follow from what clients do, and tests run their own code: pandoc and Zotero keep the name of an organization
whole only with a comma at its end, BibTeX needs a ``key`` if there is no author and a month without quotes, biblatex
prints a ``language`` but not a ``langid``, and a note that ends in a period would get two.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import rispy

from edition.base.locale import _
from edition.citing.headline import guarded
from edition.citing.specimen import DATE, DATE_SLOTS, LANGIDS, OTHERS, Variant, date_words, latex, mark, vary

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    # type of CSL: type of BibTeX, type of RIS, BibTeX's field for the publisher, for what the work stands in
    "article-journal": ("article", "JOUR", "publisher", "journal"),
    "article-newspaper": ("article", "NEWS", "publisher", "journal"),
    "book": ("book", "BOOK", "publisher", "series"),
    "chapter": ("incollection", "CHAP", "publisher", "booktitle"),
    "document": ("misc", "GEN", "howpublished", "booktitle"),
    "report": ("techreport", "RPRT", "institution", "series"),
    "webpage": ("misc", "ELEC", "publisher", "howpublished"),
}

TITLES = frozenset({"title", "title-short", "container-title"})
"""What styles print in headline style."""


def _date(item: dict[str, Any]) -> tuple[str, str, str, str]:
    """Year, and the words of `date_words`; marks for a specimen."""
    parts = item["issued"]["date-parts"][0]
    if parts[0] == DATE[0]:
        year, bib, ris, csl = (mark(DATE_SLOTS.index(name)) for name in ("year", "bib", "ris", "csl"))
        return year, bib if len(parts) > 1 else "", ris, csl
    return str(parts[0]), *date_words(parts)


def is_body(name: dict[str, Any]) -> bool:
    """Whether a name is that of an organization, or of a person with a single name."""
    return "literal" in name


def to_json(item: dict[str, Any]) -> str:
    """CSL-JSON: a list of one item, a line for each field; styles capitalize only English titles."""
    fields = []
    english = item.get("language", "en").startswith("en")
    for name, value in item.items():
        if english and name in TITLES:
            text = vary(json.dumps(guarded(value), ensure_ascii=False), Variant.JSON_TITLE)
        else:
            text = vary(json.dumps(value, ensure_ascii=False), Variant.JSON)
        if name == "issued":
            text = f'{{"date-parts": [[{_date(item)[3]}]]}}'
        fields.append(f'"{name}": {text}')
    return "[{" + ",\n".join(fields) + "}]\n"


def _escape(text: str) -> str:
    return vary(latex(text), Variant.LATEX)


def _bibtex_name(name: dict[str, Any]) -> str:
    if name == OTHERS:
        return str(name["literal"])
    if is_body(name):
        return f"{{{_escape(name['literal'])}}}"
    return ", ".join(_escape(name[part]) for part in ("family", "suffix", "given") if part in name)


def to_bibtex(item: dict[str, Any]) -> str:
    """A BibTeX entry under the item's id; the inner pair of braces keeps capitals."""
    kind, _ris, maker, host = KINDS[item["type"]]
    fields: dict[str, str] = {}
    for role in ("author", "editor"):
        if role in item:
            fields[role] = " and ".join(map(_bibtex_name, item[role]))
    fields["title"] = f"{{{_escape(item['title'])}}}"
    if "author" not in item and "editor" not in item:
        fields["key"] = f"{{{_escape(item.get('title-short', item['title']))}}}"
    plain = {
        host: "container-title",
        maker: "publisher",
        "address": "publisher-place",
        "volume": "volume",
        "number": "issue" if "issue" in item else "number",
        "pages": "page",
        "isbn": "ISBN",
    }
    for field, name in plain.items():
        if name in item:
            text = _escape(item[name])
            # biblatex takes makers and places for lists, which "and" parts.
            whole = field == host or " and " in text
            fields[field] = f"{{{text}}}" if whole else text.replace("–", "--")
    if "edition" in item:
        fields["edition"] = _escape(item["edition"].removeprefix(_("Edition {version}", version="")))
    month = ""
    if "issued" in item:
        fields["year"], month, *_more = _date(item)
    if "language" in item:
        fields["langid"] = vary(LANGIDS.get(item["language"], item["language"]), Variant.LANGID)
    fields |= {field: item[name] for field, name in (("doi", "DOI"), ("url", "URL")) if name in item}
    if "note" in item:
        fields["note"] = _escape(item["note"])
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items()]
    if month:
        at = next(i for i, line in enumerate(lines) if line.startswith("  year"))
        lines.insert(at + 1, f"  month = {month},\n")
    return f"@{kind}{{{item['id']},\n{''.join(lines)}}}\n"


class RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Writes no number before each record, as rispy does."""

    def set_header(self, count: int) -> str:
        """Write no header."""
        return ""


def ris_names(names: Iterable[dict[str, Any]]) -> list[str]:
    """Names for RIS and for tags, which have no form for "and others"."""
    return [ris_name(name) for name in names if name != OTHERS]


def ris_name(name: dict[str, Any]) -> str:
    """A name for RIS and for tags; an organization's ends in a comma, or clients split it at its last word."""
    if is_body(name):
        return f"{name['literal']},"
    return ", ".join(name[part] for part in ("family", "given", "suffix") if part in name)


def to_ris(item: dict[str, Any]) -> str:
    """A RIS record."""
    year, _month, day, _csl = _date(item) if "issued" in item else ("", "", "", "")
    first, _dash, last = item.get("page", "").partition("–")
    record: dict[str, Any] = {
        "type_of_reference": KINDS[item["type"]][1],
        "id": item["id"],
        "authors": ris_names(item.get("author", [])),
        "secondary_authors": ris_names(item.get("editor", [])),
        "title": item["title"],
        "secondary_title": item.get("container-title"),
        "short_title": item.get("title-short"),
        "edition": item.get("edition"),
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "note": item.get("number"),
        "start_page": first,
        "end_page": last,
        "publisher": item.get("publisher"),
        "place_published": item.get("publisher-place"),
        "year": year,
        "date": day,
        "doi": item.get("DOI"),
        "issn": item.get("ISBN"),
        "language": item.get("language"),
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]] if "note" in item else [],
    }
    if OTHERS in item.get("author", item.get("editor", [])):
        record["notes"].append(_("More people signed it than are named here"))
    elif OTHERS in item.get("editor", []):
        record["notes"].append(_("More people edited it than are named here"))
    known = {name: value for name, value in record.items() if value}
    return str(rispy.dumps([known], implementation=RisWriter)).lstrip("\n")
