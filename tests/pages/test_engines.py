"""Firefox and WebKitGTK, in a full run: what readers do, on one page of each kind, under the policy."""

from __future__ import annotations

import base64
import functools
import http.server
import os
import shutil
import threading
from typing import TYPE_CHECKING

import pypdfium2
import pytest

import engines
from conftest import POLICY, QuietHandler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from conftest import Built
    from engines import Engine

pytestmark = [pytest.mark.full, pytest.mark.xdist_group("engines")]  # one start of a browser serves all

KINDS = (
    "index", "essay", "soviet-era", "claims", "timeline", "glossary", "bibliography", "names", "gallery", "data",
    "search", "reading", "citing", "colophon", "about", "changes", "cite/soviet-era-p2",
)  # fmt: skip
FRAME = "frame.html"
"""A page of the server with a page of the book in a frame as narrow as a phone, which no window of Firefox can be."""


class Handler(QuietHandler):
    """The book under its policy, whose reports are kept."""

    reports: list[str]

    def end_headers(self) -> None:
        """Ask for reports, beside what the other tests ask for."""
        if FRAME not in self.path:
            self.send_header("Content-Security-Policy", f"{POLICY}; report-uri /report")
        http.server.SimpleHTTPRequestHandler.end_headers(self)

    def do_GET(self) -> None:  # noqa: N802 (the base class names it so)
        """Answer the page with the frame from here."""
        if FRAME not in self.path:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Frame</title><body></body>")

    def do_POST(self) -> None:  # noqa: N802 (the base class names it so)
        """Keep a report."""
        self.reports.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()


@pytest.fixture(scope="module")
def site(book: Built) -> Iterator[tuple[str, list[str]]]:
    """The address of the book on this machine, and the reports of its policy."""
    reports: list[str] = []
    kind = type("Reporting", (Handler,), {"reports": reports})
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(kind, directory=str(book.out / "html"))
    ) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/", reports
        httpd.shutdown()


