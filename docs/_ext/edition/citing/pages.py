"""The pages of citations: a small page for each name, the data of the dialog, and files for some kinds of names.

There are far more than a thousand pages, so each has only its own citations, as text, and is made again only when its
name is cited otherwise.
"""

from __future__ import annotations

import hashlib
import html
import io
import os
import shutil
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.address import asset, page_address
from edition.base.domains import domain
from edition.base.kept import digest_of, keeps, take, templates_of
from edition.base.lean import lean_tags
from edition.base.locale import _, later
from edition.base.policy import REFERRER, brief_policy
from edition.base.shared import anew
from edition.citing import data, list_page
from edition.citing.citables import THE_EDITORS, THE_ESSAY, THE_WORK, Citable, citables, edition
from edition.citing.forms import FORMATS, KEPT, Forms, Setter, read_kept
from edition.citing.heads import cite_tags
from edition.citing.made import MADE, Made, read_made, save_made
from edition.citing.specimen import DATE_SLOTS, MONTHS
from edition.citing.styles import to_html
from edition.citing.work import with_address
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.promises import RegistryDomain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FOLDER = "cite"
WITH_FILES = {"book", Kind.CHAPTER, Kind.PAGE, Kind.PASSAGE, Kind.NOTE, Kind.SECTION, Kind.FIGURE}
"""The kinds with files ``.bib``, ``.ris`` and ``.json``: edition 1.0 published these, and their addresses must work."""
TEMPLATE = "cite.html"
TEMPLATES = (TEMPLATE, list_page.TEMPLATE)
ARCHIVE = "citations.zip"
PRINTED = {"Notes": later("Chicago, notes"), "Author–date": later("Chicago, author–date"), "MLA": "MLA", "APA": "APA"}
"""The names of the styles on a page; for each the form in the text comes first, then that in a list."""


def write_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the folder of citations and remove what is no longer cited; returns no pages for Sphinx.

    What is made of a name is taken from the last build if it would be the same.
    """
    kept, last_made = Path(app.doctreedir, KEPT), Path(app.doctreedir, MADE)
    setter = Setter(read_kept(kept))
    facts = facts_for_script(app, setter.months)
    has_pages = bool(app.config.pages_before) and Path(app.config.pages_before, FOLDER).exists()
    last = read_made(last_made) if has_pages else {}
    frame = [edition(app), templates_of(app, TEMPLATE)]
    made: dict[int, tuple[Citable, Made]] = {}
    for number, citable in citables(app):
        made_of = hashlib.sha256(repr([frame, citable]).encode()).hexdigest()
        one = last.get(citable.anchor)
        if one is None or one.made_of != made_of or not setter.knows(one.shape):
            one = make(app, setter, citable, made_of)
        made[number] = citable, one
    ordered = [made[number] for number in sorted(made)]
    retired = domain(app.env, RegistryDomain).retired
    if keeps(app, FOLDER, *TEMPLATES, made_of=digest_of([[one.made_of for _, one in ordered], facts, retired])):
        return
    now = {citable.anchor: one for citable, one in ordered}
    files = {name: text for _, one in ordered for name, text in one.files.items()}
    files |= heirs(retired, files)
    files["list.html"] = list_page.render(app)
    date = ordered[0][1].words[: len(DATE_SLOTS)]
    scripts = data.scripts(ordered, setter.templates, facts, list(date))
    files |= {f"data/{name}": text for name, text in scripts.items()}
    same: set[str] = set()
    if has_pages and take(app, FOLDER):
        same = {name for anchor, one in last.items() if one is now.get(anchor) for name in one.files}
    contents = {name: text.encode() for name, text in files.items() if name not in same}
    write_files(Path(app.outdir) / FOLDER, contents | {ARCHIVE: archive([one.data for _, one in ordered])}, same)
    setter.save(kept)
    save_made(last_made, now)
    yield from ()


def make(app: Sphinx, setter: Setter, citable: Citable, made_of: str) -> Made:
    """What is made of a name; its page and its files for programs differ in one thing, see ``with_address``."""
    item = citable.item if citable.kind is Kind.SOURCE else with_address(citable.item, citable.address)
    forms = setter.forms(item, citable.locator)
    own = data_of(citable)
    return Made(made_of, forms.shape, forms.words, own, files_of(app, citable, forms, own))


def data_of(citable: Citable) -> dict[str, str]:
    """The forms for programs, by suffix."""
    return {suffix: write(citable.item) for suffix, (_, _, write) in FORMATS.items()}


def files_of(app: Sphinx, citable: Citable, forms: Forms, own: Mapping[str, str]) -> dict[str, str]:
    """The page of a name, and its files."""
    facts = edition(app)
    with_files = citable.kind in WITH_FILES
    context = {
        "language": facts.language,
        "book": facts.title,
        "heading": citable.heading,
        "subject": citable.subject,
        "anchor": citable.anchor,
        "head": cite_tags(app, citable, with_files=with_files),
        "home": f"../{app.builder.get_target_uri(app.config.root_doc)}",
        "target": f"../{citable.address or app.builder.get_target_uri(app.config.root_doc)}",
        "shown": f"{facts.base}{citable.address}" if facts.base else _("in the book"),
        "quote": quotation(citable, facts.title) if with_files else "",
        "cited": [(_(PRINTED[style]), [to_html(c.text) for c in forms.cited if c.style == style]) for style in PRINTED],
        "bibtex": html.escape(own["bib"], quote=False) if citable.kind is Kind.SOURCE else "",
        "files": [(suffix, name) for suffix, (name, _, _) in FORMATS.items()] if with_files else [],
        "archive": ARCHIVE,
        "pairs": citable.pairs,
        "asset": partial(asset, app.builder),
        "policy": brief_policy(),
        "referrer": REFERRER,
    }
    page = str(app.builder.templates.render(TEMPLATE, context))
    files = {f"{citable.anchor}.html": lean_tags(page)}
    if with_files:
        files |= {f"{citable.anchor}.{suffix}": text for suffix, text in own.items()}
    return files


def quotation(citable: Citable, book: str) -> str:
    """The words with their place, as HTML."""
    if not citable.quote:
        return ""
    place = f", {citable.place}" if citable.place else ""
    return f"{html.escape(citable.quote, quote=False)} (<i>{html.escape(book, quote=False)}</i>{html.escape(place)})"


def facts_for_script(app: Sphinx, months: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What the dialog must know of the book: title, edition, address, where to report errors, and how ranges are made.

    Months are given by their long and short names in the book's language, then by those of BibTeX.
    """
    facts = edition(app)
    series: dict[str, list[str]] = {}
    for name in domain(app.env, AnchorsDomain).all_names():
        if name.kind in {Kind.PASSAGE, Kind.NOTE}:
            series.setdefault(f"{name.docname}:{name.kind}", []).append(name.anchor)
    addresses = [page_address(app.builder, docname, data.ANCHOR) for docname in sorted(app.env.found_docs)]
    addresses += [f"{facts.base}{address}" for address in addresses if facts.base]
    places = dict.fromkeys(app.env.titles[docname].astext() for docname in sorted(app.env.found_docs))
    return {
        "title": facts.title,
        "shared": [
            *(facts.title, facts.editors, _(THE_WORK), _(THE_EDITORS), _(THE_ESSAY), *places, *addresses),
            f"; {_(THE_EDITORS)}",
        ],
        "edition": facts.number,
        "months": [*months, *MONTHS],
        "base": facts.base,
        "report": app.config.report_address,
        "series": [anchors for anchors in series.values() if len(anchors) > 1],
    }


