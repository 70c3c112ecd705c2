"""The check of outside links, against a real server on loopback and through the same code as the real check."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections import defaultdict
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import trustme
import yaml

from conftest import ROOT, SMALL_BOOK, Built
from edition.sources.link_record import Link, LinkRecord, State, keep, read_link_record, write_link_record
from links import asking
from links import check as checking
from links.answers import Answer, Result, as_sent, judge, permanent_address
from links.asking import Courtesy, Manners, seconds
from links.book import RESOLVER, Book
from links.check import GONE, NO_BOOK, OFFLINE, check
from links.report import is_front_page, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, SECOND = date(2026, 5, 3), date(2026, 5, 10)
QUICK = Manners(timeout=3, spacing=0.01, back_off=0.05, patience=10, agent="test")


class Reply(NamedTuple):
    """What the server does with one request."""

    code: int
    headers: dict[str, str] = {}  # noqa: RUF012 (never changed)
    delay: float = 0
    reset: bool = False


class Site:
    """A server on loopback; ``replies`` by path, or by method and path; the last one is repeated."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: dict[str, list[str]] = defaultdict(list)
        self.agents: set[str] = set()
        self.lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                reply = site.next_reply(self.command, self.path)
                with site.lock:
                    site.agents.add(self.headers["User-Agent"])
                time.sleep(reply.delay)
                self.close_connection = True
                if reply.reset:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    return
                self.send_response(reply.code, "Answer")
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_HEAD = do_GET = answer  # noqa: N815

            def log_message(self, *_arguments: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_arguments: object) -> None:
                pass  # a client that gave up, or would not trust us

        self.server = Server(("127.0.0.1", 0), Handler)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def next_reply(self, method: str, path: str) -> Reply:
        with self.lock:
            self.asked[path].append(method)
            replies = self.replies.get(f"{method} {path}") or self.replies.get(path) or [Reply(404)]
            return replies.pop(0) if len(replies) > 1 else replies[0]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def tls_site(authority: trustme.CA) -> Site:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    site = Site(context)
    site.replies["/"] = [Reply(200)]
    return site


def write_book(folder: Path, urls: dict[str, str], more: str = "") -> Path:
    """The small book, with one source an address, all cited in the section ``the-founder``."""
    docs = folder / "docs"
    docs.mkdir(exist_ok=True)
    for name, text in SMALL_BOOK.items():
        if name == "references.bib":
            text += "".join(
                f"@online{{{key},\n  author = {{{key.title()}, A.}},\n  title = {{{{Page}}}},\n  year = {{2001}},\n  url = {{{url}}},\n"
                "  language = {en},\n  tier = {core},\n  seen = {own-page},\n  keywords = {news},\n}\n"
                for key, url in urls.items()
            )
        if name == "one.md" and urls:
            text = text.replace("A section {", f"A section {{cite:p}}`{','.join(urls)}` {more} {{", 1)
        (docs / name).write_text(text, encoding="utf-8")
    return docs


def look(docs: Path, manners: Manners = QUICK, today: date = FIRST, **settings: Any) -> tuple[int, str, LinkRecord]:
    """Run the check as the script does; status, report and record."""
    record = docs / "links.json"
    status, text = check(Book(docs, docs.parent / "work", **settings), record, manners, today)
    return status, text, read_link_record(record)


