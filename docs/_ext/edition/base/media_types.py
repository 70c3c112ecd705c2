"""The media type of a file by its ending, on every machine the same, which Python's own table is not."""

from __future__ import annotations

PICTURES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
"""What browsers, Typst and readers of EPUBs can all show."""
CSL_JSON = "application/vnd.citationstyles.csl+json"
"""Of the JSON that the citations of the book are; to a server a file that ends so is JSON."""
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
