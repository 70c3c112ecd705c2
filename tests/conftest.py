"""Builds for the tests: a small book in a folder of its own, and the real book once."""

from __future__ import annotations

import contextlib
import functools
import gc
import http.server
import importlib.metadata
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import hypothesis
import jinja2
import lxml.html
import pytest
from playwright.sync_api import sync_playwright
from sphinx.util.console import strip_colors

import build
import register_anchors
from edition.site import assets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import CodeType

    from lxml.html import HtmlElement
    from playwright.sync_api import Browser, Page

# Python collects garbage after every 700 new objects, and a test that parses a page makes thousands: a fifth of the
# time. Builds collect garbage even less often.
gc.set_threshold(100_000, 20, 20)

# Hundreds of small builds read the same templates: each is compiled once.
COMPILED: dict[tuple[object, ...], CodeType] = {}
compile_template = jinja2.Environment.compile


def compile_once(environment: jinja2.Environment, source: str, *names: object, **options: object) -> CodeType:
    """``jinja2.Environment.compile`` with a cache."""
    key = (type(environment), *environment.extensions, source, *names, *options.items())
    if key not in COMPILED:
        COMPILED[key] = compile_template(environment, source, *names, **options)  # type: ignore[call-overload]
    return COMPILED[key]


jinja2.Environment.compile = compile_once  # type: ignore[method-assign, assignment]

# Each build asks six times which packages are installed, an eighth of its time.
find_entry_points = importlib.metadata.entry_points
for module in [importlib.metadata, *sys.modules.values()]:
    if getattr(module, "entry_points", None) is find_entry_points:
        module.entry_points = functools.cache(find_entry_points)  # type: ignore[attr-defined]

# Each build minifies the style sheets and scripts, a tenth of its time.
assets.LEAN |= {suffix: functools.cache(lean) for suffix, lean in assets.LEAN.items()}

# Java checks two books and ends: optimizing its code would take longer than it runs.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

# No clock decides whether a test passes, and every run tries the same examples.
hypothesis.settings.register_profile(
    "book", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize=True
)
hypothesis.settings.load_profile("book")

pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "docs" / "_ext" / "edition"
CLIENTS = ROOT / "tests" / "clients"
"""The lock of the programs that npm installs to read the book, and the script that runs them."""
PDF = "russia-north-korea.pdf"
"""The name of the PDF in docs/conf.py."""
CLOSED = re.compile(r"\d+\.\d+/")
"""How the path of a file of a closed edition begins in the site; all of them stay as they were."""
FAMINE, ESTIMATE = (
    "author,label,year,low,high,period,method,group,scope,plot,reason,source,note",
    "Somebody,Somebody,2001,100,200,1995-1998,a count,stated,DPRK,yes,,rusk1990,",
)
"""The head and one row of the table behind the figure ``famine``."""
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
"""A small picture."""

CARRIES = """\
who-founded:
  - source: rusk1990
    relation: qualifies
    carries: Others founded it with "him"
    seen: cited-by
it-ended:
  - source: rusk1990
    relation: supports
    carries: The day of the armistice
    seen: own-page
"""
"""What the sources of the small book's notes carry, for tests that add the file ``carries.yaml``."""

# A whole book in miniature: two chapters, each with a note, a commentary section, terms, events, a source.
SMALL_BOOK = {
    "conf.py": f"""\
from runpy import run_path
globals().update({{k: v for k, v in run_path({str(ROOT / "docs" / "conf.py")!r}).items() if k[:2] != "__"}})
essay_file = "essay.txt"
essay_chapters = ["one", "two"]
bibtex_bibfiles = ["references.bib"]
anchors_file = ""
events_kinds = {{}}
""",
    "essay.txt": """\
Kim Il-sung, the founder, flew MiG-15 jets. They were fast.
The Second Chapter: A Title
The war began in 1950. It ended "late" in 1953.
It was long.
""",
    "index.md": """\
(index)=
# A small book

```{toctree}
one
two
timeline
glossary
bibliography
```
""",
    "one.md": """\
(one)=
# Introduction

(one-p1)=
Kim Il-sung, the founder,[^who-founded] flew {term}`MiG-15` jets.
They were fast.

(one-commentary)=
## Commentary

(the-founder)=
### Who the founder was

:::{about} one-p1 two-p2
:::

A section {cite:p}`rusk1990`.

[^who-founded]: **Imprecise.** Others founded it too {cite:p}`rusk1990`.
""",
    "two.md": """\
(two)=
# The Second Chapter: A Title

(two-p1)=
The war began in 1950.
It ended "late" in 1953.[^it-ended]

(two-p2)=
It was long.

[^it-ended]: **Supported.** On 27 July {cite:p}`rusk1990`. See {ref}`the-founder`.
""",
    "claims.yaml": """\
one:
  who-founded:
    quote: Kim Il-sung, the founder
    confidence: high
two:
  it-ended:
    quote: It ended "late" in 1953.
    confidence: medium
""",
    "timeline.md": """\
(timeline)=
# Timeline

:::{events}
:::
""",
    "timeline.yaml": """\
- id: event-later
  date: 1953
  title: The war ends
  fact: It ends.
  sources: [rusk1990]
  chapter: two
- id: event-earlier
  date: 1950-06-25
  title: The war begins
  fact: It begins.
  sources: [rusk1990]
  chapter: one
""",
    "glossary.md": """\
(glossary)=
# Glossary

:::{term} MiG-15
:id: term-mig-15
:ru: МиГ-15
:see: term-juche

A jet fighter {cite:p}`rusk1990`.
:::

:::{term} Juche
:id: term-juche
:ko: 주체

A doctrine.
:::
""",
    "bibliography.md": (ROOT / "docs" / "bibliography.md").read_text(encoding="utf-8"),
    "references.bib": """\
@book{rusk1990,
  author = {Rusk, Dean},
  title = {{As I Saw It}},
  publisher = {W. W. Norton},
  year = {1990},
  language = {en},
  tier = {core},
  seen = {cited-by},
  keywords = {work},
}
""",
}


