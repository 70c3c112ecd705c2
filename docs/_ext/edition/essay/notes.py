"""Notes beside their passage: each answers some words of the essay and begins with a verdict."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from edition.base.records import Record, RecordError, read_records
from edition.essay.passages import passage, passage_name, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


class Verdict(StrEnum):
    """What the sources say of the essay's words."""

    SUPPORTED = "Supported"
    """Right as it stands."""
    IMPRECISE = "Imprecise"
    """Partly right: it needs a date, a number, a name or a limit."""
    DISPUTED = "Disputed"
    """Good sources disagree."""
    CONTRADICTED = "Contradicted"
    """Wrong."""
    INTERPRETATION = "Interpretation"
    """A judgment or forecast, not a checkable fact."""


class Code(StrEnum):
    """Warning codes of type ``notes``."""

    VERDICT = "verdict"
    """A note does not begin with one of the verdicts in bold."""
    CLAIM = "claim"
    """A note's words are missing from claims.yaml, or stand there without a note."""
    WORDS = "words"
    """The words of a claim do not stand, once and unbroken, in the passage."""
    PLACE = "place"
    """The reference does not stand at the end of the words, or outside the essay."""
    TWICE = "twice"
    """Two notes of the book have the same label, or one note has two references."""
    RECORDS = "records"
    """claims.yaml cannot be read."""
    MISSING = "missing"
    """A reference has no note."""
    CROWDED = "crowded"
    """A passage has more notes than the style sheet can pair with their words."""


class Note(NamedTuple):
    """One note as the rest of the book needs to know it."""

    anchor: str
    """Label and public name."""
    docname: str
    """The chapter."""
    passage: str
    """The passage's anchor."""
    number: int
    """As printed, counted from 1 in each chapter."""
    verdict: str
    """One of the values of ``Verdict``."""
    words: str
    """The essay's words that it answers."""
    prefix: str
    """Up to 32 characters of the passage before the words."""
    suffix: str
    """Up to 32 characters after them."""
    confidence: str
    """The editors' confidence in the note: high, medium or low."""
    sources: tuple[str, ...]
    """Keys of the sources cited, in their order."""


class Section(NamedTuple):
    """A commentary section that belongs to some passages."""

    anchor: str
    """Its first public name."""
    docname: str
    """The chapter that holds it."""
    title: str
    """As printed."""
    passages: tuple[str, ...]
    """Anchors of the passages."""


