"""Every increment gives the bytes of a clean build, whatever the times of the files say."""

from __future__ import annotations

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
from building import outputs
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

The sources {cite:p}`rusk1990,more2000`.
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
SECOND_SOURCE = """
@misc{more2000,
  author = {More, Ann},
  title = {More},
  year = {2000},
  language = {en},
  tier = {core},
  seen = {cited-by},
  keywords = {work},
}
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
    "counted.md": """(counted)=
# Counted

:::{chart} knowledge
Most sources are in English.
:::

(data-knowledge)=
## The rows

:::{chart-data} knowledge
:::
""",
    "citing.md": "(citing)=\n# Citing\n\n```{passages}\n```\n",
    "index.md": SMALL_BOOK["index.md"].replace(
        "bibliography\n", "bibliography\nclaims\nciting\ncounted\n" + "\n".join([*WHOLE, ""])
    ),
    "data/famine_mortality.csv": "\n".join([",".join(HEADER), FIRST, SECOND, ""]),
    "links.json": LINK.replace("alive", "gone"),
    "references.bib": SMALL_BOOK["references.bib"].replace(
        "cited-by},", "cited-by},\n  url = {https://example.org/rusk},"
    )
    + SECOND_SOURCE,
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
    """A file that is removed."""
    return lambda docs: (docs / name).unlink()


PAGE = "(more)=\n# More\n\nSee {ref}`the-founder`.\n"
BOOK_PAGES = {name.removesuffix(".md") for name in BOOK if name.endswith(".md")}
OF_THE_PDF = {"citing"}
"""Pages that print pages of the PDF."""
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
    "a source's language": words("references.bib", "language = {en}", "language = {ru}"),
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
    "what a source carries": words("carries.yaml", "Others did.", "Others did so."),
    "a citation": words("one.md", "A section", "A section, as is known {cite:p}`more2000`"),
    "a citation and what it carries": both(
        words("two.md", "On 27 July {cite:p}`rusk1990`", "On 27 July {cite:p}`rusk1990,more2000`"),
        words("carries.yaml", "The day., seen: cited-by}\n", "The day., seen: cited-by}\n  - {source: more2000, relation: supports, carries: The month., seen: cited-by}\n"),
    ),
    "the confidence of a claim": words("claims.yaml", "confidence: medium", "confidence: high"),
    "a repair": words("claims.yaml", "confidence: high", "confidence: high\n    repair: a founder"),
    "the words of a claim": words("claims.yaml", "quote: Kim Il-sung, the founder", "quote: the founder"),
    "the state of a link": whole("links.json", LINK),
    "a template": words("_theme/layout.html", "<!DOCTYPE html>", "<!DOCTYPE html>\n<!-- one -->"),
    "a template of a part": words("_theme/letters.html", "<nav", '<nav data-changed="1"'),
    "a template of citations": words("_theme/cite.html", "<dl>", "<dl><!-- one -->"),
    "a template and a note's words": both(
        words("_theme/layout.html", "<main", '<main data-changed="1"'), words("two.md", "On 27 July", "On 28 July")
    ),
    "the style sheet": words("_theme/style/base.css", "{", "{ --changed: 1;"),
    "a script": words("_theme/static/book.js", "\n", "\nvoid 0;\n"),
    "a font": longer("_fonts/EditionSans-Regular.latin.woff2"),
    "an icon": words("_theme/static/icon.svg", "<svg ", '<svg data-changed="1" '),
    "the design of the PDF": words("_pdf/book.typ", "9in", "8.5in"),
    "the edition's number": words("conf.py", "anchors_file", 'version = release = "9.9"\nanchors_file'),
    "a new page": both(whole("more.md", PAGE), words("index.md", "timeline\n", "timeline\nmore\n")),
    "a page that goes": both(gone("claims.md"), words("index.md", "claims\n", "")),
    "the order of the pages": words("index.md", "timeline\nglossary\n", "glossary\ntimeline\n"),
    "the title page": words("index.md", "# A small book\n", "# A small book\n\nIt is short.\n"),
    "the bibliography's own words": words("bibliography.md", "(bibliography)=", "% A remark.\n\n(bibliography)="),
}  # fmt: skip
CHAIN = (
    ("a new page", "an older time"),
    ("a number of a figure", "the same time"),
    ("a note's words", "an older time"),
    ("a commentary paragraph", "the same time"),
    ("a repair", "an older time"),
    ("a source's language", "the same time"),
    ("a template", "the same time"),
    ("the style sheet", "the same time"),
)
"""What every run tries, one after the other and the widest first; each kind alone and at each time is for ``--full``."""
WRITTEN = {
    "a note's words": {"two", "claims", "essay", "cite"},
    "a commentary paragraph": {"one"},
    "a commentary heading": {*BOOK_PAGES, "cite"},
    "a term's definition": {"one", "glossary", "cite"},
    "a number of a figure": {"two", "gallery"},
    "a citation": {"one", "bibliography", "claims", "essay", "names"},
    "a citation and what it carries": {"two", "bibliography", "claims", "essay", "names", "cite", "counted", "gallery"},
    "what a source carries": {"one", "claims", "essay", "cite"},
    "a figure's words": {"two", "gallery", "bibliography", "changes", "cite"},
    "a term's forms": {"one", "glossary", "names"},
    "the confidence of a claim": {"two", "essay"},
    "a repair": {"one", "essay"},
    "a source's title": {"one", "two", "bibliography", "cite"},
    "a template": BOOK_PAGES,
    "a template of a part": {"glossary", "bibliography", "names"},
    "a template of citations": {"cite"},
    "the design of the PDF": {"cite"},  # pages of the PDF
}
"""What is written again besides the pages ``OF_THE_PDF``; other files by their folder."""


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


@pytest.fixture(autouse=True)
def _the_last_book_is_whole_until_it_is_changed_for_the_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds share files with it, and none of them may write into one."""
    swap = outputs.swap

    def look_and_swap(out: Path) -> None:
        sums = out / outputs.SUMS
        assert not sums.exists() or outputs.stands(out, sums.read_text(encoding="utf-8"))
        swap(out)

    monkeypatch.setattr(outputs, "swap", look_and_swap)


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


