"""The EPUB as a whole: its contents, landmarks and page list, and the archive of all its files."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.contents import book_order
from edition.base.domains import domain
from edition.base.features import Feature, has_feature
from edition.base.locale import _
from edition.epub.cover import cover
from edition.epub.package import About, Entry, archive, navigation, ncx, package_document
from edition.epub.style import faces_of, style
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.pdf_pages import pdf_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

SUFFIX = ".xhtml"
STYLE, CONTENTS, OLD_CONTENTS, COVER = "book.css", "contents.xhtml", "toc.ncx", "cover.svg"


def types(env: BuildEnvironment) -> dict[str, str]:
    """The ``epub:type`` of the documents that have one."""
    page_of = domain(env, AnchorsDomain).page_of
    found = {page_of(Kind.SOURCE): "bibliography", page_of(Kind.TERM): "glossary", env.config.root_doc: "titlepage"}
    found.pop("", None)
    return found


def pack(env: BuildEnvironment, folder: Path) -> bytes:
    """The archive of the documents and pictures in a folder."""
    language, day = env.config.language, env.config.typst_date
    written = {
        name: path.read_text(encoding="utf-8")
        for name in book_order(env)
        if (path := folder / f"{name}{SUFFIX}").exists()
    }
    # The essay without notes comes first, so that readers can begin with it.
    first = [name for name in written if has_feature(env, name, Feature.WHOLE_ESSAY)]
    order = first + [name for name in written if name not in first]
    files = {f"{name}{SUFFIX}": text.encode() for name, text in written.items()}
    faces = list(faces_of(env.config))
    files[STYLE] = style(env.config, faces).encode()
    for face in faces:
        files[f"fonts/{face.file}"] = Path(env.config.fonts_folder, face.file).read_bytes()
    for path in sorted((folder / "images").glob("*")):
        files[f"images/{path.name}"] = path.read_bytes()
    files[COVER] = cover(env).encode()
    pages = page_list(env, written)
    entries = list(contents(env, order, written))
    files[CONTENTS] = navigation(language, _("Contents"), entries, landmarks(env, order), pages).encode()
    described = about(env.config, bool(pages))
    files[OLD_CONTENTS] = ncx(described, entries).encode()
    properties = {CONTENTS: "nav", COVER: "cover-image"}
    properties |= {f"{name}{SUFFIX}": "svg" for name, text in written.items() if "<svg " in text}
    spine = [f"{name}{SUFFIX}" for name in order]
    spine.insert(len(first), CONTENTS)
    package = package_document(described, sorted(files), spine, properties)
    return archive(files | {"package.opf": package.encode()}, day)


def about(config: Config, paged: bool) -> About:
    """The metadata of the package; the identifier is made of the book's name and edition."""
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{config.project}, edition {config.release}")
    return About(
        identifier=f"urn:uuid:{identity}",
        title=config.project,
        creator=config.author,
        language=config.language,
        day=config.typst_date,
        description=_("An essay printed word for word, with notes that answer its claims."),
        summary=_(
            "All text can be read aloud; pictures are described, and their numbers stand in tables; "
            "notes lead to their marks and back."
        ),
        edition=config.release,
        page_source=_("The PDF of the same edition") if paged else "",
    )


def contents(env: BuildEnvironment, order: list[str], written: Mapping[str, str]) -> Iterator[Entry]:
    """The documents, with their sections below them."""
    titles = {name.anchor: name.title for name in domain(env, AnchorsDomain).all_names() if name.kind is Kind.SECTION}
    for docname in order:
        found = [name for name in re.findall(r'<section[^>]* id="([^"]+)"', written[docname]) if name in titles]
        sections = tuple(Entry(titles[name], f"{docname}{SUFFIX}#{name}") for name in found)
        yield Entry(env.titles[docname].astext(), docname + SUFFIX, sections)


def landmarks(env: BuildEnvironment, order: list[str]) -> dict[str, Entry]:
    """The places that reading systems offer in their menus."""
    found = {"toc": Entry(_("Contents"), CONTENTS)}
    chapters = [name for name in order if name in env.config.essay_chapters]
    if chapters:
        found["bodymatter"] = Entry(env.titles[chapters[0]].astext(), chapters[0] + SUFFIX)
    named = types(env)
    for docname in order:
        if docname in named and docname != env.config.root_doc:
            found[named[docname]] = Entry(env.titles[docname].astext(), docname + SUFFIX)
    return found


def page_list(env: BuildEnvironment, written: Mapping[str, str]) -> dict[int, str]:
    """For each page of the PDF the first name on it; if none begins there, the one that continues on it."""
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    pages = pdf_pages(env)
    for name in domain(env, AnchorsDomain).all_names():
        page = pages.get(name.anchor)
        if page and stands(name.anchor, written.get(name.docname, "")):
            last[page] = f"{name.docname}{SUFFIX}#{name.anchor}"
            first.setdefault(page, last[page])
    for page in range(min(first, default=0), max(first, default=0)):
        last.setdefault(page, last.get(page - 1, ""))
        first.setdefault(page, last[page])
    return first


def stands(anchor: str, text: str) -> bool:
    """Whether a document has an element with this ``id``."""
    return f'id="{anchor}"' in text
