"""The process that makes the PDF: Typst works in another one, and what goes wrong is told in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from edition.pdf.compile import TypesettingError, make_pdf
from edition.pdf.problems import dead_link

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "docs" / "_fonts"
DAY = date(2026, 11, 28)
DESIGN = '#let internal-link(name, body) = link("place:" + name, text(fallback: false, font: "Edition Serif", body))'
GOOD = '#metadata("%one#first")/*@one.md:4*/#internal-link("%one#first")[There]'
NOWHERE = '#metadata("%one")/*@one.md:4*/#internal-link("%one")[There] /*@one.md:7*/#internal-link("%one#two")[Nowhere]'
KILLED = """\
import os, sys
from functools import partial
from edition.pdf import compile

set_in = compile.make_pdf
compile.make_pdf = lambda *args, **options: set_in(*args[:4], partial(os._exit, 9), **options)
sys.exit(compile.main())
"""

FULL = """\
import resource, sys
from edition.pdf import compile

resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
sys.exit(compile.main())
"""


def typst_file(folder: Path, body: str) -> Path:
    """Write one, and its design beside it."""
    (folder / "book.typ").write_text(DESIGN, encoding="utf-8")
    source = folder / "one.typ"
    head = '#import "book.typ": internal-link\n#set document(title: "One")\n'
    source.write_text(f"{head}{body}\n", encoding="utf-8")
    return source


def run(program: list[str], source: Path) -> subprocess.CompletedProcess[str]:
    """Let a process make ``one.pdf`` beside its source."""
    command = [sys.executable, *program, str(source), str(source.with_suffix(".pdf"))]
    command += ["--fonts", str(FONTS), "--date", DAY.isoformat()]
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")}
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environ)


def test_typst_waits_for_nothing_that_it_does_not_need() -> None:
    code = "import sys, edition.pdf.compile; sys.exit(bool({'docutils', 'sphinx', 'pikepdf'} & sys.modules.keys()))"
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")}
    subprocess.run([sys.executable, "-c", code], check=True, env=environ)


def test_the_pdf_is_the_same_whether_typst_works_apart_or_not(tmp_path: Path) -> None:
    source = typst_file(tmp_path, GOOD)
    ended = run(["-m", "edition.pdf.compile"], source)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "pages\n", "")
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8")) == {"first": 1}
    assert make_pdf(source, tmp_path / "here.pdf", FONTS, DAY) == []
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()
    assert not list(tmp_path.glob("*.raw"))


def test_a_link_to_nowhere_is_told_where_it_stands_and_there_is_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(TypesettingError) as raised:
        make_pdf(typst_file(tmp_path, NOWHERE), tmp_path / "one.pdf", FONTS, DAY)
    message = "a link leads to '%one#two', which the PDF does not have; take it out"
    assert raised.value.problem == ("one.md:7", message)
    assert not list(tmp_path.glob("one.[pr]*"))


def test_a_link_of_the_design_to_nowhere_has_no_place() -> None:
    assert dead_link("mark %one#two", NOWHERE).place == ""


@pytest.mark.parametrize(
    ("program", "body", "said"),
    [
        (["-m", "edition.pdf.compile"], "/*@one.md:9*/#nothing()", "one.md:9: ERROR: unknown variable: nothing; "),
        (["-m", "edition.pdf.compile"], NOWHERE, "one.md:7: ERROR: a link leads to '%one#two', "),
        (["-c", KILLED], GOOD, "one.pdf: ERROR: the process that sets it was ended; "),
        (["-c", FULL], GOOD, "one.pdf: ERROR: it cannot be written: "),
    ],
    ids=["Typst refuses it", "a link to nowhere", "Typst is killed", "the disk is full"],
)
def test_what_goes_wrong_is_one_line_and_the_last_pdf_stays(
    program: list[str], body: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "one.pdf").write_text("the last one", encoding="utf-8")
    ended = run(program, typst_file(tmp_path, body))
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert ended.stderr.startswith(said)
    assert (tmp_path / "one.pdf").read_text(encoding="utf-8") == "the last one"
    assert not list(tmp_path.glob("*.raw"))


def test_the_worker_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    source = typst_file(tmp_path, "#for _ in range(300) [#lorem(200) #parbreak()]")
    command = [sys.executable, "-m", "edition.pdf.compile", str(source), str(tmp_path / "one.pdf")]
    command += ["--fonts", str(FONTS), "--date", DAY.isoformat()]
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"pages\n", "the worker has written it, and works on"
        process.kill()
        process.communicate(timeout=60)  # the pipe ends when nobody is left who could write into it
