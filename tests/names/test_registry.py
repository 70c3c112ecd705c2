"""The registry: a name that was promised opens the same words, or its heir."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

import register_anchors
from conftest import PDF, ROOT, SMALL_BOOK, WITH_REGISTRY, Built, select, sort_lines, write_small
from edition.names import registry
from edition.names.kinds import Kind
from edition.names.record import Name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def without(text: str, start: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))


def test_a_name_that_is_gone_fails_the_build(build_small: Callable[..., Built], registered: str) -> None:
    text = sort_lines(registered + "the-lost one 0123456789ab\n")
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": text}, builder="dummy")
    assert built.failed
    assert built.messages == [
        f"anchors.txt:{line_of(text, 'the-lost')}: WARNING: 'the-lost' is gone from the book; bring it back, "
        "or write 'the-lost one -> heir  # reason' here [registry.lost]"
    ]


@pytest.mark.parametrize(
    ("name", "place", "kind"),
    [
        ("one-p1 ", "one.md:5", "passage"),
        ("who-founded ", "one.md:19", "note"),
        ("the-founder ", "one.md:12", "section"),
        ("event-later ", "timeline.yaml:1", "event"),
        ("term-juche ", "glossary.md:12", "term"),
        ("two ", "two.md:2", "chapter"),
        ("ref-rusk1990 ", "references.bib:1", "source"),
    ],
)
def test_a_name_that_is_not_registered_fails_the_build(
    build_small: Callable[..., Built], registered: str, name: str, place: str, kind: str
) -> None:
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": without(registered, name)}, builder="dummy")
    assert built.failed
    assert built.messages == [
        f"{place}: WARNING: the {kind} {name.strip()!r} is not registered; "
        "run python3 scripts/register_anchors.py [registry.unregistered]"
    ]


def test_changed_words_of_a_passage_are_never_allowed(build_small: Callable[..., Built], registered: str) -> None:
    """Not even when the essay's own file was changed with them."""
    changes: dict[str, Any] = {
        "essay.txt": [("They were fast.", "They were slow.")],
        "one.md": [("They were fast.", "They were slow.")],
        "anchors.txt": registered,
    }
    built = build_small(dict([WITH_REGISTRY]) | changes, builder="dummy")
    assert built.failed
    assert built.messages == [
        "one.md:5: WARNING: the words of passage 'one-p1' have changed; restore them, "
        "the essay is fixed [registry.passage]"
    ]


@pytest.mark.parametrize(
    ("name", "change", "place", "what"),
    [
        ("one.md", ("Others founded it too", "Others founded it"), "one.md:19", "note 'who-founded'"),
        ("one.md", ("Who the founder was", "Who he was"), "one.md:12", "section 'the-founder'"),
        ("one.md", ("A section {cite:p}", "A part {cite:p}"), "one.md:12", "section 'the-founder'"),
        ("timeline.yaml", ("fact: It ends.", "fact: It stops."), "timeline.yaml:1", "event 'event-later'"),
        ("glossary.md", ("A doctrine.", "An idea."), "glossary.md:12", "term 'term-juche'"),
    ],
)
def test_changed_words_must_be_declared(
    build_small: Callable[..., Built], registered: str, name: str, change: tuple[str, str], place: str, what: str
) -> None:
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": registered, name: [change]}, builder="dummy")
    assert built.failed
    assert built.messages == [
        f"{place}: WARNING: the words of the {what} have changed; if they still say the same thing, declare it: "
        "run python3 scripts/register_anchors.py [registry.words]"
    ]


def test_a_name_in_another_chapter_fails_the_build(build_small: Callable[..., Built], registered: str) -> None:
    text = registered.replace("the-founder one ", "the-founder two ")
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": text}, builder="dummy")
    assert built.failed
    assert built.messages == [
        f"one.md:12: WARNING: 'the-founder' is registered for 'two' (line {line_of(text, 'the-founder')} of the "
        "registry) and stands in 'one'; move it back, or declare the move, so that its old address still leads to it: "
        "run python3 scripts/register_anchors.py [registry.moved]"
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "an-old-name -> an-old-name  # merged",
            "the heir 'an-old-name' of 'an-old-name' is itself retired, and leads to no name of the book; name one [registry.heir]",
        ),
        ("an-old-name -> nobody  # merged", "the heir 'nobody' of 'an-old-name' is not registered [registry.heir]"),
        (
            "an-old-name -> an-older-name  # merged\nan-older-name -> one-p1  # merged",
            "the heir 'an-older-name' of 'an-old-name' is itself retired; name its heir, 'one-p1' [registry.heir]",
        ),
        (
            "an-old-name -> one-p1",
            "cannot read 'an-old-name -> one-p1'; write 'name page digest' or 'old page -> heir  # reason' [registry.line]",
        ),
        (
            "an-old-name -> one-p1  # a\nan-old-name -> two-p1  # b",
            "'an-old-name' stands in line {line} too; keep one of the two [registry.line]",
        ),
    ],
)
def test_a_wrong_heir_fails_the_build(
    build_small: Callable[..., Built], registered: str, line: str, message: str
) -> None:
    text = sort_lines(registered + line + "\n")
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": text}, builder="dummy")
    assert built.failed
    first = line_of(text, "an-old-name")
    number = first + 1 if "too;" in message else first
    assert built.messages == [f"anchors.txt:{number}: WARNING: {message.format(line=first)}"]


