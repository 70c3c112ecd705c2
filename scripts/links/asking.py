"""How to send requests to other people's servers: one at a time to each, with pauses, and not forever."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from links.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from requests import PreparedRequest, Response


@dataclass(frozen=True)
class Manners:
    """The limits of requests."""

    timeout: float = 20
    """Seconds until a silent server is given up."""
    workers: int = 8
    """Requests at the same time, over all hosts."""
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
    """A file of certificates to trust instead of the usual ones."""


@dataclass
class Courtesy:
    """Handles each request: waits until its host may be asked again, and records every response.

    It poses as an authentication of the requests library (``linkcheck_auth``), which handles each request before it is
    sent and can register a hook for responses, redirects included.  Linkcheck itself has no limit per host, retries at
    once, returns forever to a server that always says "later", and reports neither the status code of a failure nor
    all redirects of a chain.
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
        """Record a response, end a loop of redirects early, and do not wait forever for one server."""
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
    """Whether any of the hosts that the book links to most answers; https first, which no captive portal can fake."""
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
