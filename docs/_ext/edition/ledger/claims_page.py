"""The essay, claim by claim: a table of all notes, the essay's coverage, and both as data."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from docutils.utils.smartquotes import smartyPants
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.links import cross_reference
from edition.essay.commentary import CommentaryDomain
from edition.essay.notes import Note, NotesDomain
from edition.essay.passages import passage
from edition.essay.text import load_essay, passage_name
from edition.essay.verdicts import verdicts
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Sentence(NamedTuple):
    """One sentence of the essay."""

    passage: str
    """Anchor of the passage."""
    text: str
    """Its words."""
    notes: tuple[str, ...]
    """Anchors of the notes that answer words of it."""


def sentences(passage: str, text: str, notes: Iterable[Note]) -> Iterator[Sentence]:
    """Split a passage into sentences, each with the notes whose words lie in it at least in part."""
    spans = [(at, at + len(n.words), n.anchor) for n in notes if (at := text.find(n.words)) >= 0]
    start = 0
    for match in re.finditer(r"(?<=[.?!])[\"”’')]*(?:\s+(?=[A-Z\"“])|$)", text):
        end = match.end()
        inside = tuple(anchor for a, b, anchor in spans if a < end and b > start)
        yield Sentence(passage, text[start:end].strip(), inside)
        start = end


def examine(env: BuildEnvironment) -> list[Sentence]:
    """Every sentence of the essay with its notes, in order."""
    domain = env.get_domain("notes")
    assert isinstance(domain, NotesDomain)
    found: list[Sentence] = []
    for name, chapter in zip(env.config.essay_chapters, load_essay(env), strict=True):
        for n, text in enumerate(chapter.passages, 1):
            anchor = f"{name}-p{n}"
            notes = [note for note in domain.notes.get(name, []) if note.passage == anchor]
            found += sentences(anchor, text, notes)
    return found


def chapter_titles(env: BuildEnvironment) -> dict[str, str]:
    """Title by chapter, as printed."""
    return {name: env.titles[name].astext() for name in env.config.essay_chapters if name in env.titles}


class ledger(nodes.General, nodes.Element):  # noqa: N801
    """Place for one of the ledger's tables: ``part`` is counts, coverage or claims."""


class Ledger(SphinxDirective):
    """``{ledger} counts``, ``{ledger} coverage`` or ``{ledger} claims``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a place; the notes of all chapters are known only when all have been read."""
        if self.arguments[0] not in PARTS:
            raise self.error(f"there is no ledger {self.arguments[0]!r}; one of {', '.join(PARTS)}")
        self.env.metadata[self.env.docname]["ledger"] = True
        return [ledger("", part=self.arguments[0], docname=self.env.docname)]


class FillLedger(SphinxPostTransform):
    """Make the tables."""

    default_priority = 5  # before references are resolved (10)

    def run(self, **kwargs: object) -> None:
        """Replace each place by its table or list."""
        for place in list(self.document.findall(ledger)):
            domain = self.env.get_domain("notes")
            assert isinstance(domain, NotesDomain)
            place.replace_self(PARTS[place["part"]](self.env, domain, place["docname"]))


def counts(env: BuildEnvironment, domain: NotesDomain, docname: str) -> list[nodes.Node]:
    """Notes by chapter and verdict."""
    words = list(verdicts(env.config))
    head = ["Chapter", *words, "All"]
    rows: list[list[nodes.Node | str]] = []
    total: Counter[str] = Counter()
    for name, title in chapter_titles(env).items():
        found = Counter(n.verdict for n in domain.notes.get(name, []))
        total += found
        link = cross_reference(docname, name, title)
        rows.append([link, *(str(found[word] or "–") for word in words), str(found.total())])
    rows.append(["The essay", *(str(total[word]) for word in words), str(total.total())])
    return [table(head, rows, [30, *[13] * len(words), 5], "ledger-counts")]


