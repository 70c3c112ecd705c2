"""The site as a plain static server shows it below a path of its own, under the headers that are written for hosts."""

from __future__ import annotations

import functools
import http.client
import http.server
import re
import threading
from collections import Counter
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html
import pytest

from conftest import CLOSED, Built, watch
from edition.base.policy import headers
from edition.site import hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

BASE = "/some/base/path"
TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "md": "text/markdown",
    "zip": "application/zip",
}


def read_rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """``_headers`` in its order: a pattern of addresses, and what is said with them."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
        elif line.strip():
            rules.append((line, {}))
    return rules


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host: files below ``BASE``, what ``_headers`` says of them, and 404.html in place of what is missing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the client waits 40 ms for each body

    def __init__(self, *arguments: object, directory: str, rules: list[tuple[str, dict[str, str]]]) -> None:
        self.rules = rules
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def said(self) -> dict[str, str]:
        """The headers of an address: rules are written from the root of the site, or of the server once it is known."""
        path = urlsplit(self.path).path
        addresses = {path, path.removeprefix(BASE)}
        found: dict[str, str] = {}
        for pattern, more in self.rules:
            if any(fnmatchcase(address, pattern) for address in addresses):
                found |= more
        return found

    def translate_path(self, path: str) -> str:
        """The file; nothing lies outside the base."""
        inside = urlsplit(path).path
        return super().translate_path(inside.removeprefix(BASE) if inside.startswith(f"{BASE}/") else "/no/such/file")

    def guess_type(self, path: object) -> str:
        """The type that the rules give, else the server's own."""
        own = TYPES.get(str(path).rpartition(".")[2], "application/octet-stream")
        return self.said().get("Content-Type", own)

    def end_headers(self) -> None:
        """Say what the rules say."""
        for name, value in self.said().items():
            if name != "Content-Type":
                self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the page for missing addresses."""
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site; gives the address of its title page's folder."""
    rules = read_rules((folder / "_headers").read_text(encoding="utf-8"))
    handler = functools.partial(Host, directory=str(folder), rules=rules)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}{BASE}/"
        httpd.shutdown()


@pytest.fixture(scope="module")
def site(book: Built) -> Iterator[str]:
    with served(book.out / "html") as address:
        yield address


def named_in(address: str, text: bytes) -> set[str]:
    """The addresses on the same server that a page or style sheet names."""
    if address.endswith(".css"):
        found = re.findall(r"url\(['\"]?([^'\")]+)", text.decode())
    else:
        page = lxml.html.fromstring(text)
        found = [link for _, attribute, link, _ in page.iterlinks() if attribute in {"href", "src", "srcset", "action"}]
    absolute = (
        urldefrag(urljoin(address, link))[0].partition("?")[0] for link in found if not link.startswith("data:")
    )
    return {link for link in absolute if urlsplit(link).netloc == urlsplit(address).netloc}


