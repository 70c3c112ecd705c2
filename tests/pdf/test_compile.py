"""The process that makes the PDF: workers set its parts, and a failure is reported in one line."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from edition.pdf.command import begin, start_compile
from edition.pdf.mended_structure import kids
from edition.pdf.parts import ENOUGH, gathered, part_files, read_parts, write_parts
from edition.pdf.problems import dead_link
from edition.pdf.workers import MOST, Workers
from pdf_tools import Tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "docs" / "_fonts"
DESIGN = """\
#let others() = json(sys.inputs.others)
#let page-of(name) = {
  let found = query(label(name))
  if found.len() > 0 { found.first().location().page() + others().before } else { others().pages.at(name, default: 99) }
}
#let mlabel(name) = [#metadata(name)#label(name)]
#let internal-link(name, body) = link("place:" + name, body)
#let page-link(name, body) = internal-link(name)[#body, p. #context page-of(name)]
#let design(body) = {
  set document(title: "One", author: "Nobody")
  set text(font: "Edition Serif", fallback: false, lang: "en")
  body
  context metadata((pages: counter(page).final().first()))
}
"""
HEAD = '#import "templates/book.typ": *\n#show: design\n'
GOOD = '#mlabel("%one#first")/*@one.md:4*/#internal-link("%one#first")[There]\n'
NOWHERE = '#mlabel("%one")/*@one.md:4*/#internal-link("%one")[There] /*@one.md:7*/#internal-link("%one#two")[Nowhere]\n'
ONE = """\
#mlabel("%one#one")#heading(level: 1)[One]
See #page-link("%two#two")[the second] and #page-link("%one#end")[the end]. #pagebreak() #mlabel("%one#end")The end.
"""
TWO = """\
#mlabel("%two#two")#heading(level: 1)[Two]
See #page-link("%one#end")[the end] and #page-link("%two#two")[this].
#table(columns: 2, table.header[A][B], [1], [2])
"""
KILLED = """\
import os, sys
from edition.pdf import compile

compile.lay_out = os._exit
compile.Book.lay_out = lambda book: book.workers.run(os._exit, {0: (9,)})
sys.exit(compile.main())
"""

FULL = """\
import resource, sys
from edition.pdf import compile

resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
sys.exit(compile.main())
"""


def book(folder: Path, *pieces: str) -> Path:
    """Write one of some pieces, each in a part of its own; returns its folder."""
    made = folder / "one"
    (made / "templates").mkdir(parents=True, exist_ok=True)
    (made / "templates" / "book.typ").write_text(DESIGN, encoding="utf-8")
    write_parts(made, HEAD, [f"{piece}//{'-' * ENOUGH if len(pieces) > 1 else ''}\n" for piece in pieces])
    assert len(part_files(made)) == len(pieces)
    return made


def command(program: Sequence[str], folder: Path, *options: str) -> list[str]:
    """The command that makes ``one.pdf`` beside its folder."""
    made = [str(folder), str(folder.with_suffix(".pdf")), "--fonts", str(FONTS), "--date", "2026-11-28"]
    return [sys.executable, *program, *made, *options]


ENVIRON = {**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")}
COMPILE = ("-m", "edition.pdf.compile")


def run(program: Sequence[str], folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Let a process make the PDF."""
    return subprocess.run(command(program, folder, *options), check=False, capture_output=True, text=True, env=ENVIRON)


def test_typst_waits_for_nothing_that_it_does_not_need() -> None:
    code = "import sys, edition.pdf.compile; sys.exit(bool({'docutils', 'sphinx', 'pikepdf'} & sys.modules.keys()))"
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRON)


def test_a_process_that_waits_begins_when_it_is_told_and_ends_when_nobody_is_left(tmp_path: Path) -> None:
    folder = book(tmp_path, ONE, TWO)
    target = folder.with_suffix(".pdf")
    arguments = folder, target, FONTS, date(2026, 11, 28), subprocess.PIPE
    with start_compile(*arguments) as left:
        pass
    assert (left.returncode, target.exists()) == (0, False)
    with begin(start_compile(*arguments)) as begun:
        assert begun.communicate() == ("pages\n", "")
    assert (begun.returncode, target.exists()) == (0, True)


