"""Whatever a file of the book contains, its parser reads it or names file and line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import SMALL_BOOK
from edition.base.characters import HIDDEN, faults, parting, reveal
from edition.base.dates import parse_date, show_date
from edition.base.fences import open_fence
from edition.base.foreign import link_fault
from edition.base.records import read_records
from edition.base.unread import slip
from edition.base.utf8 import UnreadableError
from edition.entries.event_records import read_events
from edition.essay.claims import read_claims
from edition.essay.note_marks import near
from edition.essay.text import read_essay
from edition.figures.debt import DEBT
from edition.figures.reading import read_table
from edition.names.editions import SUMS, read_edition
from edition.names.registry import read_registry
from edition.sources.link_record import read_link_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
ODD = ["", "\n", "\t", " ", ":", "- ", "#", "{", "}", "[", "]", "'", '"', "&a ", "*a", "!x ", "|", ">", "%", "@", "`",
       "---", "->", ",", "0", "9999", "-1", "null", "é", "e\u0301", "\ufeff", "\u2028", "\x00", "\x07", "\u202e", "\\", "ref-"]  # fmt: skip


def spoiled(good: str) -> st.SearchStrategy[bytes]:
    """A good text with some of it replaced by something odd, in some encoding; or no text at all."""
    change = st.tuples(
        st.integers(0, len(good)), st.integers(0, 30), st.sampled_from(ODD) | st.text(max_size=3)
    )  # where, how much, by what

    def apply(changes: list[tuple[int, int, str]]) -> str:
        text = good
        for at, length, by in changes:
            text = text[:at] + by + text[at + length :]
        return text

    texts = st.lists(change, min_size=1, max_size=4).map(apply)
    return (
        texts.map(lambda t: t.encode("utf-8", "replace"))
        | texts.map(lambda t: t.replace("\n", "\r\n").encode("utf-16", "replace"))
        | st.binary(max_size=20)
    )


class Parser(NamedTuple):
    """One parser: an example that it reads, and the places that it names for a file."""

    name: str
    file: str
    good: str
    places: Callable[[Path], list[str]]


def of_records(path: Path) -> list[str]:
    """The place where records cannot be read."""
    try:
        read_records(path)
        read_records(path, depth=1)
    except UnreadableError as error:
        return [error.location]
    return []


def of_claims(path: Path) -> list[str]:
    """The places of what is wrong with claims."""
    return [str(finding.location) for finding in read_claims(path, ["one", "two"])[1]]


def of_events(path: Path) -> list[str]:
    """The places of what is wrong with events."""
    return [str(finding.location) for finding in read_events(path, ["one", "two"])[1]]


def of_registry(path: Path) -> list[str]:
    """The places of what is wrong with the registry."""
    return [fault.location for fault in read_registry(path.read_bytes().decode("utf-8", "replace"), str(path))[1]]


def of_table(path: Path) -> list[str]:
    """The places of what is wrong with a table."""
    return [str(finding.location) for finding in read_table(path, DEBT, {"a2020"})[1]]


def of_links(path: Path) -> list[str]:
    """The place where the record of links cannot be read."""
    try:
        read_link_record(path)
    except UnreadableError as error:
        return [error.location]
    return []


def of_edition(path: Path) -> list[str]:
    """The place where the record of a closed edition cannot be read."""
    (path.parent / "edition.json").write_text(
        f'{{"version": "{path.parent.name}", "date": "2026-11-25", "commit": "x"}}', encoding="utf-8"
    )
    (path.parent / SUMS).write_text("", encoding="utf-8")
    try:
        read_edition(path.parent)
    except UnreadableError as error:
        return [error.location]
    return []


LINKS = '{"checked": "2026-11-20", "links": [{"url": "https://example.org/", "state": "alive", "seen": "2026-11-20"}]}'
NAMES = '{"one-p1": {"kind": "passage", "page": "one", "title": "One", "words": "Words", "sha256": "ab"}}'
PARSERS = [
    Parser("records", "timeline.yaml", SMALL_BOOK["timeline.yaml"], of_records),
    Parser("events", "timeline.yaml", SMALL_BOOK["timeline.yaml"], of_events),
    Parser("claims", "claims.yaml", SMALL_BOOK["claims.yaml"], of_claims),
    Parser("registry", "anchors.txt", "# Names\na one 0123456789ab\nb -> a  # why\nc one\n", of_registry),
    Parser("tables", "debt.csv", ",".join(column.name for column in DEBT.columns) + "\n1,2,3\n", of_table),
    Parser("links", "links.json", LINKS, of_links),
    Parser("closed editions", "names.json", NAMES, of_edition),
]


@pytest.mark.parametrize("most", [15, pytest.param(150, marks=pytest.mark.full)])
@pytest.mark.parametrize("parser", PARSERS, ids=[parser.name for parser in PARSERS])
def test_a_file_is_read_or_its_line_is_named(parser: Parser, most: int, tmp_path: Path) -> None:
    path = tmp_path / parser.file

    @settings(FEW, max_examples=most)
    @given(spoiled(parser.good))
    def check(data: bytes) -> None:
        path.write_bytes(data)
        lines = max(data.count(b"\n"), data.count(b"\r")) + 2
        for place in parser.places(path):
            name, _, line = place.rpartition(":")
            assert name == str(path)
            assert 1 <= int(line) <= lines

    check()


@FEW
@given(st.text(max_size=60) | st.text(alphabet="ab.?!… \n\r#\u00a0\u2028)", max_size=40))
def test_an_essay_is_chapters_of_passages(text: str) -> None:
    chapters = read_essay(text)
    assert all(passage == passage.strip(" ") and passage for chapter in chapters for passage in chapter.passages)
    letters = re.sub(r"[\s#\ufeff]", "", "".join(c.title + "".join(c.passages) for c in chapters))
    assert letters == re.sub(r"[\s#\ufeff]", "", text)


@FEW
@given(st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True) | st.text(max_size=12))
def test_a_date_is_printed_or_refused_with_its_words(text: str) -> None:
    try:
        year, _month, _day = parse_date(text)
    except ValueError as error:
        assert repr(text) in str(error)
    else:
        assert year >= 1
        assert str(year) in show_date(text)


@FEW
@given(st.text(max_size=30), st.text(max_size=30))
def test_characters_are_told_and_texts_compared(old: str, new: str) -> None:
    for finding in faults(old, "one.md"):
        assert re.fullmatch(r"one\.md:\d+", finding.location)
        assert re.search(r"U\+[0-9A-F]{4}", finding.message)
        assert not HIDDEN.search(reveal(finding.message))
    if old != new:
        different = parting(old, new)
        assert different == "" or "there" in different


@FEW
@given(st.text(max_size=30) | st.text(alphabet="htps:/@[]%.javscript", max_size=20))
def test_an_address_is_a_link_or_refused(address: str) -> None:
    fault = link_fault(address)
    assert fault or not re.match(r"(?i)javascript:|data:|file:|//", address)


@FEW
@given(spoiled("words\n:::{note}\nmore\n:::\n\n```python\nx = 1\n```\n> ~~~\n> x\n> ~~~\n") | st.binary(max_size=0))
def test_a_fence_is_closed_or_its_line_is_named(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    line, signs = open_fence(text)
    if line:
        assert signs in text.splitlines()[line - 1]
        assert open_fence(f"{text}\n{signs}") == (0, "")
    else:
        assert signs == ""


@FEW
@given(spoiled("{cite:p}`key` [x](https://example.org/) **bold** [^note] (name)= :::{note}"))
def test_markup_is_told_by_its_own_signs(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    message = slip(text)
    if message:
        signs = message.removeprefix("“").partition("” was not read as markup; ")
        assert signs[0] in text
        assert signs[2]


@FEW
@given(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), st.data())
def test_a_mark_with_a_slip_is_found_by_its_label(label: str, data: st.DataObject) -> None:
    text = data.draw(spoiled(f"Words[^{label}] of [^ {label}] an [{label}] essay.")).decode("utf-8", "replace")
    found = near(label, text)
    if found:
        assert label in found[0]
        assert len(found[0].split()) <= 4
    else:
        assert f"[{label}]" not in text
        assert f"[^{label}]" not in text