R = Reply
TO = "Location"
CASES: list[tuple[str, str, dict[str, list[Reply]], State, int | None]] = [
    # name, path in the link, what the server does, verdict, last status code
    ("ok", "/ok", {"/ok": [R(200)]}, State.ALIVE, 200),
    ("permanent", "/301", {"/301": [R(301, {TO: "/ok"})]}, State.MOVED, 200),
    ("permanent308", "/308", {"/308": [R(308, {TO: "/ok"})]}, State.MOVED, 200),
    ("temporary", "/302", {"/302": [R(302, {TO: "/ok"})]}, State.ALIVE, 200),
    ("chain", "/a", {"/a": [R(301, {TO: "/b"})], "/b": [R(301, {TO: "/ok"})]}, State.MOVED, 200),
    ("permanent-first", "/c", {"/c": [R(301, {TO: "/302"})]}, State.MOVED, 200),
    ("temporary-first", "/d", {"/d": [R(302, {TO: "/301"})]}, State.ALIVE, 200),
    ("moved-to-nothing", "/e", {"/e": [R(301, {TO: "/404"})]}, State.GONE, 404),
    ("loop", "/f", {"/f": [R(302, {TO: "/g"})], "/g": [R(302, {TO: "/f"})]}, State.UNREACHABLE, 302),
    ("cookie", "/i", {"/i": [R(302, {TO: "/i"}), R(200)]}, State.ALIVE, 200),
    ("missing", "/404", {}, State.GONE, 404),
    ("removed", "/410", {"/410": [R(410)]}, State.GONE, 410),
    ("login", "/401", {"/401": [R(401)]}, State.REFUSED, 401),
    ("forbidden", "/403", {"/403": [R(403)]}, State.REFUSED, 403),
    ("no-method", "/405", {"/405": [R(405)]}, State.REFUSED, 405),
    ("robots", "/999", {"/999": [R(999)]}, State.REFUSED, 999),
    ("busy", "/j", {"/j": [R(429, {"Retry-After": "1"}), R(200)]}, State.ALIVE, 200),
    ("always-busy", "/k", {"/k": [R(429, {"Retry-After": "1"})]}, State.REFUSED, 429),
    ("busy-all-day", "/l", {"/l": [R(429, {"Retry-After": "86400"})]}, State.REFUSED, 429),
    ("busy-silent", "/m", {"/m": [R(429)]}, State.REFUSED, 429),
    ("once", "/n", {"/n": [R(500), R(200)]}, State.ALIVE, 200),
    ("thrice", "/o", {"/o": [R(500), R(502), R(500), R(200)]}, State.ALIVE, 200),
    ("broken", "/p", {"/p": [R(500)]}, State.UNREACHABLE, 500),
    ("down", "/503", {"/503": [R(503)]}, State.UNREACHABLE, 503),
    ("slow", "/q", {"/q": [R(200, delay=8)]}, State.UNREACHABLE, None),
    ("unhurried", "/r", {"/r": [R(200, delay=0.5)]}, State.ALIVE, 200),
    ("reset", "/s", {"/s": [R(200, reset=True)]}, State.UNREACHABLE, None),
    ("no-head", "/t", {"HEAD /t": [R(405)], "GET /t": [R(200)]}, State.ALIVE, 200),
    ("head-lies", "/u", {"HEAD /u": [R(404)], "GET /u": [R(200)]}, State.ALIVE, 200),
    ("head-resets", "/v", {"HEAD /v": [R(200, reset=True)], "GET /v": [R(200)]}, State.ALIVE, 200),
    ("no-anchor", "/ok#nowhere", {}, State.ALIVE, 200),
    ("letters", "/Пхеньян/평양?q=é", {"/%D0%9F%D1%85%D0%B5%D0%BD%D1%8C%D1%8F%D0%BD/%ED%8F%89%EC%96%91?q=%C3%A9": [R(200)]},
     State.ALIVE, 200),
    ("encoded", "/February%201991/caf%C3%A9", {"/February%201991/caf%C3%A9": [R(200)]}, State.ALIVE, 200),
    ("doi", "/doi/10.1000/known", {"/doi/api/handles/10.1000/known": [R(200)], "/doi/10.1000/known": [R(302, {TO: "/403"})]},
     State.ALIVE, 200),
    ("doi-unknown", "/doi/10.1000/none", {}, State.GONE, 404),
]  # fmt: skip


