"""Closed editions: their records, their pages beside today's, and the line of history under what has changed."""

from __future__ import annotations

import hashlib
import json
import pickle
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from conftest import ROOT, Built, select
from edition.base.utf8 import UnreadableError
from edition.names.editions import last_changed, read_edition, read_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = "<!DOCTYPE html><title>Two, as it was</title>\n"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def closed(names: dict[str, dict[str, object]], page: str = PAGE) -> dict[str, str]:
    """The files of an edition 0.9 of the small book."""
    sums = f"{digest(PAGE)}  html/two.html\n{digest('')}  html/cite/two.html\n{digest('')}  small.pdf\n"
    return {
        "editions/0.9/edition.json": json.dumps({"version": "0.9", "date": "2026-01-02", "commit": "0" * 40}),
        "editions/0.9/names.json": json.dumps(names),
        "editions/0.9/SHA256SUMS": sums,
        "editions/0.9/pages/two.html": page,
    }


def words_of(built: Built, docname: str, name: str) -> str:
    """The digest that a document which has been read keeps of a name's words."""
    tree: nodes.document = pickle.loads((built.out / "doctrees" / f"{docname}.doctree").read_bytes())
    return next(str(node["words"]) for node in tree.findall(nodes.Element) if name in node["ids"])


def note(sha256: str) -> dict[str, object]:
    return {
        "kind": "note",
        "page": "two",
        "title": "t",
        "words": "As it was.",
        "sha256": sha256,
        "verdict": "Supported",
    }


@pytest.mark.slow
def test_a_note_whose_words_changed_gets_one_line_that_leads_to_the_old_page(build_small: Callable[..., Built]) -> None:
    first = build_small()
    unchanged = closed({"it-ended": note(words_of(first, "two", "it-ended"))})
    names = {"who-founded": {**note("0" * 64), "page": "one"}, "the-founder": {**note("0" * 64), "kind": "section"}}
    built = build_small(unchanged)
    assert [line.text_content() for line in select(built.page("two"), ".history")] == []
    built = build_small(closed({"it-ended": note("0" * 64), **names}))
    (line,) = select(built.page("two"), "#it-ended .history")
    assert line.text_content().startswith("Changed in edition")
    assert select(line, "a")[0].get("href") == "0.9/two.html#it-ended"
    (line,) = select(built.page("one"), "#who-founded .history")
    assert line.text_content().startswith("Changed in edition")
    assert not select(line, "a"), "the old page of chapter one is not kept"


def test_a_name_that_is_not_in_the_last_edition_is_called_new(build_small: Callable[..., Built]) -> None:
    built = build_small(closed({"two": {**note(""), "kind": "chapter"}}))
    assert select(built.page("two"), "#it-ended .history")[0].text_content().startswith("New in edition")


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_editions_pages_stand_under_its_number_byte_for_byte(build_small: Callable[..., Built], end: str) -> None:
    built = build_small(closed({}, PAGE.replace("\n", end)))
    assert built.messages == []
    assert (built.out / "html" / "0.9" / "two.html").read_bytes() == PAGE.encode(), "whatever ends lines in a checkout"
    stub = (built.out / "html" / "0.9" / "cite" / "two.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../cite/two.html"' in stub
    assert 'content="noindex"' in stub
    assert (built.out / "html" / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nDisallow: /0.9/\n"
    assert "/0.9/*\n  X-Robots-Tag: noindex\n" in (built.out / "html" / "_headers").read_text(encoding="utf-8")


def test_a_page_of_code_that_is_not_kept_leads_home_where_no_page_lists_code(
    build_small: Callable[..., Built],
) -> None:
    files = closed({})
    files["editions/0.9/SHA256SUMS"] += f"{digest('')}  html/_modules/two.html\n"
    stub = (build_small(files).out / "html" / "0.9" / "_modules" / "two.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../index.html"' in stub


def test_a_page_that_is_not_the_published_one_is_refused(build_small: Callable[..., Built]) -> None:
    built = build_small(closed({}, PAGE + " "))
    assert built.failed
    assert built.messages == [
        "editions/0.9/pages/two.html:1: WARNING: this is not the file that edition 0.9 published; restore it "
        "[editions.bytes]"
    ]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("names.json", "{", "names.json:1: WARNING: this is no JSON"),
        ("edition.json", "{}", "edition.json:1: WARNING: this must hold version '0.9', date and commit"),
        ("names.json", None, "names.json:1: WARNING: it cannot be read"),
        ("SHA256SUMS", None, "SHA256SUMS:1: WARNING: it cannot be read"),
    ],
)
def test_a_broken_record_is_told_with_its_file(
    build_small: Callable[..., Built], file: str, text: str | None, message: str
) -> None:
    files: dict[str, str | None] = dict(closed({}))
    files[f"editions/0.9/{file}"] = text
    built = build_small(files, builder="dummy")
    assert built.failed
    assert [m.partition("editions/0.9/")[2][: len(message)] for m in built.messages] == [message]
    assert built.messages[0].endswith("[editions.records]")


def test_editions_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for version in ("1.10", "1.9", "notes"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "edition.json").write_text(
            json.dumps({"version": version, "date": "2026-01-02", "commit": "0"}), encoding="utf-8"
        )
        (tmp_path / version / "names.json").write_text("{}", encoding="utf-8")
        (tmp_path / version / "SHA256SUMS").write_text("", encoding="utf-8")
    assert [edition.version for edition in read_editions(tmp_path)] == ["1.9", "1.10"]
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_edition(tmp_path / "1.11")


def test_the_edition_that_changed_a_name_last_is_known() -> None:
    editions = read_editions(ROOT / "docs" / "editions")
    name, printed = next((n, p) for n, p in editions[0].names.items() if p.sha256)
    assert last_changed(editions[:1], "1.1", name, printed.sha256) == "1.0"
    assert last_changed(editions[:1], "1.1", name, "0" * 64) == "1.1"
    assert last_changed(editions[:1], "1.1", "a-new-name", "0" * 64) == "1.1"
