"""Other tools that build the same text, with which the benchmark compares our builds."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

import environment
from building.sbom import read_lock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOCK = environment.ROOT / "scripts" / "peers.lock"
VENV = environment.ROOT / ".venv-peers"
SETTINGS = """\
project = {title!r}
extensions = ["myst_parser"]
html_theme = {theme!r}
suppress_warnings = ["myst.header"]
"""
PRINT = """\
import sys
import pypandoc, typst
pypandoc.convert_file(sys.argv[1], "typst", outputfile=sys.argv[2], extra_args=["--standalone", "--toc"])
typst.compile(sys.argv[2], output=sys.argv[3])
"""


class Peer(NamedTuple):
    """A tool and the command that builds the text."""

    name: str
    """The tool and its output."""
    command: list[str]
    """The command that is timed, in the folder of the text."""
    out: str
    """What it writes there: a folder or a file."""


def install() -> None:
    """Make the peers' own environment from their lock."""
    environment.install(LOCK, folder=VENV)


def peers() -> list[Peer]:
    """All other tools."""
    python = str(environment.python_of(VENV))
    sphinx = [python, "-m", "sphinx", "--quiet", "-b", "html"]
    themes = {"furo": "furo", "sphinx-book-theme": "sphinx_book_theme"}
    return [
        *(Peer(f"{name}, pages", [*sphinx, at, f"{at}-pages"], f"{at}-pages") for name, at in themes.items()),
        Peer("pandoc and Typst, PDF", [python, "print.py", "book.md", "book.typ", "book.pdf"], "book.pdf"),
    ]


def write_text(site: Path, folder: Path) -> None:
    """Write the text of a built site as plain Markdown: a Sphinx project for each theme, and one file for pandoc."""
    data = json.loads((site / "edition.json").read_text(encoding="utf-8"))
    chapters = {c["name"]: (site / f"{c['name']}.md").read_text(encoding="utf-8") for c in data["essay"]["chapters"]}
    pages = chapters | {
        "timeline": "# Timeline\n\n" + "\n\n".join(events(data)),
        "glossary": "# Glossary\n\n" + "\n\n".join(terms(data)),
        "bibliography": "# Bibliography\n\n" + "\n\n".join(plain(source["reference"]) for source in data["sources"]),
    }
    contents = f"# {data['title']}\n\n```{{toctree}}\n" + "\n".join(pages) + "\n```\n"
    for theme in ("furo", "sphinx_book_theme"):
        (folder / theme).mkdir(parents=True)
        settings = SETTINGS.format(title=data["title"], theme=theme)
        for name, text in {"conf.py": settings, "index.md": contents}.items():
            (folder / theme / name).write_text(text, encoding="utf-8")
        for name, text in pages.items():
            (folder / theme / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "book.md").write_text("\n\n".join(pages.values()), encoding="utf-8")
    (folder / "print.py").write_text(PRINT, encoding="utf-8")


def events(data: Mapping[str, Any]) -> Iterator[str]:
    """The events, a paragraph each."""
    for event in data["events"]:
        yield f"**{plain(event['shown'])}: {plain(event['title'])}.** {plain(event['fact'])}"


def terms(data: Mapping[str, Any]) -> Iterator[str]:
    """The terms, a paragraph each."""
    for term in data["terms"]:
        yield f"**{plain(term['term'])}.** {plain(term['definition'])}"


def plain(text: str) -> str:
    """A text with its Markdown escaped.

    >>> plain("a*b [c]")
    'a\\\\*b \\\\[c\\\\]'
    """
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|$~^@" else letter for letter in text)


def environ() -> dict[str, str]:
    """The environment variables for another tool, without those of our Python."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def versions() -> str:
    """The versions of the other tools."""
    names = ("furo", "sphinx-book-theme", "sphinx", "pypandoc-binary", "typst")
    pins = {pin.name: pin.version for pin in read_lock(LOCK.read_text(encoding="utf-8"))}
    return ", ".join(f"{name} {pins[name]}" for name in names)