@pytest.fixture
def copy(first: Path) -> tuple[Path, Path]:
    """The first state of the book and its build, with the times that its files had."""
    shutil.rmtree(first)
    shutil.copytree(first.with_name(first.name + "-kept"), first, symlinks=True)
    return first / "docs", first / "build"


def state(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """The bytes and the time of every file."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def set_times(docs: Path, before: dict[Path, tuple[bytes, int]], how: str) -> None:
    """Give every file that differs an older time, the same or a later one."""
    for path in docs.rglob("*"):
        if path.is_file():
            data, time = before.get(path, (b"", 0))
            if path.read_bytes() != data:
                moved = {"an older time": time - 10**12, "the same time": time, "a later time": time + 10**12}[how]
                os.utime(path, ns=(moved, moved))


def times(out: Path) -> dict[str, list[int]]:
    """When the pages of both books were written, the citations, what pages load, and the closed edition."""
    pages, epub = out / "html", out / ".work" / "epub"
    found = {n: [path.stat().st_mtime_ns for path in (pages / f"{n}.html", epub / f"{n}.xhtml")] for n in BOOK_PAGES}
    for folder in ("cite", "_static", "1.0"):
        found[folder] = [path.stat().st_mtime_ns for path in sorted((pages / folder).rglob("*")) if path.is_file()]
    return found


def increment(docs: Path, out: Path, kind: str, how: str) -> None:
    """Build after a change of some kind; what prints nothing of it is left as it was."""
    before, written = state(docs), times(out)
    assert all(len(written[page]) == 2 for page in BOOK_PAGES)
    KINDS[kind](docs)
    set_times(docs, before, how)
    build.build_book(docs, out)
    if kind in WRITTEN:
        changed = {name for name, when in times(out).items() if when != written[name]}
        assert changed - OF_THE_PDF == WRITTEN[kind] - OF_THE_PDF


def differences(out: Path, clean: Path) -> set[str]:
    """The files in which two builds differ."""
    found, expected = digests(out), digests(clean)
    return {name for name in {*found, *expected} if found.get(name) != expected.get(name)}


def test_changes_one_after_the_other_and_back_are_clean_builds(first: Path, copy: tuple[Path, Path]) -> None:
    """Leftovers of any of them would show."""
    docs, out = copy
    good, before = digests(out), state(docs)
    for kind, how in CHAIN:
        increment(docs, out, kind, how)
    build.build_book(docs, out.with_name("clean"))
    assert differences(out, out.with_name("clean")) == set()
    for path in [path for path in docs.rglob("*") if path.is_file() and path not in before]:
        path.unlink()
    for path, (data, time) in before.items():
        if path.read_bytes() != data:
            path.write_bytes(data)
            os.utime(path, ns=(time, time))
    build.build_book(docs, out)
    assert digests(out) == good


def test_only_citations_that_differ_are_made_again(copy: tuple[Path, Path]) -> None:
    docs, out = copy
    places = [path for path in (out / "html" / "cite").iterdir() if path.is_file()]
    before = {path.name: path.stat().st_ino for path in places}
    KINDS["a source's title"](docs)
    build.build_book(docs, out)
    again = {path.name for path in places if path.stat().st_ino != before[path.name]}
    assert again - {"citations.zip", "list.html"} == {"ref-rusk1990.html"}


@pytest.mark.full
@pytest.mark.parametrize("how", ["an older time", "the same time", "a later time"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_increment_is_a_clean_build(copy: tuple[Path, Path], kind: str, how: str) -> None:
    docs, out = copy
    increment(docs, out, kind, how)
    clean = out.parent.with_name(f"clean-{list(KINDS).index(kind)}")
    if not clean.exists():  # the same for all times
        build.build_book(docs, clean)
    assert differences(out, clean) == set()


REAL = ["one paragraph of a chapter", "only references.bib", "only a CSV", "only CSS", "only a template"]


@pytest.mark.full
def test_the_real_book_after_five_changes_and_back_is_a_clean_build(
    tmp_path: Path, measured: Callable[..., None]
) -> None:
    """Two builds from nothing and six increments: leftovers of any of them would show."""
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
