"""Read the extra words of the search from four files; they are never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

from edition.base.records import read_node
from edition.base.utf8 import UnreadableError
from edition.base.warnings import Finding, WarningCode
from edition.base.words import repeated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

SPELLINGS, QUESTIONS, KEYWORDS, SYNONYMS = "spellings.yaml", "questions.yaml", "keywords.yaml", "synonyms.yaml"


class Code(WarningCode, area="search"):
    """Warning codes of type ``search``."""

    RECORDS = "records"
    """A file of extra words cannot be read, or has a wrong form."""
    NAME = "name"
    """Words are listed under an unknown name."""
    QUESTION = "question"
    """A question does not end with a question mark, or is listed twice."""
    MISSING = "missing"
    """A note has no question, although other notes have."""


class Words(NamedTuple):
    """The contents of the four files; empty for a missing file."""

    spellings: Mapping[str, list[str]]
    """By term: other spellings."""
    questions: Mapping[str, list[str]]
    """By note: questions that it answers, as a stranger would ask them."""
    keywords: Mapping[str, list[str]]
    """By note, section or figure: everyday words for its subject."""
    synonyms: list[list[str]]
    """Groups of words with the same meaning."""


class Entry(NamedTuple):
    """One entry of a file."""

    key: str
    """The name that its words are listed under; ``""`` in a list."""
    words: list[str]
    location: str
    """``path:line``."""


def read_words(
    folder: Path, terms: Collection[str], notes: Collection[str], others: Collection[str]
) -> tuple[Words, list[Finding]]:
    """The words of the files in a folder, and what is wrong with them, unknown names included.

    Keywords are for notes and ``others``, which are sections and figures.
    """
    findings: list[Finding] = []

    def of(name: str, known: Collection[str]) -> list[Entry]:
        found = []
        for entry in read_entries(folder / name, True, findings):
            if entry.key in known:
                found.append(entry)
            elif entry.words:  # else it was reported
                message = f"the book has no {entry.key!r}; correct the name, or take it out"
                findings.append(Finding(Code.NAME, message, entry.location))
        return found

    spellings, questions, keywords = of(SPELLINGS, terms), of(QUESTIONS, notes), of(KEYWORDS, {*notes, *others})
    words = Words(
        {entry.key: entry.words for entry in spellings},
        {entry.key: entry.words for entry in questions},
        {entry.key: entry.words for entry in keywords},
        [entry.words for entry in read_entries(folder / SYNONYMS, False, findings)],
    )
    return words, findings + list(check_questions(folder / QUESTIONS, questions, notes))


def read_entries(path: Path, named: bool, findings: list[Finding]) -> Iterator[Entry]:
    """The entries of a file, a mapping if ``named``, else a list; mistakes are added to the findings."""
    try:
        root = read_node(path) if path.exists() else None
    except UnreadableError as error:
        findings.append(Finding(Code.RECORDS, str(error), error.location))
        return
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode if named else yaml.SequenceNode):
        form = "names with their words, 'name: [one, two]'" if named else "a list of groups, '- [one, two]'"
        findings.append(Finding(Code.RECORDS, f"this file must be {form}", f"{path}:1"))
        return
    for item in root.value:
        key, value = item if named else (None, item)
        location = f"{path}:{(key or value).start_mark.line + 1}"
        nodes = [value] if isinstance(value, yaml.ScalarNode) and path.name == KEYWORDS else value.value
        listed = isinstance(nodes, list) and all(isinstance(node, yaml.ScalarNode) for node in nodes)
        texts = [str(node.value) for node in nodes] if listed else []
        if not texts or not all(map(str.strip, texts)):
            texts = []
            findings.append(Finding(Code.RECORDS, "here must be a list of texts, '[one, two]'", location))
        elif path.name == SYNONYMS and len({text.strip().casefold() for text in texts}) < 2:
            message = "a group has two words or more, which find what the others find; add one, or take it out"
            findings.append(Finding(Code.RECORDS, message, location))
        yield Entry(str(key.value) if key else "", texts, location)  # even a wrong one, so that its name is not missing


def check_questions(path: Path, questions: Collection[Entry], notes: Collection[str]) -> Iterator[Finding]:
    """Findings on notes without a question, and on questions that lead to two notes."""
    seen: dict[str, str] = {}
    for note, asked, location in questions:
        twice = repeated(asked)
        for question in asked:
            if not question.endswith("?"):
                message = (
                    f"{note!r}: “{question}” must end with a question mark; one with a comma needs quotation marks"
                )
                yield Finding(Code.QUESTION, message, location)
            if (other := seen.setdefault(question.lower(), note)) != note or question in twice:
                message = f"{note!r}: “{question}” stands at {other!r} too; a question leads to one note"
                yield Finding(Code.QUESTION, message, location)
    known = {entry.key for entry in questions}
    for note in notes if questions else ():
        if note not in known:
            message = f"no question leads to the note {note!r}; write some, as a stranger would ask them"
            yield Finding(Code.MISSING, message, f"{path}:1")
