"""What the guides for newcomers say of the code: the paths are there, and the commands have the options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from edition.entries.event_records import REQUIRED
from edition.entries.glossary import FORMS
from edition.sources.bibfile import KEPT, PRINTED

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDES = ("README.md", ".github/CONTRIBUTING.md")
FROM = (ROOT, ROOT / "scripts", ROOT / "docs", ROOT / "docs" / "_ext" / "edition", ROOT / "docs" / "_pdf")
"""The folders from which a path may be given: the guides leave out what is clear from the context."""
EXAMPLES = {"<chapter>": "soviet-era", "<language>": "de"}
PATH = re.compile(r"[\w./*-]*\w/[\w./*-]*|[\w-]+\.(?:py|md|yaml|txt|toml|json|bib|typ|css|csv|lock)|\.[\w-]+\.yaml")
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")


def sayings() -> Iterator[tuple[str, str]]:
    """The code that the guides show: in their lines, and the commands on lines of their own."""
    for guide in GUIDES:
        text = (ROOT / guide).read_text(encoding="utf-8")
        commands = re.findall(r"^    ((?:\(cd|python3) [^#\n]+)", text, re.MULTILINE)
        for said in dict.fromkeys([*re.findall(r"`([^`\n]+)`", text), *commands]):
            yield guide, said


def paths(said: str) -> Iterator[str]:
    """The paths in some code, except those of what a build makes and of files on other machines."""
    for name, example in EXAMPLES.items():
        said = said.replace(name, example)
    for word in said.split():
        if PATH.fullmatch(word) and not word.startswith("build/"):
            yield word


def unknown(said: str) -> list[str]:
    """What some code names and the repository does not have."""
    named = [*paths(said)]
    missing = [path for path in named if not any(any(folder.glob(path.rstrip("/"))) for folder in FROM)]
    scripts = [f for path in named if path.endswith(".py") for folder in FROM if (f := folder / path).is_file()]
    sources = [f.read_text(encoding="utf-8") for f in scripts or sorted((ROOT / "scripts").glob("*.py"))]
    options = [option for option in OPTION.findall(said) if option not in {"--help", "--check", "--quiet"}]
    return missing + [option for option in options if not any(f'"{option}"' in source for source in sources)]


@pytest.mark.parametrize(("guide", "said"), list(sayings()))
def test_what_a_guide_names_is_there(guide: str, said: str) -> None:
    assert unknown(said) == [], guide


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("docs/clams.yaml", ["docs/clams.yaml"]),
        ("docs/<chapter>.md", []),
        ("docs/data/*.csv", []),
        ("python3 scripts/build.py --watch --wacth", ["--wacth"]),
        ("scripts/test.py --full", []),
        ("scripts/build.py --fast", ["--fast"]),
        ("--fast", []),
        ("--fsat", ["--fsat"]),
        (".readthedoc.yaml", [".readthedoc.yaml"]),
        ("words of a chapter", []),
    ],
)
def test_what_is_not_there_is_found(said: str, missing: list[str]) -> None:
    assert unknown(said) == missing


def test_the_fields_that_a_guide_explains_are_those_that_are_read() -> None:
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _before, _head, table = text.partition("| field | says |")
    fields = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert len(fields) > 5
    assert [field for field in fields if field not in PRINTED | KEPT] == []
    of_event = next(line for line in text.splitlines() if line.startswith("**An event**"))
    assert [field for field in (*REQUIRED, "kind") if f"`{field}`" not in of_event] == []
    of_term = next(line for line in text.splitlines() if line.startswith("**A term**"))
    assert [form for form in FORMS if f"`{form}`" not in of_term] == []


def test_the_guides_show_much() -> None:
    assert sum(len([*paths(said)]) for _guide, said in sayings()) > 50
