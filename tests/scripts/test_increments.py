"""Every increment gives the bytes of a clean build, whatever the times of the files say."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

import benchmark
import build
from conftest import ROOT, SMALL_BOOK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("increments")]  # what its tests share is made once

with (ROOT / "docs/data/famine_mortality.csv").open(encoding="utf-8", newline="") as file:
    HEADER, *ROWS = csv.reader(file)


def line(fields: list[str], **changes: str) -> str:
    """A row of the figure's data, with a source that the small book has."""
    out = io.StringIO()
    named = dict(zip(HEADER, fields, strict=True)) | {"source": "rusk1990"} | changes
    csv.writer(out, lineterminator="").writerow(named.values())
    return out.getvalue()


FIRST, SECOND = line(ROWS[0]), line(ROWS[1])
CHART = """
(data-famine)=
### Data

See {numref}`figure-famine`.

:::{chart} famine
:alt: Two estimates.

The message.

The source {cite:p}`rusk1990`.
:::

:::{chart-data} famine
:::

[^it-ended]"""
OWN_LOOK = """
from pathlib import Path
HERE = Path(__file__).parent
html_theme_path = [str(HERE)]
typst_templates_path = [str(HERE / "_pdf")]
fonts_folder = "_fonts"
"""
LINK = """{"checked": "2026-11-02", "links": [{"url": "https://example.org/rusk", "state": "alive", "code": 200,
 "seen": "2026-11-01"}]}
"""
CARRIES = """who-founded:
  - {source: rusk1990, relation: qualifies, carries: Others did., seen: cited-by}
it-ended:
  - {source: rusk1990, relation: supports, carries: The day., seen: cited-by}
"""
CLOSED = {
    "kind": "note",
    "page": "one",
    "title": "t",
    "words": "Imprecise. Another founded it.",
    "sha256": "0" * 64,
    "verdict": "Imprecise",
}
"""What edition 1.0 has under the name ``who-founded``."""
WHOLE = ("essay", "names", "gallery", "changes")
"""Pages that print what stands in others."""
BOOK = SMALL_BOOK | {
    "conf.py": SMALL_BOOK["conf.py"] + OWN_LOOK,
    "essay.md": "(essay)=\n# Essay\n\n:::{whole-essay}\n:::\n",
    "names.md": "(names)=\n# Names\n\n:::{names}\n:::\n",
    "gallery.md": "(gallery)=\n# Gallery\n\n:::{gallery}\n:::\n",
    "changes.md": "(changes)=\n# Changes\n\n:::{changes} places\n:::\n",
    "editions/1.0/edition.json": '{"version": "1.0", "date": "2026-01-02", "commit": "0"}',
    "editions/1.0/names.json": json.dumps({"who-founded": CLOSED}),
    "editions/1.0/SHA256SUMS": f"{hashlib.sha256(b'Old').hexdigest()}  html/one.html\n",
    "editions/1.0/pages/one.html": "Old",
    "two.md": SMALL_BOOK["two.md"].replace("\n[^it-ended]:", "\n(two-commentary)=\n## Commentary\n" + CHART + ":"),
    "carries.yaml": CARRIES,
    "claims.md": "(claims)=\n# Claims\n\n```{ledger} claims\n```\n",
    "citing.md": "(citing)=\n# Citing\n\n```{passages}\n```\n",
    "index.md": SMALL_BOOK["index.md"].replace(
        "bibliography\n", "bibliography\nclaims\nciting\n" + "\n".join([*WHOLE, ""])
    ),
    "data/famine_mortality.csv": "\n".join([",".join(HEADER), FIRST, SECOND, ""]),
    "links.json": LINK.replace("alive", "gone"),
    "references.bib": SMALL_BOOK["references.bib"].replace(
        "cited-by},", "cited-by},\n  url = {https://example.org/rusk},"
    ),
}


