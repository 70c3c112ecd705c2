"""Look for the book's outside links with Sphinx's linkcheck, and keep what was found in docs/links.json.

Exit status: 0 when no page is gone, 1 when one is, 2 when the book cannot be read, 3 when there is no network
(then nothing is changed).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import socket
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO
from urllib.parse import urldefrag, urljoin, urlsplit

import environment

sys.path.insert(0, str(environment.ROOT / "docs" / "_ext"))

from edition.sources.link_record import (
    Link,
    LinkRecord,
    LinkRecordError,
    State,
    keep,
    read_link_record,
    split_copy,
    write_link_record,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from docutils import nodes
    from requests import PreparedRequest, Response
    from sphinx.application import Sphinx

RESOLVER = "https://doi.org/"
GONE, NO_BOOK, OFFLINE = 1, 2, 3

PERMANENT = (301, 308)
NO_SUCH_PAGE = (404, 410)
SAYS_NOTHING = (407, 408, 421, 425)  # of the 4xx: the proxy, the clock or the connection is at fault, not the page
NOT_HTTP = 999  # some sites answer robots so


@dataclass(frozen=True)
class Manners:
    """How patiently to ask."""

    timeout: float = 20
    """Seconds until a silent server is given up."""
    workers: int = 8
    """Requests under way at once, over all hosts."""
    tries: int = 3
    spacing: float = 1.0
    """Seconds between two requests to one host."""
    back_off: float = 5.0
    """Seconds before the second try; each further one waits twice as long."""
    patience: float = 120.0
    """A server that asks us to come back later than this (Retry-After) is left alone."""
    returns: int = 2
    """How often to come back to an address when its server asks for that."""
    agent: str = ""
    verify: str | bool = True
    """A file of certificates to trust in place of the usual ones."""


class Answer(NamedTuple):
    """One response."""

    code: int
    url: str
    onward: str
    """Where a redirect leads; else empty."""


class Result(NamedTuple):
    """A line of linkcheck's output, together with the responses that it rests on."""

    url: str
    status: str
    message: str
    answers: Sequence[Answer]


# --- Reading what linkcheck found -------------------------------------------------------------------------------------


def judge(result: Result, today: date) -> Link:
    """The verdict on one link.

    Only a page, or a server's word that there is none, counts; everything else is ``refused`` or ``unreachable``.
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
    """Where the permanent redirects at the beginning lead; a temporary one ends them."""
    address = None
    for answer in answers:
        if answer.code not in PERMANENT:
            break
        address = answer.onward
    return address


def read_output(path: Path, answers: Mapping[str, Sequence[Answer]], restore: Callable[[str], str]) -> Iterator[Result]:
    """The web addresses in linkcheck's ``output.json``; ``restore`` undoes what was changed for asking."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["uri"].startswith(("https://", "http://")):
            asked = as_sent(entry["uri"])
            yield Result(restore(entry["uri"]), entry["status"], entry["info"], answers.get(asked, ()))


def as_sent(uri: str) -> str:
    """An address as it goes over the wire: no fragment, everything else percent-encoded."""
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


# --- Asking -----------------------------------------------------------------------------------------------------------


