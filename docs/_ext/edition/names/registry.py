"""The registry of public names, ``anchors.txt``, as text: names are permanent, and a retired one leads to its heir."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from edition.base.warnings import Finding, WarningCode
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from edition.names.record import Name

SCRIPT = "scripts/register_anchors.py"
DIGITS = 12
"""How many hexadecimal digits of a digest the registry has."""
NAME = "[a-z0-9][a-z0-9-]*"
PAGE = r"(?:(?!\.)[^\s,/]+/)*(?!\.)[^\s,/]+"
"""A docname, never above the book's folder: a page is written in place of each removed one."""
PAGES = f"{PAGE}(?:,{PAGE})*"
RETIRED = re.compile(rf"({NAME})(?: ({PAGES}))? -> ({NAME})\s+# (\S.*)")
LIVE = re.compile(rf"({NAME}) ({PAGES})(?: ([0-9a-f]{{{DIGITS}}}))?")


class Code(WarningCode, area="registry"):
    """Warning codes of type ``registry``."""

    LINE = "line"
    """A line of the registry cannot be read, or repeats a name."""
    ORDER = "order"
    """The lines of the registry are not sorted."""
    LOST = "lost"
    """A registered name is gone and has no heir."""
    UNREGISTERED = "unregistered"
    """A name of the book is not in the registry."""
    PASSAGE = "passage"
    """The words of a passage are not the registered ones; the essay never changes."""
    WORDS = "words"
    """The words of a note, section, term, event or pair are not the registered ones."""
    MOVED = "moved"
    """A name is on another page than the registered one."""
    HEIR = "heir"
    """An heir does not exist, or is itself retired."""
    REUSED = "reused"
    """A retired name is used again."""


class Entry(NamedTuple):
    """One line of the registry."""

    anchor: str
    pages: tuple[str, ...]
    """The page of the name, then its former pages; for a retired name, where it was."""
    words: str
    """The first digits of the digest of its words; empty for kinds without a digest."""
    heir: str
    """Empty for a living name."""
    reason: str
    line: int

    @property
    def page(self) -> str:
        """The page of the name, or where it was when it was retired; empty if that is not known."""
        return self.pages[0] if self.pages else ""

    def __str__(self) -> str:
        pages = ",".join(self.pages)
        if self.heir:
            return f"{' '.join(filter(None, [self.anchor, pages]))} -> {self.heir}  # {self.reason}"
        return " ".join(filter(None, [self.anchor, pages, self.words]))


def read_registry(text: str, path: str) -> tuple[list[Entry], list[Finding]]:
    """The entries of the registry, and what is wrong with its lines."""
    entries: list[Entry] = []
    faults: list[Finding] = []
    lines: dict[str, int] = {}
    unread: list[tuple[int, str]] = []
    unsorted = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if match := RETIRED.fullmatch(line):
            pages = tuple(match[2].split(",")) if match[2] else ()
            entry = Entry(match[1], pages, "", match[3], match[4], number)
        elif match := LIVE.fullmatch(line):
            entry = Entry(match[1], tuple(match[2].split(",")), match[3] or "", "", "", number)
        else:
            unread.append((number, line))
            continue
        if entry.anchor in lines:
            message = f"{entry.anchor!r} stands in line {lines[entry.anchor]} too; keep one of the two"
            faults.append(Finding(Code.LINE, message, f"{path}:{number}"))
            continue
        if not unsorted and entries and entries[-1].anchor > entry.anchor:
            unsorted = True  # the script sorts all of them
            message = f"{entry.anchor!r} stands after {entries[-1].anchor!r}; sort the lines: run python3 {SCRIPT}"
            faults.append(Finding(Code.ORDER, message, f"{path}:{number}"))
        lines[entry.anchor] = number
        entries.append(entry)
    if unread:
        number, line = unread[0]
        more = f" (and {len(unread) - 1} more likewise)" if unread[1:] else ""
        message = f"cannot read {line!r}{more}; write 'name page digest' or 'old page -> heir  # reason'"
        faults.insert(0, Finding(Code.LINE, message, f"{path}:{number}"))
    return entries, faults