def program(variable: str, *names: str) -> str:
    """A program named by the environment or found on the PATH; the test fails where there is none."""
    named = os.environ.get(variable)
    found = next(filter(None, map(shutil.which, [named] if named else names)), None)
    if not found:
        pytest.fail(f"This needs {names[0]}, which is not here: install it, or set {variable} to its path.")
    return found


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A browser in the light scheme, 1280 px wide."""
    folder = tmp_path_factory.mktemp(request.param)
    with start(request.param, folder) as browser:
        browser.resize(1280, 900)
        yield browser


def start(name: str, folder: Path) -> AbstractContextManager[Engine]:
    """One of the browsers."""
    if name == "firefox":
        return engines.firefox(program("FIREFOX", "firefox-esr", "firefox"), folder)
    return engines.webkit(program("WEBKIT_DRIVER", "WebKitWebDriver"), program("XVFB", "Xvfb"), folder)


NARROW = """
const [address, width, done] = arguments, frame = document.createElement("iframe");
frame.width = width; frame.height = 740; frame.src = address; frame.style.border = 0;
frame.onload = () => { const page = frame.contentDocument.documentElement; done([page.clientWidth, page.scrollWidth]); };
document.body.replaceChildren(frame);
"""


def test_a_page_of_each_kind_is_whole(engine: Engine, site: tuple[str, list[str]]) -> None:
    base, reports = site
    reports.clear()
    found = []
    for name in KINDS:
        engine.goto(f"{base}{name}.html")
        assert engine.seen("main"), name
        clipped = engine.run("return [document.documentElement.clientWidth, document.documentElement.scrollWidth]")
        found += [f"{name} scrolls sideways: {clipped}"] if clipped[1] > clipped[0] else []
        found += [f"{name}: {said}" for said in engine.complaints()]
        labels = engine.run(
            "return [...document.querySelectorAll('.drawing.wide text')].filter(e => !e.getBBox().width).map(e => e.textContent)"
        )
        found += [f"{name}: the label {label!r} is not drawn" for label in labels]
    engine.goto(f"{base}{FRAME}")
    for name in KINDS:
        clipped = engine.send("execute/async", script=NARROW, args=[f"{base}{name}.html", 360])
        found += [f"{name} scrolls sideways at 360 px: {clipped}"] if clipped[1] > clipped[0] else []
    assert found == []
    assert reports == []
    assert clipped[0] > 300, "the frame was laid out"


# --- What readers do --------------------------------------------------------------------------------------------------


def cards_open_by_key_and_by_pointer(page: Engine, base: str) -> None:
    page.goto(f"{base}essay.html")
    for css, card in ((".number", ".answer-card"), (".answer-card p:last-child a", "")):
        assert page.count(css), css
        if card:
            page.focus(css)
            page.press("Enter")
            assert page.seen(f"{card}:popover-open")
            page.press("Escape")
            assert page.count(":popover-open") == 0
            assert page.focused(css), "the focus is where it was"
            page.click(css)
            assert page.seen(f"{card}:popover-open")
            page.click("h1")
            assert page.count(":popover-open") == 0, "a click elsewhere closes it"
    page.goto(f"{base}soviet-era.html#divided-along-38th-parallel")
    assert page.seen(".note:target .evidence"), "who is led to a note finds it unfolded"
    for css, card in ((".peek button", ".card.term"), (".note:target .held button", ".pair")):
        page.focus(css)
        page.press("Space")
        assert page.seen(f"{card}:popover-open")
        words = page.run("return document.querySelector(':popover-open').innerText")
        assert len(words) > 40
        page.press("Escape")
        assert page.count(":popover-open") == 0


def cards_beside_the_notes_come_when_they_are_asked_for(page: Engine, base: str) -> None:
    page.goto(f"{base}soviet-era.html")
    page.focus("#who-drew-the-line [href*='#ref-']")
    page.wait("return document.querySelector('#who-drew-the-line .peek')")
    page.focus("#who-drew-the-line .peek button")
    page.press("Enter")
    page.wait("return document.querySelector('aside.pair:popover-open')")
    page.press("Escape")
    assert page.count(":popover-open") == 0


def words_of_folded_evidence_are_found(page: Engine, base: str) -> None:
    page.goto(f"{base}soviet-era.html#:~:text=distrusted%20the%20Koreans")
    page.wait("return document.querySelector('.note > details[open]')")
    assert page.seen(".note > details[open] .evidence")
    page.goto(f"{base}index.html")
    page.goto(f"{base}soviet-era.html#seeds-after-world-war-two--dailynkndsoviet")
    assert page.seen(".pair:has(:target)"), "what a source carries is shown where a link leads to it"


def filters_work_without_script(page: Engine, base: str) -> None:
    page.goto(f"{base}claims.html")
    rows = "return [...document.querySelectorAll('.ledger-claims tbody tr')].filter(e => e.checkVisibility()).length"
    every = page.run(rows)
    page.click("#show-supported")
    assert 0 < page.run(rows) < every
    page.goto(f"{base}bibliography.html?in=ru")
    shown = page.run(
        "return [...document.querySelectorAll('.sources > li')].filter(e => e.checkVisibility()).map(e => e.className)"
    )
    assert shown
    assert all("in-ru" in one for one in shown)
    page.goto(f"{base}essay.html")
    line = "return getComputedStyle(document.querySelector('.claim.verdict-supported')).textDecorationLine"
    shown = page.run(line)
    page.click("#show-supported")
    assert (shown, page.run(line)) == ("underline", "none"), "what is not asked for loses its line"


def boxes_follow_links_and_links_give_way_to_boxes(page: Engine, base: str) -> None:
    boxes = "return [...document.querySelectorAll('[name=show]:checked')].map(box => box.value).join()"
    page.goto(f"{base}claims.html")
    every = page.run(boxes)
    page.click("td a[href='#show-disputed']")
    page.wait(f"return (() => {{ {boxes} }})() === 'disputed'")
    page.click("#show-contradicted")
    page.wait("return location.search === '?show=disputed&show=contradicted' && !location.hash")
    page.wait("return new Promise(done => setTimeout(done, 100, true))")  # until the page has heard of its address
    assert page.run(boxes) == "disputed,contradicted"
    page.send("refresh")
    assert page.run(boxes) == "disputed,contradicted", "the address holds the choice"
    page.goto(f"{base}claims.html")
    page.click("td a[href='#show-disputed']")
    page.wait(f"return (() => {{ {boxes} }})() === 'disputed'")
    page.run("history.back()")
    page.wait(f"return (() => {{ {boxes} }})() === arguments[0]", every)


def repairs_stand_in_the_margin_and_move_nothing(page: Engine, base: str) -> None:
    page.goto(f"{base}essay.html")
    places = "return [...document.querySelectorAll('.essay-row > p')].map(e => e.getBoundingClientRect().height)"
    before = page.run(places)
    assert not page.seen(".repairs")
    page.click("#repairs")
    assert page.seen(".repairs")
    assert page.run(places) == before


def the_switch_of_depth_is_remembered(page: Engine, base: str) -> None:
    page.goto(f"{base}soviet-era.html")
    assert not page.seen(".evidence")
    page.click("#depth-evidence")
    assert page.seen(".evidence")
    page.goto(f"{base}putin-era.html")
    assert page.seen(".evidence"), "the next chapter knows"
    page.click("#depth-essay")
    assert not page.seen(".note")
    assert not page.seen(".footnote-reference")
    page.click("#depth-answers")
    assert page.seen(".said")
    assert not page.seen(".evidence")


def the_citation_takes_the_focus_and_gives_it_back(page: Engine, base: str) -> None:
    page.goto(f"{base}soviet-era.html")
    page.focus("#soviet-era-p2 .cite-link")
    page.press("Enter")
    page.wait("return document.querySelector('dialog[open] .cite-row')")
    assert page.focused("dialog h2"), "one hears what has opened"
    page.press("Escape")
    assert page.count("dialog[open]") == 0
    assert page.focused("#soviet-era-p2 .cite-link")


def figures_follow_the_dark_colors(page: Engine, base: str) -> None:
    page.goto(f"{base}soviet-era.html")
    color = "return getComputedStyle(document.querySelector('.drawing [fill*=sea]')).fill"
    light = page.run(color)
    page.click("#scheme")
    dark = page.run(color)
    page.click("#scheme")
    assert page.run(color) == light != dark


def a_search_answers(page: Engine, base: str) -> None:
    page.goto(f"{base}search.html?q=armistice")
    page.wait("return document.querySelector('#search-results li a')")


FEATURES = (
    cards_open_by_key_and_by_pointer,
    cards_beside_the_notes_come_when_they_are_asked_for,
    words_of_folded_evidence_are_found,
    filters_work_without_script,
    boxes_follow_links_and_links_give_way_to_boxes,
    repairs_stand_in_the_margin_and_move_nothing,
    the_switch_of_depth_is_remembered,
    the_citation_takes_the_focus_and_gives_it_back,
    figures_follow_the_dark_colors,
    a_search_answers,
)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.__name__.replace("_", " "))
def test_readers_can_do_the_same_in_each_browser(
    engine: Engine, site: tuple[str, list[str]], feature: Callable[[Engine, str], None]
) -> None:
    base, reports = site
    reports.clear()
    feature(engine, base)
    assert engine.complaints() == []
    assert reports == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.__name__.replace("_", " "))
def test_readers_can_do_the_same_from_disk(engine: Engine, book: Built, feature: Callable[[Engine, str], None]) -> None:
    feature(engine, (book.out / "html").as_uri() + "/")
    assert engine.complaints() == []


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)  # no command of the other browser prints
def test_paper_shows_what_is_folded(engine: Engine, site: tuple[str, list[str]]) -> None:
    engine.goto(f"{site[0]}introduction.html")
    assert not engine.seen(".evidence")
    with pypdfium2.PdfDocument(base64.b64decode(engine.send("print"))) as paper:
        words = " ".join(page.get_textpage().get_text_bounded() for page in paper)
    evidence = engine.run("return document.querySelector('.evidence').textContent").split()
    assert " ".join(evidence[:3]) in " ".join(words.split())
