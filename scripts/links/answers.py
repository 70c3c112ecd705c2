"""What the response to a request says about a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urldefrag

from edition.base.address import is_outside
from edition.sources.link_record import Link, LinkRecord, State, keep, split_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

PERMANENT = (301, 308)
NO_SUCH_PAGE = (404, 410)
SAYS_NOTHING = (407, 408, 421, 425)  # of the 4xx: the proxy, the clock or the connection is at fault, not the page
NOT_HTTP = 999  # some sites answer robots so


class Answer(NamedTuple):
    """One response."""

    code: int
    url: str
    onward: str
    """Where a redirect leads; empty if it is none."""


class Result(NamedTuple):
    """A line of linkcheck's output, together with the responses that it is based on."""

    url: str
    status: str
    message: str
    answers: Sequence[Answer]


def judge(result: Result, today: date) -> Link:
    """The state of one link.

    Only a page makes it alive, and only a server can say that it is gone; all else is ``refused`` or ``unreachable``.
    """
    url, answers = result.url, result.answers
    code = answers[-1].code if answers else None
    if code is None:
        return Link(url, State.UNREACHABLE)
    if result.status in ("working", "redirected") and code < 400:
        final, moved_to = answers[-1].url, permanent_address(answers)
        return Link(
            url,
            State.MOVED if moved_to else State.ALIVE,
            code,
            seen=today,
            final=final if len(answers) > 1 else None,
            moved_to=moved_to,
        )
    if code in NO_SUCH_PAGE:
        return Link(url, State.GONE, code)
    if code == NOT_HTTP or (400 <= code < 500 and code not in SAYS_NOTHING):
        return Link(url, State.REFUSED, code)
    return Link(url, State.UNREACHABLE, code)


def permanent_address(answers: Sequence[Answer]) -> str | None:
    """Where the permanent redirects at the beginning lead; those after a temporary one do not count."""
    address = None
    for answer in answers:
        if answer.code not in PERMANENT:
            break
        address = answer.onward
    return address


def read_output(path: Path, answers: Mapping[str, Sequence[Answer]], restore: Callable[[str], str]) -> Iterator[Result]:
    """The web addresses in linkcheck's ``output.json``; ``restore`` gives the book's address for the requested one."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if is_outside(entry["uri"]):
            asked = as_sent(entry["uri"])
            yield Result(restore(entry["uri"]), entry["status"], entry["info"], answers.get(asked, ()))


def as_sent(uri: str) -> str:
    """An address as it is sent: without its fragment, everything else percent-encoded."""
    from requests import Request, RequestException
    from sphinx.util import encode_uri

    bare = urldefrag(uri).url
    try:
        return Request("GET", bare if bare.isascii() else encode_uri(bare)).prepare().url or bare
    except (RequestException, UnicodeError):
        return bare


def update(old: LinkRecord, found: Iterable[Link], uses: Mapping[str, Sequence[str]], today: date) -> LinkRecord:
    """The record after a check: the book's links, and no others."""
    links = {}
    for link in found:
        copy = link.url if split_copy(link.url) else None
        new = Link(
            link.url, link.state, link.code, link.seen, link.final, link.moved_to, copy, tuple(uses.get(link.url, ()))
        )
        links[link.url] = keep(old.links.get(link.url), new)
    return LinkRecord(today, links)
