"""The old book is replaced by the new one whole, whatever stops it, and is never mistaken for something else."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from building import outputs, record
from building.digests import State
from building.lock import locked
from building.steps import BuildError, of_machine
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

BOOKS = {
    "A": {"html/index.html": "A", "html/cite/x.bib": "A", "book.pdf": "PDF A"},
    "B": {"html/index.html": "B", "html/cite/y.bib": "B", "book.pdf": "PDF B"},
}


class KilledError(BaseException):
    """Stands for a signal: nothing catches it."""


def put(folder: Path, name: str) -> dict[str, Path]:
    """Write a book's work, and give its parts."""
    for path, text in BOOKS[name].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return {"html": folder / "html", "book.pdf": folder / "book.pdf"}


def publish(out: Path, work: Path, name: str) -> None:
    outputs.finish(out)
    outputs.stage(out, put(work / name, name))
    outputs.swap(out)


def read(out: Path) -> str:
    """Which book is there; fails for a mixture."""
    found = {
        p.relative_to(out).as_posix(): p.read_text(encoding="utf-8")
        for p in out.rglob("*")
        if p.is_file() and p.relative_to(out).parts[0][0] != "." and p.name != outputs.SUMS
    }
    (name,) = [name for name, files in BOOKS.items() if files == found]
    assert outputs.stands(out, (out / outputs.SUMS).read_text(encoding="utf-8"))
    return name


def run_until(line: int, action: Any, *arguments: Any) -> bool:
    """Run, and stop at the given line of outputs.py, counted as they run; returns whether it ended before."""
    seen = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal seen
        if frame.f_code.co_filename != outputs.__file__:
            return None
        if event == "line":
            seen += 1
            if seen == line:
                raise KilledError
        return trace

    sys.settrace(trace)
    try:
        action(*arguments)
    except KilledError:
        return False
    finally:
        sys.settrace(None)
    return True


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <_io.FileIO"
)  # of a process that is killed, the system closes it
@pytest.mark.parametrize("at_once", [True, False], ids=["folders exchanged", "folders renamed"])
def test_a_change_that_is_killed_at_any_line_leaves_one_whole_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(outputs, "exchange", lambda *_: False)
    line, ends = 0, []
    while True:
        line += 1
        out = tmp_path / str(line)
        publish(out, tmp_path / "work", "A")
        ended = run_until(line, publish, out, tmp_path / "work", "B")
        outputs.finish(out)  # as the next start does
        ends.append(read(out))
        assert not any((out / name).exists() for name in (outputs.NEW, outputs.OLD, outputs.JOURNAL))
        publish(out, tmp_path / "work", "B")
        assert read(out) == "B"
        if ended:
            break
    assert line > 30
    assert ends == ["A"] * ends.count("A") + ["B"] * ends.count("B"), "from one line on it is the new book"
    assert {"A", "B"} == set(ends)


def test_a_change_that_was_killed_is_finished_even_if_that_is_killed_too(tmp_path: Path) -> None:
    for line in range(1, 60):
        out = tmp_path / str(line)
        publish(out, tmp_path / "work", "A")
        outputs.stage(out, put(tmp_path / "work" / "B", "B"))
        run_until(12, outputs.swap, out)
        run_until(line, outputs.finish, out)
        outputs.finish(out)
        assert read(out) in {"A", "B"}


@pytest.mark.parametrize(
    "harm",
    [
        lambda out: (out / "html/index.html").write_text("torn"),
        lambda out: (out / "book.pdf").unlink(),
        lambda out: (out / "html/extra.html").write_text("not ours"),
        lambda out: (out / outputs.SUMS).write_text(""),
        lambda out: (out / "html").rename(out / "elsewhere"),
    ],
    ids=["a changed page", "no PDF", "a page too many", "no sums", "no pages"],
)
def test_a_book_that_is_not_what_was_left_is_seen(tmp_path: Path, harm: Any) -> None:
    out = tmp_path / "build"
    publish(out, tmp_path, "A")
    listed = (out / outputs.SUMS).read_text(encoding="utf-8")
    assert outputs.stands(out, listed)
    (out / "notes.txt").write_text("of the reader's own", encoding="utf-8")
    assert outputs.stands(out, listed)
    harm(out)
    assert not outputs.stands(out, listed)


