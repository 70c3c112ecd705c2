"""Subjects of the indexes that no term explains, from ``subjects.yaml``: countries, persons and organizations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.records import MAPPING, PLAIN, TEXT, TEXTS, misfits, read_checked
from edition.base.settings import setting_error
from edition.base.warnings import Finding, WarningCode, report
from edition.names.subjects import KINDS, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

FILE = "subjects.yaml"
SHAPE = {"heading": PLAIN, "kind": TEXT, "words": TEXTS, "forms": MAPPING}


class Code(WarningCode, area="subjects"):
    """Warning codes of type ``subjects``."""

    RECORDS = "records"
    """subjects.yaml cannot be read."""
    FIELD = "field"
    """A subject lacks a field, has one too many, or one of another shape."""
    TWICE = "twice"
    """Two subjects have the same heading, or a word in common."""
    NOWHERE = "nowhere"
    """No text of the book names a subject."""


def read_listed(path: Path, language: str) -> tuple[list[Subject], list[Finding]]:
    """The subjects of a file, and what is wrong with them; ``language`` is that of their other forms."""
    records, findings = read_checked(Code.RECORDS, path, optional=True)
    found: dict[str, Subject] = {}  # by heading, whatever its capitals
    named: dict[str, str] = {}
    for record in records:
        heading, kind = record.text("heading"), record.text("kind")
        name = f"the subject {heading!r}" if heading else "a subject"
        faults = [f"{name}: {message}" for message, _ in misfits(record, SHAPE, ("heading", "kind"))]
        if kind and kind not in KINDS:
            faults.append(f"{name}: 'kind' must be {' or '.join(KINDS)}, not {kind!r}")
        if not all(map(str.strip, record.texts("words"))):
            faults.append(f"{name}: one of its 'words' is empty; write it, or take it out")
        findings += [Finding(Code.FIELD, fault, record.location) for fault in faults]
        if heading.lower() in found:
            findings.append(Finding(Code.TWICE, f"{name} stands here twice; keep one of the two", record.location))
        elif not faults:
            forms = record.mapping("forms")
            found[heading.lower()] = subject = Subject(
                key=f"subject {heading}",
                heading=heading,
                kind=kind,
                forms=tuple((forms.text(form), form, language) for form in forms.fields),
                words=tuple(record.texts("words")) or (heading,),
                location=record.location,
            )
            for word in subject.words:
                if (other := named.setdefault(word.lower(), heading)) != heading:
                    message = f"{name}: {word!r} stands for {other!r} too; take it out of one of the two"
                    findings.append(Finding(Code.TWICE, message, record.at("words")))
    return list(found.values()), findings


def with_listed(env: BuildEnvironment, subjects: Iterable[Subject]) -> list[Subject]:
    """Some subjects and those of ``subjects.yaml``; one with the heading of a term only adds its words to the term."""
    found = list(subjects)
    terms = {subject.heading: subject for subject in found if subject.docname}
    for extra in read_listed(Path(env.srcdir) / FILE, env.config.language)[0]:
        if extra.heading in terms:
            terms[extra.heading].words += extra.words
        else:
            found.append(extra)
    return found


def check_kinds(app: Sphinx, config: Config) -> None:
    """Stop at an unknown kind in ``glossary_kinds``."""
    for section, kind in config.glossary_kinds.items():
        if kind not in KINDS:
            message = f"'glossary_kinds' calls {section!r} {kind!r}, which there is not; write {' or '.join(KINDS)}"
            raise setting_error(app, "glossary_kinds", message)


def check(app: Sphinx) -> None:
    """Read and check the file, before any document is read."""
    report(read_listed(Path(app.srcdir) / FILE, app.config.language)[1])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks of the subjects and of the kinds of the glossary's sections."""
    app.add_config_value("glossary_kinds", {}, "env", types=frozenset({dict}))  # of its sections, by their anchors
    app.connect("config-inited", check_kinds)
    app.connect("builder-inited", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
