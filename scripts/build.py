"""Build the book: the pages in build/html, and beside them the PDF and the EPUB, from one read of docs/."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

import environment
from building import inputs, outputs, quality, record
from building.digests import Digests
from building.lock import locked
from building.progress import Progress
from building.reading import run_sphinx
from building.steps import BuildError, collect_seldom, few_collections, of_machine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.application import Sphinx

__all__ = ["BuildError", "build_book", "run_sphinx"]

ROOT = environment.ROOT
SBOM = "sbom.cdx.json"


def build_book(docs: Path, out: Path, url: str = "", *, wait: bool = True) -> None:
    """Build the pages into ``out/html``, and the PDF and the EPUB, named as ``typst_documents`` says, beside it.

    If it fails it raises BuildError and leaves the last book as it was.
    It works in ``out/.work``. If it succeeds, the next build uses what was read there, unless code has changed, and
    takes pages that would be the same from the last book, unless somebody has changed that.
    """
    with locked(out, wait), few_collections():
        outputs.finish(out)
        work = out / ".work"
        made_from = inputs.read_inputs(docs, url)
        last = record.read_record(work)
        digests = Digests()
        if last and not outputs.stands(out, last.sums, digests, last.states):
            last = None
        if last and not inputs.changed(last.inputs, made_from):
            print("Nothing has changed since the last build.")
            return
        sources = quality.sources(docs)
        # The pages and the PDF print whether the figures are of these sources, so any change matters to them.
        made_from["measured"] = str(quality.measured(docs) == sources)
        changed = inputs.changed(last.inputs if last else {}, made_from)
        record.begin(work, keep=last is not None and "code" not in changed)
        app = make(docs, out, {"quality_sources": sources} | ({"html_baseurl": url} if url else {}), changed)
        if not (work / SBOM).exists():  # it depends on nothing but code
            from building import sbom  # slow to load

            pins = sbom.read_lock(environment.BOOK_LOCK.read_text(encoding="utf-8"))
            (work / SBOM).write_text(sbom.bill(app.config.project, app.config.release, pins), encoding="utf-8")
        from edition.base.address import epub_name, pdf_name  # in docs/_ext, which conf.py has put on the path
        from edition.exports.bag import about, write_bag

        pdf, epub = pdf_name(app.config), epub_name(app.config)
        parts = {"html": work / "html", pdf: work / "typst" / pdf, epub: work / "html" / epub, SBOM: work / SBOM}

        outputs.stage(
            out,
            {name: path for name, path in parts.items() if path.exists()},
            lambda new: write_bag(new / "html", outputs.walk(new / "html"), about(app.env), app.config.typst_date),
            digests,
        )
        sums = (out / outputs.NEW / outputs.SUMS).read_text(encoding="utf-8")
        outputs.swap(out)
        record.end(work, record.Finished(made_from, sums, digests.states(out, outputs.read_sums(sums))))
        from edition.ledger.summary import summary

        print("\n".join(summary(app.env)))


def make(docs: Path, out: Path, settings: Mapping[str, Any], changed: set[str]) -> Sphinx:
    """Make the books in ``out/.work``.

    If only the look of the pages has changed, the PDF and the EPUB's documents of the last build are used again; if
    only words or templates have changed, so are pages that print none of them.
    """
    work, last = out / ".work", out / "html"
    settings = {**settings, "pdf_folder": str(work / "typst"), "epub_folder": str(work / "epub")}
    only_look = changed <= inputs.LOOK
    settings["pdf_beside"] = not (only_look and any((work / "typst").glob("*.pdf")))
    settings["epub_beside"] = not (only_look and any((work / "epub").glob("*.xhtml")))
    only_assets = changed == {"assets"}
    settings["pages_before"] = str(last if only_assets or changed <= inputs.PRINTED else work / "none")
    action = (lambda app: app.builder.renew_assets()) if only_assets else None
    shutil.rmtree(work / "html", ignore_errors=True)
    return run_sphinx(docs, work, "html", settings, progress=Progress(), action=action)


def size(path: Path) -> str:
    """The size of a file or of all files in a folder, with its unit."""
    total = sum((path / name).stat().st_size for name in outputs.walk(path))
    return f"{total / 1e6:.1f} MB" if total >= 1e6 else f"{total / 1e3:.0f} kB"


def stop(_number: int, _frame: object) -> NoReturn:
    """Stop as after Ctrl-C when the system asks for it (SIGTERM)."""
    raise KeyboardInterrupt


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="", help="public address of the book, for canonical links and citations")
    parser.add_argument("--watch", action="store_true", help="serve a live preview of the pages on 127.0.0.1")
    parser.add_argument("--no-wait", action="store_true", help="end at once where another build is at work")
    parser.add_argument("--release", action="store_true", help="to be published: only with figures of these sources")
    parser.add_argument("--register", action="store_true", help="declare new anchors and changed words first")
    options = parser.parse_args()
    if options.url and not options.url.startswith(("https://", "http://")):
        parser.error("--url must begin with https:// or http://")
    options.url = options.url and options.url.rstrip("/") + "/"
    return options


def main() -> int:
    """Read the command line; the exit status is 1 if the book cannot be built."""
    options = read_options()
    environment.enter(environment.BOOK_LOCK)
    signal.signal(signal.SIGTERM, stop)
    collect_seldom()
    start = time.perf_counter()
    docs, out = ROOT / "docs", ROOT / "build"
    try:
        if options.register:
            import register_anchors

            print("\n".join(register_anchors.register(docs)[0]) or "Nothing to register.")
        if options.watch:
            from building.watching import watch

            build_book(docs, out, options.url)
            return watch(docs, out, options.url)
        if options.release:
            quality.check_release(docs)
        build_book(docs, out, options.url, wait=not options.no_wait)
    except (BuildError, OSError) as error:
        if said := of_machine(error) if isinstance(error, OSError) else str(error):
            print(said, file=sys.stderr)
        print("The book was not built; the last good one, if any, is untouched in build/.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the last good book, if any, is untouched in build/.", file=sys.stderr)
        return 130
    site = out / "html"
    print(f"{(site / 'index.html').relative_to(ROOT)} (site: {size(site)})")
    for book in sorted({*out.glob("*.pdf"), *out.glob("*.epub")}, reverse=True):
        print(f"{book.relative_to(ROOT)} ({size(book)})")
    print(f"Done in {time.perf_counter() - start:.1f} s.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
