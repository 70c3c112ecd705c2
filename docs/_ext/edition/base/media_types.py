"""The media type of a file by its ending; unlike Python's ``mimetypes``, the same on every machine."""

from __future__ import annotations

PICTURES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
"""Pictures that browsers, Typst and EPUB readers can all show."""
CSL_JSON = "application/vnd.citationstyles.csl+json"
"""For the JSON files with citations; servers call them JSON, by their ending."""
TYPES = {
    **PICTURES,
    "bib": "application/x-bibtex",
    "cff": "application/yaml",
    "css": "text/css",
    "csv": "text/csv",
    "epub": "application/epub+zip",
    "geojson": "application/geo+json",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "ncx": "application/x-dtbncx+xml",
    "patch": "text/x-diff",
    "pdf": "application/pdf",
    "ris": "application/x-research-info-systems",
    "txt": "text/plain",
    "woff2": "font/woff2",
    "xhtml": "application/xhtml+xml",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""Media type by ending, as IANA lists them; it lists none for BibTeX, RIS and patches."""


def media_type(name: str) -> str:
    """The media type of a file.

    >>> media_type("cite/soviet-era.BIB"), media_type("CNAME")
    ('application/x-bibtex', 'application/octet-stream')
    """
    return TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
