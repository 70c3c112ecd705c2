"""The builder of the EPUB: every document as XHTML, then the container around them."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from edition.base.address import pdf_name, public_address
from edition.epub.book import KINDS, SUFFIX, pack
from edition.epub.package import document
from edition.epub.translator import EpubTranslator

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class EpubBuilder(StandaloneHTMLBuilder):
    """Writes ``<name>.epub``, named as the PDF is, into the output folder."""

    name = "epub"
    format = "epub"
    epilog = ""
    default_translator_class = EpubTranslator
    out_suffix = link_suffix = SUFFIX
    search = False
    copysource = False
    add_permalinks = False
    allow_parallel = False

    def get_outdated_docs(self) -> Iterator[str]:
        """Every document."""
        yield from sorted(self.env.found_docs)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The content document."""
        return docname + SUFFIX

    def outside(self, address: str) -> str | None:
        """What becomes of an address: None if it is one of this book or of the web; of the site, whole or ``""``."""
        path = address.partition("#")[0]
        if not path or re.match(r"[a-z]+:", address):
            return None
        if path.endswith(SUFFIX) and path.removesuffix(SUFFIX) in self.env.found_docs:
            return None
        path = path.removesuffix(SUFFIX) + ".html" if path.endswith(SUFFIX) else address
        return public_address(self.config, path) if self.config.html_baseurl else ""

    def copy_assets(self) -> None:
        """Nothing: the archive takes its files from where they are."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Begin with an empty folder."""
        super().prepare_writing(docnames)
        for path in Path(self.outdir).glob(f"*{SUFFIX}"):
            path.unlink()

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Collect the pictures of a document."""
        self.post_process_images(doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one document, and hold it against XML; raises ExtensionError."""
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath, self.dlpath, self.current_docname = "images", "files", docname
        visitor = self.create_translator(doctree, self)
        doctree.walkabout(visitor)
        assert isinstance(visitor, EpubTranslator)
        body = "".join(visitor.fragment)
        title = self.env.titles[docname].astext()
        text = document(title, self.config.language, body, KINDS.get(docname, ""))
        try:
            ET.fromstring(text)
        except ET.ParseError as error:
            line = text.splitlines()[error.position[0] - 1]
            near = line[max(0, error.position[1] - 60) : error.position[1] + 60]
            message = f"{self.env.doc2path(docname)}: the EPUB cannot print “{near}” ({error}); write it otherwise"
            raise ExtensionError(message) from None
        target = Path(self.outdir, docname + SUFFIX)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    def copy_pictures(self) -> None:
        """Put the pictures of the documents beside them."""
        for source, name in self.images.items():
            target = Path(self.outdir, "images", name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(self.srcdir) / source, target)

    def finish(self) -> None:
        """Pack the book."""
        self.copy_pictures()
        name = Path(pdf_name(self.config)).with_suffix(".epub")
        Path(self.outdir, name).write_bytes(pack(self.env, Path(self.outdir)))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the builder in the place of Sphinx's."""
    app.add_builder(EpubBuilder, override=True)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
