"""House style of the editors' words: one form for ranges, quotation marks and spellings, in texts and in data."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
import yaml

from conftest import ROOT, read_chapter_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCS = ROOT / "docs"
FORMS = {
    "a range of numbers takes a dash": r"(?<![\w./-])\d+-\d+(?![\w-])",
    "the second year of a span is whole": r"\b(?:1[89]|20)\d\d–\d\d\b",
    "a comma or stop stands inside quotation marks": r"\w[\"”][.,](?=\s|$)",
    "it has another form in this book": r"\b(?:afterwards|towards|amongst|whilst|acknowledgement|judgement|roadmap|for ever)\b",
    "it has another name in this book": r"\b(?:Khasan-Rajin|Soviet-Korean|Second World War|Korean peninsula)\b",
    "it is written out, or takes a period": r"\b(?:Dr|Gen|Lt|Mr|Mrs|Prof|St) (?=[A-Z])",
}
# Records of the editors' words: a file, and the fields that are printed.
RECORDS = {
    "timeline.yaml": ("title", "fact"),
    "carries.yaml": ("carries",),
    "coverage.yaml": ("reason",),
    "origins.yaml": ("title", "producer", "rights", "processing"),
    **{f"editions/{path.name}": ("why",) for path in DOCS.glob("editions/*.yaml")},
}


def faults(text: str) -> list[str]:
    """What is not in house style, each with the words around it."""
    return [
        f"{what}: …{text[max(0, found.start() - 20) : found.end() + 20]}…"
        for what, pattern in FORMS.items()
        for found in re.finditer(pattern, text)
    ]


def prose(markdown: str) -> str:
    """The editors' words of a document: without the essay's passages, names, options, code and targets of roles."""
    text = re.sub(r"^\([a-z-]+-p\d+\)=\n(?:.+\n)+", "", markdown, flags=re.MULTILINE)
    text = re.sub(r"^(?:\([\w.-]+\)=|:(?!alt|  )[\w-]+:.*|`{3}.*|:{3}.*)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{(?:cite|numref|data-file)[^}]*\}`[^`]*`", "", text)
    text = re.sub(r"\{[\w:-]+\}`([^`<]*?)\s*(?:<[^>]*>)?`", r"\1", text)
    return re.sub(r"(`+).*?\1", "", text)


def words_of_records(name: str) -> Iterator[str]:
    waiting = [yaml.safe_load((DOCS / name).read_text(encoding="utf-8"))]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += item.values()
            yield from (str(item[field]) for field in RECORDS[name] if field in item)


@pytest.mark.parametrize(
    "text",
    [
        *("in 1945-1950", "the years 1945–48", 'a "tilt", it says', "“tilt”.", "and afterwards left", "on 16-18 April"),
        *("in St Petersburg", "the Khasan-Rajin line"),
    ],
)
def test_a_fault_is_seen(text: str) -> None:
    assert len(faults(text)) == 1


@pytest.mark.parametrize("text", ["1945–1950", '"tilt," it says', "MiG-15", "2024-06-19", "ES-11/1", "SHA-256, 5.3"])
def test_what_is_right_is_left_alone(text: str) -> None:
    assert faults(text) == []


def test_only_the_editors_words_of_a_document_are_looked_at() -> None:
    markdown = (
        "(soviet-era-p2)=\nThe war (1950-1953)\nwent on.\n\n(a-1950-53)=\n### Of {term}`it <1-2>`\n"
        ":::{about} soviet-era-p2\n:id: 1-2\n:::\n\n`3-4` and {cite:p}`x5-6`\n"
    )
    assert prose(markdown).split() == ["###", "Of", "it", "and"]


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.stem)
def test_documents_keep_the_house_style(path: Path) -> None:
    assert faults(prose(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", RECORDS)
def test_records_keep_the_house_style(name: str) -> None:
    words = list(words_of_records(name))
    assert words
    assert [fault for text in words for fault in faults(text)] == []


# What needs no expansion: what everybody calls so, names, formats, numerals and designations.
NO_ABBREVIATIONS = """
    ABC BRICS CSV DPRK ES G8 IRT ITAR KBS KN NATO NK NORSAR P5 PIR RBK RIA RO TASS TEI UK UN US USS USSR VII
"""


def unexplained(text: str) -> set[str]:
    """Abbreviations that stand nowhere in parentheses, as they do behind what they are short for."""
    found = set(re.findall(r"\b[A-Z][A-Z\d]+\b", text)) - {*NO_ABBREVIATIONS.split()}
    return {short for short in found if not re.search(rf"\([^()]*\b{short}\b[^()]*\)", text)}


def test_an_abbreviation_that_stands_nowhere_in_full_is_seen() -> None:
    text = "The Korea Trade-Investment Promotion Agency (KOTRA) and KDI; KOTRA says; UN, MiG-15, 38"
    assert unexplained(text) == {"KDI"}


@pytest.mark.parametrize("name", [*read_chapter_names(), "timeline", "data"])
def test_abbreviations_stand_in_full_once_in_each_part(name: str) -> None:
    """In a chapter, on the timeline, and with the tables, where the compilers of trade figures are printed."""
    text = prose((DOCS / f"{name}.md").read_text(encoding="utf-8"))
    if name == "timeline":
        text += " ".join(words_of_records("timeline.yaml"))
    if name == "data":
        with (DOCS / "data" / "trade_usd.csv").open(encoding="utf-8", newline="") as file:
            text += " ".join(row["compiler"] for row in csv.DictReader(file))
    assert unexplained(text) == set()