def test_lines_out_of_order_fail_the_build(build_small: Callable[..., Built], registered: str) -> None:
    text = registered + "an-old-name -> one-p1  # merged\n"
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": text}, builder="dummy")
    assert built.failed
    lines = text.splitlines()
    assert built.messages == [
        f"anchors.txt:{len(lines)}: WARNING: 'an-old-name' stands after {lines[-2].split()[0]!r}; sort the lines: "
        "run python3 scripts/register_anchors.py [registry.order]"
    ]


def test_a_retired_name_is_never_used_again(build_small: Callable[..., Built], registered: str) -> None:
    text = registered.replace(
        next(x for x in registered.splitlines() if x.startswith("the-founder ")), "the-founder -> one-p1  # merged"
    )
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": text}, builder="dummy")
    assert built.failed
    assert built.messages[0] == (
        "one.md:12: WARNING: 'the-founder' was retired and is never used again; give this place another name "
        "[registry.reused]"
    )


def test_a_mistake_is_found_in_an_unchanged_book(build_small: Callable[..., Built], registered: str) -> None:
    assert not build_small(dict([WITH_REGISTRY]) | {"anchors.txt": registered}, builder="dummy").failed
    assert build_small(dict([WITH_REGISTRY]) | {"anchors.txt": without(registered, "one-p1 ")}, builder="dummy").failed


HEIRS = ["one", "one-p1", "who-founded", "the-founder", "term-juche", "event-later", "ref-rusk1990", "timeline"]


@pytest.mark.slow
def test_a_registered_book_builds_and_a_name_retired_since_opens_its_heir_in_pages_pdf_and_data(
    build_small: Callable[..., Built], registered: str
) -> None:
    """The second build reads no page again."""
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": registered}, builder="both")
    assert (built.messages, built.failed) == ([], False)
    lines = "".join(f"old-{heir} -> {heir}  # a test\n" for heir in HEIRS)
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": sort_lines(registered + lines)}, builder="both")
    assert built.messages == []
    entries = {e["anchor"]: e for e in json.loads((built.out / "html" / "anchors.json").read_text("utf-8"))}
    with pikepdf.open(built.out / PDF) as pdf:
        names = {str(name): value for name, value in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        for heir in HEIRS:
            old, new = entries[f"old-{heir}"], entries[heir]
            assert old["heir"] == heir
            assert {k: old[k] for k in ("kind", "title", "chapter", "pdf_page", "sha256")} == {
                k: new[k] for k in ("kind", "title", "chapter", "pdf_page", "sha256")
            }
            assert names[f"old-{heir}"][0].objgen == names[heir][0].objgen
            page = built.page(old["chapter"])
            (element,) = select(page, f"[id='{heir}']")
            (span,) = select(page, f"[id='old-{heir}']")
            assert element in [*span.iterancestors(), span.getnext()], heir


def test_the_script_adds_and_declares_and_never_removes(tmp_path: Path, registered: str) -> None:
    docs = tmp_path / "docs"
    write_small(docs, {})
    (docs / "_ext").symlink_to(ROOT / "docs" / "_ext")
    path = docs / "anchors.txt"
    path.write_text(registered, encoding="utf-8")
    assert register_anchors.register(docs) == ([], [])
    (docs / "one.md").write_text(
        SMALL_BOOK["one.md"].replace("Others founded", "Others created").replace("(the-founder)=", "(founders)="),
        encoding="utf-8",
    )
    (docs / "two.md").write_text(SMALL_BOOK["two.md"].replace("`the-founder`", "`founders`"), encoding="utf-8")
    before = registered.splitlines()
    done, left = register_anchors.register(docs)
    after = path.read_text(encoding="utf-8").splitlines()
    # The note in the second chapter names the section, so its words have changed too.
    assert done == ["new: section founders", "changed words: note it-ended", "changed words: note who-founded"]
    assert len(left) == 1
    assert left[0].endswith("[registry.lost]")
    assert {x.split()[0] for x in before} <= {x.split()[0] for x in after}
    assert {x.split()[0] for x in set(before) - set(after)} == {"it-ended", "who-founded"}


def test_the_script_declares_a_move_and_never_a_passage() -> None:
    passage = Name("one-p1", Kind.PASSAGE, "one", "One, ¶1", "one.md:5", "b" * 64)
    section = Name("moved", Kind.SECTION, "two", "Moved", "two.md:5", "b" * 64)
    old = [
        registry.Entry("moved", ("one",), "a" * 12, "", "", 1),
        registry.Entry("one-p1", ("one",), "a" * 12, "", "", 2),
    ]
    new, said = registry.update(old, [passage, section])
    assert list(map(str, new)) == [f"moved two,one {'b' * 12}", f"one-p1 one {'a' * 12}"]
    assert said == ["moved: section moved", "changed words: section moved"]


def test_a_passage_has_the_digest_of_the_essay_as_it_was_written(book: Built) -> None:
    lines = (ROOT / "tests" / "essay.txt").read_text(encoding="utf-8").splitlines()
    expected = {hashlib.sha256(line.strip().encode()).hexdigest() for line in lines if line.strip().endswith(".")}
    entries = json.loads((book.out / "html" / "anchors.json").read_text("utf-8"))
    assert {e["sha256"] for e in entries if e["kind"] == "passage"} == expected


def test_the_registry_of_the_book_has_every_name_once(book: Built) -> None:
    text = (ROOT / "docs" / "anchors.txt").read_text(encoding="utf-8")
    entries, faults = registry.read_registry(text, "anchors.txt")
    assert faults == []
    found = {e["anchor"] for e in json.loads((book.out / "html" / "anchors.json").read_text("utf-8"))}
    assert {e.anchor for e in entries} == found
