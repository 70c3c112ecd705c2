"""Citing in a real browser: in place, on a page of its own, by keyboard and touch, and without script."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import re
import threading
import zipfile
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from conftest import PDF, ROOT, Built, QuietHandler, select, sort_lines, watch
from edition.names import not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PASSAGE = "#soviet-era-p2 .margin .cite-link"
EDITION = run_path(str(ROOT / "docs" / "conf.py"))["release"]


@pytest.fixture(params=["disk", pytest.param("server", marks=pytest.mark.full)])
def base(request: pytest.FixtureRequest, book: Built, server: str) -> str:
    """Where the book is read from."""
    return server if request.param == "server" else (book.out / "html").as_uri() + "/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with a clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("base", ["disk", "server"], indirect=True)  # whose address is told
def test_a_citation_opens_in_its_place_and_escape_closes_it(page: Page, base: str) -> None:
    trouble = watch(page, base)
    page.goto(f"{base}soviet-era.html")
    page.locator(PASSAGE).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert "Cite passage ¶2" in (dialog.locator("h2").first.text_content() or "")
    assert dialog.get_by_role("radio").count() == 7
    address = dialog.locator(".address")
    assert (address.text_content() or "").endswith("soviet-era.html#soviet-era-p2"), "the place and nothing else"
    assert address.get_attribute("href") == f"{base}soviet-era.html#soviet-era-p2"
    assert page.evaluate("document.activeElement.matches('dialog h2')"), "what is read first is what is cited"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('#soviet-era-p2 .margin .cite-link')")
    assert page.url == f"{base}soviet-era.html"
    page.locator("#soviet-era-p1 .margin .cite-link").click()
    dialog.wait_for()
    assert "Cite passage ¶1" in (dialog.locator("h2").first.text_content() or "")
    page.mouse.click(5, 5)
    dialog.wait_for(state="hidden")
    assert trouble == []


def test_a_citation_opens_by_touch_on_a_phone(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    phone.goto(f"{base}soviet-era.html")
    phone.locator(PASSAGE).tap()
    dialog = phone.get_by_role("dialog")
    dialog.wait_for()
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert phone.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('dialog'))")
    dialog.get_by_role("button", name="Close").tap()
    dialog.wait_for(state="hidden")
    context.close()


def test_no_line_of_a_citation_ends_before_the_number_of_a_page(page: Page, base: str) -> None:
    page.goto(f"{base}soviet-era.html")
    page.locator(PASSAGE).click()
    numbers = page.get_by_role("dialog").locator(".cited .held")
    numbers.first.wait_for()
    texts = numbers.all_text_contents()
    assert {"chapter 2, ¶2)", "para. 2,"} <= set(texts)
    assert [text[:7] for text in texts].count("PDF p. ") == 1
    for width in range(320, 720, 8):
        page.set_viewport_size({"width": width, "height": 800})
        assert numbers.evaluate_all("all => all.map(e => e.getClientRects().length)") == [1] * len(texts), width


def test_paper_has_no_buttons_of_a_citation(page: Page, base: str) -> None:
    page.goto(f"{base}cite/soviet-era-p2.html")
    expect(page.get_by_role("button")).not_to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)


def test_the_button_copies_text_and_italics(page: Page, base: str) -> None:
    page.goto(f"{base}cite/soviet-era-p2.html")
    page.get_by_role("button", name="Copy: MLA, works cited").click()
    page.get_by_text("Copied to the clipboard.").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    address = f"{base}soviet-era.html#soviet-era-p2" if base.startswith("http") else "soviet-era.html#soviet-era-p2"
    assert text == (
        "“The Soviet Era: The Foundation of a Fragile Alliance.” Russia and North Korea: An Annotated Essay, "
        f"Edition {EDITION}, 2026, {address}."
    )
    rich = page.evaluate(
        "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(blob => blob.text())"
    )
    assert "<i>Russia and North Korea: An Annotated Essay</i>" in rich


@pytest.mark.parametrize("base", ["disk", "server"], indirect=True)  # whose address is told
def test_a_page_that_has_an_address_fills_it_in(page: Page, base: str, book: Built) -> None:
    page.goto(f"{base}cite/index.html")
    served = base.startswith("http")
    for name, suffix in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        page.get_by_role("button", name=f"Copy: {name}").click()
        page.get_by_text("Copied to the clipboard.").wait_for()
        text = page.evaluate("navigator.clipboard.readText()")
        assert (f"{base}index.html" in text) == served
        if served:
            text = "".join(line for line in text.splitlines(keepends=True) if base not in line)
        assert text.strip() == (book.out / "html" / "cite" / f"index.{suffix}").read_text("utf-8").strip()
        page.reload()
    shown = page.locator(".cite-row", has_text="Chicago, bibliography").locator(".cited").inner_text()
    address = f"{base}index.html" if served else "index.html"
    assert shown == f"Russia and North Korea: An Annotated Essay. Edition {EDITION}. 2026. {address}."


def test_without_script_the_link_leads_to_the_page(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}soviet-era.html")
    page.locator(PASSAGE).click()
    assert page.url == f"{base}cite/soviet-era-p2.html"
    assert page.locator("dd").count() == 10, "link, quote and eight forms"
    assert page.locator("button").count() == 0
    page.locator("a[href='soviet-era-p2.bib']").wait_for()
    context.close()


def test_a_click_for_a_new_tab_stays_one(page: Page, base: str) -> None:
    """The browser handles it. No tab is opened: in one run of three, the shell of Chromium 150 loses tab and page."""
    page.goto(f"{base}soviet-era.html")
    page.evaluate("addEventListener('click', e => { globalThis.left = !e.defaultPrevented; e.preventDefault(); })")
    page.locator(PASSAGE).click(modifiers=["ControlOrMeta"])
    assert page.evaluate("left")
    assert page.get_by_role("dialog").count() == 0
    page.locator(PASSAGE).click()
    assert not page.evaluate("left"), "another click is taken"


def test_every_citable_thing_has_one_link(book: Built) -> None:
    entries = json.loads((book.out / "html" / "anchors.json").read_text("utf-8"))
    names = {e["anchor"]: e["kind"] for e in entries}
    assert all((book.out / "html" / "cite" / f"{anchor}.html").is_file() for anchor in names)
    citable = {anchor for anchor, kind in names.items() if kind != "pair"}
    pairs = {
        href.removesuffix(".html")
        for anchor, kind in names.items()
        if kind == "note"
        for href in (e.get("href", "") for e in select(book.page(f"cite/{anchor}"), "p a[href]"))
        if "--" in href
    }
    assert pairs == names.keys() - citable, "a pair is reached by its note's page"
    # A further anchor of a section is an empty element above its heading; the link is that of the first.
    further = {
        str(e.get("id"))
        for path in (book.out / "html").glob("*.html")
        for e in select(book.page(path.stem), "span[id]")
    }
    linked: dict[str, int] = {}
    for path in (book.out / "html").glob("*.html"):
        for link in select(book.page(path.stem), "a.cite-link"):
            href = link.get("href", "")
            assert (path.parent / href).is_file()
            name = href.removeprefix("cite/").removesuffix(".html")
            if path.stem == "essay" and names[name] == "note":
                continue  # the page prints the answers again
            linked[name] = linked.get(name, 0) + 1
            label = link.get("aria-label") or link.text_content()
            assert label.startswith("Cite "), label
    assert set(linked) == citable - further
    assert set(linked.values()) == {1}


def test_the_links_of_a_bibliography_are_told_apart_by_author_and_year(book: Built) -> None:
    labels = [link.get("aria-label", "") for link in select(book.page("bibliography"), "li .cite-link")]
    assert "Cite the source Kim Il Sung 1948" in labels
    assert len(labels) == len(set(labels)) > 400
    assert max(map(len, labels)) < 100, "not the whole reference"


# The page for missing addresses.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="soviet-era.html">', '<a href="/a/b/soviet-era.html">'),
        ('<script src="_static/book.js">', '<script src="/a/b/_static/book.js">'),
        ("<a href=soviet-era.html>", "<a href=/a/b/soviet-era.html>"),
        ('<a href="#main">', '<a href="#main">'),
        ("<a href=#main>", "<a href=#main>"),
        ('<a href="https://example.org/x">', '<a href="https://example.org/x">'),
    ],
)
def test_addresses_hold_from_the_servers_root(text: str, expected: str) -> None:
    assert not_found.from_root(text, "https://example.org/a/b/") == expected


class MissingHandler(QuietHandler):
    """Show 404.html for what is missing, below a base path, as hosts of static pages do."""

    prefix = ""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def serve(folder: Path, prefix: str) -> Iterator[str]:
    handler: Any = type("Handler", (MissingHandler,), {"prefix": prefix.rstrip("/")})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}{prefix}"
        httpd.shutdown()


@pytest.mark.parametrize("prefix", [pytest.param("/", marks=pytest.mark.full), "/books/rnk/"])
def test_a_missing_address_finds_the_name_at_any_depth(
    build_small: Callable[..., Built],
    browser: Browser,
    registered: str,
    prefix: str,
) -> None:
    conf = f'html_baseurl = "https://example.org{prefix}"\nanchors_file = "anchors.txt"'
    names = sort_lines(registered + "old-name -> one-p1  # merged\n")
    built = build_small({"conf.py": [('anchors_file = ""', conf)], "anchors.txt": names})
    assert not built.failed, built.messages
    with serve(built.out / "html", prefix) as address:
        page = browser.new_page()
        for asked, expected in (
            ("gone.html#two-p1", "two.html#two-p1"),
            ("some/deeper/place/gone.html#who-founded", "one.html#who-founded"),
            ("cite/one-p1-old/event-later.html", "timeline.html#event-later"),
            ("deep/er/old-name.html", "one.html#one-p1"),
            ("who-founded", "one.html#who-founded"),
        ):
            page.goto(f"{address}{asked}")
            link = page.locator(".known a")
            link.wait_for()
            assert link.evaluate("e => e.href") == f"{address}{expected}"
            assert page.locator("main li a").first.evaluate("e => e.href").startswith(address)
            assert page.locator("body").evaluate("e => getComputedStyle(e).margin") == "0px", "the style sheet is found"
        page.goto(f"{address}deep/er/unknown-thing.html")
        assert page.locator(".known a").count() == 0
        assert page.locator("#q").input_value() == "unknown thing"
        page.locator("#q").press("Enter")
        page.wait_for_url("**/search.html?q=unknown+thing")
        assert page.url.startswith(f"{address}search.html")
        page.close()


def test_a_first_visit_pays_little_for_citing(book: Built) -> None:
    """The dialog's script comes with the first citation, not with the page."""
    page = book.page("soviet-era")
    (script,) = [str(e.get("src")) for e in select(page, "script[src]")]
    assert re.fullmatch(r"_static/book\.[0-9a-f]{8}\.js", script)
    found = [*(book.out / "html" / "_static").glob("book.*.js"), *(book.out / "html" / "_static").glob("cite.*.js")]
    sizes = {path.name.split(".")[0] + ".js": len(gzip.compress(path.read_bytes())) for path in found}
    assert sizes["book.js"] + sizes["cite.js"] <= 10_000, sizes
    assert PDF in {e.get("href") for e in select(page, "link")}


