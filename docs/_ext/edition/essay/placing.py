"""Move each note into the passage that refers to it, split it into answer and evidence, and mark its claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from edition.base.domains import domain
from edition.base.fresh import note_file
from edition.base.links import cited_keys
from edition.base.locale import _
from edition.base.phases import Read
from edition.base.trees import ancestors
from edition.base.warnings import nearest, report, warn
from edition.base.words import plain_text
from edition.essay import carries, claims
from edition.essay.carries import CarriesDomain, Pair, list_sources
from edition.essay.claim_words import gap_after, words_message, wrap
from edition.essay.claims import ClaimsDomain
from edition.essay.commentary import related
from edition.essay.notes import CONTEXT, Code, Note, NotesDomain, evidence
from edition.essay.passages import passage
from edition.essay.text import essay_passages
from edition.essay.verdicts import Verdict, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.util.typing import ExtensionMetadata

    from edition.essay.claims import Claim


class NotesBesidePassage(SphinxTransform):
    """Move each note into the passage that refers to it, split it in two, and mark the words that it answers."""

    default_priority = Read.NOTES

    def apply(self, **kwargs: object) -> None:
        """Handle every passage, then warn of references that are in none."""
        if self.env.docname not in self.config.essay_chapters:
            return
        self.claims = domain(self.env, ClaimsDomain)
        self.pairs = domain(self.env, CarriesDomain).pairs
        note_file(self.env, carries.path(self.env), held=True)
        note_file(self.env, self.claims.path, held=True)
        self.verdicts = verdicts(self.config)
        self.essay = essay_passages(self.env)
        self.answered: list[tuple[str, str]] = domain(self.env, NotesDomain).data["answered"][self.env.docname]
        found: list[Note] = []
        count = 0
        for row in self.document.findall(passage):
            found.extend(self.notes(row, count))
            count += len(list(row.findall(nodes.footnote)))
        domain(self.env, NotesDomain).notes[self.env.docname] = found
        for reference in self.document.findall(nodes.footnote_reference):
            if "claim-mark" not in reference["classes"] and not any(a.get("refused") for a in ancestors(reference)):
                warn(Code.PLACE, "a note's reference stands outside the essay's text", reference)

    def notes(self, row: passage, count: int) -> Iterator[Note]:
        """The notes of one passage; ``count`` is the number of notes before it in the chapter."""
        paragraph = row[0]
        assert isinstance(paragraph, nodes.paragraph)
        text = plain_text(paragraph)
        lines: dict[str, tuple[str, Verdict]] = {}  # by the words of a claim: the class of its line, and its verdict
        references = list(paragraph.findall(nodes.footnote_reference))
        if len(references) > self.config.notes_most:
            most = f"notes_most = {self.config.notes_most}"
            warn(Code.CROWDED, f"a passage can have {most}; raise that in conf.py to {len(references)}", row)
        for k, reference in enumerate(references, 1):
            footnote = self.take(row, reference)
            if footnote is None:
                continue
            anchor = footnote["ids"][0]
            self.label(anchor, count + k)
            classes = [f"k{k}"]
            verdict = self.verdict(footnote, anchor)
            if verdict:
                classes.append(verdict.css_class)
            reference["classes"] += ["claim-mark", *classes]
            footnote["classes"] += ["note", *classes]
            part(footnote)
            sources = tuple(cited_keys(footnote))
            pairs = self.sources(footnote, anchor, sources)
            claim = self.claim(footnote, anchor)
            at = self.place(claim, text, row["ids"][0]) if claim else -1
            if claim is None or at < 0 or not verdict:
                continue
            if not self.mark_claim(paragraph, lines, claim.quote, verdict, reference, classes):
                continue
            yield Note(
                anchor=anchor,
                docname=self.env.docname,
                passage=row["ids"][0],
                number=count + k,
                verdict=verdict.word,
                words=claim.quote,
                prefix=text[max(0, at - CONTEXT) : at],
                suffix=text[at + len(claim.quote) :][:CONTEXT],
                claim=claim,
                sources=sources,
                pairs=pairs,
            )
        row += related("", passage=row["ids"][0], docname=self.env.docname)

    def take(self, row: passage, reference: nodes.Element) -> nodes.footnote | None:
        """The note of a reference, moved into the passage; None if it is missing or already in a passage."""
        footnote = self.document.ids.get(reference.get("refid", ""))
        if not isinstance(footnote, nodes.footnote):
            return None  # which essay.note_marks reports
        if isinstance(footnote.parent, passage):
            message = f"the note {footnote['ids'][0]!r} has a second reference; take one of the two out"
            warn(Code.TWICE, message, reference)
            reference.parent.remove(reference)
            return None
        footnote.parent.remove(footnote)
        row += footnote
        return footnote

    def claim(self, footnote: nodes.footnote, anchor: str) -> Claim | None:
        """The claim that a note answers; None, after a warning, if there is none."""
        # If a label is no valid anchor, the claim has the label as it was written.
        found = (self.claims.find(name, self.env.docname) for name in (anchor, *footnote["names"]))
        claim = next(filter(None, found), None) or self.misspelled(anchor)
        if claim is not None:
            self.answered.append((claim.chapter, claim.note))
        elif not self.claims.claims and not self.claims.unreadable:
            message = "there is no claim in this file; write which words each note answers"
            warn(claims.Code.RECORDS, message, f"{self.claims.path}:1")
        elif not self.claims.unreadable:
            warn(Code.CLAIM, f"claims.yaml does not say which words the note {anchor!r} answers", footnote)
        return claim

    def misspelled(self, anchor: str) -> Claim | None:
        """A claim of this chapter without a note whose name is similar to that of a note, after a warning; or None."""
        mine = (claim for claim in self.claims.claims if claim.chapter == self.env.docname)
        free = {claim.note: claim for claim in mine if (claim.chapter, claim.note) not in self.answered}
        claim = free.get(nearest(anchor, free))
        if claim is not None:
            message = f"no note answers the claim {claim.note!r}; write {anchor!r}"
            warn(claims.Code.NOTE, message, claim.record.location)
        return claim

    def place(self, claim: Claim, text: str, anchor: str) -> int:
        """The position of a claim in the text of a passage; -1, after a warning, if it is not there or there twice."""
        if not claim.quote:
            return -1  # which essay.claims reports
        at = text.find(claim.quote)
        if at >= 0 and text.find(claim.quote, at + 1) < 0:
            return at
        if at >= 0 or claim.quote not in self.essay.get(anchor, ""):  # else essay.passages reports the passage
            warn(Code.WORDS, words_message(claim.quote, text, anchor), claim.record.at("quote"))
        return -1

    def verdict(self, footnote: nodes.footnote, anchor: str) -> Verdict | None:
        """The note's verdict, whose word gets its classes; None, after a warning, if it has none."""
        paragraph = next(iter(footnote.findall(nodes.paragraph)), None)
        # MyST puts an empty text before the first markup.
        strong = next((c for c in paragraph.children if c.astext().strip()), None) if paragraph else None
        word = strong.astext() if isinstance(strong, nodes.strong) else ""
        found = self.verdicts.get(word.removesuffix(".")) if word.endswith(".") else None
        if found is None:
            allowed = ", ".join(f"**{verdict}.**" for verdict in self.verdicts)
            message = f"the note {anchor!r} must begin with its verdict, one of {allowed}"
            warn(Code.VERDICT, message + (f", not {word.rstrip('.')!r}" if word else ""), footnote)
            return None
        assert isinstance(strong, nodes.strong)
        strong["classes"] += ["verdict", found.css_class]
        assert paragraph is not None
        if not said(paragraph).strip().removeprefix(word).strip(" ."):
            message = f"the note {anchor!r} has no answer; write it in the same paragraph as its verdict"
            warn(Code.ANSWER, message, footnote)
        return found

    def sources(self, footnote: nodes.footnote, anchor: str, cited: tuple[str, ...]) -> tuple[Pair, ...]:
        """The pairs of a note and its sources; their list is added to the end of the note."""
        if self.pairs is None:
            return ()
        pairs = self.pairs.get(anchor, [])
        known = carries.meant(cited, pairs)
        report(carries.compare(anchor, cited, pairs, known, footnote))
        pairs = carries.as_cited(pairs, known)
        if pairs:
            footnote += list_sources(pairs)
        return tuple(pairs)

    def label(self, anchor: str, number: int) -> None:
        """Let the role ``ref`` find a note; Sphinx itself leaves footnotes out."""
        std = cast("StandardDomain", self.env.get_domain("std"))
        std.labels[anchor] = self.env.docname, anchor, _("note {number}", number=number)
        std.anonlabels[anchor] = self.env.docname, anchor

    def mark_claim(
        self,
        paragraph: nodes.paragraph,
        lines: dict[str, tuple[str, Verdict]],
        words: str,
        verdict: Verdict,
        reference: nodes.Element,
        classes: list[str],
    ) -> bool:
        """Mark the words of a claim, which its reference follows; False, after a warning, if that is not possible."""
        if words in lines:
            self.share_line(paragraph, lines, words, verdict, classes)
        elif self.mark_words(paragraph, words, reference, classes):
            lines[words] = classes[0], verdict
        else:
            return False
        return self.stands_after(paragraph, words, reference, classes[0])

    def mark_words(self, paragraph: nodes.paragraph, words: str, reference: nodes.Element, classes: list[str]) -> bool:
        """Wrap the claim's words in an inline node; False, after a warning, if that is not possible."""
        try:
            wrap(paragraph, words, ["claim", *classes])
        except ValueError as error:
            warn(Code.WORDS, f"the words “{words}” cannot be marked: {error}", reference)
            return False
        return True

    def share_line(
        self,
        paragraph: nodes.paragraph,
        lines: dict[str, tuple[str, Verdict]],
        words: str,
        verdict: Verdict,
        classes: list[str],
    ) -> None:
        """Let a second note answer the same words: they get both marks, and the line of the heavier verdict."""
        first, other = lines[words]
        (line,) = (node for node in paragraph.findall(nodes.inline) if first in node["classes"])
        line["classes"].append(classes[0])
        if verdict.weight > other.weight:
            line["classes"][line["classes"].index(other.css_class)] = verdict.css_class
            lines[words] = first, verdict

    def stands_after(self, paragraph: nodes.paragraph, words: str, reference: nodes.Element, mark: str) -> bool:
        """Whether a reference is right after the words; False after a warning."""
        between = gap_after(paragraph, mark, reference)
        if between is None or between.strip("\"',.:;?!)"):
            message = f"the reference must stand right after “{words[-40:]}”"
            warn(Code.PLACE, message + (f", before “{between.strip()[:40]}”" if between else ""), reference)
            return False
        return True


def said(paragraph: nodes.paragraph) -> str:
    """The words of a paragraph without those of citations in parentheses."""
    cited = {
        id(text)
        for citation in paragraph.findall(addnodes.pending_xref)
        if citation["refdomain"] == "cite" and not citation["reftype"].startswith("t")
        for text in citation.findall(nodes.Text)
    }
    return "".join(text for text in paragraph.findall(nodes.Text) if id(text) not in cited)


def part(footnote: nodes.footnote) -> None:
    """Split a note: its first paragraph is the answer, everything after it the evidence."""
    blocks = [child for child in footnote.children if not isinstance(child, nodes.label)]
    if not blocks or not isinstance(blocks[0], nodes.paragraph):
        return  # it has no verdict, which was reported
    blocks[0]["classes"].append("answer")
    if len(blocks) > 1:
        for block in blocks[1:]:
            footnote.remove(block)
        footnote += evidence("", *blocks[1:])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform, and how many notes a passage may have."""
    app.add_config_value("notes_most", 12, "env", types=frozenset({int}))
    app.add_transform(NotesBesidePassage)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
