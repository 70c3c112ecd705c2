"""Complete the warnings of libraries: add what to do, and a code or line that they leave out."""

from __future__ import annotations

import re
from logging import ERROR, WARNING, Filter, LogRecord, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Advice(NamedTuple):
    """What to add to one of a library's messages."""

    begins: str
    """How the message begins, before its arguments are filled in."""
    words: str
    """What to do."""
    code: str = ""
    """``area.code``, for a message that has no code."""


OTHER = "one of the two needs another name; a figure stands once, and is linked by {ref} elsewhere"
ADVICE = (
    Advice("duplicate label ", OTHER, "anchors.twice"),
    Advice("Duplicate explicit target name", OTHER, "anchors.twice"),
    Advice("duplicate %s description of ", "one of the two needs another name", "terms.twice"),
    Advice("duplicated entry found in toctree", "take one of the two out"),
    Advice("toctree contains reference to nonexisting document", "write that file, or take the line out"),
    Advice("toctree contains reference to excluded document", "take the line out"),
    Advice("toctree glob pattern", "mend it, or take the line out", "toc.empty_glob"),
    Advice("document isn't included in any toctree", "add it to a list of contents"),
    Advice("undefined label", "mend the name, or write '(name)=' above the place that it means"),
    Advice("term not in glossary", "mend it, or write ':::{term} Name' for it in the glossary"),
    Advice("could not find bibtex key", "mend the key, or add the source to a file of 'bibtex_bibfiles'"),
    Advice("duplicate citation for key", "each group of sources is listed once; take one of its two lists out"),
    Advice("Duplicate footnote definition found for label", "one of the two needs another label"),
    Advice("Footnote [", "write its mark, '[^label]', right after the words that it answers"),
    Advice("Unknown interpreted text role", "mend its name, or write `code` to show it"),
    Advice("Unknown directive type", "mend its name"),
    Advice("Directive '", "write what it needs right behind its braces", "myst.directive_parse"),
    Advice("Has content, but none permitted", "nothing stands between its options and its end; take that out"),
    Advice("Invalid option value for", "write its value, or take the option out"),
    Advice(
        "'myst' cross-reference target not found", "mend the name, or write '(name)=' above the place that it means"
    ),
    Advice("unknown document", "mend its name"),
    Advice("equation not found", "write what it says in words"),
    Advice("'any' reference target not found", "mend the name"),
    Advice("invalid numfig_format", "write %%s once, where the number stands", "ref.numref"),
    Advice("numfig is disabled", "write 'numfig = True' in conf.py", "ref.numref"),
    Advice("Failed to create a cross reference. Any number", "what has no number is named by {ref}", "ref.numref"),
    Advice("more than one target found for", "write {ref} or {doc}, which say what is meant"),
    Advice("Error with CSV data in", "mend the table", "tables.csv"),
    Advice("Error parsing content block for the", "mend the table", "tables.list"),
    Advice("line number spec is out of range", "mend the numbers, or take them out", "code.lines"),
    Advice("Pygments lexer name", "mend the name of the language, or take it out"),
    Advice("Lexing literal_block", "mend the code, or take the name of its language out"),
    Advice("Substitution error", "mend the name, or set it in 'myst_substitutions'"),
    Advice("Non-consecutive header level", "begin it with fewer '#', one more than the heading above it has"),
)


OTHERS = Advice("", "mend it, or take it out")
"""For all other messages of libraries."""
OWN = "sphinx.edition."
"""The beginning of the names of our own loggers, whose messages say what to do."""
DIRECTIVE = re.compile(r"^'[\w:-]+': ")
"""The name of the directive, with which MyST begins some messages."""


def in_a_line(words: object) -> str:
    """A text of several lines in one."""
    return " ".join(str(words).split())


class Advise(Filter):
    """A filter of log records that completes the messages of libraries."""

    def filter(self, record: LogRecord) -> bool:
        """Add what is missing."""
        if record.levelno < WARNING:
            return True
        if "\n" in record.getMessage():
            record.args = tuple(in_a_line(arg) if "\n" in str(arg) else arg for arg in record.args or ())
            record.msg = in_a_line(record.msg)
        if record.levelno > ERROR:  # docutils has a level of its own for a file that it cannot read
            record.levelno, record.levelname = ERROR, "ERROR"
        message = str(record.msg)
        bare = DIRECTIVE.sub("", message)
        found = next((advice for advice in ADVICE if bare.startswith(advice.begins)), OTHERS)
        if not record.name.startswith(OWN) and not getattr(record, "advised", False):
            record.msg = f"{message.rstrip('.')}; {found.words}"
            record.advised = True
            if found.code:
                record.type, record.subtype = found.code.split(".")
        if getattr(record, "type", "") == "docutils" and not getattr(record, "subtype", ""):
            record.subtype = "markup"  # messages of docutils' parser have no code
        if not getattr(record, "type", ""):
            record.type, record.subtype = "sphinx", "other"
        location = getattr(record, "location", None)
        if isinstance(location, tuple) and len(location) == 2 and Path(str(location[0])).is_absolute():
            location = record.location = f"{location[0]}:{location[1] or 1}"  # Sphinx takes a path for a document
        if isinstance(location, str) and location.endswith(":"):
            location = record.location = f"{location}1"
        if isinstance(location, str) and not re.search(r":\d+$", location):
            record.location = location, 1  # a document's name
        elif isinstance(location, tuple) and len(location) == 2 and not location[1]:
            record.location = location[0], 1
        return True


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Add the filter before Sphinx's own, which put code, place and message together."""
    for handler in getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(0, Advise())
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
