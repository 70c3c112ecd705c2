"""The PDF: notes after their passage, every anchor a destination, and errors that name the place."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from conftest import PDF, ROOT, SQUARE
from edition.names.kinds import Kind
from edition.pdf.mend import SOFT_HYPHEN
from edition.pdf.mended_names import ABOVE, name_destinations
from edition.pdf.names import Destination, described, destinations, read_places
from edition.pdf.problems import explain, locate
from edition.pdf.visitors import SET
from pdf_tools import Tagged, attributes, misread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Built


# Pure


def answer(*entries: tuple[str, int, float]) -> str:
    """What Typst answers: labels with a page and a height."""
    return json.dumps([[label, {"page": page, "x": "53pt", "y": f"{y}pt"}] for label, page, y in entries])


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("%one#one-p1", 3, 99.5)], [Destination("one-p1", 3, 53.0, 99.5)]),
        ([("%b#b", 2, 1), ("%a#a", 9, 1)], [Destination("a", 9, 53.0, 1.0), Destination("b", 2, 53.0, 1.0)]),
        ([("%one#same", 1, 5), ("%two#same", 2, 6)], [Destination("same", 1, 53.0, 5.0)]),
        ([("%one", 1, 0)], []),
        ([("%one#id12", 1, 0)], []),
        ([("%one#id12-treaty", 1, 0)], [Destination("id12-treaty", 1, 53.0, 0.0)]),
    ],
    ids=["anchor", "sorted", "first place wins", "whole file", "machine-made", "looks machine-made"],
)
def test_public_anchors_become_destinations(entries: list[tuple[str, int, float]], expected: list[Destination]) -> None:
    assert destinations(read_places(answer(*entries)).labels) == expected


def test_other_places_come_with_the_words_for_what_they_are() -> None:
    told = [["%one#one-p1", {"page": 3, "x": "53pt", "y": "9pt"}]]
    told += [[["index one 5", "Note 3, Disputed"], {"page": 4, "x": "60.5pt", "y": "70pt"}]]
    told += [[{"pages": 5}, {"page": 5, "x": "60pt", "y": "70pt"}]]
    places = read_places(json.dumps(told), before=10)
    public = destinations(places.labels)
    assert described([places], public, {}) == [Destination("Note 3, Disputed", 14, 60.5, 70.0)]
    assert described([places], public, {"one-p1": "Passage 1"})[0] == Destination("Passage 1", 13, 53, 9)
    assert [place.name for place in public] == ["one-p1"]


def test_the_design_is_handed_the_words_that_it_sets_otherwise() -> None:
    design = (ROOT / "docs/_pdf/book.typ").read_text(encoding="utf-8")
    by_class = set(re.findall(r'"([\w-]+)" in classes', design))
    by_name = {name for name in SET if f"#let {name}(body)" in design}
    assert by_class | by_name == SET


def tiny_pdf(pages: int = 2) -> pikepdf.Pdf:
    """Empty pages of 432 × 648 points."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(432, 648))
    return pdf


def test_a_destination_shows_the_line_and_some_space_above_it() -> None:
    pdf = tiny_pdf()
    name_destinations(pdf, [Destination("foot", 2, 53, 600), Destination("head", 1, 53, 3)])
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    assert list(tree) == ["foot", "head"]
    page, kind, left, top, zoom = tree["foot"]
    assert page.objgen == pdf.pages[1].obj.objgen
    assert kind == pikepdf.Name.XYZ
    assert [float(n) for n in (left, top, zoom)] == [0, 648 - 600 + ABOVE, 0]
    assert tree["head"][3] == 648  # never above the page


def test_many_names_stay_findable() -> None:
    pdf = tiny_pdf()
    names = sorted(f"anchor-{i}" for i in range(1000))
    name_destinations(pdf, [Destination(name, 1, 0, 100) for name in names])
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    assert list(tree) == names
    assert "anchor-777" in tree


SOURCE = """\
#mlabel("%one")/*@one.md:4*/#par[#"Well."]
/*@one.md:7*/#par[#"Here เ it is." #"\\n"/*@one.md:8*/#"Later."]
"""


class Problem(NamedTuple):
    """A Typst error as far as it matters."""

    message: str
    diagnostic: str
    hints: list[str]


