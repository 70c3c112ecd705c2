"""The real book several times over, for the benchmark: everything that has a name is copied under another name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTERS = "bcdefgh"
"""The last letter of the names in the second copy, in the third, and so on."""
CHAPTERS = re.compile(r"^essay_chapters = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)
NAMED = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"^\(([\w-]+)\)=", r"^\[\^([\w-]+)\]:", r"^:id: ([\w-]+)", r"^- id: ([\w-]+)", r"^@\w+\{([\w-]+),")
)
"""Where a name is defined: in a target, a note, a term, an event, a source."""
HEADING = re.compile(r"^\([\w-]+\)=\n#+ .*$", re.MULTILINE)
FIGURE_WORDS = re.compile(r"^figure-.*\n", re.MULTILINE)
CHART = re.compile(r"^(:::+|```+)\{chart\}.*?^\1$", re.MULTILINE | re.DOTALL)
FILES = (
    *("docs/glossary.md", "docs/claims.yaml", "docs/carries.yaml", "docs/timeline.yaml", "docs/keywords.yaml"),
    *("docs/questions.yaml", "references.bib", "tests/essay.txt"),
)
"""What is copied besides chapters; the reasons of ``coverage.yaml`` apply to the equal sentences of all copies."""


def multiply(folder: Path, times: int) -> None:
    """Make the book of a checkout so many times as long, at most eight times.

    Chapters, notes, sections, sources, terms and events are copied; figures and the editors' pages are not.
    """
    docs, copies = folder / "docs", LETTERS[: times - 1]
    conf = (docs / "conf.py").read_text(encoding="utf-8")
    listed = CHAPTERS.search(conf)
    assert listed
    chapters = re.findall(r'"([\w-]+)"', listed[1])
    paths = [docs / f"{name}.md" for name in chapters] + [folder / name for name in FILES]
    texts = {path: path.read_text(encoding="utf-8") for path in paths if path.exists()}
    again = Copier(chapters, {name for text in texts.values() for name in names_of(text)} - set(chapters))
    for path, text in texts.items():
        parts = [again.copy(text, letter) for letter in copies]
        if path.stem in chapters:
            for letter, part in zip(copies, parts, strict=True):
                path.with_stem(f"{path.stem}-{letter}").write_text(part, encoding="utf-8")
            continue
        if path.name == "essay.txt":  # its first chapter has no title
            parts = [f"Introduction\n{part}" for part in parts]
        if path.name == "questions.yaml":  # each leads to one note
            parts = [part.replace('?"', f' {letter}?"') for letter, part in zip(copies, parts, strict=True)]
        if path.name == "keywords.yaml":
            parts = [FIGURE_WORDS.sub("", part) for part in parts]
        if path.name == "glossary.md":
            parts = [HEADING.sub("", part) for part in parts]
        path.write_text("\n".join([text.rstrip(), *map(str.rstrip, parts), ""]), encoding="utf-8")
    more = [f"{name}-{letter}" for letter in copies for name in chapters]
    lines = "".join(f'    "{name}",\n' for name in more)
    conf = CHAPTERS.sub(lambda match: f"{match[0][:-1]}{lines}]", conf)
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    for name, pattern, new in (
        ("index.md", rf"^{chapters[-1]}$", "\n".join([chapters[-1], *more])),
        ("timeline.md", r"(?<=^:::\{events\} )(.+)$", r"\1" + "".join(f" {name}" for name in more)),
    ):
        text = (docs / name).read_text(encoding="utf-8")
        (docs / name).write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def names_of(text: str) -> Iterator[str]:
    """The names that a file defines."""
    for pattern in NAMED:
        yield from pattern.findall(text)


class Copier:
    """Copies a text under other names."""

    def __init__(self, chapters: list[str], names: set[str]) -> None:
        self.chapter = "|".join(map(re.escape, chapters))
        self.passage = re.compile(rf"({self.chapter})(-p\d+)")
        found = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        self.name = re.compile(rf"(?<![\w-])(?:{found})(?![\w-])")

    def copy(self, text: str, letter: str) -> str:
        """A text without its charts; all names have a letter more, terms and titles of events a capital letter."""

        def renamed(match: re.Match[str]) -> str:
            passage = self.passage.fullmatch(match[0])
            return f"{passage[1]}-{letter}{passage[2]}" if passage else f"{match[0]}-{letter}"

        text = self.name.sub(renamed, CHART.sub("", text))
        for pattern, new in (
            (rf"^\(({self.chapter})\)=", rf"(\1-{letter})="),
            (rf"^({self.chapter}):", rf"\1-{letter}:"),
            (rf"(chapter: )({self.chapter})$", rf"\1\2-{letter}"),
            (r"^(:::\{term\} .*)$", rf"\1 {letter.upper()}"),
            (r"^(  title: .*)$", rf"\1 {letter.upper()}"),
            (r"\{term\}`([^`<]+?)\s*<([^`>]+)>`", rf"{{term}}`\1 <\2 {letter.upper()}>`"),
            (r"\{term\}`([^`<>]+)`", rf"{{term}}`\1 <\1 {letter.upper()}>`"),
        ):
            text = re.sub(pattern, new, text, flags=re.MULTILINE)
        return text
