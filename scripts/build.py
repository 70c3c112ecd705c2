"""Build the book: build/html/index.html and build/russia-north-korea.pdf, from one read of docs/."""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

ROOT = environment.ROOT
# What Sphinx's basic theme and sphinx-timeline leave beside the pages, and no page uses.
UNUSED = (
    ".buildinfo", "_sources", "_sphinx_timeline_static", "basic.css", "pygments.css", "fonts.css",
    "default.*.css", "datetime.*.js", "file.png", "plus.png", "minus.png",
)  # fmt: skip
PDF = "russia-north-korea.pdf"


class BuildError(Exception):
    """The book cannot be built; what to mend has been printed."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    print(f"{name} …", end="", flush=True)
    start = time.perf_counter()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.perf_counter() - start:.1f} s", flush=True)


def build_book(docs: Path, out: Path, url: str = "") -> None:
    """Build both books into ``out/html`` and ``out/<PDF>``; raises BuildError and leaves them as they were.

    Work goes on in ``out/.work``. What has been read stays there for the next build, as long as only
    texts change: Sphinx reads those anew that did. The pages are all written anew, because the second
    builder finds everything read and would not see that a page lists what stands in another.
    """
    work = out / ".work"
    code, text = (f"{digest(files)} {url}" for files in sources(docs))
    seen = read_lines(work / "inputs.txt")
    if seen == [code, text] and (out / PDF).exists() and (out / "html" / "index.html").exists():
        print("Nothing has changed since the last build.")
        return
    if seen[:1] != [code]:
        shutil.rmtree(work, ignore_errors=True)
    for path in (work / "html").glob("*"):
        if path.is_dir() and path.name != "_modules":  # viewcode's pages depend on code alone
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    try:
        with step("Reading the chapters and setting the PDF"):
            run_sphinx(docs, work, "typst", {})
        with step("Writing the pages"):
            settings = {"html_baseurl": url} if url else {}  # else what conf.py says
            app = run_sphinx(docs, work, "html", settings | {"pdf_folder": str(work / "typst")})
    except BaseException:
        # Sphinx remembers a chapter as read even if it warned of it: the next build must not skip it.
        shutil.rmtree(work, ignore_errors=True)
        raise
    publish(work / "html", out / "html")
    shutil.copy2(work / "typst" / PDF, out / PDF)
    from edition.ledger.claims_page import summary  # in docs/_ext, which conf.py has put on the path

    print("\n".join(summary(app.env)))
    (work / "inputs.txt").write_text(f"{code}\n{text}\n", encoding="utf-8")


def sources(docs: Path) -> tuple[list[Path], list[Path]]:
    """The files that a build depends on: code and settings, texts and data."""
    code = [docs / "conf.py", environment.BOOK_LOCK, *Path(__file__).parent.glob("*.py")]
    code += [p for folder in ("_ext", "_theme", "_pdf") for p in (docs / folder).rglob("*")]
    text = [p for p in docs.rglob("*") if p.relative_to(docs).parts[0][0] != "_" and p.name != "conf.py"]
    return code, [*text, docs.parent / "references.bib", ROOT / "tests" / "essay.txt"]


def digest(files: list[Path]) -> str:
    """A hash of the names and bytes of files; folders and bytecode count for nothing."""
    state = hashlib.sha256()
    for path in sorted(p for p in files if p.is_file() and p.suffix != ".pyc"):
        state.update(f"{path}\0{path.stat().st_size}\0".encode())
        state.update(path.read_bytes())
    return state.hexdigest()


def read_lines(path: Path) -> list[str]:
    """The lines of a file, none when there is no file."""
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def run_sphinx(docs: Path, work: Path, builder: str, settings: dict[str, str]) -> Sphinx:
    """Run one builder in this process; warnings are errors."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    try:
        with (
            patch_docutils(docs),
            docutils_namespace(),
            Path(os.devnull).open("w", encoding="utf-8") as quiet,
        ):
            app = Sphinx(
                docs,
                docs,
                work / builder,
                work / "doctrees",
                builder,
                confoverrides=dict(settings),
                status=quiet,
                warning=sys.stderr,
                warningiserror=True,
            )
            with few_collections():
                app.build()
    except SphinxError as error:
        print(f"\n{error}", file=sys.stderr)
        raise BuildError from error
    if app.statuscode:
        raise BuildError
    return app


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage seldom: a build makes millions of nodes and frees few; looking took a fifth of its time.

    Not never, for then memory would grow with the book. Forks and pickles cost more than a second process gains.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def publish(new: Path, target: Path) -> None:
    """Put a finished folder in the place of the last one."""
    fresh, old = target.with_suffix(".new"), target.with_suffix(".old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(new, fresh, ignore=shutil.ignore_patterns(*UNUSED))
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def watch(docs: Path, out: Path, url: str) -> int:
    """Serve the pages on 127.0.0.1 and write them anew when a source changes, until Ctrl-C; the PDF stays as it is."""
    build_book(docs, out, url)
    command = [sys.executable, "-m", "sphinx_autobuild", "--host", "127.0.0.1", "--port", "0"]
    command += ["--open-browser"] if sys.stdout.isatty() else []
    command += ["--watch", str(docs.parent / "references.bib"), "-b", "html"]
    command += ["-D", f"pdf_folder={out / '.work' / 'typst'}"]
    command += ["-d", str(out / ".watch" / "doctrees"), str(docs), str(out / ".watch" / "html")]
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 0


def size(path: Path) -> str:
    """The bytes of a file or of all files in a folder, for people."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    total = sum(p.stat().st_size for p in files)
    return f"{total / 1e6:.1f} MB" if total >= 1e6 else f"{total / 1e3:.0f} kB"


def main() -> int:
    """Read the command line; the exit status is 1 when the book cannot be built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="", help="public address of the book, for canonical links and citations")
    parser.add_argument("--watch", action="store_true", help="serve a live preview of the pages on 127.0.0.1")
    options = parser.parse_args()
    if options.url and not options.url.startswith(("https://", "http://")):
        parser.error("--url must begin with https:// or http://")
    environment.enter(environment.BOOK_LOCK, *([environment.DEV_LOCK] if options.watch else []))
    start = time.perf_counter()
    docs, out = ROOT / "docs", ROOT / "build"
    url = options.url and options.url.rstrip("/") + "/"
    try:
        if options.watch:
            return watch(docs, out, url)
        build_book(docs, out, url)
    except BuildError:
        print("The book was not built; the last good one, if any, is untouched in build/.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the last good book, if any, is untouched in build/.", file=sys.stderr)
        return 130
    page, pdf = out / "html" / "index.html", out / PDF
    print(f"{page.relative_to(ROOT)} (site: {size(page.parent)})\n{pdf.relative_to(ROOT)} ({size(pdf)})")
    print(f"Done in {time.perf_counter() - start:.1f} s.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
