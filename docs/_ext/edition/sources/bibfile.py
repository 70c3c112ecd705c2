"""Find the line of each entry and field of ``references.bib``, and what is wrong with their form.

pybtex reads the entries but does not keep their places.  This module finds these by the rules of BibTeX: a value may
span many lines and hold anything between its braces.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from edition.base.utf8 import first_bad_line
from edition.base.vocabulary import Seen
from edition.base.warnings import FatalError, WarningCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pybtex.scanner import PybtexSyntaxError

SEEN = (Seen.OWN_PAGE, Seen.CITED_BY)
"""What can be said of a whole source; only a pair of note and source can be ``not-shown``."""
TIERS = ("core", "support")
_TYPES = """
    article book booklet collection inbook incollection inproceedings manual mastersthesis misc online
    phdthesis proceedings report techreport thesis unpublished
"""
TYPES = frozenset(_TYPES.split())
"""The entry types of BibTeX, and those of biblatex that the bibliography can print."""
_PRINTED = """
    author editor shortauthor title booktitle journal volume number pages publisher institution year date doi
    url isbn language month day note keywords seen
"""
PRINTED = frozenset(_PRINTED.split())
"""Fields that the bibliography prints or sorts by."""
_KEPT = """
    abstract address annote chapter copyright edition eprint file howpublished issn key langid
    location organization pagetotal school series shorttitle tier caution timestamp translator type urldate
"""
KEPT = frozenset(_KEPT.split())
"""Fields that are allowed and not printed: those that reference managers add, and the editors' remarks."""
ADDRESSES = frozenset({"url", "doi", "file", "eprint"})
"""Fields whose value is not LaTeX."""


class Problem(WarningCode, area="bibliography"):
    """Warning codes of type ``bibliography``."""

    FILE = "file"
    """A file is missing, not UTF-8, without entries, or not BibTeX; this ends the build."""

    DUPLICATE_KEY = "duplicate_key"
    """Two entries have the same key; the second is not read."""

    DUPLICATE_FIELD = "duplicate_field"
    """An entry gives a field twice; the second is not read."""

    MISSING_TITLE = "missing_title"
    """An entry has no title."""

    BAD_DATE = "bad_date"
    """A date is not YYYY, YYYY-MM or YYYY-MM-DD, is not in the calendar or disagrees with the year."""

    BAD_URL = "bad_url"
    """An address is not a complete http or https URL."""

    BAD_DOI = "bad_doi"
    """A DOI does not begin with ``10.``; the book itself adds the address before it."""

    UNKNOWN_GROUP = "unknown_group"
    """``keywords`` names no group of the bibliography, so that the entry would be printed nowhere."""

    LISTED_TWICE = "listed_twice"
    """A page lists a group twice."""

    UNKNOWN_SEEN = "unknown_seen"
    """``seen`` does not say whether the editors read the work."""

    UNKNOWN_TIER = "unknown_tier"
    """``tier`` does not say how far the source may be trusted."""

    UNKNOWN_LANGUAGE = "unknown_language"
    """A language code has no name in ``sources.wording``."""

    UNKNOWN_TYPE = "unknown_type"
    """An entry has a type that the bibliography cannot print."""

    UNKNOWN_FIELD = "unknown_field"
    """Neither the bibliography nor a reference manager knows a field; it may be misspelled."""

    LATEX = "latex"
    """A command of LaTeX is not known and would be printed with its backslash; likewise HTML."""

    NAMES = "names"
    """The names of several people are not separated as in BibTeX, by ``and``."""

    ISBN = "isbn"
    """An ISBN has a wrong form or a wrong check digit."""

    PAGES = "pages"
    """A page range ends before it begins."""

    KEY = "key"
    """Two keys give the same public name, or a key gives none."""

    CROSSREF = "crossref"
    """An entry has ``crossref``, by which BibTeX would take fields from another entry; the bibliography does not."""

    BAD_CITATION = "bad_citation"
    """A citation in a document is not a list of keys with commas between them."""


class LineFinding(NamedTuple):
    """One mistake in a line of ``references.bib``."""

    line: int
    """Counted from 1."""
    problem: Problem
    """Its code."""
    message: str
    """What is wrong."""
    ends: bool = False
    """Whether the build ends here, because sphinxcontrib-bibtex would report the same in other words."""


class Place(NamedTuple):
    """An entry of the file."""

    key: str
    kind: str
    """Its type in small letters."""
    line: int
    fields: list[tuple[str, int]]
    """Each field's name in small letters, with its line."""


_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])\s*")
_KEY = re.compile(r"([^\s,{}()\"#%=]+)\s*(,|(?=[})]))")
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+/-]*)\s*=\s*")
_PIECE = re.compile(r"\s*(?:([^\s,{}\"#%()=]+)|(?=[{\"]))\s*")
_JOIN = re.compile(r"\s*#\s*")


