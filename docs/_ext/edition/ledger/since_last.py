"""What changed since the last edition: names that are new, or whose words are others, with the reasons."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edition.base.domains import domain
from edition.base.trees import once, part
from edition.ledger.reasons import Reason, read_reasons
from edition.names.anchors import AnchorsDomain
from edition.names.editions import FOLDER, EditionsDomain, Printed
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.environment import BuildEnvironment

    from edition.base.warnings import Finding
    from edition.names.editions import Edition
    from edition.names.record import Name


class Change(NamedTuple):
    """A name that is new or has changed since the last edition."""

    name: Name
    before: Printed | None
    """What the last edition printed; None for a new name."""
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> tuple[str, str] | None:
        """The old verdict and the new one, if it changed."""
        if self.before is None or self.before.verdict == self.name.verdict:
            return None
        return self.before.verdict, self.name.verdict


def find_changes(names: Iterable[Name], last: Edition, reasons: Sequence[Reason]) -> list[Change]:
    """What is new or changed since an edition, in the order of the book.

    A name whose words are the same is only included if it has a reason: a source, a figure and a whole page can change
    in other ways. Pairs are left out; they belong to their notes.
    """
    found = []
    for name in names:
        if name.kind is Kind.PAIR:
            continue
        before = last.names.get(name.anchor)
        own = tuple(reason for reason in reasons if reason.name == name.anchor)
        if before is None or own or (before.sha256 and before.sha256 != name.digest):
            found.append(Change(name, before, own))
    return found


def since_last(env: BuildEnvironment) -> tuple[Edition | None, list[Change], list[Finding]]:
    """The last closed edition, what changed since, and reasons that cannot be used; nothing in a first edition."""
    part(env, printed)
    return once(env, find_since_last, partial(find_since_last, env))


def find_since_last(env: BuildEnvironment) -> tuple[Edition | None, list[Change], list[Finding]]:
    """As ``since_last``, for callers that print nothing of it."""
    closed = domain(env, EditionsDomain).closed
    if not closed:
        return None, [], []
    names = domain(env, AnchorsDomain).all_names()
    path = Path(env.srcdir) / FOLDER / f"{env.config.release}.yaml"
    reasons, findings = read_reasons(path, {name.anchor for name in names} | set(closed[-1].names))
    return closed[-1], find_changes(names, closed[-1], reasons), findings


def printed(env: BuildEnvironment) -> list[tuple[object, ...]]:
    """What the page prints of other documents, beyond what all share: of new names only the titles of figures."""
    _last, found, _findings = once(env, find_since_last, partial(find_since_last, env))
    result: list[tuple[object, ...]] = []
    for name, before, reasons in found:
        if before is None:
            result.append((name.anchor, name.title if name.kind is Kind.FIGURE else ""))
        elif reasons or before.verdict != name.verdict:
            said = [(reason.kind, reason.why) for reason in reasons]
            result.append((name.anchor, name.title, name.mention, name.words, name.verdict, before, said))
    return result
