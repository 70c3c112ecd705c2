"""All or nothing, whatever happens: a build that is killed, a full disk, a missing permission."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import build
import environment
from building import outputs, record
from conftest import ROOT, write_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Built

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kills")]  # what its tests share is made once

# Builds a book, and kills itself at the given call of a function, counted from 1.
DRIVER = """
import os, signal, sys
sys.path.insert(0, {scripts!r})
from pathlib import Path
import build
last, me, calls = int(sys.argv[1]), os.getpid(), 0
def count(_frame, event, _argument):
    global calls
    if event == "call":
        calls += 1
        if calls == last and os.getpid() == me:
            os.kill(me, signal.SIGKILL)
sys.setprofile(count)
try:
    build.build_book(Path({docs!r}), Path({out!r}))
finally:
    sys.setprofile(None)
    print("calls", calls)
"""


class Home:
    """The small book with a good build, which is taken as it is for each try."""

    def __init__(self, folder: Path) -> None:
        self.good, self.now = folder / "good", folder / "now"
        docs = self.now / "docs"
        write_small(docs, {})
        build.build_book(docs, self.now / "build")
        shutil.copytree(self.now, self.good, symlinks=True)  # what is copied back is an increment's last build

    def again(self) -> tuple[Path, Path]:
        shutil.rmtree(self.now, ignore_errors=True)
        shutil.copytree(self.good, self.now, symlinks=True)
        return self.now / "docs", self.now / "build"

    def run(self, last: int) -> tuple[int, int]:
        """Build in a process of its own; its status and how many calls it made."""
        code = DRIVER.format(scripts=str(ROOT / "scripts"), docs=str(self.now / "docs"), out=str(self.now / "build"))
        result = subprocess.run([sys.executable, "-c", code, str(last)], capture_output=True, text=True, check=False)
        calls = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("calls ")]
        return result.returncode, int(calls[0]) if calls else 0


def books(out: Path) -> dict[str, bytes]:
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in out.rglob("*")
        if p.is_file() and p.relative_to(out).parts[0][0] != "."
    }


def change(docs: Path, old: str, new: str) -> None:
    text = (docs / "two.md").read_text(encoding="utf-8")
    assert old in text
    (docs / "two.md").write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("kills"))


@pytest.fixture(scope="module")
def calls(home: Home) -> tuple[int, dict[str, bytes]]:
    """How many calls the build of the changed book makes, and that book."""
    docs, out = home.again()
    change(docs, "On 27 July", "On 28 July")
    status, count = home.run(0)
    assert status == 0
    return count, books(out)


@pytest.mark.full
@pytest.mark.parametrize("moment", range(40))
def test_a_build_that_is_killed_leaves_a_whole_book_and_the_next_one_is_right(
    home: Home, calls: tuple[int, dict[str, bytes]], moment: int
) -> None:
    count, new = calls
    old = books(home.good / "build")
    docs, out = home.again()
    change(docs, "On 27 July", "On 28 July")
    assert home.run(1 + count * moment // 40)[0] == -signal.SIGKILL
    outputs.finish(out)
    assert books(out) in (old, new)
    build.build_book(docs, out)
    assert books(out) == new


@pytest.mark.full
@pytest.mark.parametrize("moment", [20, 38])
def test_a_forbidden_text_is_refused_after_a_killed_build_too(
    home: Home, calls: tuple[int, dict[str, bytes]], moment: int
) -> None:
    old = books(home.good / "build")
    docs, out = home.again()
    change(docs, "It was long.\n", "It was long.\nThis sentence is not the essay's.\n")
    home.run(1 + calls[0] * moment // 40)
    for _ in range(2):
        with pytest.raises(build.BuildError):
            build.build_book(docs, out)
        assert books(out) == old


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, int, int], None]]:
    """A function that lets the given call of a function of shutil or os fail with an error of the machine."""

    def prepare(name: str, number: int, code: int) -> None:
        module: Any = shutil if hasattr(shutil, name) else os
        real, left = getattr(module, name), [number]

        def fails(*arguments: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise OSError(code, os.strerror(code), str(arguments[0]))
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, fails)

    yield prepare


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [
        pytest.param("copyfile", 1, errno.ENOSPC, marks=pytest.mark.full),
        ("copyfile", 3, errno.ENOSPC),
        ("copytree", 1, errno.EROFS),
    ],
    ids=["full at the first file", "full in the midst", "read-only"],
)
def test_an_error_of_the_machine_leaves_the_last_good_book(
    home: Home,
    full: Callable[[str, int, int], None],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    number: int,
    code: int,
) -> None:
    docs, out = home.again()
    old = books(out)
    change(docs, "On 27 July", "On 28 July")
    full(name, number, code)
    with pytest.raises((OSError, build.BuildError)):
        build.build_book(docs, out)
    monkeypatch.undo()
    outputs.finish(out)
    assert books(out) == old
    assert record.read_record(out / ".work") is None
    build.build_book(docs, out)
    assert books(out) != old


def run_main(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def fails(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(environment, "enter", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["build.py"])
    monkeypatch.setattr(build, "build_book", fails)
    before = signal.getsignal(signal.SIGTERM)
    try:
        return build.main()
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "build/html"), 1, "No space left on device: 'build/html'"),
        (build.BuildError("Another build is at work."), 1, "Another build is at work."),
        (KeyboardInterrupt(), 130, "Stopped"),
    ],
    ids=["full disk", "another build", "Ctrl-C and SIGTERM"],
)
def test_what_stops_a_build_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, status: int, said: str
) -> None:
    assert run_main(monkeypatch, error) == status
    shown = capsys.readouterr().err.strip().splitlines()
    assert said in shown[0]
    assert "untouched" in shown[-1]
    assert len(shown) <= 2
    with pytest.raises(KeyboardInterrupt):
        build.stop(signal.SIGTERM, None)


def test_what_is_left_of_a_killed_build_is_cleared_away_by_the_next(build_small: Callable[..., Built]) -> None:
    built = build_small(builder="both")
    (built.out / outputs.NEW / "html").mkdir(parents=True)
    (built.out / f"{outputs.JOURNAL}.draft").write_text("{", encoding="utf-8")
    assert not build_small(builder="both").failed
    assert not (built.out / outputs.NEW).exists()
    assert not (built.out / f"{outputs.JOURNAL}.draft").exists()