def words(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of words in one file."""

    def change(docs: Path) -> None:
        text = (docs / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        (docs / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    """Several changes at once."""

    def change(docs: Path) -> None:
        for one in changes:
            one(docs)

    return change


def whole(name: str, text: str) -> Callable[[Path], None]:
    """A file with other words, or a new one."""

    def change(docs: Path) -> None:
        (docs / name).write_text(text, encoding="utf-8")

    return change


def longer(name: str) -> Callable[[Path], None]:
    """A file with another byte at its end, which no reader of fonts minds."""

    def change(docs: Path) -> None:
        (docs / name).write_bytes((docs / name).read_bytes() + b"\0")

    return change


def gone(name: str) -> Callable[[Path], None]:
    """A file that goes."""
    return lambda docs: (docs / name).unlink()


PAGE = "(more)=\n# More\n\nSee {ref}`the-founder`.\n"
BOOK_PAGES = {name.removesuffix(".md") for name in BOOK if name.endswith(".md")}
LOOK_AT_ALL = {"citing", "names", "changes"}
"""Pages that print words of all others, or pages of the PDF."""
KINDS: dict[str, Callable[[Path], None]] = {
    "a note's words": words("two.md", "On 27 July", "On 28 July"),
    "a note's verdict": words("two.md", "**Supported.**", "**Interpretation.**"),
    "a commentary paragraph": words("one.md", "A section", "A longer section"),
    "a commentary heading": words("one.md", "### Who the founder was", "### Who founded it"),
    "the passages of a section": words("one.md", "{about} one-p1 two-p2", "{about} one-p1 two-p1"),
    "a passage and the essay": both(
        words("one.md", "They were fast.", "They were slow."), words("essay.txt", "They were fast.", "They were slow.")
    ),
    "a chapter's title": both(
        words("two.md", "A Title", "Another"), words("essay.txt", "A Title", "Another")
    ),
    "a source's title": words("references.bib", "As I Saw It", "As He Saw It"),
    "a source's year": words("references.bib", "year = {1990}", "year = {1991}"),
    "a source's author": words("references.bib", "Rusk, Dean", "Rusk, David Dean"),
    "a source that nobody cites": words("references.bib", "@book{", "@book{other,\n  author = {A, B},\n  title = {C},\n  year = {2000},\n  language = {en},\n  tier = {core},\n  seen = {cited-by},\n  keywords = {work},\n}\n\n@book{"),
    "a term's definition": words("glossary.md", "A doctrine.", "The doctrine."),
    "a term's forms": words("glossary.md", ":ko: 주체", ":ko: 주체\n:rr: Juche"),
    "what a term leads to": words("glossary.md", ":see: term-juche\n", ""),
    "a term's name": words("glossary.md", "{term} Juche", "{term} The Juche idea"),
    "an event's title": words("timeline.yaml", "The war ends", "The war is over"),
    "an event's date": words("timeline.yaml", "date: 1953", "date: 1953-07"),
    "an event's fact": words("timeline.yaml", "It begins.", "It begins at dawn."),
    "an event's chapter": words("timeline.yaml", "chapter: one", "chapter: two"),
    "a number of a figure": words("data/famine_mortality.csv", FIRST, line(ROWS[0], high="230000")),
    "a figure's rows": whole("data/famine_mortality.csv", "\n".join([",".join(HEADER), FIRST, ""])),
    "a figure's words": words("two.md", "The message.", "Another message."),
    "the confidence of a claim": words("claims.yaml", "confidence: medium", "confidence: high"),
    "the words of a claim": words("claims.yaml", "quote: Kim Il-sung, the founder", "quote: the founder"),
    "the state of a link": whole("links.json", LINK),
    "a template": words("_theme/layout.html", "<!DOCTYPE html>", "<!DOCTYPE html>\n<!-- one -->"),
    "the style sheet": words("_theme/style/base.css", "{", "{ --changed: 1;"),
    "a script": words("_theme/static/book.js", "\n", "\nvoid 0;\n"),
    "a font": longer("_fonts/EditionSans-Regular.latin.woff2"),
    "an icon": words("_theme/static/icon.svg", "<svg ", '<svg data-changed="1" '),
    "the design of the PDF": words("_pdf/book.typ", "#let note-size", "// changed\n#let note-size")
    if "#let note-size" in (ROOT / "docs/_pdf/book.typ").read_text(encoding="utf-8")
    else words("_pdf/book.typ", "9in", "8.5in"),
    "the edition's number": words("conf.py", "anchors_file", 'version = release = "9.9"\nanchors_file'),
    "a new page": both(whole("more.md", PAGE), words("index.md", "timeline\n", "timeline\nmore\n")),
    "a page that goes": both(gone("claims.md"), words("index.md", "claims\n", "")),
    "the order of the pages": words("index.md", "timeline\nglossary\n", "glossary\ntimeline\n"),
    "the title page": words("index.md", "# A small book\n", "# A small book\n\nIt is short.\n"),
    "the bibliography's own words": words("bibliography.md", "(bibliography)=", "% A remark.\n\n(bibliography)="),
}  # fmt: skip
SOON = {
    ("a note's words", "an older time"),
    ("a number of a figure", "the same time"),
    ("the style sheet", "the same time"),
    ("a new page", "an older time"),
}
"""What every run tries; the rest is for ``--full``."""


def write_book(docs: Path) -> None:
    for name, text in BOOK.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    for folder in ("_theme", "_pdf", "_fonts"):
        shutil.copytree(ROOT / "docs" / folder, docs / folder)


def digests(out: Path) -> dict[str, str]:
    return {
        p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in out.rglob("*")
        if p.is_file() and p.relative_to(out).parts[0][0] != "."
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the book and its build; what is copied to the same place again is an older state of it."""
    home = tmp_path_factory.mktemp("first")
    write_book(home / "docs")
    build.build_book(home / "docs", home / "build")
    kept = home.with_name(home.name + "-kept")
    shutil.copytree(home, kept, symlinks=True)
    yield home
    shutil.rmtree(kept)


@contextlib.contextmanager
def as_it_was(home: Path) -> Iterator[tuple[Path, Path]]:
    """The first state, with the times that its files had."""
    shutil.rmtree(home)
    shutil.copytree(home.with_name(home.name + "-kept"), home, symlinks=True)
    yield home / "docs", home / "build"


def set_times(docs: Path, before: dict[Path, tuple[bytes, int]], how: str) -> None:
    """Give every file that differs an older time, the same or a later one."""
    for path in docs.rglob("*"):
        if path.is_file():
            data, time = before.get(path, (b"", 0))
            if path.read_bytes() != data:
                moved = {"an older time": time - 10**12, "the same time": time, "a later time": time + 10**12}[how]
                os.utime(path, ns=(moved, moved))


CLEAN: dict[str, dict[str, str]] = {}
"""The clean build after a change of a kind, as digests."""


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        pytest.param(kind, how, marks=() if (kind, how) in SOON else pytest.mark.full)
        for kind in KINDS
        for how in ("an older time", "the same time", "a later time")
    ],
)
def test_an_increment_is_a_clean_build(first: Path, kind: str, how: str) -> None:
    with as_it_was(first) as (docs, out):
        before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in docs.rglob("*") if p.is_file()}
        KINDS[kind](docs)
        set_times(docs, before, how)
        build.build_book(docs, out)
        increment = digests(out)
        if kind not in CLEAN:  # the same for all times
            build.build_book(docs, out.with_name("clean"))
            CLEAN[kind] = digests(out.with_name("clean"))
        clean = CLEAN[kind]
        assert {n for n in {*clean, *increment} if clean.get(n) != increment.get(n)} == set()


