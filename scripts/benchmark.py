"""Compare builds of this book with those of edition 1.0 and of other tools: time, memory, bytes, all in turn.

Both editions are built from this clone; the other tools, from a lock of their own, get the text as plain Markdown.
The search in the pages that were built is timed too, if there is a Chromium.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.metadata
import io
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import environment
from comparing import peers
from comparing.grown import write_grown
from comparing.multiplied import multiply
from comparing.search_times import search_times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = environment.ROOT
BASE = "81d6b22"
"""The commit of edition 1.0, to which the targets in issues refer."""
AT_END = "from building.steps import collect_seldom; collect_seldom()"
"""What ``main`` in today's ``scripts/build.py`` does besides building."""
WITHOUT_NEW = """
import edition
NEW = {"exports.write", "ledger.feed", "names.closed_pages", "pages.card_files", "site.crawlers", "site.hosts"}
edition.PARTS = tuple(part for part in edition.PARTS if part not in NEW)
def setup(app):
    app.connect("config-inited", lambda _app, config: setattr(config, "epub_folder", ""))
"""
"""Settings for what edition 1.0 had too: pages, citations and PDF, but no EPUB, exports, feed or older edition."""
DRIVER = """
import gc, sys
from pathlib import Path
sys.path.insert(0, "scripts")
{before}
import build
build.build_book(Path("docs").resolve(), Path("build").resolve())
"""


class Run(NamedTuple):
    """One build."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all its processes, user and system."""
    memory: int
    """Megabytes of its largest process."""


class Tree(NamedTuple):
    """A checkout that is built and changed."""

    name: str
    folder: Path
    before: str
    """Python code: what its own script does before a build."""

    def build(self) -> Run:
        """Build it; ends the benchmark if that fails."""
        return run_command(
            self.name, [sys.executable, "-c", DRIVER.format(before=self.before)], self.folder, dict(os.environ)
        )

    def build_anew(self) -> Run:
        """Build it from nothing."""
        shutil.rmtree(self.folder / "build", ignore_errors=True)
        return self.build()


def run_command(name: str, command: list[str], folder: Path, environ: dict[str, str]) -> Run:
    """Run a command in a folder; ends the benchmark if that fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout
    said = process.stdout.read()
    process.stdout.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name} could not be built:\n{said.decode(errors='replace')[-3000:]}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss // unit)


def edit(path: Path, pattern: str, new: str) -> None:
    """Replace the first match by other words; ends the benchmark if there is none."""
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
    if not count:
        sys.exit(f"{path} has nothing like {pattern!r} to change.")
    path.write_text(changed, encoding="utf-8")


def change_cell(path: Path, k: int) -> None:
    """Change the last cell of a table's first row, which holds a remark."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][-1] = f"Remark {k}."
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def change_style(docs: Path, k: int) -> None:
    """Add a rule to the style sheet, which each edition keeps in another place."""
    parts = docs / "_theme" / "style" / "base.css"
    path = parts if parts.exists() else docs / "_theme" / "static" / "book.css.jinja"
    path.write_text(path.read_text(encoding="utf-8") + f"\n.benchmark-{k} {{ color: red; }}\n", encoding="utf-8")


def change_font(docs: Path, k: int) -> None:
    """Add bytes to a web font, which is copied but not read."""
    path = sorted(docs.glob("_*/**/*.woff2"))[0]
    path.write_bytes(path.read_bytes() + bytes([k % 256]))


CHANGES: dict[str, Callable[[Path, int], None]] = {
    "one paragraph of a chapter": lambda docs, k: edit(
        docs / "future.md", r"\A([\s\S]*## Commentary[\s\S]*?\n[A-Z][^\n]*\.)(?=\n)", rf"\1 Round {k}."
    ),
    "only CSS": change_style,
    "only a script": lambda docs, k: edit(docs / "_theme/static/book.js", r"\A", f"// {k}\n"),
    "only a font": change_font,
    "only a template": lambda docs, k: edit(
        docs / "_theme/layout.html", "<!DOCTYPE html>", f"<!DOCTYPE html><!--{k}-->"
    ),
    "only references.bib": lambda docs, k: edit(
        docs.parent / "references.bib", r"publisher = \{", f"publisher = {{{k} "
    ),
    "only a CSV": lambda docs, k: change_cell(docs / "data" / "debt.csv", k),
}


COLD = "everything, cold"
COLD_OLD = "only the outputs of edition 1.0, cold"


def measure(tree: Tree, k: int, only_cold: bool) -> Iterator[tuple[str, Run]]:
    """One round: a build from nothing, one after each change, one with nothing changed."""
    yield COLD, tree.build_anew()
    for name, change in CHANGES.items() if not only_cold else ():
        change(tree.folder / "docs", k)
        yield name, tree.build()
    yield "nothing changed", tree.build()


