"""The notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/) in JSON-LD."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.address import public_address, public_page
from edition.base.domains import domain
from edition.base.quotes import curl_parts
from edition.base.vocabulary import Relation
from edition.essay.notes import CONTEXT, NotesDomain
from edition.essay.text import essay_passages
from edition.essay.verdicts import verdicts
from edition.ledger.selectors import PageText
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.essay.carries import Pair
    from edition.essay.notes import Note

# The relation of the essay's words to a source, as a property of CiTO, the Citation Typing Ontology 2.8
# (http://purl.org/spar/cito/).
CITO: dict[str, str] = {
    Relation.SUPPORTS: "cito:isSupportedBy",
    Relation.QUALIFIES: "cito:isQualifiedBy",
    Relation.DISPUTES: "cito:isDisputedBy",
    Relation.BACKGROUND: "cito:obtainsBackgroundFrom",
}
CONTEXTS = [
    "http://www.w3.org/ns/anno.jsonld",
    {"schema": "https://schema.org/", "cito": "http://purl.org/spar/cito/"},
]


class Annotator:
    """Makes the annotations of a book."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.texts = essay_passages(app.env)
        self.verdicts = verdicts(app.config)
        names = domain(app.env, AnchorsDomain).all_names()
        self.answers = {name.anchor: name.answer for name in names}
        self.pages: dict[str, PageText] = {}
        self.sources = {
            name.source: self.address(name.docname, name.anchor) for name in names if name.kind is Kind.SOURCE
        }

    def address(self, docname: str, anchor: str = "") -> str:
        """A public address."""
        return public_page(self.app.builder, docname, anchor)

    def annotation(self, note: Note) -> dict[str, Any]:
        """One note: a review of the essay's words, with its sources by relation."""
        url = self.address(note.docname, note.anchor)
        return {
            "id": url,
            "type": "Annotation",
            "motivation": "assessing",
            "body": [self.review(note), *self.extras(note)],
            "target": {
                "source": self.address(note.docname),
                "selector": self.selectors(note),
                **self.relations(note),
            },
        }

    def selectors(self, note: Note) -> list[dict[str, Any]]:
        """Selectors of the words in the finished page; if there is no page, in the essay."""
        path = Path(self.app.outdir) / self.app.builder.get_target_uri(note.docname)
        if note.docname not in self.pages and path.is_file():
            self.pages[note.docname] = PageText(path)
        quotation = self.quotation(note)
        page = self.pages.get(note.docname)
        return (page.selectors(note.passage, quotation["exact"]) if page else []) or [quotation]

    def quotation(self, note: Note) -> dict[str, str]:
        """A selector of the words in the essay, with the quotation marks that the page prints."""
        text = self.texts[note.passage]
        at = text.find(note.words)
        parts = [text[:at], note.words, text[at + len(note.words) :]]
        before, words, after = curl_parts(parts, self.app.config.language, self.app.config.smartquotes_action)
        return {"type": "TextQuoteSelector", "exact": words, "prefix": before[-CONTEXT:], "suffix": after[:CONTEXT]}

    def review(self, note: Note) -> dict[str, Any]:
        """The verdict as schema.org's ClaimReview; it has no ``id``, since that of the note is the annotation's."""
        verdict = self.verdicts[note.verdict]
        rating: dict[str, Any] = {"type": "schema:Rating", "schema:alternateName": verdict.word}
        if verdict.rating:
            rating |= {"schema:ratingValue": verdict.rating, "schema:worstRating": 1, "schema:bestRating": 5}
        review = {
            "type": "schema:ClaimReview",
            "schema:claimReviewed": self.quotation(note)["exact"],
            "schema:reviewRating": rating,
            "schema:reviewBody": self.answers.get(note.anchor, ""),
        }
        if note.claim.checked:
            review |= {"schema:dateModified": note.claim.checked.isoformat(), "schema:version": note.claim.edition}
        return review

    def extras(self, note: Note) -> list[dict[str, str]]:
        """The repair, and the editors' confidence."""
        found = [{"type": "TextualBody", "purpose": "tagging", "value": f"confidence: {note.confidence}"}]
        if note.claim.repair:
            found.append({"type": "TextualBody", "purpose": "editing", "value": note.claim.repair})
        return found

    def relations(self, note: Note) -> dict[str, list[dict[str, str]]]:
        """The sources by their relation to the essay's words; for a note without pairs, by its verdict."""
        if not note.pairs:
            return {self.verdicts[note.verdict].cito: [{"id": self.sources.get(key, key)} for key in note.sources]}
        found: dict[str, list[dict[str, str]]] = {}
        for pair in note.pairs:
            found.setdefault(CITO[pair.relation], []).append({"id": self.sources.get(pair.source, pair.source)})
        return found

    def citation(self, note: Note, pair: Pair) -> dict[str, Any]:
        """One pair, as a citation with its own name."""
        return {
            "id": self.address(note.docname, pair.anchor),
            "type": "cito:Citation",
            "cito:hasCitingEntity": {"id": self.address(note.docname, note.anchor)},
            "cito:hasCitedEntity": {"id": self.sources.get(pair.source, pair.source)},
            "cito:hasCitationCharacterization": {"id": CITO[pair.relation]},
            "schema:description": pair.carries,
        }


def annotation_page(app: Sphinx) -> dict[str, Any]:
    """All notes as a page of annotations."""
    annotator = Annotator(app)
    notes = list(domain(app.env, NotesDomain).all_notes())
    return {
        "@context": CONTEXTS,
        "id": public_address(app.config, "claims.jsonld"),
        "type": "AnnotationPage",
        "items": [annotator.annotation(note) for note in notes],
        "@included": [annotator.citation(note, pair) for note in notes for pair in note.pairs],
    }


def write(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Write ``claims.jsonld`` beside the pages; returns no pages."""
    text = json.dumps(annotation_page(app), ensure_ascii=False, indent=1) + "\n"
    (Path(app.outdir) / "claims.jsonld").write_text(text, encoding="utf-8")
    return []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the file before the end of the build: it names no page of the PDF, and need not wait for it."""
    app.connect("html-collect-pages", write)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
