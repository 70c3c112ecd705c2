"""The timeline: the directive that lists the events of timeline.yaml, through sphinx-timeline, the oldest first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_timeline.main import TimelineDirective

from edition.base.domains import EachBuild, domain
from edition.base.links import add_links
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.warnings import Finding, report, told_at, warn
from edition.base.words import plain_text
from edition.entries.event_records import Code, Event, read_events
from edition.essay.passages import passage
from edition.essay.text import passage_name, split_passage
from edition.names.kinds import Kind
from edition.names.printed import has_words
from edition.names.record import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

EVENTS_FILE = "timeline.yaml"
TEMPLATE = "{{e.id}}"
"""The template of sphinx-timeline for one event: only its id, which ``Events.finish`` replaces."""


class EventsDomain(EachBuild):
    """The events of timeline.yaml, read at the start of each build."""

    name = "events"
    label = "Events"

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.events: list[Event] = []
        self.faulty = False
        """Whether something was wrong with the file."""


def load_events(app: Sphinx) -> None:
    """Read and check the file, before any document is read."""
    events = domain(app.env, EventsDomain)
    path = Path(app.srcdir) / EVENTS_FILE
    chapters, kinds = app.config.essay_chapters, app.config.events_kinds
    events.events, findings = read_events(path, chapters, kinds) if path.exists() else ([], [])
    findings += too_late(events.events, app.config.typst_date)
    events.faulty = bool(findings)
    report(findings)


def too_late(events: Iterable[Event], edition: date) -> Iterator[Finding]:
    """Events that begin or end after the day of the edition."""
    for event in events:
        for field, day in (("date", event.date), ("end", event.end)) if event.shown else ():
            if day > edition.isoformat()[: len(day)]:
                message = f"{event.id}: {day} is after the edition ({edition}); mend one of the two"
                yield Finding(Code.DATE, message, event.record.at(field))
                break


class Events(TimelineDirective):  # type: ignore[misc]
    """``{events} soviet-era``: the events of some chapters, or all, through sphinx-timeline."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = False
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Let sphinx-timeline make the list, then give each item the date, words and name of its event."""
        self.env.note_dependency(EVENTS_FILE)
        known = domain(self.env, EventsDomain)
        chapters = " ".join(self.arguments).split() or self.config.essay_chapters
        odd = [name for name in chapters if name not in self.config.essay_chapters]
        if odd:
            message = (
                f"there is no chapter {odd[0]!r}; name some of {', '.join(self.config.essay_chapters)}, with spaces"
            )
            warn(Code.CHAPTER, message, self.get_location())
        events = {event.id: event for event in known.events if event.chapter in chapters or known.faulty}
        if not events:
            if not known.faulty and not odd:
                message = f"{EVENTS_FILE} has no event for {', '.join(chapters)}; write one, or take this list out"
                warn(Code.EMPTY, message, self.get_location())
            return []
        if twice := [name for name in events if name in self.state.document.ids]:
            message = f"the event {twice[0]!r} stands in a list of this page already; take one of the two lists out"
            if not known.faulty:  # else each list has the events of all chapters
                warn(Code.TWICE, message, self.get_location())
            return []
        data = json.dumps([{"id": event.id, "start": event.start} for event in events.values()])
        self.options = {"events-format": "json", "style": "none", "class": ["timeline"], "reversed": None}
        self.content = StringList([data, "---", TEMPLATE], str(Path(self.env.srcdir) / EVENTS_FILE))
        # Without the containers around the list and in each item, which only the library's own styles need.
        lists = [found for node in super().run() for found in node.findall(nodes.enumerated_list)]
        for item in [item for found in lists for item in found.findall(nodes.list_item)]:
            self.finish(item, events[item.astext().strip()])
        return [nodes.container("", *lists, classes=["events"])]

    def finish(self, item: nodes.list_item, event: Event) -> None:
        """Fill an item with the date, title and fact of its event, and give it the event's name."""
        title, fact = self.words(event, "title", event.title), self.words(event, "fact", event.cited)
        for field, said in (("title", title), ("fact", fact)):
            if event.record.text(field) and not has_words(said):
                message = f"{event.id}: {field!r} has no words, only a picture; write some"
                warn(Code.FIELD, message, event.record.at(field))
        date = nodes.paragraph("", event.shown or event.date, classes=["event-date"])
        title["classes"].append("event-title")
        item.children = []
        item += [date, title, fact]
        if event.see:
            line = nodes.paragraph("", _("See "), classes=["about"])
            chapters = self.config.essay_chapters
            names = [passage_name(chapters, target) if split_passage(target) else "" for target in event.see]
            add_links(line, self.env.docname, zip(event.see, names, strict=True), ", ")
            item += line
        for part, field in zip([item, *item.children], ("", "date", "title", "fact", "see"), strict=False):
            source, _sep, number = event.record.at(field).rpartition(":")
            for node in part.findall(nodes.Element):
                node.source, node.line = source, int(number)
        citations = [node for node in fact.findall(addnodes.pending_xref) if node["refdomain"] == "cite"]
        if event.sources:
            citations[-1].line = int(event.record.at("sources").rpartition(":")[2])
        item["ids"], item["classes"] = [event.id], ["event"]
        words = plain_text(title)
        days = {"date": event.date, "end": event.end} if event.shown else {}  # else they are wrong, and were reported
        mark(item, Kind.EVENT, f"{event.shown}: {words}", **days)
        self.state.document.note_explicit_target(item)
        std = cast("StandardDomain", self.env.get_domain("std"))
        std.labels[event.id] = self.env.docname, event.id, words
        std.anonlabels[event.id] = self.env.docname, event.id

    def words(self, event: Event, field: str, text: str) -> nodes.paragraph:
        """A field parsed as inline Markdown, so that it cannot become a list or a heading."""
        with told_at(event.record.at(field)):
            children, _messages = self.parse_inline(text)
        return nodes.paragraph("", "", *children)


class EventsOfSections(SphinxPostTransform):
    """At the end of each commentary section and passage, list the events that name it in ``see``."""

    default_priority = Write.EVENTS

    def run(self, **kwargs: object) -> None:
        """Add a line of dates, each a link to its event."""
        events: dict[str, list[Event]] = {}
        for event in domain(self.env, EventsDomain).events:
            for target in event.see:
                events.setdefault(target, []).append(event)
        for node in list(self.document.findall(nodes.Element)):
            if not isinstance(node, (nodes.section, passage)):
                continue
            found = [event for anchor in node["ids"] for event in events.get(anchor, [])]
            if found:
                years = [event.date[:4] for event in found] + [(event.end or event.date)[:4] for event in found]
                line = nodes.paragraph("", _("In the timeline: "), classes=["related"], years=(min(years), max(years)))
                add_links(line, self.env.docname, [(event.id, event.shown) for event in found])
                node.append(line)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the timeline."""
    app.setup_extension("sphinx_timeline")
    app.add_domain(EventsDomain)
    app.add_directive("events", Events)
    app.add_post_transform(EventsOfSections)
    app.add_config_value("events_kinds", {}, "env", types=frozenset({dict}))  # kinds, with their words for the filter
    app.connect("builder-inited", load_events)
    return {"version": "1", "env_version": 3, "parallel_read_safe": True, "parallel_write_safe": True}
