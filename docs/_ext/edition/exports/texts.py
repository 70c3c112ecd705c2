"""Each chapter and the essay as Markdown and plain text, and ``llms.txt``, which lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from edition.base.locale import _
from edition.essay.carries import relation_word
from edition.names.units import PARTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def chapter_markdown(chapter: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """A chapter as CommonMark with footnotes: passages, commentary, then the notes with verdict and sources."""
    notes = [note for note in data.get("notes", ()) if note["chapter"] == chapter["name"]]
    sources = {source["name"]: source for source in data.get("sources", ())}
    blocks = [f"# {escape(chapter['title'])}"]
    for passage in chapter["passages"]:
        blocks.append(with_marks(passage["text"], [n for n in notes if n["passage"] == passage["name"]]))
    sections = [section for section in data.get("commentary", ()) if section["chapter"] == chapter["name"]]
    if any("text" in section for section in sections):
        blocks.append(f"## {_('Commentary')}")
    for section in sections:
        if "text" in section:
            blocks += [f"### {escape(section['title'])}", escape(section["text"])]
    blocks += [note_markdown(note, sources) for note in notes]
    blocks.append(imprint(data, chapter["address"]))
    return "\n\n".join(blocks) + "\n"


def with_marks(text: str, notes: list[dict[str, Any]]) -> str:
    """A passage with a mark after the words of each note."""
    out, at = [], 0
    for note in sorted(notes, key=lambda one: int(one["end"])):
        out.append(escape(text[at : note["end"]]))
        at = note["end"]
        out.append(f"[^{note['name']}]")
    return "".join([*out, escape(text[at:])])


def note_markdown(note: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> str:
    """A note as a Markdown footnote."""
    blocks = [f"[^{note['name']}]: **{note['verdict']}.** {escape(note['answer'])}"]
    if "repair" in note:
        blocks.append(_("Instead of “{words}”: {repair}", words=escape(note["words"]), repair=escape(note["repair"])))
    if "evidence" in note:
        blocks += map(escape, note["evidence"].split(PARTED))
    pairs = [
        f"- {escape(sources[pair['source']]['citation'])} {relation_word(pair['relation'])}: {escape(pair['carries'])}"
        for pair in note.get("sources", ())
        if pair["source"] in sources
    ]
    blocks += ["\n    ".join(pairs)] if pairs else []
    return "\n\n    ".join(blocks)


def escape(text: str) -> str:
    """A text in which all markup of Markdown is escaped, and so is what would begin a list or a heading.

    >>> escape("[a] *b*")
    '\\\\[a\\\\] \\\\*b\\\\*'
    >>> escape("1950. That year")
    '1950\\\\. That year'
    """
    inside = re.sub(r"([\\`*_\[\]<>]|&(?=#?\w+;))", r"\\\1", text)
    return re.sub(r"(?m)^(\d{1,9})([.)])(?=\s)|^([-+#=~])", r"\1\\\2\3", inside)


def chapter_text(chapter: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """A chapter without markup: note marks are numbers in brackets."""
    notes = [note for note in data.get("notes", ()) if note["chapter"] == chapter["name"]]
    citations = {source["name"]: source["citation"] for source in data.get("sources", ())}
    blocks = [chapter["title"].upper()]
    for passage in chapter["passages"]:
        own = [note for note in notes if note["passage"] == passage["name"]]
        blocks.append(numbered(passage["text"], own))
    blocks += [_("Notes").upper()] if notes else []
    for note in notes:
        lines = [f"[{note['number']}] " + _("“{words}”", words=note["words"]), f"{note['verdict']}. {note['answer']}"]
        lines += note["evidence"].split(PARTED) if "evidence" in note else []
        lines += [_("Instead: {repair}", repair=note["repair"])] if "repair" in note else []
        lines += [
            f"- {citations.get(p['source'], '')} {relation_word(p['relation'])}: {p['carries']}"
            for p in note.get("sources", ())
        ]
        blocks.append("\n".join(lines))
    sections = [s for s in data.get("commentary", ()) if s["chapter"] == chapter["name"] and "text" in s]
    blocks += [_("Commentary").upper()] if sections else []
    for section in sections:
        blocks.append(f"{section['title']}\n{section['text']}")
    blocks.append(imprint(data, chapter["address"]))
    return "\n\n".join(blocks) + "\n"


def numbered(text: str, notes: list[dict[str, Any]]) -> str:
    """A passage with the numbers of its notes after their words."""
    for note in sorted(notes, key=lambda one: -int(one["end"])):
        text = f"{text[: note['end']]}[{note['number']}]{text[note['end'] :]}"
    return text


def essay_markdown(data: Mapping[str, Any]) -> str:
    """The essay alone, without the heading that is the editors'."""
    blocks = [f"# {escape(data['title'].partition(':')[0])}"]
    for chapter in data["essay"]["chapters"]:
        if chapter["titled_by"] == "author":
            blocks.append(f"## {escape(chapter['title'])}")
        blocks += [escape(passage["text"]) for passage in chapter["passages"]]
    return "\n\n".join(blocks) + "\n"


def imprint(data: Mapping[str, Any], address: str) -> str:
    """The edition of a text, and the address of its page if the book has a public address."""
    where = f" {address}" if "address" in data else ""
    edition = _("Edition {version}, {day}.", version=data["edition"], day=data["date"])
    return f"{data['title']}. {edition}{where}"


def llms(data: Mapping[str, Any], files: Mapping[str, str]) -> str:
    """``llms.txt`` (https://llmstxt.org): what the book is and where its parts are; ``files`` are the downloads."""
    base = data.get("address", "")
    counted = ", ".join(f"{verdict['word']} ({verdict['meaning'].rstrip('.')})" for verdict in data["verdicts"])
    lines = [
        f"# {data['title']}",
        "",
        "> "
        + _(
            "An essay printed word for word, with {count} notes that check its claims. "
            "Each note has a verdict: {words}.",
            count=len(data.get("notes", ())),
            words=counted,
        ),
        "",
        _("Cite the notes, not the essay, for facts: the essay is wrong where a note says so."),
        "",
        f"## {_('Chapters')}",
        "",
        *(f"- [{chapter['title']}]({base}{chapter['name']}.md)" for chapter in data["essay"]["chapters"]),
        f"- [{_('The essay alone')}]({base}essay.md)",
        "",
        f"## {_('Data')}",
        "",
        *(f"- [{name}]({base}{name}): {words}" for name, words in files.items()),
    ]
    return "\n".join(lines) + "\n"


def files_of(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text with its file name, without ``essay.txt``, which ``essay.repairs`` writes."""
    for chapter in data["essay"]["chapters"]:
        yield f"{chapter['name']}.md", chapter_markdown(chapter, data)
        yield f"{chapter['name']}.txt", chapter_text(chapter, data)
    yield "essay.md", essay_markdown(data)
