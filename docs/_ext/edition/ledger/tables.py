"""The directive ``{ledger}``: counts of verdicts, coverage, and all claims with their evidence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.domains import domain
from edition.base.features import Feature, note_feature
from edition.base.links import cross_reference
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.quotes import curl
from edition.base.titles import short_title
from edition.base.trees import part
from edition.base.warnings import warn
from edition.essay.carries import relation_word
from edition.essay.notes import Note, NotesDomain, pairs_of
from edition.essay.passages import passages_of
from edition.essay.text import passage_name
from edition.essay.verdicts import verdicts
from edition.ledger.evidence import Code
from edition.ledger.sentences import examine
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.essay.carries import Pair

Cell = nodes.Node | str | list[nodes.Node]


class ledger(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Placeholder of one ``part`` of the ledger: counts, coverage or claims."""


class claim_evidence(nodes.General, nodes.Element):  # noqa: N801
    """What the sources carry for one claim: a list, which the PDF prints in its notes."""


class Ledger(SphinxDirective):
    """``{ledger} counts``, ``{ledger} coverage`` or ``{ledger} claims``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the placeholder; the notes are known after all chapters were read."""
        if self.arguments[0] not in PARTS:
            message = f"there is no ledger {self.arguments[0]!r}; write one of {', '.join(PARTS)}"
            warn(Code.PART, message, self.get_location())
            return []
        note_feature(self.env, Feature.LEDGER)
        return [ledger("", part=self.arguments[0], docname=self.env.docname)]


class FillLedger(SphinxPostTransform):
    """Fill the placeholders."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by its table or list."""
        for place in list(self.document.findall(ledger)):
            place.replace_self(PARTS[place["part"]](self.env, place["docname"]))


def chapter_titles(env: BuildEnvironment) -> dict[str, str]:
    """Title by chapter, as printed."""
    return {name: env.titles[name].astext() for name in env.config.essay_chapters if name in env.titles}


def look_at_passages(env: BuildEnvironment) -> None:
    """Record that all passages with their notes are printed, which are taken from records here (``base.kept``)."""
    for name in chapter_titles(env):
        part(env, passages_of, name)


def counts(env: BuildEnvironment, docname: str) -> list[nodes.Node]:
    """Notes by chapter and verdict."""
    words = list(verdicts(env.config))
    rows: list[list[Cell]] = []
    total: Counter[str] = Counter()
    for name in chapter_titles(env):
        found = Counter(note.verdict for note in domain(env, NotesDomain).notes.get(name, []))
        total += found
        link = cross_reference(docname, name, short_title(env, name))
        rows.append([link, *(str(found[word] or "–") for word in words), str(found.total())])
    rows.append([_("The essay"), *(str(total[word]) for word in words), str(total.total())])
    return [table([_("Chapter"), *words, _("All")], rows, [30, *[13] * len(words), 5], "ledger-counts")]


def coverage(env: BuildEnvironment, docname: str) -> list[nodes.Node]:
    """The share of the essay's sentences that have a note, and a list of the others with their reasons."""
    look_at_passages(env)
    found = examine(env)
    bare = [sentence for sentence in found if not sentence.notes]
    share = round(100 * (len(found) - len(bare)) / len(found)) if found else 0
    text = _(
        "{count} of the essay's {total} sentences ({share} percent) have at least one note.",
        count=len(found) - len(bare),
        total=len(found),
        share=share,
    )
    text += (" " + _("The others are:")) if bare else ""
    result: list[nodes.Node] = [nodes.paragraph("", printed(env, text))]
    items = []
    for sentence in bare:
        link = cross_reference(docname, sentence.passage, passage_name(env.config.essay_chapters, sentence.passage))
        words = (
            ": "
            + _("“{words}”", words=printed(env, sentence.text))
            + (f" {sentence.reason}" if sentence.reason else "")
        )
        items.append(nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(words))))
    return [*result, nodes.bullet_list("", *items, classes=["ledger-bare"])] if items else result


def claims(env: BuildEnvironment, docname: str) -> list[nodes.Node]:
    """A table per chapter, a row per note: its number, the essay's words, the answer with its evidence, the verdict."""
    result: list[nodes.Node] = []
    look_at_passages(env)
    answers = {name.anchor: name.answer for name in domain(env, AnchorsDomain).all_names()}
    for number, (name, title) in enumerate(chapter_titles(env).items(), 1):
        notes, pairs = domain(env, NotesDomain).notes.get(name, []), part(env, pairs_of, name)
        if not notes:
            continue
        rows = [
            claim_row(env, docname, number, note, answers.get(note.anchor, ""), pairs[note.anchor]) for note in notes
        ]
        heading = nodes.paragraph("", "", cross_reference(docname, name, title), classes=["ledger-chapter"])
        head = [_("Note"), _("The essay’s words"), _("Answer"), _("Verdict")]
        result += [heading, table(head, rows, [8, 34, 40, 18], "ledger-claims")]
    return result


def claim_row(
    env: BuildEnvironment, docname: str, chapter: int, note: Note, answer: str, pairs: Sequence[Pair]
) -> list[Cell]:
    """The cells of one claim."""
    verdict = verdicts(env.config)[note.verdict]
    words = nodes.inline(
        "", "", cross_reference(docname, note.anchor, printed(env, note.words)), classes=["claim", verdict.css_class]
    )
    told: list[nodes.Node] = [nodes.paragraph("", answer)]
    if pairs:
        told.append(evidence_of(env, docname, pairs))
    return [
        cross_reference(docname, note.anchor, f"{chapter}.{note.number}"),
        words,
        told,
        nodes.strong("", verdict.word, classes=["verdict", verdict.css_class]),
    ]


def evidence_of(env: BuildEnvironment, docname: str, pairs: Sequence[Pair]) -> claim_evidence:
    """What each source carries, with links to the pairs in the note."""
    items = []
    for pair in pairs:
        relation = nodes.inline("", relation_word(pair.relation), classes=["relation", f"relation-{pair.relation}"])
        label = env.domains.standard_domain.labels.get(Kind.SOURCE.anchor(pair.source), ("", "", pair.source))[2]
        link = cross_reference(docname, pair.anchor, label)
        line = nodes.paragraph("", "", relation, nodes.Text(": "), nodes.Text(pair.carries), nodes.Text(" ("), link)
        line += nodes.Text(")")
        items.append(nodes.list_item("", line))
    return claim_evidence("", nodes.bullet_list("", *items))


PARTS: dict[str, Callable[[BuildEnvironment, str], list[nodes.Node]]] = {
    "counts": counts,
    "coverage": coverage,
    "claims": claims,
}


def printed(env: BuildEnvironment, text: str) -> str:
    """A text of the essay with typographic quotation marks."""
    return curl(text, env.config.language, env.config.smartquotes_action)


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int], name: str) -> nodes.table:
    """A table; ``widths`` are relative, and a cell is a text, an inline node, or a list of blocks."""

    def row(cells: Sequence[Cell]) -> nodes.row:
        made = nodes.row()
        for cell in cells:
            if isinstance(cell, list):
                made += nodes.entry("", *cell)
            else:
                content = nodes.Text(cell) if isinstance(cell, str) else cell
                made += nodes.entry("", nodes.paragraph("", "", content))
        return made

    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=w) for w in widths]
    group += nodes.thead("", row(list(head)))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group, classes=["ledger", name, "colwidths-given"])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("ledger", Ledger)
    app.add_node(ledger)
    app.add_node(claim_evidence)
    app.add_post_transform(FillLedger)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
