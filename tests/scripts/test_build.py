"""The build: whole or not at all, the same bytes everywhere, and a message for every mistake."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from sphinx import locale, package_dir
from sphinx.locale import admonitionlabels

import build
from building import inputs
from conftest import PDF, ROOT, Built, select

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow


def digests(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".work" not in p.parts
    }


def test_the_book_leaves_two_books_and_offers_the_pdf(book: Built) -> None:
    pdf = (book.out / PDF).read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert (book.out / "html" / PDF).read_bytes() == pdf
    assert (book.out / "html" / "index.html").is_file()


def test_the_same_sources_give_the_same_bytes(small: Callable[..., Built], tmp_path: Path) -> None:
    built = small("both")
    assert not built.failed, built.messages
    other = tmp_path / "elsewhere" / "deeper"
    build.build_book(built.docs, other)
    assert digests(other) == digests(built.out)


def test_the_pages_beside_the_pdf_are_those_that_are_written_alone(small: Callable[..., Built], tmp_path: Path) -> None:
    built = small("both")
    assert not built.failed, built.messages
    alone = tmp_path / "alone"
    settings = {"pdf_folder": str(built.out / ".work" / "typst"), "epub_folder": str(tmp_path / "epub")}
    build.run_sphinx(built.docs, alone, "html", settings)
    pages, others = (
        {name: value for name, value in digests(folder / "html").items() if name.endswith(".html")}
        for folder in (built.out, alone)
    )
    assert {name for name in pages if pages[name] != others.get(name)} == set()


def test_a_book_speaks_its_own_language_whatever_the_process_made_before(build_small: Callable[..., Built]) -> None:
    """Sphinx keeps what it has loaded of a language, and an English book has no catalog to put in its stead."""
    locale.init([f"{package_dir}/locale"], "fr", "sphinx")
    assert str(admonitionlabels["hint"]) == "Indication"
    built = build_small({"one.md": [("A section", ":::{hint}\nMind this.\n:::\n\nA section")]})
    assert not built.failed, built.messages
    assert [title.text_content() for title in select(built.page("one"), ".admonition-title")] == ["Hint"]


def test_the_archive_names_no_section_of_rights_that_there_is_not(small: Callable[..., Built]) -> None:
    built = small("both")
    [path] = (built.out / "html").glob("*.zip")
    with zipfile.ZipFile(path) as packed:
        [crate] = [json.loads(packed.read(name)) for name in packed.namelist() if name.endswith("metadata.json")]
    [said] = [entry["description"] for entry in crate["@graph"] if entry["@id"] == "#rights"]
    assert said == "No license has been stated.", "the small book has no section 'colophon-rights'"


FATAL: list[tuple[str, dict[str, Any]]] = [
    ("the text", {"glossary.md": [("A doctrine.", "A \u1200 doctrine.")]}),
    ("two.md:11: WARNING: could not find bibtex key \"nobody\"", {"two.md": [("`rusk1990`", "`nobody`")]}),
    ("two.md:2: WARNING: title", {"two.md": [("A Title", "No Title")]}),
    ("references.bib", {"references.bib": [("title = {{As", "title {{As")]}),
]  # fmt: skip


@pytest.mark.parametrize("count", [2, pytest.param(len(FATAL), marks=pytest.mark.full)])
def test_failed_builds_say_why_and_leave_the_last_good_book(build_small: Callable[..., Built], count: int) -> None:
    good = digests(build_small(builder="both").out)
    for message, changes in FATAL[:count]:
        built = build_small(changes, builder="both")
        assert built.failed
        assert any(message in said for said in built.messages), built.messages
        assert digests(built.out) == good
        again = build_small(changes, builder="both")
        assert again.failed, "a second try must not pass because Sphinx remembers the first"


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("two.md:5: WARNING: no note has the label 'it-end'; write '[^it-end]: **Verdict.** …' at the end [notes.missing]",
         {"two.md": [("1953.[^it-ended]", "1953.[^it-end]")]}),
        ("two.md:11: WARNING: Footnote [#] is not referenced",
         {"two.md": [("It was long.\n", "It was long.\n\n[^extra]: **Supported.** More {cite:p}`rusk1990`.\n")]}),
        ("two.md:13: WARNING: Duplicate footnote definition found for label: 'it-ended'; one of the two needs another label [ref.footnote]",
         {"two.md": [("It was long.\n", "It was long.\n\n[^it-ended]: **Supported.** One {cite:p}`rusk1990`.\n")]}),
        ("two.md:1: WARNING: document isn't included in any toctree; add it to a list of contents", {"index.md": [("two\n", "")]}),
        ("one.md:2: ERROR: this file is not UTF-8; save it in that encoding", {"one.md": b"(one)=\n# \xff\n"}),
    ],
)  # fmt: skip
def test_a_mistake_in_a_chapter_is_located(
    build_small: Callable[..., Built], message: str, changes: dict[str, Any]
) -> None:
    built = build_small(changes, builder="dummy")
    assert built.failed
    assert any(said.startswith(message) for said in built.messages), built.messages


def test_the_top_level_holds_what_it_should() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    names = {line.split("/")[0] for line in listed.splitlines()}
    fixed = {
        "findings",
        "pyproject.toml",
        "README.md",
        "docs",
        "references.bib",
        "scripts",
        "tests",
        "requirements.lock",
    }
    assert {n for n in names if not n.startswith(".")} == (fixed if names else set())


def test_what_makes_a_book_is_among_its_sources_and_what_measures_or_publishes_it_is_not() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in inputs.files_of(ROOT / "docs") if path.suffix == ".py"}
    assert found > {"scripts/build.py", "scripts/building/reading.py", "docs/conf.py", "docs/_ext/edition/__init__.py"}
    scripts = {name.split("/")[1] for name in found if name.startswith("scripts/")}
    assert scripts == {"build.py", "environment.py", "building"}


def test_an_unchanged_build_does_nothing_and_a_changed_text_is_seen_everywhere(
    build_small: Callable[..., Built], capsys: pytest.CaptureFixture[str]
) -> None:
    first = digests(build_small(builder="both").out)
    capsys.readouterr()
    assert digests(build_small(builder="both").out) == first
    assert "Nothing has changed" in capsys.readouterr().out
    built = build_small({"one.md": [("### Who the founder was", "### Who founded it")]}, builder="both")
    (line,) = select(built.page("two"), "#two-p2 .related")
    assert "Who founded it" in line.text_content(), "a page that was not changed itself"
