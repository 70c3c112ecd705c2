"""The live preview: one process has all modules loaded, and for each change a fork of it writes the pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import webbrowser
from typing import TYPE_CHECKING, Any

from building import inputs
from building.printing import Printer, put
from building.reading import run_and_exit, run_sphinx
from building.serving import Changes, serve
from building.steps import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

LOOK = 0.2
"""Seconds between two looks at the files."""
CALM = 0.1
"""Seconds for which nothing may change before the pages are written: editors save in several steps."""


def watch(docs: Path, out: Path, url: str) -> int:
    """Serve the pages on 127.0.0.1 and write them again when a source changes, until Ctrl-C."""
    work = out / ".watch"
    shutil.rmtree(work, ignore_errors=True)
    printed = work / "printed"  # first by the build before; its pages are those of the names
    put((path for path in (out / ".work" / "typst").glob("*") if path.suffix in {".pdf", ".json"}), printed)
    settings: dict[str, Any] = {"anchors_file": "", "pdf_folder": str(printed) if any(printed.glob("*.pdf")) else ""}
    settings |= {"html_baseurl": url} if url else {}
    state = look(docs)
    config = run_sphinx(
        docs, work, "html", {**settings, "pages_before": str(work / "none")}
    ).config  # all modules are loaded from here on
    from edition.base.policy import headers

    changes, printer, well = Changes(), Printer(docs, work, settings, config), True
    server = serve(work / "html", changes, headers())
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    print(f"The pages are at {address}; Ctrl-C ends the preview.", flush=True)
    if sys.stdout.isatty():
        webbrowser.open(address)
    try:
        for names in differences(docs, state):
            late = printer.stop()
            groups = {inputs.group_of(path, docs) for path in names}
            if "code" in groups:
                print("The program has changed; starting again.", flush=True)
                server.server_close()
                printer.stop()
                start_again()
            start = time.perf_counter()
            print(f"{', '.join(sorted({path.name for path in names}))} …", end="", flush=True)
            action = renew if groups == {"assets"} and well else None
            before = work / "html" if groups <= inputs.PRINTED else work / "none"
            well = write_pages(docs, work, {**settings, "pages_before": str(before)}, changes, action)
            print(f" {time.perf_counter() - start:.1f} s" if well else "", flush=True)
            if well and (late or not groups <= inputs.LOOK):
                printer.start()
    except KeyboardInterrupt:
        print()
    finally:
        printer.stop()
        server.shutdown()
    return 0


def look(docs: Path) -> dict[Path, tuple[int, int]]:
    """Time and size of every file that the book is made from."""
    found = {}
    for path in inputs.files_of(docs):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        found[path] = stat.st_mtime_ns, stat.st_size
    return found


def differences(docs: Path, state: dict[Path, tuple[int, int]]) -> Iterator[set[Path]]:
    """Yield the files that have changed, as soon as no more do."""
    while True:
        time.sleep(LOOK)
        now = look(docs)
        if now == state:
            continue
        while True:
            time.sleep(CALM)
            later = look(docs)
            if later == now:
                break
            now = later
        yield {path for path in state.keys() | now.keys() if state.get(path) != now.get(path)}
        state = now


def write_pages(
    docs: Path,
    work: Path,
    settings: dict[str, Any],
    changes: Changes,
    action: Callable[[Sphinx], object] | None = None,
) -> bool:
    """Write the pages in a fork, changed documents first, or do another ``action``; returns whether it succeeded.

    After a warning all documents are read again, for Sphinx would not repeat it.
    """
    if not hasattr(os, "fork"):
        return write_here(docs, work, settings, changes)
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        run_and_exit(docs, work, "html", settings, action or (lambda app: announce(app, writing)))
    os.close(writing)
    with os.fdopen(reading, "rb") as news:
        while news.read(1):
            changes.tell()
    _, state = os.waitpid(child, 0)
    return settle(work, state == 0, changes)


def write_here(docs: Path, work: Path, settings: dict[str, Any], changes: Changes) -> bool:
    """The same where a process cannot fork."""
    try:
        run_sphinx(docs, work, "html", settings)
    except BuildError:
        return settle(work, False, changes)
    return settle(work, True, changes)


def settle(work: Path, well: bool, changes: Changes) -> bool:
    """Notify the browser, or after a failure remove what was read."""
    if well:
        changes.tell()
    else:
        shutil.rmtree(work / "doctrees", ignore_errors=True)
    return well


def renew(app: Sphinx) -> None:
    """Write the style sheet, scripts and fonts again, and their new addresses into the pages."""
    app.builder.renew_assets()  # type: ignore[attr-defined]  # it is ours


def announce(app: Sphinx, writing: int) -> None:
    """Build, and send a byte as soon as the changed documents are written."""
    app.connect("first-pages-written", lambda _app: os.write(writing, b"."))
    app.build()


def start_again() -> None:
    """Start the changed program; does not return."""
    if os.name == "nt":
        sys.exit(subprocess.call([sys.executable, *sys.argv]))
    os.execv(sys.executable, [sys.executable, *sys.argv])
