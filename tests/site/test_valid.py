"""Pages are valid HTML: html5lib finds nothing that a browser would have to repair, the Nu checker no error."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from html5lib.constants import E as MESSAGES

from conftest import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built


def pages(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*.html")) if not CLOSED.match(path.relative_to(folder).as_posix())]
    assert len(found) > 1000
    return found


def mistakes(text: bytes) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(text, transport_encoding="utf-8")
    return [f"{line}:{column}: {MESSAGES[code] % data}" for (line, column), code, data in parser.errors]


def faults(folder: Path, found: list[Path]) -> dict[str, list[str]]:
    said = {path.relative_to(folder).as_posix(): mistakes(path.read_bytes()) for path in found}
    return {name: told for name, told in said.items() if told}


def test_pages_are_read_without_a_mistake(book: Built) -> None:
    """All at the top, and one in 20 below a folder, which have one template."""
    folder = book.out / "html"
    assert faults(folder, [path for n, path in enumerate(pages(folder)) if path.parent == folder or n % 20 == 0]) == {}


@pytest.mark.full
def test_every_page_is_read_without_a_mistake(book: Built, measured: Callable[..., None]) -> None:
    folder = book.out / "html"
    found = pages(folder)
    told = faults(folder, found)
    assert told == {}
    measured(html_pages=len(found), html_errors=sum(map(len, told.values())))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("<!DOCTYPE html><title>x</title><p>a<p>b", ""),
        ("<!DOCTYPE html><title>x</title><main><p>a", "open elements|end of file|EOF"),
        ("<!DOCTYPE html><title>x</title><p>a</span>", "end tag"),
        ("<p>no type", "doctype|DOCTYPE"),
    ],
)
def test_a_mistake_is_found(text: str, mistake: str) -> None:
    found = mistakes(text.encode())
    assert re.search(mistake, " ".join(found)) if mistake else found == []


def nu_messages(folder: Path, jar: str) -> list[dict[str, Any]]:
    """The errors that the Nu checker finds in the pages of a folder.

    Its remarks are guesses: of pages on a disk it takes every file for one from elsewhere, and of short ones the language
    for another.
    """
    command = ["java", "-Xss1m", "-jar", jar, "--format", "json", "--skip-non-html", "--exit-zero-always", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages: list[dict[str, Any]] = json.loads(said)["messages"]
    return [message for message in messages if message["type"] != "info"]


@pytest.mark.full
def test_the_nu_checker_finds_nothing_where_it_is_at_hand(
    book: Built, tmp_path: Path, measured: Callable[..., None]
) -> None:
    """``VNU`` names its jar, 32 MB that are in no package of Python; html5lib's test above runs in any case."""
    folder, jar = book.out / "html", os.environ.get("VNU", "")
    found = pages(folder)
    for path in found:
        copy = tmp_path / "html" / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    if jar and shutil.which("java"):
        bad = tmp_path / "bad"
        bad.mkdir()
        (bad / "bad.html").write_text("<!DOCTYPE html><title>x</title><p></span>", encoding="utf-8")
        assert nu_messages(bad, jar), "it is the checker"
        told = nu_messages(tmp_path / "html", jar)
        assert [(m["url"].rpartition("/html/")[2], m.get("lastLine"), m["message"]) for m in told] == []
        measured(nu_pages=len(found), nu_errors=len(told))