@pytest.mark.parametrize(
    ("diagnostic", "expected"),
    [
        ("error: x\n  ┌─ ../out/book dir/b.typ:2:24\n", "one.md:7"),
        ("error: x\n  ┌─ b.typ:2:60\n", "one.md:8"),
        ("error: x\n  ┌─ b.typ:1:2\n", "b.typ:1"),
        ("error: x\n  ┌─ templates/book.typ:1:50\n", "book.typ:1"),
        ("error: x", ""),
    ],
    ids=["in the text", "in its second line", "before the first place", "in the design", "no place"],
)
def test_a_problem_is_located_in_the_book(diagnostic: str, expected: str) -> None:
    assert locate(diagnostic, SOURCE) == expected


@pytest.mark.parametrize(
    ("message", "end"),
    [
        ('the text "เ" could not be displayed with font "X"', "scripts/fonts/make.py, or write it otherwise"),
        ("missing alt text", "its option 'alt', or between the brackets of ![…](…)"),
        ("something else", "a hint of Typst"),
    ],
)
def test_a_problem_says_what_to_do(message: str, end: str) -> None:
    problem: Any = Problem(message, "", ["a hint of Typst"])
    assert explain(problem, SOURCE).message.startswith(message)
    assert explain(problem, SOURCE).message.endswith(end)


# Small book


@contextmanager
def opened(built: Built) -> Iterator[pikepdf.Pdf]:
    """The PDF of a build that has not failed."""
    assert not built.failed, built.messages
    with pikepdf.open(built.out / "typst" / PDF) as pdf:
        yield pdf