def heirs(retired: Mapping[str, str], files: Mapping[str, str]) -> dict[str, str]:
    """The files of a retired name with an heir, under the old name, so that links to its page keep working."""
    found: dict[str, str] = {}
    for old, heir in retired.items():
        for suffix in ("html", *FORMATS):
            if f"{heir}.{suffix}" in files and f"{old}.{suffix}" not in files:
                found[f"{old}.{suffix}"] = files[f"{heir}.{suffix}"]
    return found


def archive(whole: list[dict[str, str]]) -> bytes:
    """Every citation of the book, in a file for each format, for readers without script; reproducible."""
    texts = {f"citations.{suffix}": "\n".join(own[suffix] for own in whole) for suffix in ("bib", "ris")}
    items = [own["json"].strip().removeprefix("[").removesuffix("]") for own in whole]
    texts["citations.json"] = "[" + ",\n".join(items) + "]\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, text in sorted(texts.items()):
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def write_files(folder: Path, files: Mapping[str, bytes], same: Set[str]) -> None:
    """Write the files that have changed, and remove all others but those that are the ``same`` as before."""
    old: set[str] = set()
    for place, _folders, names in os.walk(folder):  # there are thousands, for which paths are slow
        below = Path(place).relative_to(folder)
        old |= {(below / name).as_posix() for name in names} if below.parts else set(names)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, new in files.items():
        path = folder / name
        if name not in old or path.read_bytes() != new:
            anew(path).write_bytes(new)
    for name in old - files.keys() - same:
        (folder / name).unlink()


def book_data(app: Sphinx, exception: Exception | None) -> None:
    """Put the book's own citation beside the pages too, as ``book.json``."""
    if exception or app.builder.name != "html":
        return
    root = app.config.root_doc
    shutil.copyfile(Path(app.outdir) / FOLDER / f"{root}.json", Path(app.outdir) / "book.json")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the citations."""
    # Where an error is reported: an address with {name}, {edition}, {title} and {words}; "" offers a text to copy.
    app.add_config_value("report_address", "", "html", str)
    app.connect("html-collect-pages", write_pages, priority=900)  # as it waits for the PDF
    app.connect("build-finished", book_data)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