def check_out(folder: Path, commit: str, settings: str = "") -> None:
    """Copy a commit's files, with more settings.

    Names and words are not checked against the registry there, for the changes break it.
    """
    folder.mkdir()
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x"], cwd=folder, input=archive, check=True)
    with (folder / "docs" / "conf.py").open("a", encoding="utf-8") as file:
        file.write(f'\nanchors_file = ""\n{settings}')


def first_visit(site: Path, page: str) -> dict[str, int]:
    """Bytes (gzip) and requests of a chapter's first visit, without fonts and figures."""
    text = (site / page).read_text(encoding="utf-8")
    names = set(re.findall(r'(?:src|href)="?((?:\./)?_static/[^"?\s>]+)', text))
    sizes = {page: len(gzip.compress(text.encode()))}
    sizes |= {n: len(gzip.compress((site / n).read_bytes())) for n in names if (site / n).is_file()}
    return {"bytes without fonts": sum(sizes.values()), "requests without fonts and figures": len(sizes)}


def table(runs: dict[str, dict[str, list[Run]]]) -> Iterator[str]:
    """The medians of both editions, and the ratio of ours to the other."""
    base, ours = runs
    yield f"| what | {base}: wall s, CPU s, MB | {ours}: wall s, CPU s, MB | ratio of wall | of CPU | of memory |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name in runs[base]:
        a, b = (Run(*map(statistics.median, zip(*runs[tree][name], strict=True))) for tree in (base, ours))
        shown = [f"{r.wall:.1f}, {r.cpu:.1f}, {r.memory:.0f}" for r in (a, b)]
        ratios = [f"{y / x:.2f}" if x else "–" for x, y in zip(a, b, strict=True)]
        yield f"| {name} | {shown[0]} | {shown[1]} | {' | '.join(ratios)} |"


# --- Other tools ---


def run_peers(site: Path, folder: Path) -> Iterator[tuple[str, Run]]:
    """Let each of the other tools build the text of a built site from nothing."""
    if not folder.exists():
        peers.write_text(site, folder)
    for peer in peers.peers():
        out = folder / peer.out
        if out.is_dir():
            shutil.rmtree(out)
        yield peer.name, run_command(peer.name, peer.command, folder, peers.environ())


