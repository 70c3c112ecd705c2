"""The editors' reasons for the changes of an edition, by name, from ``editions/<version>.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edition.base.locale import later
from edition.base.records import PLAIN, TEXT, misfits, read_checked
from edition.base.warnings import Finding, WarningCode

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

KINDS = {
    "wrong": (later("wrong"), later("the sources say otherwise")),
    "weak": (later("weak"), later("it said more, less or other than its source, or repeated the source’s words")),
    "attribution": (later("attribution"), later("the source cited did not carry the words, or none stood there")),
    "agreement": (later("agreement"), later("two places of the book differed")),
    "language": (later("language"), later("the wording or the form was at fault")),
    "new": (later("new note"), later("a claim had none")),
}
"""The kinds of reasons, each as printed and with its meaning; the gravest first."""
MOST = 45
"""The most words of a reason."""


class Code(WarningCode, area="changes"):
    """Warning codes of type ``changes``."""

    RECORDS = "records"
    """The file of reasons cannot be read, or an entry has a wrong form."""
    NAME = "name"
    """A reason is for an unknown name."""
    REASON = "reason"
    """The verdict of a note changed without a reason."""
    PART = "part"
    """A directive names an unknown list of changes."""


class Reason(NamedTuple):
    """Why one thing was changed under a name."""

    name: str
    kind: str
    """One of ``KINDS``."""
    why: str
    location: str
    """``path:line``."""


def read_reasons(path: Path, names: Collection[str]) -> tuple[list[Reason], list[Finding]]:
    """The reasons in the order of the file, and what is wrong with them; none if there is no file."""
    records, findings = read_checked(Code.RECORDS, path, optional=True)
    reasons = []
    for record in records:
        wrong = list(misfits(record, {"name": TEXT, "kind": TEXT, "why": PLAIN}, ("name", "kind", "why")))
        kind, name = record.text("kind"), record.text("name")
        if kind and kind not in KINDS:
            wrong.append((f"'kind' must be one of {', '.join(KINDS)}, not {kind!r}", record.at("kind")))
        if (count := len(record.text("why").split())) > MOST:
            wrong.append((f"the reason has {count} words; shorten it to at most {MOST}", record.at("why")))
        findings += [Finding(Code.RECORDS, message, place) for message, place in wrong]
        if name and name not in names:
            message = f"the book has no name {name!r}; write the name of the place that was changed"
            findings.append(Finding(Code.NAME, message, record.at("name")))
        elif not wrong:
            reasons.append(Reason(name, kind, record.text("why"), record.location))
    return reasons, findings