@dataclass
class Courtesy:
    """What is done around each request: wait for the host's turn, and note every answer.

    Linkcheck lets an object that the requests library takes for authentication handle each request before it is sent
    (``linkcheck_auth``), and that object may ask to see the responses, redirects among them.  Linkcheck itself has no
    limit per host, tries again at once, comes back for ever to a server that always says "later", and reports neither
    the status code of a failure nor all redirects of a chain.
    """

    manners: Manners
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    """The responses to the last request for an address, by the address as sent."""
    turns: dict[str, float] = field(default_factory=dict)
    tried: Counter[str] = field(default_factory=Counter)
    told_later: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Handle a request about to be sent."""
        url = request.url or ""
        pause = 0.0
        with self.lock:
            answers: list[Answer] = []
            self.answers[url] = answers
            if request.method == "HEAD":  # linkcheck begins each try so
                self.tried[url] += 1
                if self.tried[url] > 1:
                    pause = self.manners.back_off * 2 ** (self.tried[url] - 2)
        self.wait(url, pause)
        request.register_hook("response", partial(self.note, answers, url))  # type: ignore[no-untyped-call]
        return request

    def wait(self, url: str, pause: float = 0.0) -> None:
        """Sleep until the host may be asked again."""
        host = urlsplit(url).netloc
        with self.lock:
            now = time.monotonic()
            start = max(now, self.turns.get(host, now)) + pause
            self.turns[host] = start + self.manners.spacing
        time.sleep(start - now)

    def note(self, answers: list[Answer], url: str, response: Response, **_options: object) -> None:
        """Record a response, end a loop of redirects early, and let no server keep us waiting for ever."""
        from requests import TooManyRedirects

        onward = urljoin(response.url, response.headers["location"]) if response.is_redirect else ""
        answers.append(Answer(response.status_code, response.url, onward))
        if onward:
            if sum(answer.onward == onward for answer in answers) > 2:  # twice happens where a cookie is set
                raise TooManyRedirects(f"the redirects to {onward} go round in a circle")
            self.wait(onward)
        if response.status_code == 429:
            with self.lock:
                self.told_later[url] += 1
                often = self.told_later[url] > self.manners.returns
            if often or seconds(response.headers.get("Retry-After", "")) > self.manners.patience:
                response.headers.pop("Retry-After", None)


def seconds(retry_after: str) -> float:
    """The wait that a Retry-After header asks for: a number of seconds or a date."""
    from sphinx.util.http_date import rfc1123_to_epoch

    try:
        return float(retry_after)
    except ValueError:
        pass
    try:
        return rfc1123_to_epoch(retry_after) - time.time()
    except (ValueError, TypeError):
        return 0.0


def is_online(urls: Iterable[str], manners: Manners) -> bool:
    """Say whether any of the hosts that the book links to most answers; https first, which no gate can fake."""
    import requests

    hosts = Counter(f"{parts.scheme}://{parts.netloc}/" for parts in map(urlsplit, urls))
    order = sorted(hosts, key=lambda host: (not host.startswith("https:"), -hosts[host], host))

    def answers(host: str) -> bool:
        try:
            requests.head(
                host,
                timeout=min(manners.timeout, 10),
                allow_redirects=False,
                verify=manners.verify,
                headers={"User-Agent": manners.agent},
            )
        except requests.RequestException:
            return False
        return True

    with ThreadPoolExecutor(max_workers=5) as pool:
        return any(pool.map(answers, order[:5]))


# --- Sphinx -----------------------------------------------------------------------------------------------------------


def nearest(node: nodes.Node | None, public: AbstractSet[str]) -> str:
    """The nearest public anchor around a node; every page has one."""
    from docutils import nodes

    while node is not None:
        if isinstance(node, nodes.Element):
            ids: list[str] = node["ids"]
            for anchor in ids:
                if anchor in public:
                    return anchor
        node = node.parent
    return ""


@dataclass
class Book:
    """The outside links of a book and where they are used."""

    docs: Path
    work: Path
    resolver: str = RESOLVER
    uses: dict[str, list[str]] = field(default_factory=dict)
    """The anchors that rest on each address."""
    users: dict[str, list[str]] = field(default_factory=dict)
    """The anchors that cite each source."""
    order: dict[str, int] = field(default_factory=dict)
    """The public anchors, numbered as they follow one another in the book."""

    def for_asking(self, uri: str) -> str:
        """The address to ask for: of a DOI, the resolver's own answer and not the publisher's page."""
        if uri.startswith(self.resolver + "10."):
            return uri.replace(self.resolver, f"{self.resolver}api/handles/", 1)
        return uri

    def restore(self, uri: str) -> str:
        """The address as it stands in the book."""
        return uri.replace(f"{self.resolver}api/handles/", self.resolver, 1)

    def read(self) -> None:
        """Find all links without asking for any."""
        with Path(os.devnull).open("w", encoding="utf-8") as quiet:
            self.run({"linkcheck_ignore": [".*"]}, quiet)

    def ask(self, manners: Manners) -> list[Result]:
        """Ask for all links, and show each answer as it comes."""
        courtesy = Courtesy(manners)
        settings = {
            "tls_cacerts": manners.verify if isinstance(manners.verify, str) else None,
            "linkcheck_anchors": False,  # the parts of other people's pages are their affair
            "linkcheck_timeout": manners.timeout,
            "linkcheck_workers": manners.workers,
            "linkcheck_retries": manners.tries,
            "linkcheck_rate_limit_timeout": 0.0,  # without a Retry-After, a refusal is a refusal
        }
        self.run(settings, Progress(len(self.uses)), courtesy)
        return list(read_output(self.work / "linkcheck" / "output.json", courtesy.answers, self.restore))

    def run(self, settings: dict[str, Any], status: TextIO, courtesy: Courtesy | None = None) -> None:
        """Run Sphinx's linkcheck builder; raises SphinxError when the book cannot be read."""
        from sphinx.application import Sphinx
        from sphinx.util.docutils import docutils_namespace, patch_docutils

        for old in (self.uses, self.users, self.order):
            old.clear()
        with patch_docutils(self.docs), docutils_namespace(), default_timeout():
            app = Sphinx(
                self.docs,
                self.docs,
                self.work / "linkcheck",
                self.work / "doctrees",
                "linkcheck",
                confoverrides=settings,
                status=status,
                warning=sys.stderr,
            )
            app.connect("linkcheck-process-uri", lambda _app, uri: self.for_asking(uri))
            app.connect("doctree-resolved", self.collect)
            if courtesy:
                app.connect("write-started", partial(be_courteous, courtesy))
            app.build()

    def collect(self, app: Sphinx, doctree: nodes.document, _docname: str) -> None:
        """Note the addresses of one document, and what of the book rests on each."""
        from docutils import nodes

        if not self.order:
            names = app.env.get_domain("anchors").all_names()  # type: ignore[attr-defined]
            self.order.update((name.anchor, n) for n, name in enumerate(names))
            self.users.update((name.anchor, [use.anchor for use in name.uses]) for name in names)
        for reference in doctree.findall(nodes.reference):
            url = reference.get("refuri", "")
            if url.startswith(("https://", "http://")):
                anchor = nearest(reference, self.order.keys())
                places = self.uses.get(url, []) + self.users.get(anchor, [anchor])
                self.uses[url] = sorted(set(places), key=lambda place: self.order.get(place, -1))


