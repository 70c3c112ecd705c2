"""The container of an EPUB (EPUB 3.3 and OCF 3.3): package document, navigation and archive. Text in, bytes out."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from edition.base.media_types import PICTURES, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


CORE = {*PICTURES, "css", "ncx", "woff2", "xhtml"}
"""Endings of the files that the book may have, all of EPUB's core media types (EPUB 3.3, 3.2)."""


class Entry(NamedTuple):
    """A line of the contents."""

    title: str
    address: str
    """Relative to the package document, for example ``soviet-era.xhtml#soviet-era-p1``."""
    below: tuple[Entry, ...] = ()


class About(NamedTuple):
    """The metadata of the package."""

    identifier: str
    """A URN."""
    title: str
    creator: str
    language: str
    """BCP 47."""
    day: date
    description: str
    summary: str
    """Of its accessibility, in words."""
    edition: str
    page_source: str = ""
    """What the page list counts; empty where there is none."""


PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{0}" xml:lang="{0}">
<head>
<meta charset="utf-8"/>
<title>{1}</title>
<link rel="stylesheet" type="text/css" href="{2}book.css"/>
</head>
<body>
{3}</body>
</html>
"""


def document(title: str, language: str, body: str, up: str = "") -> str:
    """A content document; ``up`` is the path from its folder to the root, such as ``../``."""
    return PAGE.format(language, escape(title, quote=False), up, body)


def navigation(
    language: str, title: str, contents: Sequence[Entry], landmarks: Mapping[str, Entry], pages: Mapping[int, str]
) -> str:
    """The navigation document: contents, landmarks by ``epub:type``, and the places where pages of the PDF begin."""

    def listed(entries: Iterable[Entry]) -> str:
        rows = (
            f'<li><a href="{escape(e.address)}">{escape(e.title, quote=False)}</a>'
            f"{listed(e.below) if e.below else ''}</li>"
            for e in entries
        )
        return f"<ol>{''.join(rows)}</ol>"

    heading = f"<h1>{escape(title, quote=False)}</h1>"
    body = f'<nav epub:type="toc" role="doc-toc" id="toc">{heading}{listed(contents)}</nav>\n'
    marks = (
        f'<li><a epub:type="{kind}" href="{escape(e.address)}">{escape(e.title, quote=False)}</a></li>'
        for kind, e in landmarks.items()
    )
    body += f'<nav epub:type="landmarks" hidden="hidden"><ol>{"".join(marks)}</ol></nav>\n'
    if pages:
        rows = (f'<li><a href="{escape(address)}">{number}</a></li>' for number, address in sorted(pages.items()))
        body += f'<nav epub:type="page-list" role="doc-pagelist" hidden="hidden"><ol>{"".join(rows)}</ol></nav>\n'
    return document(title, language, body)


def ncx(about: About, contents: Sequence[Entry]) -> str:
    """The contents in the format of EPUB 2 (OPF 2.0.1, 2.4.1), for reading systems that know no other."""

    def points(entries: Iterable[Entry]) -> str:
        return "".join(
            f'<navPoint id="n{next(ids)}"><navLabel><text>{escape(e.title, quote=False)}</text></navLabel>'
            f'<content src="{escape(e.address)}"/>{points(e.below)}</navPoint>'
            for e in entries
        )

    ids = count(1)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" '
        f'xml:lang="{about.language}">\n<head><meta name="dtb:uid" content="{escape(about.identifier)}"/></head>\n'
        f"<docTitle><text>{escape(about.title, quote=False)}</text></docTitle>\n<navMap>{points(contents)}</navMap>\n"
        "</ncx>\n"
    )


def package_document(about: About, files: Sequence[str], spine: Sequence[str], properties: Mapping[str, str]) -> str:
    """The package document: metadata, manifest and spine.

    Raises ValueError for a file of a type that is no core media type.
    """
    modified = f"{about.day.isoformat()}T00:00:00Z"
    accessibility = [
        ("schema:accessMode", "textual"),
        ("schema:accessMode", "visual"),
        ("schema:accessModeSufficient", "textual"),
        *(
            ("schema:accessibilityFeature", feature)
            for feature in (
                *("structuralNavigation", "tableOfContents", "readingOrder", "alternativeText", "longDescription"),
                *("displayTransformability", "ARIA", *(("pageNavigation",) if about.page_source else ())),
            )
        ),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", about.summary),
        *((("pageBreakSource", about.page_source),) if about.page_source else ()),
    ]
    metadata = [
        f'<dc:identifier id="id">{escape(about.identifier)}</dc:identifier>',
        f'<dc:title id="title">{escape(about.title, quote=False)}</dc:title>',
        f"<dc:creator>{escape(about.creator, quote=False)}</dc:creator>",
        f"<dc:language>{about.language}</dc:language>",
        f"<dc:date>{about.day.isoformat()}</dc:date>",
        f"<dc:description>{escape(about.description, quote=False)}</dc:description>",
        f'<meta property="dcterms:modified">{modified}</meta>',
        f'<meta property="schema:bookEdition">{escape(about.edition, quote=False)}</meta>',
        *(f'<meta property="{name}">{escape(value, quote=False)}</meta>' for name, value in accessibility),
    ]
    items, ids = [], {}
    for number, name in enumerate(files):
        ids[name] = f"f{number}-" + re.sub(r"[^A-Za-z0-9]+", "-", name)
        extra = f' properties="{properties[name]}"' if properties.get(name) else ""
        items.append(f'<item id="{ids[name]}" href="{escape(name)}" media-type="{core_type(name)}"{extra}/>')
    old = next((f' toc="{ids[name]}"' for name in files if name.endswith(".ncx")), "")
    order = "".join(f'<itemref idref="{ids[name]}"/>\n' for name in spine)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{about.language}" prefix="schema: http://schema.org/">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(metadata)
        + "\n</metadata>\n<manifest>\n"
        + "\n".join(items)
        + f"\n</manifest>\n<spine{old}>\n{order}</spine>\n</package>\n"
    )


def core_type(name: str) -> str:
    """The media type of a file of the book; raises ValueError if it is not in ``CORE``."""
    ending = name.rpartition(".")[2].lower()
    if ending not in CORE:
        raise ValueError(f"no EPUB can have {name!r}: its media type is not one that every reading system knows")
    return TYPES[ending]


def archive(files: Mapping[str, bytes], day: date) -> bytes:
    """The archive, reproducible: ``mimetype`` first and stored, then all other files by name, with one date."""

    def entries() -> Iterator[tuple[str, bytes]]:
        yield "META-INF/container.xml", CONTAINER.encode()
        yield from sorted((f"EPUB/{name}", data) for name, data in files.items())

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        first = zipfile.ZipInfo("mimetype", (day.year, day.month, day.day, 0, 0, 0))
        packed.writestr(first, b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in entries():
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.external_attr = 0o644 << 16
            packed.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()