def bytes_of(path: Path) -> int:
    """The size of a file, or of all files in a folder without those that only Sphinx reads."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(p.stat().st_size for p in files if p.is_file() and ".doctrees" not in p.parts)


def peer_table(runs: dict[str, list[Run]], ours: list[Run], folder: Path) -> Iterator[str]:
    """The medians of the other tools, and the ratio of our builds from nothing to theirs."""
    yield "| tool, from nothing | wall s, CPU s, MB | bytes | ours: wall | CPU | memory |"
    yield "| --- | --- | --- | --- | --- | --- |"
    mine = Run(*map(statistics.median, zip(*ours, strict=True)))
    for peer in peers.peers():
        one = Run(*map(statistics.median, zip(*runs[peer.name], strict=True)))
        ratios = " | ".join(f"{y / x:.2f}" if x else "–" for x, y in zip(one, mine, strict=True))
        shown = f"{one.wall:.1f}, {one.cpu:.1f}, {one.memory:.0f}"
        yield f"| {peer.name} | {shown} | {bytes_of(folder / peer.out):,} | {ratios} |"


# --- Growth ---


def grow(counts: list[int]) -> Iterator[str]:
    """Time and memory of books of growing size, and the ratio of time for each chapter to the smallest book."""
    yield "| chapters | wall s | CPU s | MB of the largest process | wall s a chapter, to the smallest |"
    yield "| --- | --- | --- | --- | --- |"
    first = 0.0
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_grown(folder / "docs", count)
            (folder / "scripts").symlink_to(ROOT / "scripts")
            run = Tree(f"{count} chapters", folder, "").build()
        first = first or run.wall / count
        yield f"| {count} | {run.wall:.1f} | {run.cpu:.1f} | {run.memory} | {run.wall / count / first:.2f} |"


def search_lines(site: Path) -> Iterator[str]:
    """The times of the search for the queries of its tests."""
    import yaml

    queries = yaml.safe_load((ROOT / "tests" / "search" / "queries.yaml").read_text(encoding="utf-8"))
    if shutil.which(os.environ.get("CHROME", "chromium")):
        yield from search_times(site, [str(query) for query in queries])
    else:
        yield "The search was not measured: there is no Chromium; set CHROME to its path."


def versions() -> str:
    """The versions that were measured."""
    names = ("sphinx", "myst-parser", "typst", "sphinxcontrib-typstbuilder")
    found = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return f"Python {platform.python_version()}, {found}, {os.cpu_count()} processors"


# --- The command ---


def open_for_writing(name: str) -> io.TextIOWrapper:
    """The file of an option."""
    return Path(name).open("w", encoding="utf-8")


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds, of which the median is taken (5)")
    parser.add_argument("--commit", default="HEAD", help="what to compare with edition 1.0 (HEAD)")
    parser.add_argument("--cold", action="store_true", help="only everything from nothing, no changes")
    parser.add_argument("--json", type=open_for_writing, help="a file for every single run")
    parser.add_argument(
        "--grow", nargs="*", type=int, metavar="N", help="instead: books of so many chapters (10 100 300)"
    )
    parser.add_argument(
        "--times", type=int, metavar="N", help="instead: the book so many times over, at most 8, once in each edition"
    )
    parser.add_argument("--search", type=Path, metavar="SITE", help="instead: the search of a site, as build/html")
    return parser.parse_args()


def check_out_both(folder: Path, commit: str) -> list[Tree]:
    """The trees of edition 1.0 and of another commit."""
    trees = []
    for title, of, before in (("edition 1.0", BASE, "gc.disable()"), ("this one", commit, AT_END)):
        check_out(folder / of, of)
        trees.append(Tree(title, folder / of, before))
    return trees


def multiplied_table(trees: list[Tree], times: int) -> Iterator[str]:
    """One build from nothing of the book so many times over, in each edition."""
    for tree in trees:
        multiply(tree.folder, times)
    return table({tree.name: {f"the book times {times}, cold": [tree.build()]} for tree in trees})


def run_rounds(
    trees: list[Tree], less: Tree, folder: Path, count: int, only_cold: bool
) -> tuple[dict[str, dict[str, list[Run]]], dict[str, list[Run]]]:
    """All runs of both editions, of ours with ``less`` outputs, and of the other tools, which work in ``folder``."""
    runs: dict[str, dict[str, list[Run]]] = {tree.name: {} for tree in trees}
    others: dict[str, list[Run]] = {}
    for k in range(1, count + 1):
        # The editions take turns at each step, so that other work of the machine slows down both.
        rounds = (measure(tree, k, only_cold) for tree in trees)
        for (what, one), (_, other) in zip(*rounds, strict=True):
            for tree, run in zip(trees, (one, other), strict=True):
                runs[tree.name].setdefault(what, []).append(run)
            print(f"round {k}, {what}: {one.wall:.1f} and {other.wall:.1f} s", file=sys.stderr, flush=True)
            if what == COLD:
                for tree, run in zip(trees, (one, less.build_anew()), strict=True):
                    runs[tree.name].setdefault(COLD_OLD, []).append(run)
                print(f"round {k}, {COLD_OLD}: {run.wall:.1f} s", file=sys.stderr, flush=True)
                for title, peer in run_peers(trees[1].folder / "build" / "html", folder):
                    others.setdefault(title, []).append(peer)
                    print(f"round {k}, {title}: {peer.wall:.1f} s", file=sys.stderr, flush=True)
    return runs, others


def result(
    trees: list[Tree], runs: dict[str, dict[str, list[Run]]], others: dict[str, list[Run]], folder: Path
) -> Iterator[str]:
    """The tables of all runs, then the sizes and the search of what was built last."""
    yield from table(runs)
    yield ""
    yield from peer_table(others, runs[trees[1].name][COLD], folder)
    yield ""
    for tree in trees:
        sizes = {p.name: f"{bytes_of(p):,}" for p in sorted((tree.folder / "build").iterdir()) if p.name[0] != "."}
        yield f"{tree.name}, bytes: {sizes}"
        yield f"{tree.name}, a chapter's first visit: {first_visit(tree.folder / 'build/html', 'soviet-era.html')}"
    yield from search_lines(trees[1].folder / "build" / "html")


def main() -> int:
    """Measure what the command line asks for and print the tables."""
    options = read_options()
    environment.enter(environment.BOOK_LOCK, environment.DEV_LOCK)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each build would compile its modules, and ours are many
    print(f"{versions()}, load {' '.join(f'{load:.1f}' for load in os.getloadavg())}", flush=True)
    if options.search:
        print("\n".join(search_lines(options.search.resolve())))
        return 0
    if options.grow is not None:
        for line in grow(options.grow or [10, 100, 300]):
            print(line, flush=True)
        return 0
    with tempfile.TemporaryDirectory() as name:
        trees = check_out_both(Path(name), options.commit)
        if options.times:
            print("\n".join(multiplied_table(trees, options.times)))
            return 0
        peers.install()
        print(f"Other tools: {peers.versions()}", flush=True)
        less = Tree("this one with fewer outputs", Path(name) / "less", AT_END)
        check_out(less.folder, options.commit, WITHOUT_NEW)
        runs, others = run_rounds(trees, less, Path(name) / "peers", options.runs, options.cold)
        print("\n".join(result(trees, runs, others, Path(name) / "peers")))
    if options.json:
        found = {
            name: {what: [run._asdict() for run in some] for what, some in of.items()}
            for name, of in (runs | {"other tools": others}).items()
        }
        json.dump(found, options.json, indent=1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