WITH_REGISTRY = ("conf.py", [('anchors_file = ""', 'anchors_file = "anchors.txt"')])
"""The change after which the small book has a registry, for tests that add the file ``anchors.txt``."""


def with_page(name: str, text: str = "(more)=\n# More\n\nWords.\n", after: str = "two") -> dict[str, Any]:
    """The changes that add a page to the small book, listed after another."""
    return {f"{name}.md": text, "index.md": [(f"{after}\n", f"{after}\n{name}\n")]}


class Told(NamedTuple):
    """One message of a build."""

    place: str
    """``file:line``."""
    message: str
    code: str
    """``area.code``."""


TOLD = re.compile(r"(\S[^:]*:\d+): (?:WARNING|ERROR): (.+) \[([a-z_]+\.[a-z_]+)\]")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that need the real book or a browser, which ``scripts/test.py --fast`` leaves out, or that measure.

    The first test of the real book comes first and the others last: while one process builds it, the other runs
    other tests.
    """
    for item in items:
        for name in ("book", "browser", "measured"):
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(name)
    of_book = [item for item in items if item.get_closest_marker("book")]
    others = [item for item in items if not item.get_closest_marker("book")]
    items[:] = [*of_book[:1], *others, *of_book[1:]]


@dataclass
class Built:
    """A finished build: its folder and its warnings."""

    docs: Path
    out: Path
    failed: bool
    messages: list[str] = field(default_factory=list)
    """One for each warning, with ``docs/`` cut from the paths."""

    def told(self) -> list[Told]:
        """The parsed messages; one that cannot be parsed is all ``code``."""
        return [
            Told(*match.groups()) if (match := TOLD.fullmatch(said)) else Told("", "", said) for said in self.messages
        ]

    def page(self, name: str) -> HtmlElement:
        """One page of the HTML; white space before the end of a paragraph, which has no tag, stands behind it."""
        root = lxml.html.parse(str(self.out / "html" / f"{name}.html")).getroot()
        for paragraph in root.iter("p"):
            if len(paragraph):
                paragraph[-1].tail = (paragraph[-1].tail or "").rstrip()
            else:
                paragraph.text = (paragraph.text or "").rstrip()
            paragraph.tail = f"\n{paragraph.tail or ''}"
        return root


Changes: TypeAlias = "Mapping[str, list[tuple[str, str]] | str | bytes | None]"


def write_small(docs: Path, changes: Changes) -> None:
    """Write the small book with some files changed, see ``build_small``."""
    docs.mkdir(parents=True, exist_ok=True)
    for name in [*SMALL_BOOK, *(name for name in changes if name not in SMALL_BOOK)]:
        text, change = SMALL_BOOK.get(name, ""), changes.get(name, [])
        if isinstance(change, list):
            for old, new in change:
                assert text.count(old) == 1, f"{old!r} must stand once in {name}"
                text = text.replace(old, new)
            change = text
        path = docs / name
        if change is None:
            path.unlink(missing_ok=True)
            continue
        data = change if isinstance(change, bytes) else change.encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:  # Sphinx goes by the file's time
            path.write_bytes(data)


def make_small(folder: Path, changes: Changes, builder: str) -> Built:
    """Build the small book in a folder: with ``scripts/build.py`` for ``both``, else with one builder of Sphinx."""
    docs, out, failed = folder / "docs", folder / "build", False
    write_small(docs, changes)
    with contextlib.redirect_stderr(io.StringIO()) as said:
        try:
            if builder == "both":
                build.build_book(docs, out)
            else:
                build.run_sphinx(docs, out, builder, {})
        except build.BuildError:
            failed = True
    text = strip_colors(said.getvalue()).replace(f"{docs}/", "")
    return Built(docs, out, failed, [line for line in text.splitlines() if line.strip()])


@pytest.fixture
def build_small(tmp_path: Path) -> Callable[..., Built]:
    """A function that builds the small book with some files changed, in a folder of the test's own.

    ``changes`` maps a file name to pairs of old and new text, to the whole new text or bytes, or to None, which removes it.
    """

    def build_it(changes: Changes | None = None, builder: str = "html") -> Built:
        return make_small(tmp_path, changes or {}, builder)

    return build_it


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """A function that returns the small book, as it is or with some files changed, built once by each builder.

    Tests share it and must not change it.
    """
    made: dict[str, Built] = {}

    def built(builder: str = "html", changes: Changes | None = None) -> Built:
        key = repr((builder, changes))
        if key not in made:
            made[key] = make_small(tmp_path_factory.mktemp(builder), changes or {}, builder)
        return made[key]

    return built


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real book, built once without a warning: a second process waits for the first, and finds nothing changed."""
    folder = tmp_path_factory.getbasetemp()
    out = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "book"
    build.build_book(ROOT / "docs", out)
    return Built(ROOT / "docs", out, False)


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small book's registry, as ``scripts/register_anchors.py`` writes it."""
    docs = tmp_path_factory.mktemp("registered") / "docs"
    write_small(docs, {})
    (docs / "_ext").symlink_to(ROOT / "docs" / "_ext")
    done, left = register_anchors.register(docs)
    assert "new: passage one-p1" in done
    assert left == []
    return (docs / "anchors.txt").read_text(encoding="utf-8")


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """A function that records what a test has measured, by the names that ``edition.ledger.quality`` prints."""

    def take(**figures: int) -> None:
        for name, value in figures.items():
            record_property(f"measured:{name}", value)

    return take


