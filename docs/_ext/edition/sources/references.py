"""Read ``references.bib``, check it and label its entries; what has not changed is known from the last build."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pybtex.errors
from pybtex.scanner import PybtexSyntaxError
from sphinxcontrib.bibtex.bibfile import is_bibdata_outdated, parse_bibdata

from edition.base.domains import domain
from edition.base.warnings import FatalError, warn
from edition.sources.bibfile import LineFinding, Problem, find_lines, malformed, read_file
from edition.sources.domain import SourcesDomain
from edition.sources.fields import check_fields, date_of
from edition.sources.labels import set_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.config import Config


def read_references(app: Sphinx) -> None:
    """Read the files of ``bibtex_bibfiles`` before sphinxcontrib-bibtex does, check them and label their entries.

    A file that is not BibTeX ends the build; every other mistake is a warning.  If the last build has read the same
    and found no mistake, its entries stand; if some differ, the others keep the text that they had (``printed``).
    """
    sources, config = domain(app.env, SourcesDomain), app.config
    names = {(Path(app.confdir) / name).resolve(): name for name in config.bibtex_bibfiles or ()}
    paths = list(names)
    # The library goes by modification times, and a file with an old time can have new content.
    texts = {path: read_file(path, config.bibtex_encoding) for path in paths}
    settings = [config.language, config.sources_groups, str(config.typst_date)]
    read_from = [settings, [hashlib.sha256(text.encode()).hexdigest() for text in texts.values()]]
    last = sources.data.get("read_from")
    if last == read_from and not is_bibdata_outdated(sources.bibdata, paths, config.bibtex_encoding):
        return
    before = sources.bibdata.data.entries if last and last[0] == settings else {}
    sources.data["read_from"] = None
    with pybtex.errors.capture() as errors:
        sources.data["bibdata"] = parse_bibdata(paths, config.bibtex_encoding)
    for error in errors:
        if isinstance(error, PybtexSyntaxError):
            raise malformed(error)
    errors = [error for error in errors if not str(error).startswith("repeated")]  # which find_lines tells, with a line
    entries = sources.bibdata.data.entries
    places: dict[str, tuple[str, int]] = {}
    sources.data["places"] = places
    mistaken = False
    for path, name in names.items():
        lines, findings = find_lines(texts[path])
        findings += taken_before(lines, places)
        places |= {key: (name, line) for (key, field), line in lines.items() if not field and key not in places}
        if errors and not findings:  # such as a name with too many commas, which pybtex quotes
            quoted = str(errors[0]).rpartition(" in ")[2].strip("'\"")
            line = texts[path].count("\n", 0, max(texts[path].find(quoted), 0)) + 1
            raise FatalError(Problem.FILE, f"{errors[0]}; mend it", f"{path}:{line}")
        for key in sources.bibdata.bibfiles[path].keys:
            findings += check_entry(entries[key], lines, config)
        for found in sorted(findings, key=lambda found: found.line):
            if found.ends:
                raise FatalError(found.problem, found.message, f"{path}:{found.line}")
            warn(found.problem, found.message, f"{path}:{found.line}")
        mistaken = mistaken or bool(findings)
    set_labels(entries.values())
    for key, entry in entries.items():
        if (old := before.get(key)) == entry and hasattr(old, "printed"):
            entry.printed = old.printed
    if not mistaken:
        sources.data["read_from"] = read_from


def taken_before(lines: Mapping[tuple[str, str], int], places: Mapping[str, tuple[str, int]]) -> Iterator[LineFinding]:
    """Entries whose keys another file has too, the ``places`` of its entries being known."""
    for (key, field), line in lines.items():
        if not field and key in places:
            file, at = places[key]
            message = f"source {key}: the key is already taken in {file}, line {at}; give one of the two another"
            yield LineFinding(line, Problem.DUPLICATE_KEY, message)


def check_entry(entry: Entry, lines: Mapping[tuple[str, str], int], config: Config) -> list[LineFinding]:
    """Complete the date of an entry; returns its mistakes with their ``lines``, see ``bibfile.find_lines``."""
    fields = entry.fields
    if "date" not in fields and (date := date_of(fields)):
        fields["date"] = date
    told = {**fields, **{role: " and ".join(map(str, who)) for role, who in entry.persons.items()}}
    return [
        LineFinding(
            lines.get((entry.key.lower(), name)) or lines.get((entry.key.lower(), "")) or 0,
            problem,
            f"source {entry.key}: {message}",
        )
        for name, problem, message in check_fields(told, config.sources_groups, str(config.typst_date))
    ]