def test_all_that_is_linked_is_served_with_its_headers(
    book: Built, site: str, measured: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, faults, kinds = book.out / "html", [], Counter[str]()
    below = sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/**/*.html"))
    alike = {name for n, name in enumerate(below) if n % 20}  # they have one template; test_links follows their links
    connection = http.client.HTTPConnection(urlsplit(site).netloc)
    todo = {site + path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} | {site}
    seen: set[str] = set()
    while todo:
        address = todo.pop()
        seen.add(address)
        name = unquote(address.removeprefix(site)) or "index.html"
        if not address.startswith(site):
            faults.append(f"{address} lies outside the site")
            continue
        connection.request("GET", urlsplit(address).path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            faults.append(f"{name}: {answer.status}")
            continue
        suffix = name.rpartition(".")[2]
        kinds[suffix if "." in name else "other"] += 1
        wrong = {h: answer.headers[h] for h, value in headers().items() if answer.headers[h] != value}
        kept = hosts.FOR_EVER if name.startswith("_static/") else hosts.ASK
        if wrong or answer.headers["Cache-Control"] != kept:
            faults.append(f"{name}: {wrong} {answer.headers['Cache-Control']}")
        expected = hosts.SENT.get(suffix) or TYPES.get(suffix)
        if expected and answer.headers["Content-Type"] != expected:
            faults.append(f"{name}: {answer.headers['Content-Type']}")
        # The page for missing addresses looks for its home above itself.
        if suffix in {"html", "css"} and name not in {"404.html", *alike} and not CLOSED.match(name):
            todo |= named_in(address, body) - seen
    connection.close()
    with capsys.disabled():
        print(f"\nserved below {BASE}: {', '.join(f'{n} {kind}' for kind, n in kinds.most_common())}")
    assert faults == []
    assert kinds["html"] > 1000
    rules = dict(read_rules((folder / "_headers").read_text("utf-8")))
    assert [address for address, said in rules.items() if 'rel="item"' in said.get("Link", "")] == ["/index.html"]
    measured(served_pages=kinds["html"], served_files=kinds.total() - kinds["html"], served_faults=len(faults))


def walk(browser: Browser, site: str, names: list[str]) -> list[str]:
    """What the browser objects to on some pages: messages, reports of the policy, requests that fail or go elsewhere."""
    context = browser.new_context()
    page = context.new_page()
    trouble = watch(page, site)
    for name in names:
        before = len(trouble)
        answer = page.goto(site + name)
        page.evaluate("() => document.querySelectorAll('[popover]').forEach((e) => (e.showPopover(), e.hidePopover()))")
        trouble[before:] = [f"{name}: {what}" for what in trouble[before:]]
        if answer is None or answer.headers["content-security-policy"] != headers()["Content-Security-Policy"]:
            trouble.append(f"{name} comes without its policy")
    context.close()
    return trouble


def pages(book: Built, most: int) -> list[str]:
    """The pages, at most about this many in each folder of the site; a missing page is shown in another test."""
    found: dict[str, list[str]] = {}
    for path in sorted((book.out / "html").rglob("*.html")):
        name = path.relative_to(book.out / "html").as_posix()
        if not CLOSED.match(name) and name != "404.html":
            found.setdefault(name.partition("/")[0] if "/" in name else "", []).append(name)
    return [name for names in found.values() for name in names[:: max(1, len(names) // most)]]


def test_the_browser_objects_to_nothing(book: Built, site: str, browser: Browser) -> None:
    names = pages(book, 2)
    assert {"_modules", "cite"} < {name.partition("/")[0] for name in names}
    assert walk(browser, site, names) == []


@pytest.mark.full
def test_the_browser_objects_to_nothing_on_any_page(book: Built, site: str, browser: Browser) -> None:
    names = pages(book, 10_000)
    assert len(names) > 1000
    assert walk(browser, site, names) == []


MISSING = ["introduction-p1", "no/introduction-p1", "no/such/introduction-p1.html", "no/such/deep/introduction-p1/"]


def test_a_missing_page_finds_its_way_home_from_any_depth(site: str, browser: Browser) -> None:
    """No public address is known here; the script looks for the folder in which the book lies."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    for name in MISSING:
        answer = page.goto(site + name)
        assert answer
        assert answer.status == 404
        link = page.locator(".known a")
        link.wait_for(timeout=10_000)
        assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith('"Edition')
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
        link.click()
        assert page.url == f"{site}introduction.html#introduction-p1"
    page.close()


def test_a_missing_page_works_at_any_depth_without_script_once_the_address_is_known(
    build_small: Callable[..., Built], browser: Browser
) -> None:
    built = build_small({"conf.py": [("essay_file", f"html_baseurl = 'https://example.org{BASE}/'\nessay_file")]})
    assert not built.failed, built.messages
    with served(built.out / "html") as site:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        trouble = watch(page, site)
        for name in ("one-p1", "no/such/one-p1.html", "a/b/c/d/e/f/g/one-p1"):
            answer = page.goto(site + name)
            assert answer
            assert answer.status == 404
            # The browser tells of the page's own status.
            assert [what for what in trouble if "404 (Not Found)" not in what] == []
            page.get_by_role("link", name="The Second Chapter").last.click()
            assert page.url == f"{site}two.html"
        context.close()
