"""Filters of lists that work without script: entries have classes for their values, and buttons choose one class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.locale import _, later
from edition.base.trees import ancestors
from edition.base.vocabulary import Seen
from edition.base.words import capital
from edition.names.kinds import Kind
from edition.names.subjects import AUTHOR, KINDS, PERSON, kind_around
from edition.pages.card_content import CALLED
from edition.pages.chapters import chapters
from edition.sources.cited import entries
from edition.sources.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.entries.event_records import Event

SEEN = {"read": later("read"), "second": later("second hand")}
FIRST = {words: kind for kind, words in reversed(CALLED.items())}
"""By the words for a kind of source, the first of its types, which stands for all of them."""
VALUES: dict[str, Mapping[str, str]] = {
    "in": LANGUAGES,
    "type": {kind: words for kind, words in CALLED.items() if FIRST[words] == kind},
    "seen": SEEN,
    "kind": {kind: kind for kind in (PERSON, AUTHOR, *KINDS[1:])},
}
"""The values of each filter, with the words of its buttons."""
GROUP = "group"
"""The class of sections that the style sheet hides if none of their entries is shown."""
EVENTS, SOURCES = f".event, .{GROUP}:has(.event)", f".sources > li, .{GROUP}:has(.sources)"
SUBJECTS = f".names li, .names, .{GROUP}:has(.glossary)"
"""CSS selectors of what a filter may hide, so that other lists of the page stay."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One row of buttons."""

    name: str
    """The name of its buttons, with which the classes of entries and the ids of buttons begin."""
    legend: str
    """Its heading."""
    choices: list[tuple[str, str, int]]
    """Value, words and number of entries."""


def make_filter(name: str, legend: str, values: Sequence[str], words: Mapping[str, str] | None = None) -> Filter:
    """A filter for the ``values`` of some entries, in the order of ``words``, by default those of ``VALUES``."""
    counted = Counter(values)
    named = {value: _(said) for value, said in VALUES[name].items()} if words is None else words
    choices = [(value, capital(said), counted[value]) for value, said in named.items() if counted[value]]
    return Filter(name, _(legend), choices)


def with_choice(*filters: Filter) -> list[Filter]:
    """The filters that have more than one choice."""
    return [one for one in filters if len(one.choices) > 1]


def filter_events(env: BuildEnvironment, found: Sequence[tuple[nodes.Element, Event]]) -> list[Filter]:
    """Add the classes to the events of the timeline; returns filters by chapter and by kind."""
    for item, event in found:
        mark(item, {"chapter": event.chapter, "kind": event.kind})
    titles = {chapter.docname: chapter.short for chapter in chapters(env)}
    return with_choice(
        make_filter("chapter", later("Chapter"), [event.chapter for _item, event in found], titles),
        make_filter("kind", later("Kind"), [event.kind for _item, event in found], env.config.events_kinds),
    )


def filter_sources(env: BuildEnvironment, items: Sequence[nodes.Element]) -> list[Filter]:
    """Add the classes to the sources of the bibliography; returns filters by language, kind and how they are known."""
    by_anchor = {Kind.SOURCE.anchor(key): entry for key, entry in entries(env).items()}
    facts: dict[str, list[str]] = {"in": [], "type": [], "seen": []}
    for item in items:
        entry = by_anchor[item["ids"][0]]
        values = {
            "in": entry.fields.get("language", "en"),
            "type": FIRST[CALLED.get(entry.type, CALLED["misc"])],
            "seen": "second" if entry.fields.get("seen") == Seen.CITED_BY else "read",
        }
        mark(item, values)
        for name, value in values.items():
            facts[name].append(value)
    legends = {"in": later("Language"), "type": later("Kind"), "seen": later("Known")}
    words = {"in": dict(sorted(((code, _(said)) for code, said in LANGUAGES.items()), key=lambda named: named[1]))}
    return with_choice(*(make_filter(name, legend, facts[name], words.get(name)) for name, legend in legends.items()))


def filter_terms(env: BuildEnvironment, terms: Sequence[nodes.Element]) -> list[Filter]:
    """Add the classes to the sections of the glossary, which each have one kind; returns a filter by kind."""
    kinds = []
    for term in terms:
        section = around(term)
        kinds.append(kind_around(env.config, term))
        if section is not None and GROUP not in section["classes"]:
            section["classes"] += [GROUP, f"kind-{kinds[-1]}"]
    return with_choice(make_filter("kind", later("Show"), kinds))


def mark(item: nodes.Element, values: Mapping[str, str]) -> None:
    """Add the classes to an entry, and ``GROUP`` to the section around it."""
    item["classes"] += [f"{name}-{value}" for name, value in values.items() if value]
    section = around(item)
    if section is not None and isinstance(section.parent, nodes.section) and GROUP not in section["classes"]:
        section["classes"].append(GROUP)


def around(node: nodes.Node) -> nodes.section | None:
    """The section around a node; None if there is none."""
    return next((above for above in ancestors(node) if isinstance(above, nodes.section)), None)


def share_filters(_app: Sphinx, config: Config) -> None:
    """Give the filters to the style sheet."""
    of_events = {"chapter": config.essay_chapters, "kind": config.events_kinds}
    config.html_context["filters"] = [
        *((name, list(values), SUBJECTS if name == "kind" else SOURCES) for name, values in VALUES.items()),
        *((name, list(values), EVENTS) for name, values in of_events.items()),
    ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("config-inited", share_filters)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