def coverage(env: BuildEnvironment, domain: NotesDomain, docname: str) -> list[nodes.Node]:
    """The share of the essay's sentences that a note examines, and a list of the others."""
    found = examine(env)
    bare = [s for s in found if not s.notes]
    share = round(100 * (len(found) - len(bare)) / len(found)) if found else 0
    text = f"{len(found) - len(bare)} of the essay's {len(found)} sentences ({share} percent) have at least one note. "
    result: list[nodes.Node] = [nodes.paragraph("", educated(text + ("The others are:" if bare else "")))]
    if bare:
        items = [
            nodes.list_item(
                "",
                nodes.paragraph(
                    "",
                    "",
                    cross_reference(docname, s.passage, passage_name(env.config.essay_chapters, s.passage)),
                    nodes.Text(": " + educated(s.text)),
                ),
            )
            for s in bare
        ]
        result.append(nodes.bullet_list("", *items, classes=["ledger-bare"]))
    return result


def claims(env: BuildEnvironment, domain: NotesDomain, docname: str) -> list[nodes.Node]:
    """One row a note: where its words stand, the words, the verdict."""
    titles = chapter_titles(env)
    result: list[nodes.Node] = []
    for name, title in titles.items():
        notes = domain.notes.get(name, [])
        if not notes:
            continue
        rows: list[list[nodes.Node | str]] = []
        for note in notes:
            place = cross_reference(docname, note.passage, passage_name(env.config.essay_chapters, note.passage, name))
            words = cross_reference(docname, note.anchor, educated(note.words))
            verdict = nodes.strong("", note.verdict, classes=["verdict", verdicts(env.config)[note.verdict].css_class])
            rows.append([place, str(note.number), words, verdict])
        heading = nodes.paragraph("", "", cross_reference(docname, name, title), classes=["ledger-chapter"])
        result += [heading, table(["¶", "Note", "The essay's words", "Verdict"], rows, [5, 6, 67, 22], "ledger-claims")]
    return result


PARTS = {"counts": counts, "coverage": coverage, "claims": claims}


def educated(text: str) -> str:
    """The text with typographic quotes, as Sphinx prints it; each stays one character."""
    return str(smartyPants(text, "q", "en"))


def table(
    head: Sequence[str], rows: Sequence[Sequence[nodes.Node | str]], widths: Sequence[int], name: str
) -> nodes.table:
    """A docutils table; ``widths`` are shares."""

    def row(cells: Sequence[nodes.Node | str]) -> nodes.row:
        made = nodes.row()
        for cell in cells:
            content = nodes.Text(educated(cell)) if isinstance(cell, str) else cell
            made += nodes.entry("", nodes.paragraph("", "", content))
        return made

    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=w) for w in widths]
    group += nodes.thead("", row(head))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group, classes=["ledger", name, "colwidths-given"])


def as_csv(env: BuildEnvironment, domain: NotesDomain, base: str, suffix: str) -> str:
    """The ledger as CSV (RFC 4180), one note a line after the names of the columns."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["note", "chapter", "passage", "number", "words", "verdict", "confidence", "sources", "url"])
    for n in domain.all_notes():
        url = f"{base}{n.docname}{suffix}#{n.anchor}"
        row = [n.anchor, n.docname, n.passage, n.number, n.words, n.verdict, n.confidence, " ".join(n.sources), url]
        writer.writerow(row)
    return out.getvalue()


def as_jsonld(env: BuildEnvironment, domain: NotesDomain, base: str, suffix: str) -> dict[str, Any]:
    """The notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), the verdict as a ClaimReview.

    Quotes are given as printed, so that a TextQuoteSelector finds them in the page.
    """
    texts = {
        f"{name}-p{n}": educated(text)
        for name, chapter in zip(env.config.essay_chapters, load_essay(env), strict=True)
        for n, text in enumerate(chapter.passages, 1)
    }
    items = []
    for note in domain.all_notes():
        page = f"{base}{note.docname}{suffix}"
        text = texts[note.passage]
        at = text.find(educated_like(note.words, text))
        end = at + len(note.words)
        rating: dict[str, Any] = {"type": "schema:Rating", "schema:alternateName": note.verdict}
        verdict = verdicts(env.config)[note.verdict]
        if verdict.rating:
            rating |= {"schema:ratingValue": verdict.rating, "schema:worstRating": 1, "schema:bestRating": 5}
        items.append(
            {
                "id": f"{page}#{note.anchor}",
                "type": "Annotation",
                "motivation": "assessing",
                "body": {
                    "id": f"{page}#{note.anchor}",
                    "type": "schema:ClaimReview",
                    "schema:claimReviewed": text[at:end],
                    "schema:reviewRating": rating,
                },
                "target": {
                    "source": page,
                    "selector": {
                        "type": "TextQuoteSelector",
                        "exact": text[at:end],
                        "prefix": text[max(0, at - 32) : at],
                        "suffix": text[end : end + 32],
                    },
                    verdict.cito: [
                        {"id": f"{base}bibliography{suffix}#{Kind.SOURCE.anchor(key)}"} for key in note.sources
                    ],
                },
            }
        )
    return {
        "@context": [
            "http://www.w3.org/ns/anno.jsonld",
            {"schema": "https://schema.org/", "cito": "http://purl.org/spar/cito/"},
        ],
        "id": f"{base}claims.jsonld",
        "type": "AnnotationPage",
        "items": items,
    }


def educated_like(words: str, text: str) -> str:
    """The words with the quotes that the educated ``text`` has at their place."""
    pattern = "".join('["“”]' if c == '"' else "['‘’]" if c == "'" else re.escape(c) for c in words)
    match = re.search(pattern, text)
    return match[0] if match else words


def count_words(app: Sphinx, doctree: nodes.document) -> None:
    """Remember how many words of a document are the editors', citations not counted."""
    left_out: list[nodes.Node] = [row[0] for row in doctree.findall(passage)]
    left_out += [x for x in doctree.findall(pending_xref) if x["refdomain"] == "cite"]
    total, less = (
        sum(len(re.findall(r"\w+", t.astext())) for root in roots for t in root.findall(nodes.Text))
        for roots in ([doctree], left_out)
    )
    count = total - less
    app.env.metadata[app.env.docname]["words"] = count


