"""Publish the essay, the essay with the editors' repairs, and a patch from the one to the other."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edition.base.characters import BOM
from edition.base.domains import domain
from edition.base.warnings import Finding, report
from edition.essay.claims import Code
from edition.essay.notes import NotesDomain
from edition.essay.text import essay_bytes, essay_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

ESSAY, REPAIRED, PATCH = "essay.txt", "essay-repaired.txt", "essay.patch"
"""The files that are written beside the pages."""
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""A line with its end; other characters that break lines, such as a form feed, are part of the line."""


class Repair(NamedTuple):
    """One change of the essay's words."""

    note: str
    passage: str
    words: str
    """The essay's words, white space folded, which the passage has exactly once."""
    repaired: str
    location: str
    """``path:line`` of the repair."""


def repairs(env: BuildEnvironment) -> list[Repair]:
    """The repairs of all notes, in the order of the essay."""
    return [
        Repair(note.anchor, note.passage, note.words, note.claim.repair, note.claim.record.at("repair"))
        for note in domain(env, NotesDomain).all_notes()
        if note.claim.repair
    ]


def misfits(found: Iterable[Repair], passages: Mapping[str, str]) -> list[Finding]:
    """Findings on repairs whose words are not once in their passage, or overlap; ``passages`` are texts by anchor."""
    findings: list[Finding] = []
    taken: dict[str, list[tuple[int, int, str]]] = {}
    for repair in found:
        text = passages.get(repair.passage, "")
        at = text.find(repair.words)
        end = at + len(repair.words)
        if at < 0 or text.count(repair.words) > 1:
            message = f"the repair of {repair.note!r} has no place: its words do not stand once in {repair.passage}"
            findings.append(Finding(Code.REPAIR, message, repair.location))
            continue
        before = taken.setdefault(repair.passage, [])
        other = next((note for a, b, note in before if a < end and b > at), "")
        if other:
            message = f"the repair of {repair.note!r} changes words that {other!r} changes too; keep one of the two"
            findings.append(Finding(Code.REPAIR, message, repair.location))
            continue
        before.append((at, end, repair.note))
    return findings


def apply(essay: str, passages: Mapping[str, str], found: Iterable[Repair]) -> str:
    """The essay's text with all repairs; nothing else in it changes."""
    by_passage: dict[str, list[Repair]] = {}
    for repair in found:
        by_passage.setdefault(repair.passage, []).append(repair)
    lines = LINE.findall(essay)
    waiting = list(passages.items())
    for number, line in enumerate(lines):
        if waiting and line.removeprefix(BOM).split() == waiting[0][1].split():
            lines[number] = mend(line, by_passage.get(waiting.pop(0)[0], []))
    return "".join(lines)


def mend(line: str, found: Iterable[Repair]) -> str:
    """One line with its repairs."""
    spans = []
    for repair in found:
        match = re.search(r"\s+".join(map(re.escape, repair.words.split())), line)
        if match:
            spans.append((match.start(), match.end(), repair.repaired))
    for start, end, repaired in sorted(spans, reverse=True):
        line = line[:start] + repaired + line[end:]
    return line


def unified(old: str, new: str) -> str:
    """The changes as a unified diff, which ``patch`` applies and ``patch -R`` reverts.

    >>> print(unified("a\\nb\\n", "a\\nc\\n"), end="")
    --- essay.txt
    +++ essay-repaired.txt
    @@ -1,2 +1,2 @@
     a
    -b
    +c
    """
    lines = difflib.unified_diff(LINE.findall(old), LINE.findall(new), ESSAY, REPAIRED)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of repairs that do not fit."""
    report(misfits(repairs(env), essay_passages(env)))


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the three files beside the pages."""
    if exception or app.builder.name != "html":
        return
    essay = essay_bytes(app.env).decode("utf-8")
    repaired = apply(essay, essay_passages(app.env), repairs(app.env))
    for name, text in ((ESSAY, essay), (REPAIRED, repaired), (PATCH, unified(essay, repaired))):
        (Path(app.outdir) / name).write_bytes(text.encode("utf-8"))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Check the repairs, and write them when the pages have been written."""
    app.connect("env-check-consistency", check)
    app.connect("build-finished", write)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
