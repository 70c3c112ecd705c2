"""The records of closed editions; ``closed_pages`` publishes their pages."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base.address import EDITION
from edition.base.domains import EachBuild, domain
from edition.base.utf8 import UnreadableError
from edition.base.warnings import WarningCode, warn
from edition.essay.claims import ClaimsDomain
from edition.essay.claims import Code as ClaimsCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.essay.claims import Claim

FOLDER = "editions"
SUMS = "SHA256SUMS"
"""The file with the hashes of an edition's files, in the form of ``sha256sum``."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SUM = re.compile(r"[0-9a-f]{64}  (?!/)(?:(?!\.\./)[^/]+/)*(?!\.\.$)[^/]+")
"""A line of it; its path does not lead out of the edition."""


class Code(WarningCode, area="editions"):
    """Warning codes of type ``editions``."""

    RECORDS = "records"
    """A record of a closed edition is missing, cannot be read or has a wrong form."""
    BYTES = "bytes"
    """A page of a closed edition is not the one that was published."""


class Printed(NamedTuple):
    """What a closed edition printed under a name."""

    kind: str
    page: str
    """Document name of the page, for example ``soviet-era``."""
    title: str
    words: str
    """As its page printed them, without citations in parentheses; ``""`` for whole pages and the annotated source."""
    sha256: str
    """Digest of the words as written, citations included; ``""`` for kinds without one."""
    verdict: str = ""
    sources: tuple[str, ...] = ()


class Edition(NamedTuple):
    """One closed edition."""

    version: str
    date: str
    """ISO."""
    commit: str
    names: Mapping[str, Printed]
    files: Mapping[str, str]
    """SHA-256 of each file of its site by its path."""
    kept: frozenset[str]
    """Document names of the pages that are published beside today's."""
    digest: str
    """Of its records."""

    def keeps(self, name: str) -> bool:
        """Whether the page of a name is published beside today's."""
        return self.names[name].page in self.kept

    def address(self, name: str) -> str:
        """The address of a name in this edition, relative to the root of the site."""
        page = self.names[name].page
        return f"{self.version}/{page}.html#{name}"


def read_editions(folder: Path) -> list[Edition]:
    """The closed editions in a folder, the oldest first; none if there is no folder. Raises UnreadableError."""
    numbered = [path for path in sorted(folder.glob("*[0-9]*")) if path.suffix != ".yaml"]
    found = [path for path in numbered if EDITION.fullmatch(path.name)]
    if odd := next((path for path in numbered if path not in found and path.is_dir()), None):
        raise UnreadableError("the folder of an edition has its number as its name, like 1.0; rename it", f"{odd}:1")
    return [read_edition(path) for path in sorted(found, key=lambda p: [int(n) for n in p.name.split(".")])]


def read_edition(folder: Path) -> Edition:
    """One closed edition. Raises UnreadableError."""
    edition, names = _load(folder / "edition.json"), _load(folder / "names.json")
    day, commit = edition.get("date"), edition.get("commit")
    if edition.get("version") != folder.name or not is_day(str(day)) or not isinstance(commit, str):
        message = f"this must hold version {folder.name!r}, date and commit; restore it from version control"
        raise UnreadableError(message, f"{folder / 'edition.json'}:1")
    for name, record in names.items():
        if fault := _misfit(record):
            message = f"the record of {name!r} {fault}; restore it from version control"
            raise UnreadableError(message, f"{folder / 'names.json'}:{_line_of(name, folder / 'names.json')}")
    printed = {name: _printed(record) for name, record in names.items()}
    pages = folder / "pages"
    kept = frozenset(path.relative_to(pages).with_suffix("").as_posix() for path in pages.rglob("*.html"))
    sums = _read(folder / SUMS)
    if wrong := next((n for n, line in enumerate(sums.splitlines(), 1) if not SUM.fullmatch(line)), 0):
        message = "this is no hash of a file of the edition; restore it from version control"
        raise UnreadableError(message, f"{folder / SUMS}:{wrong}")
    files = dict(read_sums(sums))
    records = "\0".join(_read(folder / name) for name in ("edition.json", "names.json", SUMS))
    digest = hashlib.sha256(records.encode()).hexdigest()
    return Edition(edition["version"], edition["date"], edition["commit"], printed, files, kept, digest)


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, as ``2026-11-28``."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(DAY.fullmatch(text))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UnreadableError(f"it cannot be read ({why}); restore it, an edition is for ever", f"{path}:1") from None


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(_read(path))
    except json.JSONDecodeError as error:
        message = f"this is no JSON ({error}); restore it from version control"
        raise UnreadableError(message, f"{path}:{error.lineno}") from None
    if not isinstance(data, dict):
        raise UnreadableError("this is no object of JSON; restore it from version control", f"{path}:1")
    return data