def read_file(path: Path, encoding: str = "utf-8-sig") -> str:
    """The text of a BibTeX file, with LF line ends.

    Ends the build if the file is missing, is not UTF-8 or has no entry.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = (
            f"the file of sources cannot be read: {error.strerror}; restore it, or mend bibtex_bibfiles in conf.py"
        )
        raise FatalError(Problem.FILE, message, f"{path}:1") from error
    if encoding.lower().startswith("utf") and (line := first_bad_line(data)):
        raise FatalError(Problem.FILE, "this file is not UTF-8; save it in that encoding", f"{path}:{line}")
    text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    if not _ENTRY.search(text):
        message = "the file has no source; add one, or take it out of bibtex_bibfiles"
        raise FatalError(Problem.FILE, message, f"{path}:1")
    return text


def scan(text: str) -> Iterator[Place]:
    """Every entry in the order of the file; what is no valid BibTeX is left to pybtex to report."""
    at = 0
    breaks = [found.start() for found in re.finditer("\n", text)]
    while entry := _ENTRY.search(text, at):
        at = entry.end()
        kind = entry[1].lower()
        if kind in {"comment", "preamble", "string"}:
            at = _closing(text, entry.start(2))
            continue
        key = _KEY.match(text, at)
        if not key:
            continue
        place = Place(key[1], kind, bisect(breaks, key.start(1)) + 1, [])
        at = key.end()
        while field := _FIELD.match(text, at):
            place.fields.append((field[1].lower(), bisect(breaks, field.start(1)) + 1))
            at = _value(text, field.end())
        yield place


def _value(text: str, at: int) -> int:
    """The end of the value that begins at a position: pieces joined by ``#``, in braces, in quotes or bare words."""
    while piece := _PIECE.match(text, at):
        at = piece.end()
        if not piece[1]:
            at = _closing(text, at)
        join = _JOIN.match(text, at)
        if not join:
            return at
        at = join.end()
    return at


def _closing(text: str, at: int) -> int:
    """The position after what closes the brace, parenthesis or quote at a position; the end of the text without one."""
    close = {"{": "}", "(": ")", '"': '"'}[text[at]]
    depth = 0
    for found in re.compile(r'\\.|[{}()"]', re.DOTALL).finditer(text, at + 1):
        character = found[0]
        if character == close and depth == 0:
            return found.end()
        depth += {"{": 1, "}": -1}.get(character, 0)
    return len(text)


def find_lines(text: str) -> tuple[dict[tuple[str, str], int], list[LineFinding]]:
    """The line of each entry, by ``(key, "")``, and of each field, by ``(key, field)``, and what is wrong there.

    Keys and fields are in lower case, since BibTeX ignores case.
    """
    lines: dict[tuple[str, str], int] = {}
    named: dict[str, Place] = {}
    findings: list[LineFinding] = []
    for entry in scan(text):
        key = entry.key.lower()
        if (key, "") in lines:
            message = f"source {entry.key}: the key is already taken in line {lines[key, '']}"
            findings.append(LineFinding(entry.line, Problem.DUPLICATE_KEY, message))
            continue
        lines[key, ""] = entry.line
        other = named.setdefault(nodes.make_id(entry.key), entry)
        if not nodes.make_id(entry.key):
            message = f"source {entry.key}: the key makes no public name; it needs a letter from a to z"
            findings.append(LineFinding(entry.line, Problem.KEY, message))
        elif other is not entry:
            message = f"source {entry.key}: its public name is that of {other.key} in line {other.line}; change one key"
            findings.append(LineFinding(entry.line, Problem.KEY, message, ends=True))
        if entry.kind not in TYPES:
            message = f"source {entry.key}: the type @{entry.kind} is none of {', '.join(sorted(TYPES))}"
            findings.append(LineFinding(entry.line, Problem.UNKNOWN_TYPE, message))
        for field, line in entry.fields:
            if (key, field) in lines:
                message = f"source {key}: the field {field} is already given in line {lines[key, field]}"
                findings.append(LineFinding(line, Problem.DUPLICATE_FIELD, message))
                continue
            lines[key, field] = line
            if field == "crossref":
                message = f"source {key}: no field is taken over from another entry; write those it lacks here instead"
                findings.append(LineFinding(line, Problem.CROSSREF, message))
            elif field not in PRINTED | KEPT:
                message = f"source {key}: the field {field} is not known; known are {', '.join(sorted(PRINTED))}"
                findings.append(LineFinding(line, Problem.UNKNOWN_FIELD, message))
    return lines, findings


def malformed(error: PybtexSyntaxError) -> FatalError:
    """The error for a file that is not BibTeX; it names the line where the entry begins, as the slip may be earlier."""
    start = error.parser.text.count("\n", 0, error.error_context_info[0] or 0) + 1
    message = f"{error.args[0]}, in the entry that begins in line {start}; mend it"
    return FatalError(Problem.FILE, message, f"{error.filename}:{error.lineno}")
