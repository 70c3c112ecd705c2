"""Verdicts: the words with which a note may begin, and all that the book knows of each, from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from edition.base.findings import FatalError, WarningCode

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="settings"):
    """Warning codes of type ``settings``, of the verdicts."""

    VERDICTS = "verdicts"
    """A verdict has a field that there is not, or lacks one, or has the word of another."""


class Verdict(NamedTuple):
    """One of the settings ``edition_verdicts``, in the order of the key."""

    word: str
    """As printed, and as a note begins."""
    meaning: str
    """One sentence on what it says of the essay's words."""
    needs: str = ""
    """What must stand among the note's sources: a relation, ``sides`` (a pair for and one against), or nothing."""
    cito: str = "cito:isDiscussedBy"
    """How a note's sources stand to the claim as a whole, as a property of CiTO (http://purl.org/spar/cito/)."""
    rating: int = 0
    """For schema.org, 1 (wrong) to 5 (right); 0 where a number would say nothing."""
    mark: str = "disc"
    """Shape of its mark: disc, ring, half, parted or cross."""
    line: str = "solid 0.055em"
    """Style and thickness of the line under a claim."""
    ink: tuple[str, str] = ("#1f1c17", "#e7e2d8")
    """Color of word, number and mark on light and on dark paper."""
    stroke: tuple[str, str] = ("#1f1c17", "#e7e2d8")
    """Color of the line."""
    tint: tuple[str, str] = ("#f2f2f2", "#262626")
    """Ground of a claim that is lit."""

    @property
    def weight(self) -> int:
        """How much is wrong where two lines would lie on each other; a judgment weighs more than what is right."""
        return -(self.rating or 4)

    @property
    def name(self) -> str:
        """For classes and file names."""
        return nodes.make_id(self.word)

    @property
    def css_class(self) -> str:
        """The class of everything that shows it."""
        return f"verdict-{self.name}"


def read_verdicts(settings: list[dict[str, Any]]) -> dict[str, Verdict]:
    """The verdicts by word. Ends the build for settings that are none."""
    try:
        verdicts = [Verdict(**setting) for setting in settings]
    except TypeError as error:
        message = f"edition_verdicts: {error}; its fields are {', '.join(Verdict._fields)}"
        raise FatalError(Code.VERDICTS, message, "conf.py:1") from None
    found = {verdict.word: verdict for verdict in verdicts}
    if len(found) < len(verdicts):
        raise FatalError(Code.VERDICTS, "edition_verdicts: a word stands there twice; change one", "conf.py:1")
    return found


def verdicts(config: Config) -> dict[str, Verdict]:
    """The book's verdicts by word, in the order of the key."""
    return read_verdicts(config.edition_verdicts)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the setting."""
    app.add_config_value("edition_verdicts", [], "env", types=frozenset({list}))
    # The section that explains them, by its anchor.
    app.add_config_value("verdicts_explained", "", "html", types=frozenset({str}))
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