@pytest.mark.parametrize("at", ["shutil.copyfile", "pathlib.Path.rename", "building.outputs.sums"])
def test_a_full_disk_is_told_in_one_line_and_leaves_the_old_book_whole_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    out, work = tmp_path / "out", tmp_path / "work"
    publish(out, work, "A")

    def fails(source: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), source)

    with monkeypatch.context() as full, pytest.raises(OSError) as caught:
        full.setattr(at, fails)
        publish(out, work, "B")
    said = of_machine(caught.value)
    assert said.startswith("The machine does not let the book be written: [Errno 28] No space left on device")
    assert said.count("Errno") == 1
    assert read(out) == "A"
    assert not (out / outputs.NEW).exists()


def test_a_part_that_stands_in_a_folder_is_published_beside_it_too(tmp_path: Path) -> None:
    parts = put(tmp_path / "work", "A") | {"a.txt": tmp_path / "work" / "html" / "index.html"}
    outputs.stage(tmp_path, parts)
    new = tmp_path / outputs.NEW
    assert (new / "a.txt").read_text(encoding="utf-8") == (new / "html" / "index.html").read_text(encoding="utf-8")


def test_what_no_page_uses_is_not_published(tmp_path: Path) -> None:
    parts = put(tmp_path / "work", "A")
    for name in ("_sources/index.md.txt", "_static/default.1.css", "_static/book.css", ".buildinfo", ".nojekyll"):
        path = parts["html"] / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    outputs.stage(tmp_path, parts)
    found = {line.split("  ")[1] for line in outputs.sums(tmp_path / outputs.NEW).splitlines()}
    assert found == {*BOOKS["A"], "html/_static/book.css", "html/.nojekyll"}


def test_the_sums_are_as_sha256sum_checks_them(tmp_path: Path) -> None:
    publish(tmp_path, tmp_path / ".work", "A")
    check = subprocess.run(["sha256sum", "--strict", "-c", outputs.SUMS], cwd=tmp_path, capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
    assert len(check.stdout.splitlines()) == len(BOOKS["A"])


def test_everyone_may_read_what_is_published_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        publish(tmp_path, tmp_path / ".work", "A")
    finally:
        os.umask(old)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "html").rglob("*")}
    assert modes == {"index.html": 0o644, "cite": 0o755, "x.bib": 0o644}
    assert stat.S_IMODE((tmp_path / "html").stat().st_mode) == 0o755


def test_work_is_trusted_only_after_a_build_that_ended_well(tmp_path: Path) -> None:
    finished = record.Finished({"text": "1"}, "sums", {"html/index.html": State(1, 2, 3, 4, 5)})
    record.begin(tmp_path, keep=False)
    (tmp_path / "doctrees").mkdir()
    assert record.read_record(tmp_path) is None
    record.end(tmp_path, finished)
    assert record.read_record(tmp_path) == finished
    record.begin(tmp_path, keep=True)
    assert record.read_record(tmp_path) is None, "from the first moment of the next build"
    assert (tmp_path / "doctrees").exists()
    record.begin(tmp_path, keep=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"inputs": {}, "sums": ""}',
        '{"inputs": {}, "sums": "", "states": {}, "more": 1}',
        '{"inputs": {}, "sums": "", "states": []}',
        '{"inputs": {}, "sums": "", "states": {"index.html": [1, 2]}}',
    ],
)
def test_a_record_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / record.NAME).write_text(text, encoding="utf-8")
    assert record.read_record(tmp_path) is None


HOLD = "import sys; sys.path.insert(0, {scripts!r}); from building.lock import locked; from pathlib import Path\n"
HOLD += "with locked(Path({out!r})): print('mine', flush=True); sys.stdin.read()"


def test_the_second_build_waits_or_says_that_it_does_not_and_a_dead_one_holds_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = HOLD.format(scripts=str(ROOT / "scripts"), out=str(tmp_path))
    first = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdin and first.stdout
    assert first.stdout.readline() == "mine\n"
    with pytest.raises(BuildError, match="Another build is at work"), locked(tmp_path, wait=False):
        pass
    second = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert second.stdin and second.stdout
    assert "waiting for it to end" in second.stdout.readline()
    first.kill()
    assert second.stdout.readline() == "mine\n", "the lock has died with its process"
    for process in (first, second):
        process.stdin.close()  # type: ignore[union-attr]
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]
    assert capfd.readouterr().err == ""
