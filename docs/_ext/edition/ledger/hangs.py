"""What a verdict rests on ("hangs" in data and style sheets), computed from the pairs of its note."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from edition.base.locale import _, later
from edition.base.vocabulary import Relation
from edition.base.words import letter
from edition.essay.verdicts import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from edition.essay.carries import Pair
    from edition.essay.verdicts import Verdict

AGAINST = (Relation.DISPUTES,)
FOR = (Relation.SUPPORTS, Relation.QUALIFIES)
"""The two sides of a dispute: sources that dispute the essay's words, and those that leave them standing."""


SAID: dict[str, tuple[str, str]] = {
    Relation.SUPPORTS: (later("{count} supports"), later("{count} support")),
    Relation.QUALIFIES: (later("{count} qualifies"), later("{count} qualify")),
    Relation.DISPUTES: (later("{count} disputes"), later("{count} dispute")),
    Relation.BACKGROUND: (later("{count} for background"), later("{count} for background")),
}
"""The words for a number of sources by relation, for one source and for several."""


class Hangs(NamedTuple):
    """What the verdict of a note rests on."""

    pairs: tuple[Pair, ...]
    """All pairs, in the order of the note."""
    deciding: tuple[Pair, ...]
    """The smallest set of pairs without which the verdict would not stand; empty if no source decides it."""
    kinds: Counter[str]
    """Number of sources by their group in the bibliography."""
    languages: Counter[str]
    """Number of sources by the code of their language."""

    @property
    def relations(self) -> Counter[str]:
        """Number of sources by relation."""
        return Counter(pair.relation for pair in self.pairs)

    @property
    def second_hand(self) -> int:
        """Number of sources that the editors know only from another work."""
        return sum(pair.second_hand for pair in self.pairs)

    @property
    def agree(self) -> bool:
        """Whether no source disputes what another supports or qualifies."""
        return not (any(self.relations[r] for r in AGAINST) and any(self.relations[r] for r in FOR))


def weigh(pairs: Sequence[Pair], sources: Mapping[str, Mapping[str, str]], verdict: Verdict) -> Hangs:
    """Evaluate the pairs of one note; ``sources`` are the fields of the bibliography's entries by key."""
    fields = [sources.get(pair.source, {}) for pair in pairs]
    return Hangs(
        tuple(pairs),
        tuple(decide(pairs, verdict.needs)),
        Counter(field.get("keywords", "") for field in fields),
        Counter(field.get("language", "en") for field in fields),
    )


def decide(pairs: Iterable[Pair], needs: str) -> list[Pair]:
    """The smallest set of pairs that a verdict depends on; ``needs`` is a relation, ``SIDES`` or nothing."""
    pairs = list(pairs)
    if needs != SIDES:
        return [pair for pair in pairs if pair.relation == needs]
    sides = [[pair for pair in pairs if pair.relation in side] for side in (AGAINST, FOR)]
    return min(sides, key=len) if all(sides) else []


def shortfall(note: str, verdict: Verdict, hangs: Hangs) -> str:
    """The message on the kind of source that a note lacks for its verdict; empty if it lacks none."""
    if not verdict.needs or hangs.deciding:
        return ""
    wanted = "one that disputes and one that does not" if verdict.needs == SIDES else f"one that {verdict.needs}"
    return (
        f"{note!r} is {verdict.word}, and among its sources there is not {wanted}; mend its relations in carries.yaml, "
        "or say in 'rests' on what the verdict rests"
    )


def say(hangs: Hangs, rests: str, languages: Mapping[str, str]) -> str:
    """One line for readers; ``languages`` are the names of languages by code."""
    total = len(hangs.pairs)
    parts = [rests.rstrip(".") if rests else _decided(hangs)]
    parts.append(_known(total, hangs.second_hand))
    names = [(_(languages.get(code, code)), count) for code, count in hangs.languages.most_common()]
    if len(names) == 1:
        parts.append(_("in {language}", language=names[0][0]))
    else:
        parts.append(", ".join(f"{name} {count}" for name, count in names))
    if total > 1:
        parts.append(", ".join(_(SAID[r][count > 1], count=count) for r, count in hangs.relations.items()))
    return "; ".join(filter(None, parts)) + "."


def _known(total: int, second_hand: int) -> str:
    if not second_hand:
        return _("all read") if total > 1 else _("read")
    if second_hand == total:
        return _("all known at second hand") if total > 1 else _("known at second hand")
    return _("{read} read, {other} known at second hand", read=total - second_hand, other=second_hand)


def _decided(hangs: Hangs) -> str:
    total = len(hangs.pairs)
    if not hangs.deciding:
        return _("No source decides a judgment; sources: {total}", total=total)
    letters = [letter(hangs.pairs.index(pair)) for pair in hangs.deciding]
    which = _(" and ").join(filter(None, [", ".join(letters[:-1]), letters[-1]]))
    if total == 1:
        text = _("Rests on its one source")
    elif len(letters) == 1:
        text = _("Rests on one of {total} sources ({which})", total=total, which=which)
    elif len(letters) == total:
        text = _("Rests on all {total} sources", total=total)
    else:
        text = _("Rests on {count} of {total} sources ({which})", count=len(letters), total=total, which=which)
    known = sum(pair.second_hand for pair in hangs.deciding)
    return text + (_(", known at second hand") if known == len(letters) and total > 1 else "")