def sort_lines(text: str) -> str:
    """The lines of a registry in the order that it must have."""
    return "".join(sorted(text.splitlines(keepends=True)))


def read_chapter_names() -> list[str]:
    """The chapters' documents in the order of the essay, from the settings."""
    names: list[str] = run_path(str(ROOT / "docs" / "conf.py"))["essay_chapters"]
    return names


def read_verdict_words() -> list[str]:
    """The words with which a note may begin, from the settings."""
    return [verdict["word"] for verdict in run_path(str(ROOT / "docs" / "conf.py"))["edition_verdicts"]]


def select(page: HtmlElement, css: str) -> list[HtmlElement]:
    """The elements of a page that a CSS selector finds."""
    return page.cssselect(css)


def at_home(page: str, link: str) -> str:
    """A link as seen from the root; the page for missing addresses is shown at any depth and tries several."""
    return re.sub(r"^(\.\./)+(?=_static/home\.)", "", link) if page == "404.html" else link


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",  # or one is started ahead of each page
    "--font-render-hinting=none",  # or the headless shell rounds the widths of letters to pixels
]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serve the book under the content security policy that it promises to run under, without logging requests."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        pass


@pytest.fixture(scope="session")
def server(book: Built) -> Iterator[str]:
    """The address of a server of the book on this machine."""
    handler = functools.partial(QuietHandler, directory=str(book.out / "html"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/"
        httpd.shutdown()


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which npm has installed the clients."""
    if not shutil.which("npm") or not shutil.which("node"):
        pytest.skip("there is no npm on this machine")
    folder = tmp_path_factory.mktemp("clients")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy2(CLIENTS / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and re.search(r"ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN", done.stderr):
        pytest.skip("npm reaches no registry")
    assert done.returncode == 0, done.stderr
    return folder


def run_client(npm: Path, **work: object) -> Any:
    """The result of ``clients/read.mjs`` for some tasks."""
    command = ["node", str(CLIENTS / "read.mjs"), str(npm)]
    done = subprocess.run(command, input=json.dumps(work), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that scripts/test.py found."""
    with (
        sync_playwright() as playwright,
        contextlib.closing(
            playwright.chromium.launch(executable_path=shutil.which(os.environ.get("CHROME", "chromium")), args=FLAGS)
        ) as chromium,
    ):
        yield chromium


def watch(page: Page, base: str) -> list[str]:
    """Collect what goes wrong on a page: console messages, errors, requests that fail or leave the site."""
    trouble: list[str] = []
    page.on("console", lambda m: trouble.append(f"console: {m.text}"))
    page.on("pageerror", lambda e: trouble.append(f"error: {e}"))
    # A picture that is still on its way when the test turns the page has not failed.
    page.on("requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else trouble.append(f"failed: {r.url}"))
    page.on(
        "request",
        lambda r: None if r.url.startswith((base, "data:")) else trouble.append(f"outside: {r.url}"),
    )
    return trouble
