"""Close an edition: keep its names, their words, its pages as built and the hash of every file in docs/editions/.

A closed edition is never written again. Its pages go on standing under their number in every later site.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import environment

sys.path.insert(0, str(environment.ROOT / "docs" / "_ext"))

from edition.base.address import EDITION  # this module needs no library: it can be imported outside the environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

ROOT = environment.ROOT
EDITIONS = ROOT / "docs" / "editions"
LEFT_OUT = {
    *("cite", "_modules", "source.html", "search", "search.html", "404.html", "404.js"),
    *("objects.inv", "myst.xref.json", "xref", "hosting", "_headers", ".nojekyll", "robots.txt"),
}
"""What is not kept: pages made from the others, for which a stub will lead to today's, and what only they load; and
what is for servers or other books, or repeats everything else."""
APART_TAGS = {"nav", "table", "figure", "aside", "section", "button"}
APART_CLASSES = {
    *("cite-link", "headerlink", "pilcrow", "label", "footnote-reference"),
    *("related", "uses", "about", "cite-line", "history", "fold"),
    *("lemma", "confidence", "repair", "hangs", "checked", "note-sources", "note-tools"),
    *("footnote-list", "skip-notes", "onward"),
}
"""Elements and classes inside the element of a unit whose text is not part of its words."""
PARENTHESIS = re.compile(r"\(.*\)", re.DOTALL)


class CloseError(Exception):
    """The edition cannot be closed; nothing has been written."""


def build_commit(commit: str, folder: Path) -> Path:
    """Build a commit in an empty folder by its own command and return its ``build/``; raises CloseError."""
    clone = folder / "book"
    steps = (
        ["git", "clone", "--quiet", "--no-checkout", str(ROOT), str(clone)],
        ["git", "-C", str(clone), "checkout", "--quiet", commit],
        [sys.executable, str(clone / "scripts" / "build.py")],
    )
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            raise CloseError(f"'{' '.join(step)}' failed; its message stands above.")
    return clone / "build"


def check_tested(clone: Path) -> None:
    """Raise CloseError unless the record of a built commit is of a full run of its tests, and of its own sources."""
    try:
        record = json.loads((clone / "docs" / "quality.json").read_text(encoding="utf-8"))
        whole = record["tests"]["whole"] is True
    except (OSError, ValueError, KeyError, TypeError):
        whole = False
    release = [sys.executable, str(clone / "scripts" / "build.py"), "--release"]
    if not whole or subprocess.run(release, check=False).returncode:
        raise CloseError(
            "docs/quality.json of this commit is not of a full run of the tests on its sources; "
            "run 'python3 scripts/quality.py --full', commit that file, and close that commit."
        )


def hashes(folder: Path) -> Iterator[tuple[str, str]]:
    """Path, with slashes, and SHA-256 of every file below a folder, in the order of their paths."""
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("."):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def read_names(site: Path) -> dict[str, dict[str, object]]:
    """What the edition's data say of each name, and the words that its pages print there.

    A note's verdict and sources come from ``claims.csv``. Names that only point to an heir are left out.
    """
    import lxml.html

    with (site / "claims.csv").open(encoding="utf-8", newline="") as file:
        claims = {row["note"]: row for row in csv.DictReader(file)}
    pages: dict[str, HtmlElement] = {}
    found: dict[str, dict[str, object]] = {}
    for entry in json.loads((site / "anchors.json").read_text(encoding="utf-8")):
        name = entry["anchor"]
        page = entry["chapter"]
        if entry.get("heir"):
            continue
        record = {key: entry[key] for key in ("kind", "title", "sha256")} | {"page": page, "words": ""}
        if f"{page}.html" not in LEFT_OUT:
            if page not in pages:
                pages[page] = lxml.html.parse(str(site / f"{page}.html")).getroot()
            record["words"] = printed_words(pages[page].get_element_by_id(name), entry["kind"])
        if name in claims:
            record |= {"verdict": claims[name]["verdict"], "sources": claims[name]["sources"].split()}
        found[name] = record
    return found


def printed_words(element: HtmlElement, kind: str) -> str:
    """The words of a unit as its page prints them, on one line.

    Without marks, links to itself, lists of uses, citations in parentheses, the essay's words and the repair in a note,
    what is said of it, and whatever has a name of its own.
    A chapter or page is more than words: ``""``.
    """
    if kind in {"chapter", "page"}:
        return ""
    if kind == "figure":
        captions = element.cssselect("figcaption .caption-text")
        element = captions[0] if captions else element
    texts = list(_texts(element, top=True))
    # A pair is named at the first paragraph of its line, a term in the list: what is said of it stands beside that.
    beside = element.getnext() if kind in {"pair", "term"} else None
    if beside is not None:
        texts += [" ", *_texts(beside, top=True)]
    return re.sub(r" (?=[.,;:)])", "", " ".join("".join(texts).split()))


def _texts(element: HtmlElement, *, top: bool) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if not top and _apart(element):
        return
    if "bibtex-citation" in (element.get("class") or "") and PARENTHESIS.fullmatch(element.text_content().strip()):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child, top=False)
        yield child.tail or ""
    if element.tag in {"p", "li", "dt", "dd", "div", "h2", "h3", "h4", "h5", "tr"}:
        yield " "


def _apart(element: HtmlElement) -> bool:
    classes = set((element.get("class") or "").split())
    parent = element.getparent()
    script = element.tag == "dt" and parent is not None and parent.tag == "div"  # the name of a form's
    return element.tag in APART_TAGS or bool(classes & APART_CLASSES) or script or element.get("popover") is not None


def close(version: str, date: str, commit: str, build: Path, target: Path) -> int:
    """Write the closed edition from a finished build; returns the number of files kept. Raises CloseError."""
    if target.exists():
        raise CloseError(f"Edition {version} is closed already ({target}); a closed edition is never written again.")
    site = build / "html"
    names = read_names(site)
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site, fresh / "pages", ignore=lambda folder, files: _ignored(Path(folder), site, files))
    edition = {"version": version, "date": date, "commit": commit}
    (fresh / "edition.json").write_text(json.dumps(edition, indent=1) + "\n", encoding="utf-8")
    lines = [f"{json.dumps(n)}: {json.dumps(r, ensure_ascii=False)}" for n, r in sorted(names.items())]
    (fresh / "names.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    sums = [f"{digest}  {name}\n" for name, digest in hashes(build)]
    (fresh / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    fresh.rename(target)
    return sum(1 for _ in hashes(target / "pages"))


def _ignored(folder: Path, site: Path, files: list[str]) -> list[str]:
    """What ``copytree`` leaves out: only names at the top of the site count, those of older editions too."""
    if folder != site:
        return []
    return [name for name in files if name in LEFT_OUT or name.endswith(".zip") or EDITION.fullmatch(name)]


def main() -> int:
    """Read the command line; the exit status is 1 when the edition was not closed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", help="the edition's number, as in docs/conf.py")
    parser.add_argument("--date", required=True, help="its day, YYYY-MM-DD")
    parser.add_argument("--commit", default="HEAD", help="the commit that holds its sources (default: HEAD)")
    options = parser.parse_args()
    if not EDITION.fullmatch(options.version):
        parser.error("the version is two numbers with a point between them, for example 1.1")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", options.date):
        parser.error("--date must be YYYY-MM-DD")
    environment.enter(environment.BOOK_LOCK, environment.DEV_LOCK)
    target = EDITIONS / options.version
    command = ["git", "-C", str(ROOT), "rev-parse", "--verify", f"{options.commit}^{{commit}}"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode:
        print(f"There is no commit {options.commit!r} in this repository.", file=sys.stderr)
        return 1
    commit = found.stdout.strip()
    try:
        if target.exists():
            raise CloseError(f"Edition {options.version} is closed already ({target}); it is never written again.")
        with tempfile.TemporaryDirectory() as folder:
            build = build_commit(commit, Path(folder))
            check_tested(build.parent)
            kept = close(options.version, options.date, commit, build, target)
    except CloseError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Edition {options.version} of {options.date} is closed: {kept} files in {target.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