class NotesDomain(Domain):
    """The notes and commentary sections of all chapters."""

    name = "notes"
    label = "Notes"
    initial_data = {"notes": {}, "sections": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    claims: dict[str, Record]
    """The records of claims.yaml by note; read anew each build."""

    @property
    def notes(self) -> dict[str, list[Note]]:
        """Notes by document, in the order of the text."""
        notes: dict[str, list[Note]] = self.data["notes"]
        return notes

    @property
    def sections(self) -> dict[str, list[Section]]:
        """Commentary sections by document."""
        sections: dict[str, list[Section]] = self.data["sections"]
        return sections

    def all_notes(self) -> Iterator[Note]:
        """Every note, chapter by chapter."""
        for docname in self.env.config.essay_chapters:
            yield from self.notes.get(docname, [])

    def sections_about(self, anchor: str) -> list[Section]:
        """The sections that belong to a passage, chapter by chapter."""
        chapters = self.env.config.essay_chapters
        return [s for d in chapters for s in self.sections.get(d, []) if anchor in s.passages]

    def clear_doc(self, docname: str) -> None:
        """Forget one document."""
        self.notes.pop(docname, None)
        self.sections.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for kind in ("notes", "sections"):
            self.data[kind].update({d: v for d, v in otherdata[kind].items() if d in docnames})

    def check_consistency(self) -> None:
        """Warn of claims without a note and of labels used twice."""
        seen: dict[str, Note] = {}
        for note in self.all_notes():
            if note.anchor in seen:
                warn(
                    Code.TWICE,
                    f"the note label {note.anchor!r} is used in {seen[note.anchor].docname} too; "
                    "a label names one note of the book",
                    (note.docname, None),
                )
            seen[note.anchor] = note
        for anchor, record in self.claims.items():
            if anchor not in seen and record.keys[0] in self.env.all_docs:
                message = f"no note answers the claim {anchor!r}; write '[^{anchor}]' in {record.keys[0]}.md"
                warn(Code.CLAIM, message, record.location)


def warn(code: Code, message: str, location: Any) -> None:
    """Warn with the code, at a node, a ``path:line`` or a document."""
    logger.warning(message, location=location, type="notes", subtype=code.value)


def load_claims(app: Sphinx) -> None:
    """Read claims.yaml once a build."""
    domain = app.env.get_domain("notes")
    assert isinstance(domain, NotesDomain)
    domain.claims = {}
    path = Path(app.srcdir) / "claims.yaml"
    try:
        records = read_records(path, depth=2)
    except RecordError as error:
        warn(Code.RECORDS, str(error), error.location)
        return
    for record in records:
        anchor = record.keys[1]
        if not record.text("quote"):
            warn(Code.RECORDS, f"the claim {anchor!r} has no 'quote'", record.location)
        if record.text("confidence") not in {"high", "medium", "low"}:
            warn(Code.RECORDS, f"{anchor!r}: 'confidence' must be high, medium or low", record.location)
        if anchor in domain.claims:
            warn(Code.TWICE, f"the claim {anchor!r} stands in claims.yaml twice", record.location)
        if record.keys[0] not in app.config.essay_chapters:
            warn(Code.RECORDS, f"{anchor!r}: the essay has no chapter {record.keys[0]!r}", record.location)
        domain.claims[anchor] = record


class MissingNotes(SphinxTransform):
    """Say which note is missing; docutils would only count them."""

    default_priority = 600  # before footnotes are resolved (620)

    def apply(self, **kwargs: object) -> None:
        """Warn of each reference without a note, and take it out."""
        labels = {name for footnote in self.document.findall(nodes.footnote) for name in footnote["names"]}
        for reference in list(self.document.findall(nodes.footnote_reference)):
            label = reference.get("refname")
            if label and label not in labels:
                message = f"no note has the label {label!r}; write '[^{label}]: **Verdict.** …' at the end"
                warn(Code.MISSING, message, reference)
                reference.parent.remove(reference)
                self.document.autofootnote_refs.remove(reference)
                self.document.footnote_refs.pop(label, None)


class NotesBesidePassage(SphinxTransform):
    """Move each note into the passage that refers to it, and mark the words that it answers."""

    default_priority = 710  # after Passages, before quotes become typographic

    def apply(self, **kwargs: object) -> None:
        """Handle every passage, then whatever notes are left."""
        if self.env.docname not in self.config.essay_chapters:
            return
        domain = self.env.get_domain("notes")
        assert isinstance(domain, NotesDomain)
        self.claims = domain.claims
        self.env.note_dependency("claims.yaml")
        found: list[Note] = []
        for row in self.document.findall(passage):
            found.extend(self.passage(row, len(found)))
        domain.notes[self.env.docname] = found
        labels = cast("StandardDomain", self.env.get_domain("std"))  # it leaves footnotes out itself
        for note in found:
            labels.labels[note.anchor] = note.docname, note.anchor, f"note {note.number}"
            labels.anonlabels[note.anchor] = note.docname, note.anchor
        domain.sections[self.env.docname] = [
            Section(node.parent["ids"][0], self.env.docname, node.parent[0].astext(), tuple(node["passages"]))
            for node in self.document.findall(about)
            if isinstance(node.parent, nodes.section) and node.parent["ids"]
        ]
        for reference in self.document.findall(nodes.footnote_reference):
            if "claim-mark" not in reference["classes"]:
                warn(Code.PLACE, "a note's reference stands outside the essay's text", reference)

    def passage(self, row: passage, count: int) -> Iterator[Note]:
        """Yield the notes of one passage; ``count`` notes stand before it in the chapter."""
        paragraph = row[0]
        assert isinstance(paragraph, nodes.paragraph)
        text = plain_text(paragraph)
        references = list(paragraph.findall(nodes.footnote_reference))
        if len(references) > self.config.notes_most:
            message = f"a passage can have {self.config.notes_most} notes (notes_most in conf.py)"
            warn(Code.CROWDED, message, row)
        for k, reference in enumerate(references, 1):
            footnote = self.document.ids.get(reference.get("refid", ""))
            if not isinstance(footnote, nodes.footnote):
                continue  # docutils has said that it is missing
            anchor = footnote["ids"][0]
            if isinstance(footnote.parent, passage):
                warn(Code.TWICE, f"the note {anchor!r} has a second reference", reference)
                continue
            footnote.parent.remove(footnote)
            row += footnote
            mark = f"k{k}"
            reference["classes"] += ["claim-mark", mark]
            footnote["classes"] += ["note", mark]
            verdict = self.verdict(footnote, anchor)
            record = self.claims.get(anchor)
            if record is None or not verdict:
                if record is None:
                    message = f"claims.yaml does not say which words the note {anchor!r} answers"
                    warn(Code.CLAIM, message, footnote)
                continue
            words = record.text("quote")
            at = text.find(words)
            if at < 0 or text.find(words, at + 1) >= 0:
                how = "are not in" if at < 0 else "stand twice in"
                warn(Code.WORDS, f"the words “{words}” {how} passage {row['ids'][0]}", record.location)
                continue
            if not self.mark_words(paragraph, words, reference, mark):
                continue
            yield Note(
                anchor,
                self.env.docname,
                row["ids"][0],
                count + k,
                verdict,
                words,
                text[max(0, at - 32) : at],
                text[at + len(words) :][:32],
                record.text("confidence"),
                tuple(cited_keys(footnote)),
            )

        row += related("", passage=row["ids"][0], docname=self.env.docname)

    def verdict(self, footnote: nodes.footnote, anchor: str) -> str:
        """The note's verdict, marked in the text for its style; ``""`` after a warning."""
        paragraph = next(iter(footnote.findall(nodes.paragraph)), None)
        # MyST puts an empty text before the first mark-up.
        strong = next((c for c in paragraph.children if c.astext().strip()), None) if paragraph else None
        word = strong.astext().rstrip(".") if isinstance(strong, nodes.strong) else ""
        if word not in set(Verdict):
            allowed = ", ".join(f"**{v.value}.**" for v in Verdict)
            message = f"the note {anchor!r} must begin with its verdict, one of {allowed}"
            warn(Code.VERDICT, message + (f", not {word!r}" if word else ""), footnote)
            return ""
        assert isinstance(strong, nodes.strong)
        strong["classes"] += ["verdict", f"verdict-{word.lower()}"]
        return word

    def mark_words(self, paragraph: nodes.paragraph, words: str, reference: nodes.Element, mark: str) -> bool:
        """Wrap the claim's words in an inline node; False, after a warning, where they cannot be."""
        try:
            wrap(paragraph, words, ["claim", mark])
        except ValueError as error:
            warn(Code.WORDS, f"the words “{words}” cannot be marked: {error}", reference)
            return False
        before = paragraph.children[: paragraph.index(reference)]
        marked = [i for i, c in enumerate(before) if isinstance(c, nodes.inline) and mark in c["classes"]]
        between = "".join(plain_text(c) for c in before[marked[-1] + 1 :]) if marked else ""
        if not marked or between.strip("\"',.:;?!)"):
            message = f"the reference must stand right after “{words[-40:]}”"
            warn(Code.PLACE, message + (f", before “{between.strip()[:40]}”" if marked else ""), reference)
            return False
        return True


def wrap(paragraph: nodes.paragraph, words: str, classes: Iterable[str]) -> None:
    """Put the children that make up ``words`` into one inline node, splitting text where needed.

    The words may span white space of any kind. Raises ValueError when they begin or end inside a
    child that is no plain text, or are not there.
    """
    first = last = None
    raw = ""
    starts: list[int] = []
    for child in paragraph.children:
        starts.append(len(raw))
        raw += "" if isinstance(child, nodes.footnote_reference) else child.astext()
    begin, end = _span(raw, words)
    children: list[nodes.Node] = []
    for child, start in zip(paragraph.children, starts, strict=True):
        length = 0 if isinstance(child, nodes.footnote_reference) else len(child.astext())
        cuts = sorted({0, length} | {c - start for c in (begin, end) if start < c < start + length})
        if len(cuts) > 2 and not isinstance(child, nodes.Text):
            raise ValueError(f"a link or mark overlaps them at “{child.astext()}”")
        pieces: list[nodes.Node] = [child]
        if len(cuts) > 2:
            pieces = [nodes.Text(child.astext()[a:b]) for a, b in pairwise(cuts)]
        for piece, cut in zip(pieces, cuts, strict=False):
            at = start + cut
            inside = begin <= at < end and not (at == begin and isinstance(piece, nodes.footnote_reference))
            if inside:
                first = len(children) if first is None else first
                last = len(children)
            children.append(piece)
    if first is None or last is None:
        raise ValueError("they are not in the passage")
    inline = nodes.inline("", "", *children[first : last + 1], classes=list(classes))
    paragraph.children = []
    paragraph.extend([*children[:first], inline, *children[last + 1 :]])


def _span(raw: str, words: str) -> tuple[int, int]:
    """Where the words begin and end in a text whose white space is not folded."""
    folded: list[int] = []  # for each character of the folded text, its place in the raw one
    text = ""
    for i, character in enumerate(raw):
        if character.isspace():
            if text.endswith(" "):
                continue
            character = " "
        text += character
        folded.append(i)
    at = text.find(words)
    if at < 0:
        raise ValueError("they are not in the passage")
    return folded[at], folded[at + len(words) - 1] + 1


def cited_keys(node: nodes.Element) -> Iterator[str]:
    """Keys of the sources that a node cites, in order, each once."""
    seen: dict[str, None] = {}
    for reference in node.findall(nodes.Element):
        if reference.get("refdomain") == "cite":
            seen.update(dict.fromkeys(map(str.strip, reference["reftarget"].split(","))))
    yield from seen


class related(nodes.General, nodes.Element):  # noqa: N801
    """Place for the list of a passage's commentary sections."""


class about(nodes.paragraph):  # noqa: N801
    """The ``passages`` to which a commentary section belongs, printed as links."""


class About(SphinxDirective):
    """``{about} soviet-era-p1 …``: the passages to which a commentary section belongs."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Print links to the passages."""
        passages = self.arguments[0].split()
        node = about("", "On ", classes=["about"], passages=passages)
        self.set_source_info(node)
        chapters, docname = self.config.essay_chapters, self.env.docname
        add_links(node, docname, [(anchor, passage_name(chapters, anchor, docname)) for anchor in passages], ", ")
        for reference in node.findall(addnodes.pending_xref):
            self.set_source_info(reference)
        return [node]


def cross_reference(docname: str, anchor: str, title: str = "") -> addnodes.pending_xref:
    """A reference to an anchor of the book, to be resolved as one by the role ``ref`` would be.

    Without a title the title of the section, term or event is printed.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline("", title or anchor),
        refdomain="std",
        reftype="ref",
        reftarget=anchor,
        refexplicit=bool(title),
        refwarn=True,
        refdoc=docname,
    )


def add_links(line: nodes.paragraph, docname: str, links: Iterable[tuple[str, str]], separator: str = "; ") -> None:
    """Append cross references to a line; ``links`` are pairs of an anchor and its title, or ``""``."""
    for i, (anchor, title) in enumerate(links):
        if i:
            line += nodes.Text(separator)
        line += cross_reference(docname, anchor, title)


class RelatedSections(SphinxPostTransform):
    """Fill in, below each passage's notes, the commentary sections that are about it."""

    default_priority = 5  # before references are resolved (10)

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by links, or by nothing."""
        domain = self.env.get_domain("notes")
        assert isinstance(domain, NotesDomain)
        for place in list(self.document.findall(related)):
            sections = domain.sections_about(place["passage"])
            if not sections:
                place.parent.remove(place)
                continue
            line = nodes.paragraph("", "Commentary: ", classes=["related"])
            add_links(line, place["docname"], [(section.anchor, section.title) for section in sections])
            place.replace_self(line)


class NotesAtPageFoot(SphinxPostTransform):
    """For the PDF: put each note where its reference stands, as Typst's footnotes are written."""

    default_priority = 400
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Replace the references by their notes."""
        for row in self.document.findall(passage):
            notes = {n["ids"][0]: n for n in row.children if isinstance(n, nodes.footnote)}
            for reference in list(row.findall(nodes.footnote_reference)):
                note = notes.pop(reference["refid"], None)
                if note is not None:  # a second reference was warned of when the chapter was read
                    row.remove(note)
                    reference.replace_self(note)


def visit_footnote_typst(self: Any, node: nodes.footnote) -> None:
    """Open a footnote; its anchor goes into the text at the page foot."""
    self.append_inline_fun(None, name="footnote")
    self.add_pending_labels(node["ids"])


def depart_footnote_typst(self: Any, _node: nodes.footnote) -> None:
    """Close the footnote."""
    self.absorb_fun_in_body()


def rewrite_chapters(app: Sphinx, _env: BuildEnvironment) -> list[str]:
    """Write every chapter anew when anything was read: a passage lists sections of other chapters."""
    return list(app.config.essay_chapters)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the notes."""
    app.add_config_value("notes_most", 12, "env", types=frozenset({int}))
    app.add_domain(NotesDomain)
    app.add_directive("about", About)
    app.add_node(about, html=(HTML5Translator.visit_paragraph, HTML5Translator.depart_paragraph))
    app.add_node(related)
    app.add_node(nodes.footnote, override=True, typst=(visit_footnote_typst, depart_footnote_typst))
    app.add_transform(MissingNotes)
    app.add_transform(NotesBesidePassage)
    app.add_post_transform(RelatedSections)
    app.add_post_transform(NotesAtPageFoot)
    app.connect("builder-inited", load_claims)
    app.connect("env-updated", rewrite_chapters)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
