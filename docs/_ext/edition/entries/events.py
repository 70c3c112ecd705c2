"""The timeline: events of timeline.yaml, checked, and set by sphinx-timeline, the oldest first."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.domains import Domain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx_timeline.main import TimelineDirective, TimelineDiv

from edition.base.dates import parse_date, show_date
from edition.base.links import add_links
from edition.base.records import Record, RecordError, read_records
from edition.essay.passages import passage
from edition.essay.text import passage_name, split_passage
from edition.names.kinds import Kind
from edition.names.record import mark

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)

EVENTS_FILE = "timeline.yaml"
FIELDS = ("id", "date", "title", "fact", "sources", "chapter")
OPTIONAL = ("end", "see")
LISTS = ("sources", "see")
ANCHOR = re.compile(Kind.EVENT.prefix + r"[a-z0-9-]+")

# How sphinx-timeline sets one event. The text stays MyST: citations and links work in it.
TEMPLATE = """\
{{e.shown}}

{{e.title}}

{{e.fact}}"""


class Code(StrEnum):
    """Warning codes of type ``events``."""

    RECORDS = "records"
    """timeline.yaml cannot be read."""
    FIELD = "field"
    """An event lacks a field, has one too many, or one of another shape."""
    DATE = "date"
    """A date is not of the form 1950, 1950-06 or 1950-06-25, or no such day exists, or ends before it begins."""
    CHAPTER = "chapter"
    """An event names a chapter that the essay does not have."""


def read_events(path: Path, chapters: list[str]) -> list[dict[str, Any]]:
    """The valid events of timeline.yaml, with what the template needs; a warning for each other one."""
    try:
        records = read_records(path)
    except RecordError as error:
        warn(Code.RECORDS, str(error), error.location)
        return []
    return [event for record in records if (event := read_event(record, chapters))]


def read_event(record: Record, chapters: list[str]) -> dict[str, Any] | None:
    """One event, or None after a warning."""
    name = record.text("id") or "this event"
    missing = [f for f in FIELDS if not record.fields.get(f)]
    if missing:
        warn(Code.FIELD, f"{name} has no {', '.join(map(repr, missing))}", record.location)
        return None
    wrong = [f"there is no field {f!r}" for f in record.fields if f not in FIELDS + OPTIONAL]
    wrong += [f"{f!r} must be a list: [one, two]" for f in LISTS if not isinstance(record.fields.get(f, []), list)]
    if not ANCHOR.fullmatch(record.text("id")):
        wrong.append(f"'id' must be of the form {Kind.EVENT.prefix}name-in-small-letters")
    if wrong:
        warn(Code.FIELD, f"{name}: {'; '.join(wrong)}", record.location)
        return None
    date, end = record.text("date"), record.text("end")
    try:
        first = parse_date(date)
        if end and parse_date(end) < first:
            raise ValueError(f"it ends ({end}) before it begins ({date})")
        shown = show_date(date, end)
    except ValueError as error:
        warn(Code.DATE, f"{name}: {error}", record.location)
        return None
    if record.text("chapter") not in chapters:
        message = f"{name}: there is no chapter {record.text('chapter')!r}; one of {', '.join(chapters)}"
        warn(Code.CHAPTER, message, record.location)
        return None
    year, month, day = first
    fact, cite = record.text("fact"), f"{{cite:p}}`{','.join(record.texts('sources'))}`"
    return {
        "id": record.text("id"),
        "date": date,
        "end": end,
        "start": f"{year:04}-{month or 1:02}-{day or 1:02}",
        "shown": shown,
        "title": record.text("title"),
        "fact": f"{fact.removesuffix('.')} {cite}{'.' if fact.endswith('.') else ''}",
        "chapter": record.text("chapter"),
        "see": record.texts("see"),
        "line": record.line,
    }


def warn(code: Code, message: str, location: str) -> None:
    """Warn with the code at a ``path:line``."""
    logger.warning(message, location=location, type="events", subtype=code.value)


class EventsDomain(Domain):
    """The events of timeline.yaml, read once a build."""

    name = "events"
    label = "Events"
    events: list[dict[str, Any]]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Nothing is kept from build to build."""