def be_courteous(courtesy: Courtesy, app: Sphinx, _builder: object) -> None:
    """Give linkcheck the settings that Sphinx should not keep in a file, or read the book anew for."""
    app.config.linkcheck_auth = [(".*", courtesy)]
    app.config.user_agent = courtesy.manners.agent


class Progress(io.StringIO):
    """Sphinx's messages, of which only linkcheck's verdicts are shown, numbered."""

    verdict = re.compile(r"(ok|broken|redirect|timeout|-ignored-) +(https?://\S+?)(?=:? |$)", re.MULTILINE)

    def __init__(self, total: int) -> None:
        super().__init__()
        self.done, self.total = 0, total

    def write(self, text: str) -> int:
        """Show a verdict, whichever colors it has."""
        if match := self.verdict.search(strip_colors(text)):
            self.done += 1
            print(f"{self.done:>4}/{self.total} {match[1]:<9} {match[2]}", file=sys.stderr, flush=True)
        return len(text)


def strip_colors(text: str) -> str:
    """Text without the codes that color it in a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@contextmanager
def default_timeout() -> Iterator[None]:
    """Undo what linkcheck sets for the whole process."""
    before = socket.getdefaulttimeout()
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


# --- The report -------------------------------------------------------------------------------------------------------

HEADINGS = {
    State.GONE: "Gone: replace these, or print the reference without an address",
    State.MOVED: "Moved for good: check the new address and put it in",
    State.REFUSED: "Refused: the server answered but turned the check away; kept as they were",
    State.UNREACHABLE: "Unreachable: kept as they were",
}


def report(found: Sequence[Link], record: LinkRecord) -> str:
    """The outcome of a check in Markdown."""
    counts = Counter(link.state for link in found)
    dois = sum(link.url.startswith(RESOLVER) for link in found)
    lines = [
        f"{len(found)} outside links, {dois} of them DOIs: "
        + ", ".join(f"{counts[state]} {state.value}" for state in State)
        + "."
    ]
    for state, heading in HEADINGS.items():
        links = [link for link in found if link.state is state]
        lines += ["", f"## {heading}", ""] if links else []
        for link in links:
            known = record.links[link.url]
            line = f"- {link.url}"
            line += f" → {link.moved_to}" if link.moved_to else f" ({link.code or 'no answer'})"
            if link.moved_to and is_front_page(link.moved_to) and not is_front_page(link.url):
                line += " (only a front page: the page itself may be gone)"
            line += f"; last seen {known.seen}" if known.seen and state is not State.MOVED else ""
            line += f"; used in {', '.join(known.used_in)}" if known.used_in else ""
            lines.append(line)
    return "\n".join(lines)


def is_front_page(url: str) -> bool:
    """Say whether an address names a whole site."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def check(book: Book, record: Path, manners: Manners, today: date) -> tuple[int, str]:
    """Look for all links and write the record; the exit status and what to tell."""
    from sphinx.errors import SphinxError

    try:
        old = read_link_record(record)
        print("Reading the book …", file=sys.stderr, flush=True)
        book.read()
        nothing = (
            f"No network: none of the book's {len(book.uses)} outside links could be looked for. "
            f"{record.name} is unchanged."
        )
        if not is_online(book.uses, manners):
            return OFFLINE, nothing
        print(f"Looking for {len(book.uses)} links …", file=sys.stderr, flush=True)
        results = book.ask(manners)
    except (LinkRecordError, SphinxError) as error:
        place = f"{error.location}: " if isinstance(error, LinkRecordError) else ""
        return NO_BOOK, f"The book cannot be read: {place}{error}"
    if not any(result.answers for result in results):
        return OFFLINE, nothing
    found = sorted((judge(result, today) for result in results), key=lambda link: link.url)
    new = update(old, found, book.uses, today)
    write_link_record(record, new)
    gone = any(link.state is State.GONE for link in new.links.values())
    return GONE if gone else 0, report(found, new)


def main() -> int:
    """Read the command line, check, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contact", default="", help="an address that tells asked servers who asks")
    parser.add_argument("--report", type=Path, help="also write the report, in Markdown, to this file")
    options = parser.parse_args()
    environment.enter(environment.BOOK_LOCK)
    import sphinx

    contact = f"+{options.contact}; " if options.contact else ""
    agent = f"russia-north-korea-links/1 ({contact}weekly check of a book's references; Sphinx {sphinx.__version__})"
    docs, work = environment.ROOT / "docs", environment.ROOT / "build" / ".links"
    shutil.rmtree(work / "linkcheck", ignore_errors=True)
    status, text = check(Book(docs, work), docs / "links.json", Manners(agent=agent), datetime.now(UTC).date())
    print(text, flush=True)
    if options.report:
        options.report.write_text(text + "\n", encoding="utf-8")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
