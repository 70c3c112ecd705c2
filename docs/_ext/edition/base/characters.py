"""Warn of invisible characters and look-alike letters, by their code points, in everything that authors write."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from yaml.reader import Reader

from edition.base.warnings import FatalError, Finding, WarningCode, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="characters"):
    """Warning codes of type ``characters``."""

    HIDDEN = "hidden"
    """An invisible character: it changes the direction of text, has no width, or is a control character."""
    MIXED = "mixed"
    """A word has look-alike letters of two scripts, such as a Cyrillic letter in an English word."""
    CONFLICT = "conflict"
    """A conflict marker of git."""
    FORM = "form"
    """A letter is not in Unicode's normalization form NFC."""


# Tab, line feed, form feed, carriage return and the separators U+2028 and U+2029 do no harm.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
ENTITY = re.compile(r"&(?:#\w+|\w+);")
"""How HTML and Markdown write a character that is not on the keyboard."""
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
OTHERS = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"
"""Greek, Cyrillic, Armenian, Cherokee, and Latin letters of full width or for formulas."""
MIXED = re.compile(f"[{LATIN}{OTHERS}]*(?:[{LATIN}][{OTHERS}]|[{OTHERS}][{LATIN}])[{LATIN}{OTHERS}]*")
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}) ")
LINES = re.compile(r"\r\n|\r|\n")
"""Line ends as editors count them."""
BOM = "\ufeff"


def spell(character: str) -> str:
    """Code point and name of a character.

    >>> spell("\\u0435")
    'U+0435 CYRILLIC SMALL LETTER IE'
    """
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def reveal(text: str) -> str:
    """The text with its invisible characters replaced by their code points.

    >>> reveal("zero\\u200bwidth")
    'zero‹U+200B›width'
    """
    return re.sub(f"{HIDDEN.pattern}|[\u00a0\u2028\u2029\u202f]", lambda match: f"‹U+{ord(match[0]):04X}›", text)


def parting(expected: str, found: str) -> str:
    """The first different characters of two texts that look the same, for a message; ``""`` if the eye sees them.

    >>> parting("fast", "f\\u0430st")
    'U+0061 LATIN SMALL LETTER A there, U+0430 CYRILLIC SMALL LETTER A here'
    """
    old, new = next(((a, b) for a, b in zip_longest(expected, found) if a != b), ("", ""))
    plain = all(c is None or (c.isascii() and c.isprintable()) for c in (old, new))
    if plain or (not old and not new):
        return ""
    there, here = (spell(c) if c else "nothing" for c in (old, new))
    return f"{there} there, {here} here"


def faults(text: str, path: str) -> Iterator[Finding]:
    """What is wrong with the characters of a text: at most one finding of each kind per line; a BOM is fine."""
    for number, line in enumerate(LINES.split(text.removeprefix(BOM)), 1):
        for code, message in faults_of(line):
            yield Finding(code, message, f"{path}:{number}")


def faults_of(line: str) -> Iterator[tuple[Code, str]]:
    """What is wrong with the characters of a line, or of a field of a table."""
    if "&" in line and (entity := next((e for e in ENTITY.findall(line) if HIDDEN.search(unescape(e))), "")):
        yield Code.HIDDEN, f"nobody sees the character that {entity!r} stands for; remove it"
    if line.isascii() and line.isprintable():
        return
    if hidden := HIDDEN.search(line):
        names = ", ".join(map(spell, dict.fromkeys(HIDDEN.findall(line))))
        before = " ".join(line[: hidden.start()].split())[-24:]
        where = f"after “{before}”" if before else "at the beginning of the line"
        yield Code.HIDDEN, f"nobody sees this character: {names}, {where}; remove it"
    if mixed := MIXED.search(line):
        odd = ", ".join(map(spell, dict.fromkeys(re.findall(f"[{OTHERS}]", mixed[0]))))
        yield Code.MIXED, f"the word “{mixed[0]}” has letters of two scripts, among them {odd}; write it in one"
    if not unicodedata.is_normalized("NFC", line):
        written, better = next(pieces(line))
        yield Code.FORM, f"“{better}” is written as {written}; save the file in Unicode's form NFC"


def pieces(line: str) -> Iterator[tuple[str, str]]:
    """For each letter that is not in NFC: its code points, and the letter in NFC."""
    for part in re.findall(r"(?s).[\u0300-\u036f\u1161-\u11ff\u3099\u309a]*", line):
        better = unicodedata.normalize("NFC", part)
        if better != part:
            yield " ".join(f"U+{ord(c):04X}" for c in part), f"{better} ({' '.join(f'U+{ord(c):04X}' for c in better)})"


def refuse_conflicts(text: str, path: str) -> None:
    """End the build at a conflict marker; reading on would only give many follow-up warnings."""
    for number, line in enumerate(LINES.split(text), 1):
        if CONFLICT.match(line):
            message = "a merge was left unfinished here; keep one of the two versions, and take the marks out"
            raise FatalError(Code.CONFLICT, message, f"{path}:{number}")


def record_files(folder: Path, config: Config) -> Iterator[Path]:
    """The records and BibTeX files that authors write beside the chapters; ``figures.reading`` checks the tables."""
    yield from sorted(folder.glob("*.yaml"))
    yield from (folder / name for name in config.bibtex_bibfiles)


def check_records(app: Sphinx) -> None:
    """Check the records before they are read; a file that cannot be read at all is reported by its own reader."""
    for path in record_files(Path(app.srcdir), app.config):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        refuse_conflicts(text, str(path))
        refused = path.suffix == ".yaml" and Reader.NON_PRINTABLE.search(text)  # the parser will say so
        if not refused and (not text.isascii() or HIDDEN.search(text)):
            report(faults(text, str(path)))


def check_document(app: Sphinx, docname: str, source: list[str]) -> None:
    """Check a document before it is read; form feeds, which XML cannot have, become spaces."""
    path = str(app.env.doc2path(docname))
    refuse_conflicts(source[0], path)
    report(faults(source[0], path))
    source[0] = source[0].replace("\f", " ")


def check_included(app: Sphinx, path: Path, _docname: str, source: list[str]) -> None:
    """Check a file that a document includes."""
    refuse_conflicts(source[0], str(app.srcdir / path))
    report(faults(source[0], str(app.srcdir / path)))
    source[0] = source[0].replace("\f", " ")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks."""
    app.connect("builder-inited", check_records, priority=400)
    app.connect("source-read", check_document)
    app.connect("include-read", check_included)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