def _misfit(record: object) -> str:
    """What is wrong with the record of a name; or ``""``."""
    if not isinstance(record, dict):
        return "is no object of JSON"
    needed = [field for field in Printed._fields if field not in Printed._field_defaults]
    if missing := next((field for field in needed if field not in record), ""):
        return f"has no {missing!r}"
    texts = {field: record.get(field, "") for field in Printed._fields if field != "sources"}
    texts["sha256"] = texts["sha256"] or ""  # null, of kinds without one
    if odd := next((field for field, value in texts.items() if not isinstance(value, str)), ""):
        return f"must have a text as its {odd!r}"
    sources = record.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(source, str) for source in sources):
        return "must have a list of texts as its 'sources'"
    return ""


def _line_of(key: str, path: Path) -> int:
    """The line of a key in a JSON file, which the parser does not keep."""
    text = _read(path)
    found = re.search(rf"^[\s{{]*{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _printed(record: dict[str, Any]) -> Printed:
    return Printed(
        record["kind"],
        record["page"],
        record["title"],
        record["words"],
        record["sha256"] or "",
        record.get("verdict", ""),
        tuple(record.get("sources", ())),
    )


class EditionsDomain(EachBuild):
    """The editions closed before the one being built, read at the start of each build."""

    name = "editions"
    label = "Editions"

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.closed: list[Edition] = []
        """The oldest first."""

    def printed(self) -> object:
        """The editions by their records, in which are thousands of names."""
        return [(edition.digest, edition.kept) for edition in self.closed]


def load(app: Sphinx) -> None:
    """Read the closed editions, and warn of a wrong record and of claims checked for an unknown edition."""
    try:
        editions = read_editions(Path(app.srcdir) / FOLDER)
    except UnreadableError as error:
        warn(Code.RECORDS, str(error), error.location)
        editions = []
    closed = [edition for edition in editions if edition.version != app.config.release]
    domain(app.env, EditionsDomain).closed = closed
    days = {edition.version: edition.date for edition in closed}
    days[app.config.release] = app.config.typst_date.isoformat()
    for claim in domain(app.env, ClaimsDomain).claims:
        if fault := check_fault(claim, days):
            warn(ClaimsCode.FIELD, f"the claim {claim.note!r}: {fault}", claim.record.at("checked"))


def check_fault(claim: Claim, days: Mapping[str, str]) -> str:
    """What is wrong with the check of a claim, the days of all editions being known; or ``""``."""
    if not claim.edition:
        return ""
    if claim.edition not in days:
        return f"there is no edition {claim.edition!r}, only {', '.join(days)}"
    if claim.checked and claim.checked.isoformat() > (day := days[claim.edition]):
        return f"it was checked on {claim.checked}, after edition {claim.edition} ({day}); mend one of the two days"
    return ""


def last_changed(editions: list[Edition], release: str, name: str, sha256: str) -> str:
    """The edition in which the words of a name last changed, or first appeared.

    ``editions`` are the closed ones, the oldest first; ``sha256`` is the digest of today's words.
    """
    since = release
    for edition in reversed(editions):
        if name not in edition.names or edition.names[name].sha256 != sha256:
            break
        since = edition.version
    return since


def read_sums(text: str) -> Iterator[tuple[str, str]]:
    """Path in the site and SHA-256 of each file in a list of the form of ``sha256sum``."""
    for line in text.splitlines():
        digest, _, path = line.partition("  ")
        if path.startswith("html/"):
            yield path.removeprefix("html/"), digest


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the editions."""
    app.add_domain(EditionsDomain)
    app.connect("builder-inited", load)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