def rewrite_ledgers(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the pages with a ledger anew: it tells of notes in other documents."""
    return [name for name, data in env.metadata.items() if "ledger" in data]


def summary(env: BuildEnvironment) -> Iterator[str]:
    """What the book holds, one line a kind, for the end of a build."""
    domain = env.get_domain("notes")
    assert isinstance(domain, NotesDomain)
    commentary = env.get_domain("commentary")
    assert isinstance(commentary, CommentaryDomain)
    notes = list(domain.all_notes())
    by_chapter = Counter(n.docname for n in notes)
    by_verdict = Counter(n.verdict for n in notes)
    yield f"notes: {len(notes)} ({listed({word: by_verdict[word] for word in verdicts(env.config)})})"
    yield f"  by chapter: {listed({name: by_chapter[name] for name in env.config.essay_chapters})}"
    found = examine(env)
    yield f"coverage: {sum(bool(s.notes) for s in found)} of {len(found)} sentences have a note"
    anchors = env.get_domain("anchors")
    assert isinstance(anchors, AnchorsDomain)
    yield f"anchors: {listed(Counter(a.kind for a in anchors.all_names()))}"
    yield f"commentary sections: {sum(map(len, commentary.sections.values()))}"
    cite = env.get_domain("cite")
    groups = Counter(c.entry.fields.get("keywords", "") for c in cite.citations)  # type: ignore[attr-defined]
    yield f"sources by group: {listed(groups)}"
    words = {name: data["words"] for name, data in env.metadata.items() if "words" in data}
    chapters = sum(words.get(name, 0) for name in env.config.essay_chapters)
    others = {name: words[name] for name in ("timeline", "glossary") if name in words}
    yield f"words: {listed({'notes and commentary': chapters} | others)}"


def listed(counts: Mapping[str, int]) -> str:
    """``2 one, 3 two``."""
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write ``claims.csv`` and ``claims.jsonld`` beside the pages."""
    if exception or app.builder.format != "html":
        return
    domain = app.env.get_domain("notes")
    assert isinstance(domain, NotesDomain)
    base, suffix = app.config.html_baseurl, ".html"
    out = Path(app.outdir)
    (out / "claims.csv").write_text(as_csv(app.env, domain, base, suffix), encoding="utf-8", newline="")
    data = as_jsonld(app.env, domain, base, suffix)
    (out / "claims.jsonld").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the ledger."""
    app.add_directive("ledger", Ledger)
    app.add_node(ledger)
    app.add_post_transform(FillLedger)
    app.connect("doctree-read", count_words)
    app.connect("env-updated", rewrite_ledgers)
    app.connect("build-finished", write_data)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
