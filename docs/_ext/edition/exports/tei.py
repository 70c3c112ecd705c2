"""The edition as TEI P5 (https://tei-c.org): essay, notes, pairs, terms, events and sources by their names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from docutils.nodes import make_id

from edition.base.locale import _, later
from edition.base.vocabulary import Relation
from edition.names.units import PARTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NAMESPACE = "http://www.tei-c.org/ns/1.0"
RELATIONS = {
    Relation.SUPPORTS: later("The source supports the essay’s words."),
    Relation.QUALIFIES: later("The source limits or adds to them."),
    Relation.DISPUTES: later("The source speaks against them."),
    Relation.BACKGROUND: later("The source tells what is around them."),
}


def element(name: str, attributes: dict[str, object], *content: str) -> str:
    """An element; empty attributes are left out, ``_`` in their names stands for the colon.

    >>> element("p", {"xml_id": "one-p1", "n": ""}, "It was long.")
    '<p xml:id="one-p1">It was long.</p>'
    """
    given = "".join(
        f" {key.replace('_', ':')}={quoteattr(str(value))}"
        for key, value in attributes.items()
        if value not in ("", None)
    )
    inside = "".join(content)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def block(name: str, attributes: dict[str, object], *content: str) -> str:
    """An element of other elements, each on its own line; ``""`` without any."""
    return element(name, attributes, "\n", *(f"{part}\n" for part in content if part)) if any(content) else ""


def pointers(names: Iterable[str]) -> str:
    """Names as pointers within the file."""
    return " ".join(f"#{name}" for name in names)


def to_tei(data: dict[str, Any]) -> str:
    """The text of the file; ``data`` is the result of ``Model.data``."""
    notes: dict[str, list[dict[str, Any]]] = {}
    for note in data.get("notes", ()):
        notes.setdefault(note["passage"], []).append(note)
    sections: dict[str, list[dict[str, Any]]] = {}
    for section in data.get("commentary", ()):
        sections.setdefault(section["chapter"], []).append(section)
    body = [chapter(one, notes, sections.get(one["name"], [])) for one in data["essay"]["chapters"]]
    tree = block(
        "TEI",
        {"xmlns": NAMESPACE, "xml_lang": data["language"]},
        header(data),
        stand_off(data),
        block("text", {}, block("body", {}, *body)),
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tree}\n'


def header(data: dict[str, Any]) -> str:
    """The header: title, editors and edition, and the meanings of verdicts and relations."""
    text = escape
    where = data.get("address") or data.get("pdf")
    described = block(
        "fileDesc",
        {},
        block(
            "titleStmt",
            {},
            element("title", {}, text(data["title"])),
            element("editor", {"xml_id": "editors"}, text(data["editors"])),
        ),
        block(
            "editionStmt",
            {},
            element(
                "edition",
                {"n": data["edition"]},
                text(_("Edition {version}", version=data["edition"])) + ", ",
                element("date", {"when": data["date"]}, data["date"]),
            ),
        ),
        block(
            "publicationStmt",
            {},
            element("publisher", {}, text(data["editors"])),
            element("date", {"when": data["date"]}, data["date"]),
            block("availability", {"status": "unknown"}, element("p", {}, text(_("No license has been stated.")))),
            element("idno", {"type": "URI"}, text(where)) if where else "",
        ),
        block(
            "sourceDesc",
            {},
            element(
                "p",
                {},
                text(
                    _(
                        "The essay, whose author is not known, from a file with the SHA-256 {digest}; "
                        "notes, commentary and lists by the editors.",
                        digest=data["essay"]["sha256"],
                    )
                ),
            ),
        ),
    )
    classes = block(
        "encodingDesc",
        {},
        block(
            "classDecl",
            {},
            taxonomy("verdicts", {verdict_id(one["word"]): one["meaning"] for one in data["verdicts"]}),
            taxonomy("relations", {f"relation-{name}": _(meaning) for name, meaning in RELATIONS.items()}),
        ),
    )
    return block("teiHeader", {}, described, classes)


def verdict_id(word: str) -> str:
    """The id of a verdict in the file, without spaces.

    >>> verdict_id("Zum Teil richtig")
    'verdict-zum-teil-richtig'
    """
    return f"verdict-{make_id(word)}"


def taxonomy(name: str, meanings: dict[str, str]) -> str:
    """Words with their meanings."""
    return block(
        "taxonomy",
        {"xml_id": name},
        *(
            block("category", {"xml_id": key}, element("catDesc", {}, escape(meaning)))
            for key, meaning in meanings.items()
        ),
    )


def chapter(data: dict[str, Any], notes: dict[str, list[dict[str, Any]]], sections: list[dict[str, Any]]) -> str:
    """A chapter: the essay's passages, each followed by its notes, then the commentary."""
    parts = [element("head", {"resp": "#editors" if data["titled_by"] == "editors" else ""}, escape(data["title"]))]
    for passage in data["passages"]:
        own = notes.get(passage["name"], [])
        words = "".join(claims(passage["text"], own))
        parts.append(element("p", {"xml_id": passage["name"], "n": passage["number"]}, words))
        parts += map(note_element, own)
    for section in sections:
        parts.append(
            block(
                "div",
                {
                    "xml_id": section["name"],
                    "type": "commentary",
                    "resp": "#editors",
                    "corresp": pointers(section.get("passages", ())),
                    "source": pointers(section.get("sources", ())),
                },
                element("head", {}, escape(section["title"])),
                *paragraphs(section.get("text", "")),
            )
        )
    return block("div", {"xml_id": data["name"], "type": "chapter", "n": data["number"]}, *parts)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text."""
    return (element("p", {}, escape(one)) for one in text.split(PARTED) if one)


def claims(text: str, notes: list[dict[str, Any]]) -> Iterator[str]:
    """The words of a passage, with a segment for each claim."""
    at = 0
    for note in sorted(notes, key=lambda one: int(one["start"])):
        if note["start"] < at:
            continue  # claims cannot overlap: this note points to the passage
        yield escape(text[at : note["start"]])
        at = note["end"]
        words = escape(text[note["start"] : at])
        yield element("seg", {"xml_id": f"{note['name']}--words", "type": "claim"}, words)
    yield escape(text[at:])


def note_element(note: dict[str, Any]) -> str:
    """A note with verdict, certainty, answer, evidence, repair and pairs."""
    pairs = [
        element(
            "item",
            {"xml_id": pair["name"], "ana": f"#relation-{pair['relation']}", "corresp": f"#{pair['source']}"},
            element("ref", {"target": f"#{pair['source']}", "type": pair["seen"]}, pair["relation"]),
            f": {escape(pair['carries'])}",
        )
        for pair in note.get("sources", ())
    ]
    return block(
        "note",
        {
            "xml_id": note["name"],
            "n": note["number"],
            "type": "claim",
            "resp": "#editors",
            "ana": f"#{verdict_id(note['verdict'])}",
            "cert": note["confidence"],
            "target": f"#{note['passage']} #{note['name']}--words" if note["start"] >= 0 else f"#{note['passage']}",
        },
        element("label", {}, note["verdict"]),
        element("p", {}, element("seg", {"type": "answer"}, escape(note["answer"]))),
        *paragraphs(note.get("evidence", "")),
        element("p", {}, element("seg", {"type": "repair"}, escape(note["repair"]))) if "repair" in note else "",
        block("list", {"type": "sources"}, *pairs),
    )


def stand_off(data: dict[str, Any]) -> str:
    """The lists of persons, places, other terms, events and sources."""
    groups: dict[str, list[str]] = {"person": [], "place": [], "term": []}
    for term in data.get("terms", ()):
        kind = term["kind"] if term["kind"] in TERMS else "term"
        groups[kind].append(TERMS[kind](term))
    return block(
        "standOff",
        {},
        block("listPerson", {}, *groups["person"]),
        block("listPlace", {}, *groups["place"]),
        block("list", {"type": "gloss"}, *groups["term"]),
        block("listEvent", {}, *map(event, data.get("events", ()))),
        block("listBibl", {}, *map(source, data.get("sources", ()))),
    )


def named(term: dict[str, Any], tag: str, name_tag: str) -> str:
    """A person or place with names in all languages."""
    names = [("", term["term"]), *((form["language"], form["text"]) for form in term.get("forms", ()))]
    return block(
        tag,
        {"xml_id": term["name"], "source": pointers(term.get("sources", ()))},
        *(element(name_tag, {"xml_lang": language}, escape(name)) for language, name in names),
        block("note", {}, *paragraphs(term["definition"])),
    )


def gloss(term: dict[str, Any]) -> str:
    """Any other term with its forms and definition."""
    forms = (element("term", {"xml_lang": f["language"]}, escape(f["text"])) for f in term.get("forms", ()))
    return element(
        "item",
        {"xml_id": term["name"], "source": pointers(term.get("sources", ()))},
        element("term", {}, escape(term["term"])),
        *(f" {form}" for form in forms),
        " ",
        element("gloss", {}, escape(term["definition"])),
    )


TERMS: dict[str, Callable[[dict[str, Any]], str]] = {
    "person": partial(named, tag="person", name_tag="persName"),
    "place": partial(named, tag="place", name_tag="placeName"),
    "term": gloss,
}


def event(data: dict[str, Any]) -> str:
    """An event; its dates are only as precise as its sources."""
    dates = {"from": data["date"], "to": data["end"]} if "end" in data else {"when": data["date"]}
    return block(
        "event",
        {"xml_id": data["name"], **dates, "source": pointers(data.get("sources", ()))},
        element("label", {}, escape(data["title"])),
        block("note", {}, *paragraphs(data["fact"])),
    )


def source(data: dict[str, Any]) -> str:
    """A source: its reference as printed, and how it is found."""
    numbers = [element("idno", {"type": kind.upper()}, escape(data[kind])) for kind in ("doi", "isbn") if kind in data]
    link = [element("ptr", {"target": data["url"]})] if "url" in data else []
    return element(
        "bibl",
        {"xml_id": data["name"], "type": data.get("seen", ""), "n": data["citation"]},
        escape(data["reference"]),
        *(f" {part}" for part in [*numbers, *link]),
    )