# Several at once.


def test_passages_are_cited_as_one_and_the_last_style_comes_back(page: Page, base: str) -> None:
    page.goto(f"{base}soviet-era.html")
    page.locator("#soviet-era-p1 .margin .cite-link").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="MLA").check()
    dialog.get_by_role("combobox").select_option("soviet-era-p1~soviet-era-p2")
    dialog.get_by_role("heading", name="Cite passages ¶¶1–2").wait_for()
    assert dialog.get_by_role("radio", name="MLA").is_checked()
    text = dialog.locator(".cite-panel").inner_text()
    assert "pars. 1–2, PDF pp. " in text
    assert "soviet-era.html?to=soviet-era-p2#soviet-era-p1" in text
    dialog.get_by_role("radio", name="CSL").check()
    (item,) = json.loads(dialog.locator("pre").first.inner_text())
    assert item["id"] == "soviet-era-p1_soviet-era-p2"
    assert item["note"].startswith("¶1–2, PDF pp. ")
    page.reload()
    page.locator(PASSAGE).click()
    assert page.get_by_role("dialog").get_by_role("radio", name="CSL").is_checked(), "the last style comes back"


def test_the_link_of_a_range_lights_all_that_it_names(page: Page, base: str) -> None:
    page.goto(f"{base}soviet-era.html")
    notes: list[str] = page.locator(".note").evaluate_all("all => all.map((e) => e.id)")
    for first, last, expected in (
        ("soviet-era-p1", "soviet-era-p2", ["soviet-era-p1", "soviet-era-p2"]),
        (notes[15], notes[17], notes[15:18]),
        (notes[3], notes[3], notes[3:4]),
        ("soviet-era-p1", "nowhere", []),
    ):
        page.goto(f"{base}soviet-era.html?to={last}#{first}")
        assert page.locator(".in-range").evaluate_all("all => all.map((e) => e.id)") == expected
    page.goto(f"{base}soviet-era.html?to={notes[17]}#{notes[15]}")
    page.locator(".note.in-range").first.wait_for()
    shadows = page.locator(".note").evaluate_all("all => all.map((e) => getComputedStyle(e).boxShadow)")
    assert len(set(shadows[15:18])) == 1, "they look alike"
    assert shadows[15] not in shadows[:15], "and unlike the others"


