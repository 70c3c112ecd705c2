"""Verdicts: the words with which a note may begin, with all their properties, from ``edition_verdicts`` in conf.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from edition.base.settings import setting_error, texts
from edition.base.vocabulary import Relation
from edition.base.warnings import WarningCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="settings"):
    """Warning codes of type ``settings``, of the verdicts."""

    VERDICTS = "verdicts"
    """A verdict has an unknown field, lacks one, has one of a wrong form, or repeats the word of another."""


MARKS = ("disc", "ring", "half", "parted", "cross")
"""Shapes of marks that pages, PDF and EPUB can draw."""
FORMS = {
    "meaning": (re.compile(r"(?s).*\S.*"), "Right as it stands."),
    "cito": (re.compile(r"cito:[A-Za-z]+"), "cito:isSupportedBy"),
    "line": (re.compile(r"(?:solid|dashed|dotted|double) \d*\.?\d+em"), "solid 0.055em"),
}
"""How texts must look, each with an example."""
COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
SIDES = "sides"
"""For ``needs``: the verdict needs sources on both sides of a dispute."""


class Verdict(NamedTuple):
    """One verdict of the setting ``edition_verdicts``, which is in the order of the key."""

    word: str
    """The word that is printed, and with which a note begins."""
    meaning: str
    """One sentence on what it says of the essay's words."""
    needs: str = ""
    """What the note's sources must include: a ``Relation``, ``SIDES`` (one for and one against), or nothing."""
    cito: str = "cito:isDiscussedBy"
    """The property of CiTO (http://purl.org/spar/cito/) from the claim to its sources, for a note without pairs."""
    rating: int = 0
    """For schema.org, 1 (wrong) to 5 (right); 0 for no rating."""
    mark: str = "disc"
    """Shape of its mark, one of ``MARKS``."""
    line: str = "solid 0.055em"
    """Style and thickness of the line under a claim."""
    ink: tuple[str, str] = ("#1f1c17", "#e7e2d8")
    """Color of word, number and mark, on a light and on a dark page."""
    stroke: tuple[str, str] = ("#1f1c17", "#e7e2d8")
    """Color of the line under a claim, likewise."""
    tint: tuple[str, str] = ("#f2f2f2", "#262626")
    """Background of a highlighted claim, likewise."""

    @property
    def weight(self) -> int:
        """Its rank, higher the more is wrong: of two claims with the same words, the higher one draws the line."""
        return -(self.rating or 4)

    @property
    def name(self) -> str:
        """Its form in CSS classes and ids."""
        return nodes.make_id(self.word)

    @property
    def css_class(self) -> str:
        """The CSS class of everything that shows this verdict."""
        return f"verdict-{self.name}"


def verdicts(config: Config) -> dict[str, Verdict]:
    """The book's verdicts by word, in the order of the key."""
    return {setting["word"]: Verdict(**setting) for setting in config.edition_verdicts}


def faults(settings: list[Any]) -> Iterator[str]:
    """What is wrong with ``edition_verdicts``."""
    names: dict[str, str] = {}
    for number, setting in enumerate(settings, 1):
        if not isinstance(setting, dict):
            yield f"number {number} must be a mapping: {{'word': 'Right', 'meaning': 'Right as it stands.'}}"
            continue
        odd = [name for name in setting if name not in Verdict._fields]
        odd += [name for name in ("word", "meaning") if name not in setting]
        if odd:
            how = "is unknown" if odd[0] in setting else "is missing"
            yield f"in number {number} {odd[0]!r} {how}; its fields are {', '.join(Verdict._fields)}"
            continue
        verdict = Verdict(**setting)
        if not texts(verdict.word, verdict.meaning, verdict.needs, verdict.cito, verdict.mark, verdict.line):
            yield f"number {number} has a field that is no text; put it in quotation marks"
            continue
        if not verdict.name or verdict.word.endswith("."):
            yield f"number {number} has {verdict.word!r} as its word; write one with a letter, without a full stop"
            continue
        for name in ("ink", "stroke", "tint"):
            colors = getattr(verdict, name)
            if not isinstance(colors, (tuple, list)) or len(colors) != 2 or not texts(*colors):
                yield f"{verdict.word!r}: {name!r} must be two colors, on light and on dark paper"
            elif odd := [color for color in colors if not COLOR.fullmatch(color)]:
                yield f"{verdict.word!r}: {name!r} has {odd[0]!r}, which is no color; write one as '#28603a'"
        for name, (form, like) in FORMS.items():
            if not form.fullmatch(getattr(verdict, name)):
                yield f"{verdict.word!r}: {name!r} is {getattr(verdict, name)!r}; write it as {like!r}"
        if verdict.rating not in range(6):
            yield f"{verdict.word!r}: 'rating' must be a number from 0 to 5"
        for name, allowed in (("mark", MARKS), ("needs", (*Relation, SIDES, ""))):
            if getattr(verdict, name) not in allowed:
                known = " or ".join(filter(None, allowed))
                yield f"{verdict.word!r}: {name!r} must be {known}, not {getattr(verdict, name)!r}"
        twin = names.get(verdict.name, "")
        if twin == verdict.word:
            yield f"the word {verdict.word!r} stands there twice; change one"
        elif twin:
            yield f"the words {twin!r} and {verdict.word!r} have one name, {verdict.name!r}; change one"
        names[verdict.name] = verdict.word


def check(app: Sphinx, config: Config) -> None:
    """End the build at a wrong ``edition_verdicts``."""
    for message in faults(config.edition_verdicts):
        raise setting_error(app, "edition_verdicts", f"edition_verdicts: {message}", Code.VERDICTS)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the setting."""
    app.add_config_value("edition_verdicts", [], "env", types=frozenset({list}))
    # The section that explains them, by its anchor.
    app.add_config_value("verdicts_explained", "", "html", types=frozenset({str}))
    app.connect("config-inited", check, priority=110)  # after their types (90), before anything uses them
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