def compare(entries: Iterable[Entry], names: Iterable[Name], path: str, folder: str) -> Iterator[Finding]:
    """Findings on differences between registry and book; ``folder`` is the one that ``origin`` is relative to."""
    registered = {e.anchor: e for e in entries}
    living = {name.anchor: name for name in names}
    for e in registered.values():
        here = f"{path}:{e.line}"
        if e.heir:
            heir = registered.get(e.heir)
            if heir is None or heir.heir:
                how = "is not registered"
                if heir and (last := last_heir(registered, heir)):
                    how = f"is itself retired; name its heir, {last!r}"
                elif heir:
                    how = "is itself retired, and leads to no name of the book; name one"
                yield Finding(Code.HEIR, f"the heir {e.heir!r} of {e.anchor!r} {how}", here)
            if name := living.get(e.anchor):
                message = f"{e.anchor!r} was retired and is never used again; give this place another name"
                yield Finding(Code.REUSED, message, f"{folder}/{name.origin}")
        elif e.anchor not in living:
            heir_of = e.anchor.partition("--")[0] if "--" in e.anchor else "heir"
            message = (
                f"{e.anchor!r} is gone from the book; bring it back, or write "
                f"'{e.anchor} {e.page} -> {heir_of}  # reason' here"
            )
            yield Finding(Code.LOST, message, here)
    for name in living.values():
        yield from _compare_living(name, registered.get(name.anchor), f"{folder}/{name.origin}")


def last_heir(registered: Mapping[str, Entry], entry: Entry) -> str:
    """The name to which a chain of retired names leads; empty if it leads in a circle or nowhere."""
    seen: set[str] = set()
    while entry.heir:
        if entry.anchor in seen or entry.heir not in registered:
            return ""
        seen.add(entry.anchor)
        entry = registered[entry.heir]
    return entry.anchor


def _compare_living(name: Name, e: Entry | None, place: str) -> Iterator[Finding]:
    what = f"the {name.kind} {name.anchor!r}"
    if e is None:
        yield Finding(Code.UNREGISTERED, f"{what} is not registered; run python3 {SCRIPT}", place)
    elif e.heir:
        return
    elif e.page != name.docname:
        message = (
            f"{name.anchor!r} is registered for {e.page!r} (line {e.line} of the registry) and stands in "
            f"{name.docname!r}; move it back, or declare the move, so that its old address still leads to it: "
            f"run python3 {SCRIPT}"
        )
        yield Finding(Code.MOVED, message, place)
    elif e.words != name.digest[:DIGITS]:
        if name.kind is Kind.PASSAGE:
            message = f"the words of passage {name.anchor!r} have changed; restore them, the essay is fixed"
            yield Finding(Code.PASSAGE, message, place)
        else:
            message = (
                f"the words of {what} have changed; if they still say the same thing, declare it: run python3 {SCRIPT}"
            )
            yield Finding(Code.WORDS, message, place)


def update(entries: list[Entry], names: Iterable[Name]) -> tuple[list[Entry], list[str]]:
    """The registry with new names, pages and digests, and a message on each change. No name is ever removed.

    The words and the page of a passage are never updated. A pair that is gone gets its note as its heir. The former
    page of a name is kept after its present one.
    """
    registered = {e.anchor: e for e in entries}
    living = {name.anchor: name for name in names}
    said = []
    for name in sorted(living.values(), key=lambda name: name.anchor):
        e = registered.get(name.anchor)
        if e is None:
            registered[name.anchor] = Entry(name.anchor, (name.docname,), name.digest[:DIGITS], "", "", 0)
            said.append(f"new: {name.kind} {name.anchor}")
            continue
        if e.heir or name.kind is Kind.PASSAGE:
            continue
        if e.page != name.docname:
            before = (page for page in e.pages if page != name.docname)
            e = registered[name.anchor] = e._replace(pages=(name.docname, *before))
            said.append(f"moved: {name.kind} {name.anchor}")
        if e.words != name.digest[:DIGITS]:
            registered[name.anchor] = e._replace(words=name.digest[:DIGITS])
            said.append(f"changed words: {name.kind} {name.anchor}")
    for e in entries:
        note, dashes, _ = e.anchor.partition("--")
        if dashes and not e.heir and e.anchor not in living and note in living:
            registered[e.anchor] = e._replace(words="", heir=note, reason="the note no longer cites the source")
            said.append(f"retired: {e.anchor}, its heir is {note}")
    return sorted(registered.values()), said


def write_registry(text: str, entries: Iterable[Entry]) -> str:
    """The new text of the registry: comments at its top stay there, others stay above the same name."""
    head: list[str] = []
    above: dict[str, list[str]] = {}
    waiting: list[str] = []
    first = True
    for line in text.splitlines():
        if line.startswith("#"):
            waiting.append(line)
        elif line.strip():
            if first:
                head = waiting
            elif waiting:
                above[line.split(" ", 1)[0]] = waiting
            first, waiting = False, []
    if first:
        head, waiting = waiting, []
    lines = [line for entry in entries for line in [*above.get(entry.anchor, []), str(entry)]]
    return "\n".join([*head, *lines, *waiting]) + "\n"