def page_texts(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def small_texts(built: Built) -> list[str]:
    """The text of each page of a build that has not failed."""
    assert not built.failed, built.messages
    return page_texts(built.out / "typst" / PDF)


def assert_in_order(text: str, *words: str) -> None:
    """Each of the words stands after the one before it."""
    at = 0
    for word in words:
        found = text.find(word, at)
        assert found >= 0, f"{word!r} is not in {text[at:]!r}"
        at = found + len(word)


def test_notes_follow_their_passage_numbered_from_1_in_each_chapter(small: Callable[..., Built]) -> None:
    one, two = (t for t in small_texts(small("typst")) if t.startswith("Chapter"))
    assert_in_order(one, "Chapter 1", "¶1", "founder,1 flew", "\n1 Kim Il-sung", "Imprecise", "Others", "Commentary")
    assert_in_order(
        two, "Chapter 2", "¶1", "in 1953.", "1", "\n1 It ended", "Supported", "On 27 July", "¶2", "It was long."
    )


def test_a_passage_is_one_paragraph_and_its_notes_follow_it(small: Callable[..., Built]) -> None:
    built = small("typst")
    with Tagged(built.out / "typst" / PDF) as pdf:
        assert not pdf.of_kind("Note")
        passage = [e for e in pdf.of_kind("P") if pdf.words(e).startswith("¶1 The war began in 1950.")][-1]
        assert pdf.words(passage) == "¶1 The war began in 1950. It ended “late” in 1953.1"
        item = next(e for e in pdf.of_kind("LI") if "It ended “late” in 1953." in pdf.words(e))
        assert [str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"]
        assert pdf.words(item.K[0]) == "1"
        assert pdf.words(item.K[1]).startswith("It ended “late” in 1953. Supported"), "words apart for who hears them"
        assert pdf.elements.index(passage) < pdf.elements.index(item)


def test_a_verdict_is_told_by_its_word_its_color_and_the_line_under_the_words(
    small: Callable[..., Built],
) -> None:
    built = small("typst")
    with Tagged(built.out / "typst" / PDF) as pdf:
        lines = {
            (pdf.words(e), "".join(f"{round(float(n) * 255):02x}" for n in a.TextDecorationColor))
            for e in pdf.elements
            for a in attributes(e)
            if a.get("/TextDecorationType") == "/Underline"
        }
        lemma = next(pdf.words(e) for e in pdf.of_kind("P") if pdf.words(e).endswith("Imprecise"))
    assert lines >= {("Kim Il-sung, the founder", "7a5200"), ("It ended “late” in 1953.", "4d8460")}
    assert lemma == "Kim Il-sung, the founder Imprecise"


RICH_NOTE = """
[^who-founded]: **Imprecise.** Others founded it too.

    A second paragraph.\\
    After a hard break.

    - a point
    - another

    > quoted

    | a | b |
    | --- | --- |
    | c | d |

    ```
    code
    ```

    ![A square](square.svg)
"""


def test_a_note_holds_whatever_markdown_has(build_small: Callable[..., Built]) -> None:
    changes = {
        "one.md": [("\n[^who-founded]: **Imprecise.** Others founded it too {cite:p}`rusk1990`.\n", RICH_NOTE)],
        "square.svg": SQUARE,
    }
    built = build_small(changes, "typst")
    text = "\n".join(small_texts(built))
    assert_in_order(text, "Others founded it too. A second paragraph.\n", "After a hard break.\n", "a point", "quoted")
    assert_in_order(text, "quoted", "a", "b", "c", "d", "code")
    with Tagged(built.out / "typst" / PDF) as pdf:
        assert "A square" in {str(e.get("/Alt", "")) for e in pdf.elements}


def test_a_repair_shows_what_the_editors_change(build_small: Callable[..., Built]) -> None:
    repair = "    confidence: high\n    repair: Kim Il-sung, one of the founders\n"
    built = build_small({"claims.yaml": [("    confidence: high\n", repair)]}, "typst")
    assert "Repair Kim Il-sung, one of the founders" in "\n".join(small_texts(built))


def test_a_confidence_that_is_not_high_is_told(small: Callable[..., Built]) -> None:
    text = "\n".join(small_texts(small("typst")))
    assert "Supported medium confidence" in text
    assert "high confidence" not in text


def test_the_essay_stands_whole_in_front_and_leads_to_its_chapters_and_back(small: Callable[..., Built]) -> None:
    built = small("typst")
    texts = small_texts(built)
    front = next(n for n, text in enumerate(texts) if "The essay\n" in text and "¶1" in text)
    chapters = [n for n, text in enumerate(texts) if text.startswith("Chapter")]
    assert front < chapters[0]
    assert_in_order(
        texts[front], "founder,1 flew", "The Second Chapter", "A Title", "The war began", "1953.1", "It was long."
    )
    assert "Imprecise" not in texts[front]
    with opened(built) as pdf:
        targets = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        leads = [
            {targets[link.Dest[0].objgen] for link in pdf.pages[n].get("/Annots", []) if "/Dest" in link}
            for n in (front, *chapters)
        ]
    assert leads[0] >= set(chapters)
    assert all(front in lead for lead in leads[1:])


def test_a_reference_to_a_section_names_its_page(small: Callable[..., Built]) -> None:
    texts = small_texts(small("typst"))
    page = next(n for n, text in enumerate(texts, 1) if "A section" in text)
    assert f"See Who the founder was (p. {page})." in "\n".join(texts)


def test_events_and_terms_are_set_with_their_scripts(small: Callable[..., Built]) -> None:
    text = "\n".join(small_texts(small("typst")))
    assert_in_order(text, "25 June 1950", "The war begins", "1953", "The war ends")
    assert_in_order(text, "MiG-15\nМиГ-15\n", "Juche\n주체\n")


def test_the_pdf_has_a_destination_for_every_anchor_and_no_other(small: Callable[..., Built]) -> None:
    built = small("typst")
    with opened(built) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        found = {name: numbers[place[0].objgen] for name, place in tree.items()}
        links = [link for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link]
        assert links
        assert all(isinstance(link.Dest, pikepdf.Array) for link in links)  # none needs a name
    assert found["index"] == 1, "the book's own name opens the title page"
    assert found == json.loads((built.out / "typst" / "russia-north-korea.json").read_text(encoding="utf-8"))
    assert set(found) == {
        *("index", "one", "one-p1", "who-founded", "one-commentary", "the-founder"),
        *("two", "two-p1", "two-p2", "it-ended", "timeline", "event-earlier", "event-later"),
        *("glossary", "term-mig-15", "term-juche", "bibliography", "ref-rusk1990"),
        *(name for name in found if name.startswith("bibliography-")),
    }


def test_the_pdf_is_accessible_and_says_what_it_is(small: Callable[..., Built]) -> None:
    with opened(small("typst")) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Russia and North Korea: An Annotated Essay"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261128000000Z"
        assert pdf.Root.Lang == "en-US"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_bookmarks_follow_the_headings(small: Callable[..., Built]) -> None:
    built = small("typst")
    with opened(built) as pdf:
        titles = list(bookmarks(pdf.Root.Outlines.First))
    listed = next(text for text in page_texts(built.out / "typst" / PDF) if "Contents" in text)
    assert "Who the founder was" in listed
    assert "Commentary" not in listed, "what is between chapters and sections is for the bookmarks alone"
    assert titles[:5] == [
        *("Contents", "The essay", "The essay / The Second Chapter: A Title", "1 Introduction"),
        "1 Introduction / Commentary",
    ]


def bookmarks(item: Any, path: str = "") -> Iterator[str]:
    """The paths of an outline in their order."""
    while item is not None:
        yield f"{path}{item.Title}"
        yield from bookmarks(item.get("/First"), f"{path}{item.Title} / ")
        item = item.get("/Next")


def test_notes_stay_whole_on_their_page_unless_they_are_long(build_small: Callable[..., Built]) -> None:
    numbers = range(1, 12)
    passage = " ".join(f"Claim {n} is made." for n in numbers)
    long = {4: 300}  # more than two pages
    notes = "".join(
        f"[^n{n}]: **Supported.** Begin {n}. {'Some sixty words. ' * long.get(n, 20)}End {n}.\n" for n in numbers
    )
    claims = "".join(f"  n{n}:\n    quote: Claim {n} is made.\n    confidence: low\n" for n in numbers)
    marked = " ".join(f"Claim {n} is made.[^n{n}]" for n in numbers)
    texts = small_texts(
        build_small(
            {
                "essay.txt": [("It was long.", passage)],
                "two.md": [("It was long.", marked), ("\n[^it-ended]", f"\n{notes}\n[^it-ended]")],
                "claims.yaml": [("    confidence: medium\n", f"    confidence: medium\n{claims}")],
            },
            "typst",
        )
    )
    first = next(n for n, text in enumerate(texts) if "Chapter 2" in text)
    whole = "\n".join(texts[first:])
    assert_in_order(whole, *(f"\n{n + 1} Claim {n} is made. Supported" for n in numbers))
    assert_in_order(whole, *(f"End {n}." for n in numbers))
    pages = {
        n: [next(k for k, text in enumerate(texts) if f"{word} {n}." in text) for word in ("Begin", "End")]
        for n in numbers
    }
    assert [n for n, (begin, end) in pages.items() if begin != end] == [4]
    assert pages[4][1] - pages[4][0] == 2


def test_the_events_of_a_section_stand_above_its_text(build_small: Callable[..., Built]) -> None:
    events = [("  chapter: two\n", "  chapter: two\n  see: [the-founder]\n")]
    text = "\n".join(small_texts(build_small({"timeline.yaml": events}, "typst")))
    assert_in_order(text, "\nWho the founder was\n", "On ¶1", "\nIn the timeline: 1953", "\nA section")


def test_the_text_stands_below_all_lines_on_the_edition(build_small: Callable[..., Built]) -> None:
    long = "New in edition 1.1, as is said at some length here. " * 4
    built = build_small({"one.md": [("A section", f"{{.history}}\n{long}\n\nThe text goes on. A section")]}, "typst")
    with pypdfium2.PdfDocument(built.out / "typst" / PDF) as pdf:
        texts = [page.get_textpage() for page in pdf]
        text = next(text for text in texts if "The text goes on" in text.get_text_range())
        words = text.get_text_range()
        bottoms = [text.get_charbox(at.start())[1] for at in re.finditer("edition", words)]
        top = text.get_charbox(words.index("The text goes on"))[3]
    assert len({round(bottom) for bottom in bottoms}) > 1, "the line is parted"
    assert top < min(bottoms)


def failure(built: Built) -> str:
    """What a failed build said of the PDF."""
    assert built.failed
    return next(message for message in built.messages if "cannot be set" in message)


def test_a_character_that_no_font_has_fails(build_small: Callable[..., Built]) -> None:
    message = failure(build_small({"one.md": [("A section", "A ก section")]}, "typst"))
    assert 'the text `"ก"` could not be displayed' in message
    assert "one.md:17: " in message
    assert "scripts/fonts/make.py" in message


def test_a_figure_without_alternative_text_fails(build_small: Callable[..., Built]) -> None:
    changes = {"one.md": [("A section", "![](square.svg)\n\nA section")], "square.svg": SQUARE}
    message = failure(build_small(changes, "typst"))
    assert "one.md:17: ERROR: PDF/UA-1 error: missing alt text; say what the figure shows" in message


def test_an_alternative_text_reaches_the_pdf(build_small: Callable[..., Built]) -> None:
    figure = ':::{figure} square.svg\n:name: figure-square\n:alt: A \\ "square"\n\nIts caption\n:::\n\nA section'
    built = build_small({"one.md": [("A section", figure)], "square.svg": SQUARE}, "typst")
    with opened(built) as pdf:
        objects = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        assert 'A \\ "square"' in {str(o.get("/Alt", "")) for o in objects}
    assert any("Its caption" in text for text in small_texts(built))


def spoiled(typst: str) -> dict[str, Any]:
    """Settings that add some Typst to what the writer wrote."""
    handler = f"""
def setup(app):
    def spoil(app, exception):
        path = sorted((app.outdir / "russia-north-korea").glob("part-*.typ"))[-1]
        path.write_text(path.read_text("utf-8") + {typst!r}, "utf-8")
    app.connect("build-finished", spoil, priority=100)
essay_file ="""
    return {"conf.py": [("\nessay_file =", handler)]}


def test_an_error_of_typst_names_file_and_line(build_small: Callable[..., Built]) -> None:
    message = failure(build_small(spoiled("#nothing"), "typst"))
    assert re.match(r"[\w.]+:\d+: ERROR: unknown variable: nothing; the Typst writer calls a helper", message), message
    assert message.endswith("; russia-north-korea.pdf cannot be set [typst_pdf.typst]")


def test_a_warning_of_typst_fails_the_build(build_small: Callable[..., Built]) -> None:
    built = build_small(spoiled('#text(font: "Nope")[x]'), "typst")
    assert built.failed
    assert any("unknown font family: nope" in m and "[typst_pdf.typst]" in m for m in built.messages)


# Book


def test_a_printed_page_number_is_the_number_of_the_page(book: Built) -> None:
    """So that "p. 12" is found on paper and in a viewer; the title page and its back have none."""
    for number, text in enumerate(page_texts(book.out / PDF)[2:], 3):
        head, *_, foot = text.split("\n")
        assert str(number) in (head.split(" ")[0 if number % 2 == 0 else -1], foot), (number, head, foot)


def test_the_book_uses_no_fonts_but_its_own(book: Built) -> None:
    with pikepdf.open(book.out / PDF) as pdf:
        fonts = {str(f.BaseFont) for page in pdf.pages for f in page.Resources.get("/Font", {}).values()}
    assert fonts
    assert all("+Edition" in name for name in fonts)


def test_no_font_of_the_book_takes_a_hyphen_for_a_soft_one(book: Built) -> None:
    with pikepdf.open(book.out / PDF) as pdf:
        maps = [
            o.ToUnicode.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o
        ]
    assert maps
    assert not any(SOFT_HYPHEN.search(found) for found in maps)


def test_every_figure_of_the_book_opens_above_its_caption(book: Built) -> None:
    with pikepdf.open(book.out / PDF) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        places = {
            str(name): (numbers[place[0].objgen], float(place[3]))
            for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()
            if Kind.of(str(name)) is Kind.FIGURE
        }
    assert places
    with pypdfium2.PdfDocument(book.out / PDF) as pdf:
        for name, (number, top) in places.items():
            text = pdf[number].get_textpage()
            captions = [match.start() for match in re.finditer(r"Figure \d+\.\s", text.get_text_range())]
            lines = [text.get_charbox(at)[3] for at in captions]
            assert any(0 <= top - line < 2 * ABOVE for line in lines), (name, top, lines)


def test_words_in_other_scripts_have_their_language_in_the_book(book: Built) -> None:
    """Their elements have it, for pdf.js knows no other, see ``test_pdfjs.py``."""
    with Tagged(book.out / PDF) as pdf:
        pieces = list(pdf.pieces())
    assert {language for language, _ in pieces} == {"en-US", "ko", "ru", "zh"}
    assert not misread(pieces)
