"""The language of words within a sentence: an element of the structure tree has it, for readers that know no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from edition.pdf.compile import make_pdf
from edition.pdf.parts import write_parts
from pdf_tools import Tagged

FONTS = Path(__file__).parents[2] / "docs" / "_fonts"
HEAD = """\
#set document(title: "One")
#set text(lang: "en", font: "Edition Serif", fallback: false)
#let ru = text.with(lang: "ru", region: none)
#let la = text.with(lang: "la", region: none)
"""


@pytest.mark.parametrize(
    ("markup", "expected", "spans"),
    [
        ("An idea.", "en: An idea.", 0),
        ("An idea, #ru[Чучхе].", "en: An idea, | ru: Чучхе | en: .", 1),
        ("#ru[Чучхе] (idea)", "ru: Чучхе | en: (idea)", 1),
        ("#ru[Чучхе]", "ru: Чучхе", 0),
        ("Stressed #emph(ru[Чучхе]) too", "en: Stressed | ru: Чучхе | en: too", 0),
        ("#ru[Чучхе #emph[и]] #la[et] idea", "ru: Чучхе | ru: и | la: et | en: idea", 3),
        ('Led #link("https://example.org", ru[Чучхе]) to', "en: Led | ru: Чучхе | en: to", 0),
        (
            "#set page(height: 70pt, margin: 25pt)\n#emph[An #ru[Чучхе \\ Чучхе], too]",
            "en: An | ru: Чучхе | ru: Чучхе | en: , too",
            2,
        ),
    ],
    ids=["no other", "within", "first", "alone", "stressed", "three", "a link", "on two pages"],
)
def test_words_in_another_language_have_an_element_with_it(
    tmp_path: Path, markup: str, expected: str, spans: int
) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    write_parts(folder, HEAD, [f"{markup}\n"])
    make_pdf(folder, tmp_path / "one.pdf", FONTS, date(2026, 11, 28))
    with Tagged(tmp_path / "one.pdf") as pdf:
        found = [f"{language}: {words.strip()}" for language, words in pdf.pieces() if words.strip()]
        assert " | ".join(found) == expected
        assert len(pdf.of_kind("Span")) == spans, "what has the language of the words around needs none"