def test_every_case_has_its_verdict_after_a_bounded_number_of_requests(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    socket.setdefaulttimeout(None)  # whatever another test in this process has left
    known, stranger = trustme.CA(), trustme.CA()
    known.cert_pem.write_to_path(str(tmp_path / "known.pem"))
    good, bad, closed = tls_site(known), tls_site(stranger), Site()
    closed.close()
    urls = {name: site.url + path for name, path, *_ in CASES}
    urls |= {"tls": good.url + "/", "tls-failure": bad.url + "/", "closed": closed.url + "/"}
    expected = {name: (state, code) for name, _, _, state, code in CASES}
    expected |= {"tls": (State.ALIVE, 200), "tls-failure": (State.UNREACHABLE, None)}
    expected |= {"closed": (State.UNREACHABLE, None)}
    for _, _, replies, *_ in CASES:
        site.replies |= {path: list(steps) for path, steps in replies.items()}
    docs = write_book(tmp_path, urls, more="[write](mailto:nobody@example.org)")
    manners = Manners(
        **{**vars(QUICK), "verify": str(tmp_path / "known.pem"), "agent": "polite/1 (+https://example.org)"}
    )

    status, text, record = look(docs, manners, resolver=f"{site.url}/doi/")
    good.close()
    bad.close()

    found = {name: (record.links[url].state, record.links[url].code) for name, url in urls.items()}
    assert found == expected
    assert record.links.keys() == set(urls.values()), "no mailto:, nothing else"
    assert status == GONE
    for link in record.links.values():
        assert link.seen == (FIRST if link.state in (State.ALIVE, State.MOVED) else None), link
        assert link.used_in == ("the-founder",)
    moved = {name: record.links[url].moved_to for name, url in urls.items() if record.links[url].moved_to}
    assert moved == {
        "permanent": f"{site.url}/ok",
        "permanent308": f"{site.url}/ok",
        "chain": f"{site.url}/ok",
        "permanent-first": f"{site.url}/302",
    }
    assert record.links[urls["temporary"]].final == f"{site.url}/ok"
    assert site.asked["/doi/10.1000/known"] == [], "a publisher's page is not asked for"
    assert len(site.asked["/q"]) == 1, "a server that says nothing is asked once"
    assert len(site.asked["/l"]) <= QUICK.tries
    assert len(site.asked["/k"]) <= QUICK.returns + QUICK.tries
    assert max(map(len, site.asked.values())) <= 4 * 2 * QUICK.tries
    assert "polite/1 (+https://example.org)" in site.agents
    assert len(site.agents) == 1
    assert f"{urls['missing']} (404); used in the-founder" in text
    assert f"{urls['chain']} → {site.url}/ok; used in the-founder" in text
    assert re.search(
        rf"^ *[0-9]+/{len(urls)} broken +{re.escape(urls['missing'])}$", capsys.readouterr().err, re.MULTILINE
    )
    assert socket.getdefaulttimeout() is None, "linkcheck sets one for the whole process"


@pytest.mark.slow
def test_what_was_known_stays_when_a_server_says_nothing(tmp_path: Path, site: Site) -> None:
    names = ("stays", "refuses", "breaks", "goes", "returns")
    docs = write_book(tmp_path, {name: f"{site.url}/{name}" for name in names})
    site.replies = {f"/{name}": [Reply(200)] for name in names}
    site.replies["/returns"] = [Reply(404)]
    assert look(docs)[0] == GONE
    site.replies |= {"/refuses": [Reply(403)], "/breaks": [Reply(500)], "/goes": [Reply(410)], "/returns": [Reply(200)]}
    status, text, record = look(docs, today=SECOND)
    assert status == GONE
    assert record.checked == SECOND
    assert {url.rpartition("/")[2]: (k.state, k.code, k.seen) for url, k in record.links.items()} == {
        "stays": (State.ALIVE, 200, SECOND),
        "refuses": (State.ALIVE, 200, FIRST),
        "breaks": (State.ALIVE, 200, FIRST),
        "goes": (State.GONE, 410, FIRST),
        "returns": (State.ALIVE, 200, SECOND),
    }
    assert "5 outside links, 0 of them DOIs: 2 alive, 0 moved, 1 refused, 1 gone, 1 unreachable." in text
    assert "/refuses (403); last seen 2026-05-03" in text
    site.replies["/goes"] = [Reply(200)]
    assert look(docs, today=SECOND)[0] == 0


def test_an_address_that_left_the_book_leaves_the_record(tmp_path: Path, site: Site) -> None:
    site.replies = {"/one": [Reply(200)], "/two": [Reply(200)]}
    look(write_book(tmp_path, {"one": f"{site.url}/one", "two": f"{site.url}/two"}))
    _, _, record = look(write_book(tmp_path, {"two": f"{site.url}/two"}))
    assert list(record.links) == [f"{site.url}/two"]


def test_without_network_nothing_is_changed(tmp_path: Path, site: Site) -> None:
    docs = write_book(tmp_path, {"one": f"{site.url}/one", "two": f"{site.url}/two"})
    site.close()
    record = docs / "links.json"
    known = Link(f"{site.url}/one", State.ALIVE, 200, FIRST)
    write_link_record(record, LinkRecord(FIRST, {known.url: known}))
    before = record.read_bytes()
    status, text, _ = look(docs, today=SECOND)
    assert status == OFFLINE
    assert text == "No network: none of the book's 2 outside links could be looked for. links.json is unchanged."
    assert record.read_bytes() == before


def test_a_network_lost_after_the_first_answer_changes_nothing(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = write_book(tmp_path, {"one": f"{site.url}/one"})
    site.close()
    monkeypatch.setattr(checking, "is_online", lambda *_: True)
    assert look(docs)[0] == OFFLINE
    assert not (docs / "links.json").exists()


def test_a_book_that_cannot_be_read_has_its_own_status(tmp_path: Path) -> None:
    docs = write_book(tmp_path, {})
    (docs / "references.bib").write_text("@book{broken", encoding="utf-8")
    status, text, _ = look(docs)
    assert status == NO_BOOK
    assert "references.bib" in text
    (docs / "links.json").write_text("{", encoding="utf-8")
    status, text = check(Book(docs, tmp_path / "work"), docs / "links.json", QUICK, FIRST)
    assert (status, "links.json:1" in text) == (NO_BOOK, True)


class Look(NamedTuple):
    """One look for the links of the real book."""

    uses: dict[str, list[str]]
    status: int
    text: str


@pytest.fixture(scope="session")
def look_at_book(book: Built, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """The real book, as it was read for the pages, with a copy of its record."""
    folder = tmp_path_factory.mktemp("look")
    shutil.copytree(book.out / ".work" / "doctrees", folder / "doctrees")
    shutil.copyfile(ROOT / "docs" / "links.json", folder / "links.json")
    read = Book(book.docs, folder)
    agent = "russia-north-korea-links/1 (test of a book's references)"
    return Look(read.uses, *check(read, folder / "links.json", Manners(agent=agent), date.today()))


@pytest.mark.network
@pytest.mark.full
@pytest.mark.xdist_group("look")
def test_no_outside_link_of_the_book_is_gone(look_at_book: Look, capsys: pytest.CaptureFixture[str]) -> None:
    if look_at_book.status == OFFLINE:
        pytest.skip(look_at_book.text)
    with capsys.disabled():
        print(f"\n{look_at_book.text}")
    assert look_at_book.status == 0, look_at_book.text


@pytest.mark.full
@pytest.mark.xdist_group("look")
def test_the_book_and_its_links_are_found(look_at_book: Look) -> None:
    dois = [url for url in look_at_book.uses if url.startswith(RESOLVER)]
    print(f"\n{len(look_at_book.uses)} outside links, {len(dois)} of them DOIs")
    assert len(look_at_book.uses) > 100
    assert all(all(places) for places in look_at_book.uses.values()), "every link hangs on something that one can open"


# --- Pure -------------------------------------------------------------------------------------------------------------


def chain(*steps: tuple[int, str]) -> list[Answer]:
    """Answers that lead from ``start`` to the named places."""
    answers, at = [], "start"
    for code, onward in steps:
        answers.append(Answer(code, at, onward))
        at = onward
    return answers


@pytest.mark.parametrize(
    ("steps", "address"),
    [
        ([(200, "")], None),
        ([(301, "a"), (200, "")], "a"),
        ([(301, "a"), (308, "b"), (200, "")], "b"),
        ([(301, "a"), (302, "b"), (200, "")], "a"),
        ([(302, "a"), (301, "b"), (200, "")], None),
        ([(307, "a"), (200, "")], None),
    ],
)
def test_a_permanent_address_ends_at_the_first_temporary_redirect(
    steps: list[tuple[int, str]], address: str | None
) -> None:
    assert permanent_address(chain(*steps)) == address


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        ("working", 200, State.ALIVE),
        ("working", 206, State.ALIVE),
        ("working", 999, State.REFUSED),
        ("broken", 400, State.REFUSED),
        ("broken", 404, State.GONE),
        ("broken", 407, State.UNREACHABLE),
        ("broken", 408, State.UNREACHABLE),
        ("broken", 451, State.REFUSED),
        ("ignored", 503, State.UNREACHABLE),
        ("broken", 525, State.UNREACHABLE),
        ("broken", 200, State.UNREACHABLE),
    ],
)
def test_a_status_code_gives_a_verdict(status: str, code: int, state: State) -> None:
    assert judge(Result("u", status, "", [Answer(code, "u", "")]), FIRST).state is state


@pytest.mark.parametrize("status", ["working", "redirected", "broken", "timeout", "ignored"])
def test_no_answer_is_never_a_day_seen(status: str) -> None:
    assert judge(Result("u", status, "", []), FIRST) == Link("u", State.UNREACHABLE)


OLD = Link("u", State.ALIVE, 200, FIRST, archived="copy", used_in=("a",))


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        (None, Link("u", State.REFUSED, 403), Link("u", State.REFUSED, 403)),
        (OLD, Link("u", State.REFUSED, 403, used_in=("b",)), Link("u", State.ALIVE, 200, FIRST, archived="copy", used_in=("b",))),
        (OLD, Link("u", State.GONE, 404), Link("u", State.GONE, 404, FIRST, archived="copy")),
        (OLD, Link("u", State.MOVED, 200, SECOND, moved_to="v"), Link("u", State.MOVED, 200, SECOND, moved_to="v", archived="copy")),
        (Link("u", State.GONE, 404), Link("u", State.UNREACHABLE), Link("u", State.GONE, 404)),
        (Link("u", State.REFUSED, 403), Link("u", State.ALIVE, 200, SECOND), Link("u", State.ALIVE, 200, SECOND)),
    ],
)  # fmt: skip
def test_a_record_keeps_what_another_look_does_not_tell(old: Link | None, new: Link, kept: Link) -> None:
    assert keep(old, new) == kept