def load_events(app: Sphinx) -> None:
    """Read and check the file, before any document is read."""
    domain = app.env.get_domain("events")
    assert isinstance(domain, EventsDomain)
    path = Path(app.srcdir) / EVENTS_FILE
    domain.events = read_events(path, app.config.essay_chapters) if path.exists() else []


class Events(TimelineDirective):  # type: ignore[misc]
    """``{events} soviet-era``: the events of some chapters, or all, through sphinx-timeline."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = False
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Let sphinx-timeline set the events, then give each its anchor and date."""
        self.env.note_dependency(EVENTS_FILE)
        path = Path(self.env.srcdir) / EVENTS_FILE
        domain = self.env.get_domain("events")
        assert isinstance(domain, EventsDomain)
        chapters = " ".join(self.arguments).split() or self.config.essay_chapters
        events = [e for e in domain.events if e["chapter"] in chapters]
        if not events:
            raise self.error(f"{EVENTS_FILE} has no event for {', '.join(chapters)}")
        data = json.dumps(events, ensure_ascii=False)
        self.options = {"events-format": "json", "style": "none", "class": ["timeline"], "reversed": None}
        lines = [data, "---", *TEMPLATE.splitlines()]
        self.content = StringList(lines, str(path))
        result = cast("list[nodes.Node]", super().run())
        events.sort(key=lambda e: str(e["start"]))
        items = [i for r in result for i in r.findall(nodes.list_item)]
        for item, event in zip(items, events, strict=True):
            self.finish(item, event, path)
        return [nodes.container("", *(r for r in result), classes=["events"])]

    def finish(self, item: nodes.list_item, event: dict[str, Any], path: Path) -> None:
        """Turn the item's first two paragraphs into its date and its title, which bears the anchor."""
        anchor, title = event["id"], event["title"]
        content = list(item.findall(nodes.paragraph))
        content[0]["classes"].append("event-date")
        content[1]["classes"].append("event-title")
        item["ids"], item["classes"] = [anchor], ["event"]
        mark(item, Kind.EVENT, f"{event['shown']}: {title}", date=event["date"], end=event["end"])
        if event["see"]:
            line = nodes.paragraph("", "See ", classes=["about"])
            chapters = self.config.essay_chapters
            names = [passage_name(chapters, target) if split_passage(target) else "" for target in event["see"]]
            add_links(line, self.env.docname, zip(event["see"], names, strict=True), ", ")
            content[0].parent.append(line)
        item.source, item.line = str(path), event["line"]
        for node in item.findall(nodes.Element):
            node.source, node.line = str(path), event["line"]
        self.state.document.note_explicit_target(item)
        std = cast("StandardDomain", self.env.get_domain("std"))
        std.labels[anchor] = self.env.docname, anchor, title
        std.anonlabels[anchor] = self.env.docname, anchor
        for part in item.findall(TimelineDiv):
            part.attributes.pop("dt", None)


class EventsOfSections(SphinxPostTransform):
    """Below each commentary section and passage, list the events that name it in ``see``."""

    default_priority = 6  # after RelatedSections (5), before references are resolved (10)

    def run(self, **kwargs: object) -> None:
        """Add a line of dates, each a link to its event."""
        domain = self.env.get_domain("events")
        assert isinstance(domain, EventsDomain)
        events: dict[str, list[dict[str, Any]]] = {}
        for event in sorted(domain.events, key=lambda e: str(e["start"])):
            for target in event["see"]:
                events.setdefault(target, []).append(event)
        for node in list(self.document.findall(nodes.Element)):
            if not isinstance(node, (nodes.section, passage)):
                continue
            found = [event for anchor in node["ids"] for event in events.get(anchor, [])]
            if found:
                line = nodes.paragraph("", "In the timeline: ", classes=["related"])
                add_links(line, self.env.docname, [(event["id"], event["shown"]) for event in found])
                node.append(line)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the timeline."""
    app.setup_extension("sphinx_timeline")
    app.add_domain(EventsDomain)
    app.add_directive("events", Events)
    app.add_post_transform(EventsOfSections)
    app.connect("builder-inited", load_events)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