def test_a_process_that_dies_before_it_is_told_to_begin_is_told_by_its_status(tmp_path: Path) -> None:
    with start_compile(tmp_path, tmp_path / "one.pdf", FONTS, date(2026, 11, 28), subprocess.PIPE) as died:
        died.kill()
        died.wait()
        begin(died)
    assert died.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def two_parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of two parts, made by two workers; its folder."""
    folder = book(tmp_path_factory.mktemp("book"), ONE, TWO)
    ended = run(COMPILE, folder, "--workers", "2")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "pages\n", "")
    return folder


def test_each_part_knows_the_pages_of_the_others(two_parts: Path) -> None:
    pages = json.loads(two_parts.with_suffix(".json").read_text(encoding="utf-8"))
    assert pages == {"end": 2, "one": 1, "two": 3}
    with pypdfium2.PdfDocument(two_parts.with_suffix(".pdf")) as pdf:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert texts[0] == "One See the second, p. 3 and the end, p. 2."
    assert texts[2].startswith("Two See the end, p. 2 and this, p. 3.")


def test_links_between_parts_open_their_places(two_parts: Path) -> None:
    with pikepdf.open(two_parts.with_suffix(".pdf")) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        led = [[numbers[link.Dest[0].objgen] for link in page.get("/Annots", ())] for page in pdf.pages]
        assert led == [[3, 2], [], [2, 3]]
        assert sorted(pikepdf.NameTree(pdf.Root.Names.Dests)) == ["end", "one", "two"]


def test_a_joined_book_is_one_document(two_parts: Path) -> None:
    """Bookmarks, structure, metadata: what is said in the catalog of each part is said of all."""
    with Tagged(two_parts.with_suffix(".pdf")) as tagged:
        pdf = tagged.pdf
        with pdf.open_outline() as outline:
            assert [(item.title, item.destination is not None) for item in outline.root] == [
                ("One", True),
                ("Two", True),
            ]
        root = pdf.Root.StructTreeRoot
        (document,) = kids(root)
        assert pikepdf.Name.Document == document.S
        assert [str(e.S) for e in kids(document)] == ["/H1", "/P", "/P", "/H1", "/P", "/Table"]
        assert all(element.P.objgen == document.objgen for element in kids(document))
        parents = pikepdf.NumberTree(root.ParentTree)
        for page in pdf.pages:
            assert parents[int(page.StructParents)]
            for link in page.get("/Annots", ()):
                assert pikepdf.Name.Link == parents[int(link.StructParent)].S
        keys = list(parents)
        assert keys == sorted(set(keys))
        assert root.ParentTreeNextKey > keys[-1]
        ids = pikepdf.NameTree(root.IDTree)
        assert len(ids) == 2
        assert all(str(element.ID) == name for name, element in ids.items())
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.docinfo["/Title"] == "One"
        with pdf.open_metadata() as metadata:
            assert metadata["{http://ns.adobe.com/xap/1.0/t/pg/}NPages"] == "3"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "One"


@pytest.mark.parametrize("options", [(), ("--workers", "1")], ids=["again", "one worker"])
def test_the_pdf_is_the_same_whoever_sets_it(two_parts: Path, tmp_path: Path, options: Sequence[str]) -> None:
    folder = book(tmp_path, ONE, TWO)
    for _ in range(2):
        assert run(COMPILE, folder, *options).returncode == 0
        assert folder.with_suffix(".pdf").read_bytes() == two_parts.with_suffix(".pdf").read_bytes()


def test_only_what_changed_is_set_again(two_parts: Path, tmp_path: Path) -> None:
    """The increment has the bytes of a clean build; the part that did not change, and prints the same, is kept."""
    folder = book(tmp_path, ONE, TWO)
    run(COMPILE, folder)
    results = folder.with_name("one.parts")
    kept = {path.name for path in results.glob("*.pdf")}
    shutil.copytree(two_parts, folder, dirs_exist_ok=True)
    book(tmp_path, ONE.replace("The end", "An end"), TWO)
    assert run(COMPILE, folder).returncode == 0
    now = {path.name for path in results.glob("*.pdf")}
    assert (len(kept & now), len(now)) == (1, 2), "what is of no use any more is gone"
    clean = book(tmp_path / "clean", ONE.replace("The end", "An end"), TWO)
    run(COMPILE, clean)
    assert folder.with_suffix(".pdf").read_bytes() == clean.with_suffix(".pdf").read_bytes()


def test_a_part_that_grows_moves_those_behind_it(two_parts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    shutil.copytree(two_parts, folder)
    shutil.copytree(two_parts.with_name("one.parts"), tmp_path / "one.parts")
    book(tmp_path, f"{ONE}#pagebreak() More.", TWO)
    assert run(COMPILE, folder).returncode == 0
    pages = json.loads(folder.with_suffix(".json").read_text(encoding="utf-8"))
    assert pages == {"end": 2, "one": 1, "two": 4}
    clean = book(tmp_path / "clean", f"{ONE}#pagebreak() More.", TWO)
    run(COMPILE, clean)
    assert folder.with_suffix(".pdf").read_bytes() == clean.with_suffix(".pdf").read_bytes()


def test_a_link_to_nowhere_is_told_where_it_stands_and_there_is_no_pdf(tmp_path: Path) -> None:
    folder = book(tmp_path, NOWHERE)
    ended = run(COMPILE, folder)
    message = "a link leads to '%one#two', which the PDF does not have; take it out"
    assert ended.stderr == f"one.md:7: ERROR: {message}; one.pdf cannot be set [typst_pdf.typst]\n"
    assert not folder.with_suffix(".pdf").exists()


def test_a_link_of_the_design_to_nowhere_has_no_place() -> None:
    assert dead_link("mark %one#two", NOWHERE).place == ""


@pytest.mark.parametrize(
    ("program", "body", "said"),
    [
        (COMPILE, "/*@one.md:9*/#nothing()", "one.md:9: ERROR: unknown variable: nothing; "),
        (COMPILE, NOWHERE, "one.md:7: ERROR: a link leads to '%one#two', "),
        (("-c", KILLED), GOOD, "one.pdf: ERROR: the process that sets it was ended; "),
        (("-c", FULL), GOOD, "one.pdf: ERROR: it cannot be written: "),
    ],
    ids=["Typst refuses it", "a link to nowhere", "a worker is killed", "the disk is full"],
)
def test_what_goes_wrong_is_one_line_and_the_last_pdf_stays(
    program: Sequence[str], body: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "one.pdf").write_text("the last one", encoding="utf-8")
    ended = run(program, book(tmp_path, body))
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert ended.stderr.startswith(said)
    assert (tmp_path / "one.pdf").read_text(encoding="utf-8") == "the last one"
    assert not list(tmp_path.glob("*/*.raw"))


def test_of_two_mistakes_the_first_is_told(tmp_path: Path) -> None:
    folder = book(tmp_path, "/*@one.md:3*/#nothing()", "/*@two.md:5*/#nothing()")
    assert run(COMPILE, folder).stderr.startswith("one.md:3: ERROR: ")


def test_a_warning_is_told_each_time(tmp_path: Path) -> None:
    folder = book(tmp_path, '/*@one.md:3*/#text(font: "Nope", fallback: true)[x]')
    said = [run(COMPILE, folder) for _ in range(2)]
    assert [ended.returncode for ended in said] == [2, 2]
    assert said[0].stderr == said[1].stderr
    assert said[0].stderr.startswith("one.md:3: unknown font family: nope")


def test_the_worker_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    folder = book(tmp_path, "#for _ in range(300) [#lorem(200) #parbreak()]")
    with subprocess.Popen(command(COMPILE, folder), stdout=subprocess.PIPE, env=ENVIRON) as process:
        assert process.stdout
        assert process.stdout.readline() == b"pages\n", "the worker has set it, and works on"
        process.kill()
        process.communicate(timeout=60)  # the pipe ends when nobody is left who could write into it


def test_pieces_are_gathered_until_they_are_enough() -> None:
    pieces = ["a" * 10, "b" * (ENOUGH - 10), "c", "d" * (ENOUGH + 1), "e"]
    assert [len(part) for part in gathered(pieces)] == [ENOUGH, 1, ENOUGH + 1, 1]
    assert "".join(gathered(pieces)) == "".join(pieces)


def test_chapters_are_counted_on_from_part_to_part(tmp_path: Path) -> None:
    chapter = '#heading(level: 1, numbering: "1")[#"A numbering: \\"1\\""]' + " " * ENOUGH
    assert write_parts(tmp_path, "", [chapter, "#heading(level: 1)[Two]" + " " * ENOUGH, chapter, "Three"]) == 2
    begins = [part.text.partition("\n")[0][:35] for part in read_parts(tmp_path)]
    assert begins[1:] == ["#counter(heading).update(1)"] * 2 + ["#counter(heading).update(2)"]
    assert write_parts(tmp_path, "", ["One"]) == 0
    assert len(part_files(tmp_path)) == 1, "no part of the last time is left"


def test_labels_whose_pages_are_not_printed_set_nothing_again(tmp_path: Path) -> None:
    (tmp_path / "metadata.json").write_text('{"strip": "%one#claim"}', encoding="utf-8")
    text = '#internal-link("%two#a")[x] #page-link("%two#b")[y] #internal-link("a \\"b\\"")[z]'
    write_parts(tmp_path, "", [text + " " * ENOUGH, text])
    first, second = read_parts(tmp_path)
    assert second.labels.named == {"%two#a", "%two#b", 'a "b"'}
    assert second.labels.paged == {"%two#b"}
    assert first.labels.named - second.labels.named == {"strip", "%one#claim"}, (
        "the first part prints what the metadata name"
    )


def test_each_part_has_its_process_and_a_long_book_more_than_work_at_once() -> None:
    with Workers([5, 4, 3, 2, 1], 2) as few:
        ran = few.run(os.getpid, dict.fromkeys(range(5), ()))
        assert few.run(os.getpid, {4: (), 0: ()}) == {0: ran[0], 4: ran[4]}
        assert len(set(ran.values())) == 2
        assert os.getpid() not in ran.values()
    with Workers([MOST] * 3, 2) as many:
        first = many.run(os.getpid, dict.fromkeys(range(3), ()))
        assert len(set(first.values())) == 3
        assert not set(first.values()) & set(many.run(os.getpid, dict.fromkeys(range(3), ())).values())