REAL = ["one paragraph of a chapter", "only references.bib", "only a CSV", "only CSS", "only a template"]


@pytest.mark.full
def test_the_real_book_after_five_changes_and_back_is_a_clean_build(
    tmp_path: Path, measured: Callable[..., None]
) -> None:
    """Two builds from nothing and six increments: what is left over of any of them would show."""
    docs, out = tmp_path / "docs", tmp_path / "build"
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "references.bib", tmp_path / "references.bib")
    (tmp_path / "tests").mkdir()
    shutil.copyfile(ROOT / "tests" / "essay.txt", tmp_path / "tests" / "essay.txt")
    with (docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\nanchors_file = ""\n')  # the changes are no edition
    files = [path for path in [*docs.rglob("*"), tmp_path / "references.bib"] if path.is_file()]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    build.build_book(docs, out)
    first = digests(out)
    for number, kind in enumerate(REAL):
        benchmark.CHANGES[kind](docs, number)
        for path, (data, time) in before.items():
            if path.read_bytes() != data:
                os.utime(path, ns=(time, time))
        build.build_book(docs, out)
    increments = digests(out)
    build.build_book(docs, tmp_path / "clean")
    clean = digests(tmp_path / "clean")
    different = {n for n in {*clean, *increments} if clean.get(n) != increments.get(n)}
    assert different == set()
    assert {n for n in first if first[n] != clean.get(n)}, "the changes show"
    for path, (data, _time) in before.items():
        path.write_bytes(data)
    build.build_book(docs, out)
    assert digests(out) == first
    measured(same_files=len(clean), different_files=len(different))


WRITTEN = {
    "a note's words": {"two", "claims", "essay"},
    "a commentary paragraph": {"one"},
    "a commentary heading": set(BOOK_PAGES),
    "a term's definition": {"one", "glossary"},
    "a number of a figure": {"two", "gallery"},
    "a source's title": {"one", "two", "bibliography"},
    "the design of the PDF": set(),
}
"""What is written anew beside the pages that look at all others."""


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.full if n % 2 else ()) for n, kind in enumerate(WRITTEN)]
)
def test_a_page_that_prints_nothing_of_a_change_is_left_as_it_was(first: Path, kind: str) -> None:
    with as_it_was(first) as (docs, out):
        folders = [(out / ".work" / "html", ".html"), (out / ".work" / "epub", ".xhtml")]
        before = [{path: path.stat().st_mtime_ns for path in folder.glob(f"*{end}")} for folder, end in folders]
        KINDS[kind](docs)
        build.build_book(docs, out)
        for old in before:
            written = {path.stem for path, time in old.items() if path.stat().st_mtime_ns != time}
            assert written & set(BOOK_PAGES) - LOOK_AT_ALL == WRITTEN[kind] - LOOK_AT_ALL


def test_citations_and_what_pages_load_stay_where_no_name_has_changed(first: Path) -> None:
    def times(folder: Path) -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}

    with as_it_was(first) as (docs, out):
        cited, loaded = out / ".work" / "html" / "cite", out / ".work" / "html" / "_static"
        before = times(cited), times(loaded)
        KINDS["a commentary paragraph"](docs)
        build.build_book(docs, out)
        assert (times(cited), times(loaded)) == before
        KINDS["a note's words"](docs)
        build.build_book(docs, out)
        assert times(cited) != before[0]
        assert times(loaded) == before[1]


def test_a_book_that_comes_back_to_what_it_was_is_what_it_was(first: Path) -> None:
    with as_it_was(first) as (docs, out):
        good, time = digests(out), (docs / "two.md").stat().st_mtime_ns
        text = (docs / "two.md").read_text(encoding="utf-8")
        words("two.md", "On 27 July", "On 28 July")(docs)
        build.build_book(docs, out)
        assert digests(out) != good
        (docs / "two.md").write_text(text, encoding="utf-8")
        os.utime(docs / "two.md", ns=(time, time))
        build.build_book(docs, out)
        assert digests(out) == good
