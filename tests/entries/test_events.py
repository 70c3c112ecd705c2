"""Events: the oldest first, each date at its own precision, each with an anchor and its sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Built, select
from edition.entries.event_records import read_events
from edition.entries.events import too_late

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_events_stand_oldest_first_with_anchor_date_and_source(small: Callable[..., Built]) -> None:
    page = small().page("timeline")
    items = select(page, "ol.timeline > li.event")
    assert [i.get("id") for i in items] == ["event-earlier", "event-later"]
    assert [d.text_content() for d in select(page, ".event-date")] == ["25 June 1950", "1953"]
    assert [t.text_content() for t in select(page, ".event-title")] == ["The war begins", "The war ends"]
    for item in items:
        assert select(item, "a[href='bibliography.html#ref-rusk1990']")


def test_a_year_stands_before_its_days_and_those_of_a_day_as_they_are_written(tmp_path: Path) -> None:
    dates = ["1953-07-27", "1953", "1953-07-27", "1953-07", "1952-12-31"]
    text = "".join(
        f"- id: event-{name}\n  date: {date}\n  title: T {name}\n  fact: F.\n  sources: [a]\n  chapter: one\n"
        for name, date in zip("abcde", dates, strict=True)
    )
    (tmp_path / "timeline.yaml").write_text(text, encoding="utf-8")
    events, findings = read_events(tmp_path / "timeline.yaml", ["one"])
    assert findings == []
    assert [event.id[-1] for event in events] == ["e", "b", "d", "a", "c"]


def test_each_event_has_one_of_the_kinds_that_the_settings_list(tmp_path: Path) -> None:
    text = "".join(
        f"- id: event-{name}\n  date: 1953\n  title: T {name}\n  fact: F.\n  sources: [a]\n  chapter: one\n{kind}"
        for name, kind in {"known": "  kind: war\n", "none": "", "other": "  kind: wars\n"}.items()
    )
    (tmp_path / "timeline.yaml").write_text(text, encoding="utf-8")
    events, findings = read_events(tmp_path / "timeline.yaml", ["one"], {"war": "Wars", "trade": "Trade"})
    assert [(finding.location.rpartition(":")[2], str(finding.message)) for finding in findings] == [
        ("8", "event-none: there is no 'kind'"),
        ("20", "event-other: there is no kind of event 'wars'; one of war, trade"),
    ]
    assert [event.kind for event in events] == ["war", "", "wars"]


def test_a_chapter_can_have_its_own_events(build_small: Callable[..., Built]) -> None:
    page = build_small({"timeline.md": [(":::{events}", ":::{events} two")]}).page("timeline")
    assert [i.get("id") for i in select(page, "li.event")] == ["event-later"]


def test_an_event_can_be_referred_to(build_small: Callable[..., Built]) -> None:
    page = build_small({"one.md": [("A section", "{ref}`event-later`: a section")]}).page("one")
    (link,) = select(page, "a[href='timeline.html#event-later']")
    assert link.text_content() == "The war ends"


def test_the_line_of_a_passages_events_says_from_when_to_when_they_last(build_small: Callable[..., Built]) -> None:
    events = [("  date: 1953\n", "  date: 1950\n  end: 1953\n  see: [one-p1]\n")]
    built = build_small({"timeline.yaml": events, "one.md": [("### Who the founder was", "### The crisis of 1956")]})
    lines = [summary.text_content() for summary in select(built.page("one"), "#one-p1 details.related > summary")]
    assert lines == ["Commentary, 1 section", "In the timeline, 1950–1953"]


def test_an_event_that_begins_and_ends_after_the_edition_is_told_once(tmp_path: Path) -> None:
    text = "- id: event-a\n  date: 2030\n  end: 2031\n  title: T\n  fact: F.\n  sources: [a]\n  chapter: one\n"
    (tmp_path / "timeline.yaml").write_text(text, encoding="utf-8")
    events, findings = read_events(tmp_path / "timeline.yaml", ["one"])
    assert findings == []
    assert [finding.location.rpartition(":")[2] for finding in too_late(events, date(2026, 11, 28))] == ["2"]
    assert list(too_late(events, date(2031, 1, 1))) == []


@pytest.mark.slow
def test_an_event_and_its_section_link_each_other(build_small: Callable[..., Built]) -> None:
    built = build_small({"timeline.yaml": [("  chapter: two\n", "  chapter: two\n  see: [the-founder, two-p1]\n")]})
    (line,) = select(built.page("timeline"), "#event-later .about")
    assert line.text_content() == "See Who the founder was, chapter 2, ¶1 cite"
    assert select(line, "a")[-1].get("href") == "cite/event-later.html"
    (back,) = select(built.page("one"), "section#the-founder > .related")
    assert back.text_content() == "In the timeline: 1953"
    (back,) = select(built.page("two"), "#two-p1 details.related")
    assert select(back, "summary")[0].text_content() == "In the timeline, 1953"
    assert select(back, "a")[0].get("href") == "timeline.html#event-later"


@pytest.mark.parametrize(
    ("change", "message", "code"),
    [
        ([("1950-06-25", "1950-06-31")], "timeline.yaml:8: WARNING: event-earlier: '1950-06-31': June 1950 has no day 31",
         "[events.date]"),
        ([("  date: 1953\n", "  date: 1953\n  end: 1952\n")],
         "timeline.yaml:3: WARNING: event-later: it ends (1952) before it begins (1953)", "[events.date]"),
        ([("  date: 1953\n", "  date: 1953\n  end: 1953\n")],
         "timeline.yaml:3: WARNING: event-later: it ends when it begins (1953); leave 'end' out", "[events.date]"),
        ([("  date: 1953\n", "  date: 1953\n  end: 1953-13\n")],
         "timeline.yaml:3: WARNING: event-later: '1953-13': there is no month 13", "[events.date]"),
        ([("  fact: It ends.\n", "")], "timeline.yaml:1: WARNING: event-later: there is no 'fact'", "[events.field]"),
        ([("  date: 1953\n", "  date: 1953\n  ends: 1954\n")],
         "timeline.yaml:3: WARNING: event-later: there is no field 'ends'", "[events.field]"),
        ([("[rusk1990]\n  chapter: two", "rusk1990\n  chapter: two")],
         "timeline.yaml:5: WARNING: event-later: 'sources' must be a list", "[events.field]"),
        ([("- id: event-later", "- id: Later")],
         "timeline.yaml:1: WARNING: Later: 'id' must be of the form event-name", "[events.field]"),
        ([("  date: 1953\n", "  date: 1953\n  date: 1954\n")],
         "timeline.yaml:3: WARNING: 'date' stands here twice", "[events.records]"),
        ([("chapter: two", "chapter: three")],
         "timeline.yaml:6: WARNING: event-later: there is no chapter 'three'; one of one, two", "[events.chapter]"),
        ([("  chapter: two\n", "  chapter: two\n  kind: war\n")],
         "timeline.yaml:7: WARNING: event-later: there is no kind of event 'war'; list it in 'events_kinds'", "[events.kind]"),
        ([("- id: event-later", "- id: [event-later")], "timeline.yaml:2: WARNING: this is not valid YAML",
         "[events.records]"),
        ([("  chapter: two\n", "  chapter: two\n  see: [nowhere]\n")],
         "timeline.yaml:7: WARNING: undefined label: 'nowhere'", "[ref.ref]"),
        ([("[rusk1990]\n  chapter: two", "[rusk1991]\n  chapter: two")],
         'timeline.yaml:5: WARNING: could not find bibtex key "rusk1991"', "[bibtex.key_not_found]"),
    ],
)  # fmt: skip
def test_a_bad_event_fails_the_build(build_small: Callable[..., Built], change: Any, message: str, code: str) -> None:
    built = build_small({"timeline.yaml": change}, builder="dummy")
    assert built.failed
    assert any(said.startswith(message) and said.endswith(code) for said in built.messages), built.messages
