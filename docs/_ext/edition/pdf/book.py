"""The PDF in a build: the Typst builder's visitors and settings, and the typesetting when it has finished."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import typst
from sphinx.errors import ExtensionError
from sphinx.util.display import progress_message

from edition.base.dates import show_date
from edition.base.fonts import PRINTED, families, fault, print_faults
from edition.base.locale import _, later
from edition.base.warnings import WarningCode, warn, warned
from edition.pdf import (
    apparatus,
    cells,
    documents,
    front,
    index,
    index_places,
    left_out,
    letters,
    notes,
    related,
    sources,
    tables,
    unparted,
    visitors,
)
from edition.pdf.command import WARNED, run_compile
from edition.pdf.titles import write_titles
from edition.pdf.writer import own

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="typst_pdf"):
    """Warning codes of type ``typst_pdf``."""

    TYPST = "typst"
    """Typst has compiled the book but warns, for instance of a font that is missing."""


WORDS = (
    later("p.\u00a0{page}"),
    later("Repair"),
    later("The essay"),
    later("Used on\u00a0p.\u00a0"),
    later("{chapter}, ¶{passages}, note {notes}"),
    later("{chapter}, ¶{passages}, notes {notes}"),
    later("Chapter {number} of {total}"),
    later("Figures"),
    later("The verdicts on its {count} claims"),
    later("How to cite"),
    later("Edition {version}, {day}."),
    later("Edition {version}, {day}"),
    later("Edition {version}"),
    later(
        "Every passage, note, section, term, event and source has a name that stays; "
        "in this file it is a named destination."
    ),
    later("Whose words"),
    later(
        "Plain and underlined text in the large type is the essay’s. Everything else, repairs included, is the "
        "editors’. The essay’s text has the SHA-256 {digest}."
    ),
    later("What may be done with each part: {rights}."),
    later("Rights"),
    later("Contents"),
    later("Index"),
    later(
        "Bold: where the subject is explained. Every form that the book prints leads to its entry; "
        "RR: Revised Romanization, M–R: McCune–Reischauer."
    ),
    later("see"),
    later(" and "),
    later("; see also "),
    later("See also "),
)
"""What ``book.typ`` prints; it asks for each by its words."""


def typeset_documents(app: Sphinx, exception: Exception | None) -> None:
    """Turn each Typst document into a PDF beside it, and its names into ``<name>.json``."""
    if exception or app.builder.name != "typst" or not app.config.pdf_typeset:
        return
    fonts, out = Path(app.config.fonts_folder), Path(app.outdir)
    for document in app.config.typst_documents:
        name = document["targetname"]
        with progress_message(f"typesetting {name}.pdf"):
            process = run_compile(out / name, out / f"{name}.pdf", fonts, app.config.typst_date, subprocess.PIPE)
            _, said = process.communicate()
        if process.returncode not in (0, WARNED):
            raise ExtensionError(said.strip())
        for line in said.splitlines():
            warn(Code.TYPST, line, None)


def offer_download(app: Sphinx, exception: Exception | None) -> None:
    """Copy the PDF beside the pages."""
    if exception or app.builder.name != "html" or not app.config.pdf_folder:
        return
    for document in app.config.typst_documents:
        name = f"{document['targetname']}.pdf"
        made = Path(app.config.pdf_folder) / name
        if made.exists() or not warned(app):  # a build that has warned may have made none
            shutil.copyfile(made, Path(app.outdir) / name)


def describe_edition(_app: Sphinx, config: Config) -> None:
    """Give ``book.typ`` the facts of the edition that the builder itself does not pass to it."""
    for document in config.typst_documents:
        facts: dict[str, object] = {"version": config.release, "copyright": config.copyright}
        facts["fonts"] = {role: families(config, role) for role in PRINTED}
        facts |= {"day": show_date(config.typst_date.isoformat()), "words": {word: _(word) for word in WORDS}}
        document["metadata"] = facts | document.get("metadata", {})


def check_fonts(app: Sphinx) -> None:
    """Stop a build of the PDF if the theme names a font family of which there is no file for print."""
    if app.builder.name == "typst" or app.config.pdf_beside:
        folders = [app.config.fonts_folder]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        for message in print_faults(app.config, fonts.families()):
            raise fault(app, message)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Typeset when the Typst builder has finished; the HTML builder finds the PDF in ``pdf_folder``."""
    app.add_config_value("pdf_folder", "", "", types=frozenset({str}))
    app.add_config_value("pdf_typeset", True, "", types=frozenset({bool}))
    app.add_config_value("pdf_left_out", [], "", types=frozenset({list}))
    app.add_config_value("pdf_small", [], "", types=frozenset({list}))
    app.add_config_value("pdf_indexed", [], "", types=frozenset({list}))
    for node, visit in visitors.ENTERING.items():
        app.add_node(node, override=True, typst=(visit, own(f"depart_{node.__name__}")))  # type: ignore[arg-type]
    for node, both in {
        **visitors.VISITORS,
        **documents.VISITORS,
        **apparatus.VISITORS,
        **notes.VISITORS,
        **letters.VISITORS,
        **front.VISITORS,
        **sources.VISITORS,
        **index.VISITORS,
        **tables.VISITORS,
        **cells.VISITORS,
        **unparted.VISITORS,
    }.items():
        app.add_node(node, override=True, typst=both)  # type: ignore[arg-type]
    app.add_post_transform(left_out.LeaveOut)
    app.add_post_transform(notes.NotesAsText)
    app.add_post_transform(related.EventsFirst)
    app.add_post_transform(front.EssayWhole)
    app.add_post_transform(sources.WholeAddresses)
    app.add_post_transform(tables.CompactTables)
    app.add_post_transform(index_places.SubjectIndex)
    app.add_post_transform(unparted.KeepNames)
    app.connect("write-started", front.describe_claims)
    app.connect("write-started", write_titles)
    app.connect("config-inited", describe_edition)
    app.connect("builder-inited", check_fonts)
    app.connect("build-finished", typeset_documents)
    app.connect("build-finished", offer_download, priority=850)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
