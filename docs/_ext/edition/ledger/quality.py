"""Print what the tests measured of this book in their last run, and whether that was on the same sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.dates import show_date
from edition.base.features import Feature, note_feature
from edition.base.grammar import show_number
from edition.base.locale import _, later, several
from edition.base.phases import Write
from edition.base.utf8 import UnreadableError
from edition.base.warnings import WarningCode, warn
from edition.ledger.quality_record import Quality, is_of, read_quality
from edition.ledger.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="quality"):
    """Warning codes of type ``quality``."""

    UNREADABLE = "unreadable"
    """``quality.json`` is not what ``scripts/quality.py`` writes."""
    PART = "part"
    """The directive names an unknown part of the record."""


class Row(NamedTuple):
    """A row of the table of what the tests measure."""

    what: str
    """What was tested."""
    found: str
    """The result, with names of figures in braces."""
    access: bool = False
    """Whether it is about accessibility."""


ROWS = (
    Row(later("Passages of the essay, word for word in the pages"), "{essay_pages}"),
    Row(later("Passages of the essay, word for word and twice in the PDF"), "{essay_pdf}"),
    Row(later("Passages of the essay, word for word and twice in the EPUB"), "{essay_epub}"),
    Row(later("Sentences of the essay with a note"), later("{sentences_noted} of {sentences}")),
    Row(later("Notes, each with its verdict and its sources"), "{notes}"),
    Row(later("Names, the same in the pages and the data"), "{names_pages}"),
    Row(later("Names, the same in the PDF and the data"), "{names_pdf}"),
    Row(later("Links within the pages and their data"), later("{links_pages} followed, {links_pages_dead} dead")),
    Row(later("Links within the PDF"), later("{links_pdf} followed, {links_pdf_dead} dead")),
    Row(
        later("Addresses of references, as last looked for"),
        later("{addresses_seen} there, {addresses_not_seen} not, {addresses_unchecked} not looked for"),
    ),
    Row(
        later("Pages served below a path of a plain server, with the headers for hosts"),
        later("{served_pages} pages, {served_files} other files, {served_faults} faults"),
    ),
    Row(later("Pages opened with script at three widths"), later("{wide_pages} pages, {wide_faults} faults"), True),
    Row(
        later("Pages opened without script, from disk and from a server"),
        later("{plain_pages} pages, {plain_faults} faults"),
        True,
    ),
    Row(
        later("axe, WCAG 2.2 A and AA, 320 pixels wide, dark"),
        later("{axe_320_dark_pages} pages, {axe_320_dark_found} findings"),
        True,
    ),
    Row(
        later("axe, WCAG 2.2 A and AA, 1280 pixels wide, light"),
        later("{axe_1280_light_pages} pages, {axe_1280_light_found} findings"),
        True,
    ),
    Row(later("HTML, read by html5lib"), later("{html_pages} pages, {html_errors} errors"), True),
    Row(later("HTML, by the Nu checker"), later("{nu_pages} pages, {nu_errors} errors"), True),
    Row(later("PDF, compiled under the rules of PDF/UA"), later("part {pdf_ua} of the standard"), True),
    Row(later("EPUB, by epubcheck"), later("{epubcheck_messages} messages"), True),
    Row(
        later("Files after five changes, built one after the other and built anew elsewhere"),
        later("{same_files} the same, {different_files} not"),
    ),
    Row(later("First visit of the longest chapter, compressed and without fonts"), later("{visit_bytes} bytes")),
    Row(later("Size of the PDF"), later("{pdf_pages} pages, {pdf_bytes} bytes")),
    Row(later("Size of the EPUB"), later("{epub_bytes} bytes")),
    Row(later("Size of the site"), later("{site_files} files, {site_bytes} bytes")),
)
"""All rows, in the order of the table."""


def figures_of(row: Row) -> list[str]:
    """The names of the figures of a row.

    >>> figures_of(Row("", "{a} of {b}"))
    ['a', 'b']
    """
    return [part.partition("}")[0] for part in row.found.split("{")[1:]]


def known_figures() -> set[str]:
    """The names of all figures that tests may measure."""
    return {name for row in ROWS for name in figures_of(row)}


class quality(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Placeholder of one ``part`` of what was measured: figures or accessibility."""