def test_a_list_is_kept_on_the_device_and_comes_out_as_one(page: Page, base: str) -> None:
    trouble = watch(page, base)
    page.goto(f"{base}cite/term-juche.html")
    page.get_by_role("button", name="Add to my list").click()
    page.goto(f"{base}cite/list.html")
    page.get_by_role("link", name="the term “Juche”").wait_for()
    page.goto(f"{base}cite/list.html?names=term-juche+soviet-era-p1~soviet-era-p2")
    page.get_by_role("radio", name="BibTeX").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download list.bib").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    assert text.count("@incollection{") == 2
    assert "@incollection{term-juche," in text
    shared = page.locator(".address").last.inner_text()
    assert "names=term-juche" in shared
    assert [said for said in trouble if "blob:" not in said] == [], "the file is made on the device"


def test_the_script_says_of_every_name_what_the_archive_says(book: Built, browser: Browser) -> None:
    """Each form for programs, of more than a thousand names; from disk, where addresses in the book are left out."""
    folder = book.out / "html"
    entries = json.loads((folder / "anchors.json").read_text("utf-8"))
    names = list(dict.fromkeys(["index", *(entry["anchor"] for entry in entries if "heir" not in entry)]))
    with zipfile.ZipFile(folder / "cite" / "citations.zip") as file:
        whole = {name: file.read(name).decode("utf-8") for name in file.namelist()}
    page = browser.new_page()
    page.goto((folder / "cite" / "list.html").as_uri())
    keep = (
        "([names, tab]) => { localStorage.setItem('citations', names); localStorage.setItem('citation-style', tab); }"
    )
    for tab, suffix, address in (
        (4, "bib", r"  url = \{\w[\w-]*\.html.*\n"),
        (5, "ris", r"UR  - \w[\w-]*\.html.*\n"),
        (6, "json", r'"URL": "\w[\w-]*\.html.*\n'),
    ):
        page.evaluate(keep, [" ".join(names), str(tab)])
        page.reload()
        page.locator("pre.cited").wait_for()
        said = page.locator("pre.cited").text_content() or ""
        archived = re.sub(address, "", whole[f"citations.{suffix}"])
        assert sorted(filter(None, said.splitlines())) == sorted(filter(None, archived.splitlines())), suffix
    page.close()


def test_an_error_is_reported_with_name_edition_and_words(page: Page, base: str) -> None:
    page.goto(f"{base}cite/soviet-era-p2.html")
    page.get_by_text("Report an error here").click()
    text = page.locator("details pre").inner_text()
    assert "Name: soviet-era-p2" in text
    assert f"edition {EDITION}" in text
    assert "Words: “The Korean War" in text
