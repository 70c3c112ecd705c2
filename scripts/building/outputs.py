"""The output of a build: staged beside the last book, with checksums, and put in its place all at once."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from building.digests import Digests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from building.digests import State

NEW, OLD, JOURNAL, SUMS = ".new", ".old", ".swap.json", "SHA256SUMS"
# What Sphinx and sphinx-timeline leave beside the pages, and no page uses.
UNUSED = (".buildinfo", "_sources", "_sphinx_timeline_static", "default.*.css", "datetime.*.js")


def stage(
    out: Path, parts: dict[str, Path], complete: Callable[[Path], object] | None = None, digests: Digests | None = None
) -> None:
    """Copy the files of a finished build under their names into a folder beside the last book; add their checksums.

    Folders are moved there, for writing thousands of files twice takes as long as making some of them.
    ``complete`` adds what is made of all files.  Everyone may read the files, whatever the umask is.
    """
    new = out / NEW
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(parents=True)
        for name, source in sorted(parts.items(), key=lambda part: part[1].is_dir()):  # a file can stand in a folder
            if source.is_dir():
                source.rename(new / name)
                remove_unused(new / name)
            else:
                shutil.copyfile(source, new / name)
        if complete:
            complete(new)
        (new / SUMS).write_text(sums(new, digests), encoding="utf-8")
        for place, _folders, files in os.walk(new):
            Path(place).chmod(0o755)
            for name in files:
                os.chmod(f"{place}/{name}", 0o644)  # noqa: PTH101 (for thousands, a path would take longer)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)  # on a full disk every byte counts
        raise


def remove_unused(folder: Path) -> None:
    """Take out what no page uses."""
    unused = shutil.ignore_patterns(*UNUSED)
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in unused(place, [*folders, *files])):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def sums(folder: Path, digests: Digests | None = None) -> str:
    """The checksums of the files of a folder in the format of ``sha256sum``, without the list itself."""
    digests = digests or Digests()
    return "".join(f"{digests.of(folder, name)}  {name}\n" for name in sorted(walk(folder)) if name != SUMS)


def read_sums(listed: str) -> dict[str, str]:
    """The checksums by name of a list in the format of ``sha256sum``."""
    return dict(line.split("  ", 1)[::-1] for line in listed.splitlines())


def stands(out: Path, listed: str, digests: Digests | None = None, states: Mapping[str, State] | None = None) -> bool:
    """Whether ``out`` still has exactly the files of a list of checksums; other top-level names do not matter.

    A file that is in the state in which its checksum was true (``states``) is not read.
    """
    digests, states = digests or Digests(), states or {}
    expected = read_sums(listed)
    tops = {name.split("/")[0] for name in expected}
    try:
        if (out / SUMS).read_text(encoding="utf-8") != listed or not expected:
            return False
        found = {name for top in tops for name in walk(out, top)}
        return found == set(expected) and all(
            digests.of(out, name, value, states.get(name)) == value for name, value in expected.items()
        )
    except OSError:
        return False


def walk(folder: Path, part: str = "") -> list[str]:
    """The paths of all files of a folder, relative to it; or of a ``part`` of it, which can be a file itself."""
    if not (folder / part).is_dir():
        return [part]
    found: list[str] = []
    for place, _folders, files in os.walk(folder / part):  # there are thousands, for which paths are slow
        below = os.path.relpath(place, folder).replace(os.sep, "/")
        found += files if below == "." else [f"{below}/{name}" for name in files]
    return found


def swap(out: Path) -> None:
    """Replace the last book by what is staged.

    A journal is written first; ``finish`` goes on from one that it finds.  So a build that is killed before it has
    written its journal leaves the old book, and one that is killed after it the new one, from the next start on.
    """
    new = out / NEW
    inodes = {path.name: path.stat().st_ino for path in sorted(new.iterdir())}
    draft = out / f"{JOURNAL}.draft"
    draft.write_text(json.dumps(inodes), encoding="utf-8")
    draft.replace(out / JOURNAL)
    finish(out)


def finish(out: Path) -> None:
    """Complete a replacement that was begun, and remove what is left of it or of a build that was killed."""
    journal, new, old = out / JOURNAL, out / NEW, out / OLD
    if journal.exists():
        for name, inode in json.loads(journal.read_text(encoding="utf-8")).items():
            if not is_inode(out / name, inode):
                change(new / name, out / name, old)
        journal.unlink()
    for rest in (new, old):
        if rest.exists():
            shutil.rmtree(rest)
    (out / f"{JOURNAL}.draft").unlink(missing_ok=True)


def is_inode(path: Path, inode: int) -> bool:
    """Whether a path exists and has this inode."""
    return path.exists() and path.stat().st_ino == inode


def change(new: Path, target: Path, old: Path) -> None:
    """Replace ``target`` by ``new``, in one step if the system can do so."""
    if not target.exists() or not target.is_dir():
        new.replace(target)
    elif not exchange(new, target):
        old.mkdir(exist_ok=True)
        if (old / target.name).exists():
            shutil.rmtree(old / target.name)
        target.rename(old / target.name)
        new.rename(target)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux); returns False if that is not possible."""
    if not sys.platform.startswith("linux"):
        return False
    at_cwd, flag = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    return int(function(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), flag)) == 0