class ShowQuality(SphinxDirective):
    """``{quality} figures`` or ``{quality} accessibility``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the placeholder; whether the figures are of these sources is known when the book is written."""
        if self.arguments[0] not in PARTS:
            message = f"there is no part {self.arguments[0]!r} of what was measured; write one of {', '.join(PARTS)}"
            warn(Code.PART, message, self.get_location())
            return []
        note_feature(self.env, Feature.UNKEPT)
        return [quality("", part=self.arguments[0])]


class FillQuality(SphinxPostTransform):
    """Fill the placeholders."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by its part."""
        places = list(self.document.findall(quality))
        if places:
            record = read(self.env)
            for place in places:
                place.replace_self(list(PARTS[place["part"]](record, self.env)))


def read(env: BuildEnvironment) -> Quality | None:
    """The record; None, after a warning, if it cannot be read."""
    try:
        return read_quality(Path(env.srcdir) / env.config.quality_file)
    except UnreadableError as error:
        message = f"the record of what was measured: {error}; run scripts/quality.py, or take the file away"
        warn(Code.UNREADABLE, message, error.location)
        return None


def state(record: Quality | None, env: BuildEnvironment) -> str:
    """A sentence on whether the figures are of the sources of this build."""
    if record is None:
        return _("No run of the tests is on record for this copy, so that no figure is given.")
    tests = _("all {passed} tests passed") if record.whole else _("{passed} tests passed, the heaviest left out")
    told = tests.format(passed=show_number(record.passed))
    if record.skipped:
        told += several(", {count} was skipped", ", {count} were skipped", record.skipped)
    known = {
        "edition": record.edition,
        "date": show_date(record.date.isoformat()),
        "sources": record.sources[:16],
        "told": told,
    }
    match is_of(record, env.config):
        case True:
            text = _(
                "These figures are of exactly the sources from which this copy was made (their SHA-256 begins with"
                " {sources}): {told}."
            )
        case False:
            text = _(
                "These figures are of other sources than those from which this copy was made: of a state of edition"
                " {edition} of {date} whose SHA-256 begins with {sources}, where {told}. They say nothing certain"
                " about this copy."
            )
        case None:
            text = _(
                "These figures are of sources whose SHA-256 begins with {sources}, of edition {edition} of {date},"
                " where {told}; whether this copy was made from the same was not looked at."
            )
    return text.format(**known)


def measured(figures: Mapping[str, int]) -> Iterator[tuple[Row, str]]:
    """The rows whose figures are all known, with their results."""
    for row in ROWS:
        if all(name in figures for name in figures_of(row)):
            yield row, _(row.found).format(**{name: show_number(figures[name]) for name in figures_of(row)})


def show_figures(record: Quality | None, env: BuildEnvironment) -> Iterator[nodes.Node]:
    """The sentence, the table of all rows that were measured, and a list of those that were not."""
    yield nodes.paragraph("", state(record, env))
    if record is None:
        return
    rows = [(_(row.what), said) for row, said in measured(record.figures)]
    if rows:
        yield table([_("What was looked at"), _("What came out")], rows, [60, 40], "quality")
    shown = {row.what for row, _said in measured(record.figures)}
    if left := [_(row.what) for row in ROWS if row.what not in shown]:
        yield nodes.paragraph("", _("Not measured in that run: {what}.").format(what="; ".join(left)))


def show_accessibility(record: Quality | None, env: BuildEnvironment) -> Iterator[nodes.Node]:
    """The rows on accessibility that were measured."""
    rows = [(row, said) for row, said in measured(record.figures) if row.access] if record else []
    if not rows or not record:
        yield nodes.paragraph("", _("No test of it is on record for this copy."))
        return
    text = {
        True: _("Tested on the sources of this copy:"),
        False: _("Tested on other sources than those of this copy, about which this says nothing certain:"),
        None: _("Tested, on sources that were not compared with those of this copy:"),
    }
    yield nodes.paragraph("", text[is_of(record, env.config)])
    items = [nodes.list_item("", nodes.paragraph("", f"{_(row.what)}: {said}.")) for row, said in rows]
    yield nodes.bullet_list("", *items)


PARTS: dict[str, Callable[[Quality | None, BuildEnvironment], Iterator[nodes.Node]]] = {
    "figures": show_figures,
    "accessibility": show_accessibility,
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive; ``scripts/build.py`` sets ``quality_sources``, the digest of the sources."""
    app.add_config_value("quality_file", "quality.json", "", types=frozenset({str}))
    app.add_config_value("quality_sources", "", "", types=frozenset({str}))
    app.add_node(quality)
    app.add_directive("quality", ShowQuality)
    app.add_post_transform(FillQuality)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