@pytest.mark.parametrize(
    ("uri", "sent"),
    [
        ("https://example.org/a#b", "https://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/%D0%BF", "https://example.org/%D0%BF"),
        ("https://example.org/п", "https://example.org/%D0%BF"),
        ("https://пример.example/a", "https://xn--e1afmkfd.example/a"),
    ],
)
def test_an_address_is_recognized_as_it_goes_over_the_wire(uri: str, sent: str) -> None:
    assert as_sent(uri) == sent


def test_one_host_is_not_asked_faster_than_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(asking, "time", SimpleNamespace(monotonic=lambda: 100.0, sleep=slept.append))
    courtesy = Courtesy(Manners(spacing=0.05))
    threads = [threading.Thread(target=courtesy.wait, args=(f"http://one/{n}",)) for n in range(5)]
    threads += [threading.Thread(target=courtesy.wait, args=(f"http://{n}/",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == pytest.approx([0.0] * 21 + [0.05, 0.1, 0.15, 0.2])


@pytest.mark.parametrize(("header", "wait"), [("", 0), ("7", 7), ("soon", 0), ("Thu, 01 Jan 1970 00:00:10 GMT", None)])
def test_a_retry_after_is_read(header: str, wait: float | None) -> None:
    if wait is None:
        assert seconds(header) < 0
    else:
        assert seconds(header) == wait


def test_the_report_doubts_a_move_to_a_front_page() -> None:
    link = Link("https://example.org/old/page", State.MOVED, 200, FIRST, moved_to="https://example.org/")
    text = report([link], LinkRecord(FIRST, {link.url: link}))
    assert "only a front page" in text
    assert is_front_page("https://example.org")
    assert not is_front_page("https://example.org/?id=4")


# --- The weekly run ---------------------------------------------------------------------------------------------------

WORKFLOW = ROOT / ".github" / "workflows" / "links.yml"


def test_the_weekly_run_blocks_nothing_and_may_do_little() -> None:
    workflow = yaml.load(WORKFLOW.read_text(encoding="utf-8"), yaml.BaseLoader)  # else "on" would be read as true
    assert workflow["on"].keys() == {"schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {"contents": "read", "issues": "write"}


@pytest.mark.skipif(not shutil.which("bash"), reason="the runner's shell is not here")
@pytest.mark.parametrize(
    ("status", "issue", "passes", "calls"),
    [
        (0, "", True, ["issue list"]),
        (1, "", True, ["issue list", "issue create"]),
        (0, "7", True, ["issue list", "issue edit 7"]),
        (1, "7", True, ["issue list", "issue edit 7"]),
        (3, "", True, []),
        (2, "", False, []),
    ],
)
def test_the_weekly_run_keeps_one_issue(
    tmp_path: Path, status: int, issue: str, passes: bool, calls: list[str]
) -> None:
    programs = {
        "python3": f'echo "the report" > report.md; exit {status}',
        "gh": f'echo "$1 $2 $3" >> calls; [ "$2" != list ] || echo "{issue}"',
    }
    for name, text in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    environ = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_RUN_ID": "1",
        "CONTACT": "https://example.org/book",
        "TITLE": "Outside links",
    }
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["look"]["steps"]
    code = 0
    for step in steps:
        wanted = step.get("if", "true").replace("steps.look.outputs.status", f"'{status}'")
        if (
            "run" in step
            and code == 0
            and wanted in ("true", f"'{status}' != '3'")
            and (wanted == "true" or status != 3)
        ):
            script = step["run"].replace("${{ steps.look.outputs.status }}", str(status))
            assert "${{" not in script
            code = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, env=environ, check=False
            ).returncode
    assert (code == 0) is passes
    made = (tmp_path / "calls").read_text(encoding="utf-8").splitlines() if (tmp_path / "calls").exists() else []
    assert len(made) == len(calls)
    assert all(line.startswith(call) for line, call in zip(made, calls, strict=True)), made
    if made[1:]:
        assert (tmp_path / "issue.md").read_text(encoding="utf-8").startswith("the report\n\nThe record is the file")
