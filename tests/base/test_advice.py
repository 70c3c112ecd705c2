"""Messages of libraries are completed: what to do, a code and a line; messages of ours are left as they are."""

from __future__ import annotations

from itertools import combinations
from logging import CRITICAL, ERROR, INFO, WARNING, LogRecord
from typing import Any

import pytest

from edition.base.advice import ADVICE, OTHERS, Advise

LIBRARY, OURS = "sphinx.sphinx.domains.std", "sphinx.edition.essay.claims"


def logged(message: str, *args: object, name: str = LIBRARY, level: int = WARNING, **place: Any) -> LogRecord:
    """A message as the handlers get it."""
    record = LogRecord(name, level, "std.py", 1, message, args, None)
    vars(record).update(place)
    return record


def completed(record: LogRecord) -> LogRecord:
    """The same message after the filter."""
    assert Advise().filter(record)
    return record


@pytest.mark.parametrize(
    ("message", "args", "said", "code"),
    [
        ("undefined label: %r", ("a-name",), "undefined label: 'a-name'; mend the name, or write", "ref.ref"),
        ("duplicate label %s, other instance in %s", ("a", "b"), "duplicate label a, other instance in b; one of", "anchors.twice"),
        ("duplicate %s description of %s", ("term", "x"), "duplicate term description of x; one of the two", "terms.twice"),
        ("'x': Unknown directive type: 'x'", (), "'x': Unknown directive type: 'x'; mend its name", "ref.ref"),
        ("numfig is disabled.", (), "numfig is disabled; write 'numfig = True' in conf.py", "ref.numref"),
        ("Something else.", (), f"Something else; {OTHERS.words}", "ref.ref"),
        ("Error in\n  %s lines", ("two\nmore",), f"Error in two more lines; {OTHERS.words}", "ref.ref"),
        ("Error in\n  line %d", (2,), f"Error in line 2; {OTHERS.words}", "ref.ref"),
    ],
)  # fmt: skip
def test_a_message_of_a_library_says_what_to_do_in_one_line(
    message: str, args: tuple[object, ...], said: str, code: str
) -> None:
    record = completed(logged(message, *args, type="ref", subtype="ref"))
    told = record.getMessage()
    assert told.startswith(said)
    assert completed(record).getMessage() == told, "another handler adds nothing"
    assert f"{record.type}.{record.subtype}" == code  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "code"),
    [({}, "sphinx.other"), ({"type": "docutils"}, "docutils.markup"), ({"type": "toc", "subtype": "x"}, "toc.x")],
)
def test_a_message_without_a_code_gets_one(kind: dict[str, Any], code: str) -> None:
    record = completed(logged("Words", **kind))
    assert f"{record.type}.{record.subtype}" == code  # type: ignore[attr-defined]


def test_a_message_of_ours_and_what_is_no_warning_are_left_alone() -> None:
    assert completed(logged("Words; do this.", name=OURS)).getMessage() == "Words; do this."
    quiet = logged("reading.", level=INFO, location="one")
    before = dict(vars(quiet))
    assert vars(completed(quiet)) == before


def test_no_message_is_worse_than_an_error() -> None:
    record = completed(logged("Words", level=CRITICAL))
    assert (record.levelno, record.levelname) == (ERROR, "ERROR")


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("one", ("one", 1)),
        (("one", None), ("one", 1)),
        (("one", 3), ("one", 3)),
        (("/docs/one.md", None), "/docs/one.md:1"),
        (("/docs/one.md", 3), "/docs/one.md:3"),
        ("/docs/one.md:", "/docs/one.md:1"),
        ("/docs/one.md:3", "/docs/one.md:3"),
        (None, None),
    ],
)
def test_a_place_without_a_line_is_the_first(location: object, expected: object) -> None:
    record = completed(logged("Words", location=location))
    assert record.location == expected  # type: ignore[attr-defined]


def test_no_advice_hides_another() -> None:
    assert [(one, other) for one, other in combinations(ADVICE, 2) if other.begins.startswith(one.begins)] == []
