"""Read and write the record of outside links, ``docs/links.json``, which ``scripts/links/check.py`` keeps."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from edition.base.utf8 import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COPY = re.compile(r"https?://web\.archive\.org/web/(?P<day>\d{8})\d*[a-z_]*/(?P<url>https?:/.+)")

ADVICE = "restore the file from version control, or take it out and run scripts/links/check.py"
"""What to do about a record that cannot be read."""


class State(StrEnum):
    """What is known of an outside link."""

    ALIVE = "alive"
    """The page was seen, perhaps by way of a temporary redirect."""
    MOVED = "moved"
    """The page was seen, but its server says that it has another address for good."""
    REFUSED = "refused"
    """The server refused our request; a reader's browser may be let in."""
    GONE = "gone"
    """The server says that the page does not exist."""
    UNREACHABLE = "unreachable"
    """There was no answer, or none that says anything about the page."""


@dataclass(frozen=True, slots=True)
class Link:
    """One outside link."""

    url: str
    state: State
    code: int | None = None
    """The last HTTP status code; None when there was no answer."""
    seen: date | None = None
    """The day on which the page was last seen."""
    final: str | None = None
    """Where redirects ended, if there were any."""
    moved_to: str | None = None
    """The address that permanent redirects give."""
    archived: str | None = None
    """The address of an archived copy."""
    used_in: tuple[str, ...] = ()
    """The names of the notes, sections, terms and events that cite it, in the order of the book."""


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """Every link that has been looked for, by its address."""

    checked: date | None
    """The day of the last check that reached anything; None before the first."""
    links: Mapping[str, Link]


def split_copy(url: str) -> tuple[str, date] | None:
    """The original address and the day of a copy in the Wayback Machine; None for any other address."""
    match = _COPY.fullmatch(url)
    if not match:
        return None
    day = match["day"]
    try:
        kept = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None
    return re.sub(r"^(https?):/+", r"\1://", match["url"]), kept


def read_link_record(path: Path) -> LinkRecord:
    """Read the record; an empty one if there is no file. Raises UnreadableError for a wrong file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return LinkRecord(None, {})
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"the record of links cannot be read: {error}; {ADVICE}", f"{path}:1") from error
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"this is not valid JSON: {error.msg}; {ADVICE}", f"{path}:{error.lineno}") from error
    if not isinstance(data, dict) or not isinstance(data.get("links"), list):
        raise UnreadableError(f"expected an object with `checked` and a list of `links`; {ADVICE}", f"{path}:1")
    links: dict[str, Link] = {}
    try:
        checked = _day(data.get("checked"))
    except ValueError as error:
        raise UnreadableError(f"`checked` is no date: {error}; {ADVICE}", f"{path}:1") from error
    for number, entry in enumerate(data["links"], 1):
        try:
            link = _link(entry)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            url = entry.get("url") if isinstance(entry, dict) else None
            place = text.find(json.dumps(url, ensure_ascii=False)) if url else 0
            line = text.count("\n", 0, max(place, 0)) + 1
            raise UnreadableError(f"link {number} cannot be read: {error!r}; {ADVICE}", f"{path}:{line}") from error
        links[link.url] = link
    return LinkRecord(checked, links)


def write_link_record(path: Path, record: LinkRecord) -> None:
    """Write the record, sorted, so that two checks differ only in what has changed."""
    data = {
        "checked": record.checked and record.checked.isoformat(),
        "links": [_fields(record.links[url]) for url in sorted(record.links)],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def keep(old: Link | None, new: Link) -> Link:
    """What to record after another check.

    "Refused" and "unreachable" say nothing about the page, so what was known before stays; a page that is gone keeps
    the day on which it was last seen.
    """
    if old is None:
        return new
    if new.state in (State.REFUSED, State.UNREACHABLE):
        return replace(old, used_in=new.used_in)
    return replace(new, seen=new.seen or old.seen, archived=new.archived or old.archived)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _link(entry: dict[str, Any]) -> Link:
    if unknown := entry.keys() - Link.__dataclass_fields__.keys():
        raise KeyError(*sorted(unknown))
    texts = [entry.get(name) or "" for name in ("final", "moved_to", "archived")]
    used_in = entry.get("used_in", [])
    if not isinstance(used_in, list) or not all(isinstance(text, str) for text in (*texts, *used_in)):
        raise TypeError("an address is a text, and `used_in` a list of texts")
    link = Link(
        url=str(entry["url"]),
        state=State(entry["state"]),
        code=entry.get("code"),
        seen=_day(entry.get("seen")),
        final=entry.get("final"),
        moved_to=entry.get("moved_to"),
        archived=entry.get("archived"),
        used_in=tuple(used_in),
    )
    if link.state in (State.ALIVE, State.MOVED) and not link.seen:
        raise ValueError("a page that is there was seen on some day")
    return link


def _fields(link: Link) -> dict[str, object]:
    fields = {
        "url": link.url,
        "state": link.state.value,
        "code": link.code,
        "seen": link.seen and link.seen.isoformat(),
        "final": link.final,
        "moved_to": link.moved_to,
        "archived": link.archived,
        "used_in": list(link.used_in),
    }
    return {name: value for name, value in fields.items() if value or name == "seen"}
