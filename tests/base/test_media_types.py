"""Media types."""

from __future__ import annotations

import pytest

from edition.base.media_types import media_type


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.js", "text/javascript"),
        ("a.xml", "application/xml"),
        ("a.webp", "image/webp"),
        ("cite/a.bib", "application/x-bibtex"),
        ("cite/a.ris", "application/x-research-info-systems"),
        ("CITATION.cff", "application/yaml"),
        ("data/a.geojson", "application/geo+json"),
        ("_headers", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file_is_the_same_on_every_machine(name: str, kind: str) -> None:
    """Versions of Python and systems know different types for each of these."""
    assert media_type(name) == kind
