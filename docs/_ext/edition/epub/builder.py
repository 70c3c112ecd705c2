"""The builder of the EPUB: every document as XHTML, then the container around them."""

from __future__ import annotations

import posixpath
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError
from sphinx.util.osutil import relative_uri

from edition.base.address import epub_name, page_file, public_address, up_from
from edition.base.kept import Kept
from edition.base.trees import with_line
from edition.base.warnings import FatalError, WarningCode
from edition.epub.book import SUFFIX, pack
from edition.epub.package import document
from edition.epub.translator import EpubTranslator

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="epub"):
    """Warning codes of type ``epub``."""

    MARKUP = "markup"
    """Something is printed that is no XML, so that readers would refuse the whole page."""
    FAULT = "fault"
    """A page cannot be made, for a reason that is not its author's."""


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
        """The address to print instead: None to keep it (in the EPUB or elsewhere on the web), else ``of_site``."""
        if not address.partition("#")[0] or re.match(r"[a-z]+:", address):
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.current_docname), address.partition("#")[0]))
        if path.endswith(SUFFIX) and path.removesuffix(SUFFIX) in self.env.found_docs:
            return None
        return self.of_site(page_file(self.config, path.removesuffix(SUFFIX)) if path.endswith(SUFFIX) else path)

    def of_site(self, path: str) -> str:
        """The full address of a file of the site; ``""`` if the site has no address."""
        return public_address(self.config, path) if self.config.html_baseurl else ""

    def copy_assets(self) -> None:
        """Copy nothing: files are packed from where they are."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the documents, except those that would be the same as the last build's, which are kept."""
        kept = Kept(self.env, self.name)
        stand = {name for name in docnames if self.config.pages_before and kept.stands(name)}
        stand = {name for name in stand if (self.outdir / f"{name}{SUFFIX}").exists()}
        for path in Path(self.outdir).rglob(f"*{SUFFIX}"):
            if path.relative_to(self.outdir).as_posix().removesuffix(SUFFIX) not in stand:
                path.unlink()
        for docname in sorted(docnames - stand):
            with kept.writing(docname):
                super().write_documents({docname})
        kept.save()

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Collect the pictures of a document."""
        self.post_process_images(doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one document and check that it is well-formed XML; raises FatalError."""
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.current_docname = docname
        self.imgpath = relative_uri(self.get_target_uri(docname), "images")
        visitor = self.create_translator(doctree, self)
        assert isinstance(visitor, EpubTranslator)
        try:
            doctree.walkabout(visitor)
        except SphinxError:
            raise
        except Exception as error:
            why = f"the EPUB cannot be made of this page ({type(error).__name__}: {error}); please report it"
            raise FatalError(Code.FAULT, why, self.place(doctree)) from error
        body = "".join(visitor.fragment)
        title = self.env.titles[docname].astext()
        text = document(title, self.config.language, body, up_from(docname))
        try:
            ET.fromstring(text)
        except ET.ParseError as error:
            line = text.splitlines()[error.position[0] - 1]
            near = line[max(0, error.position[1] - 60) : error.position[1] + 60]
            message = f"the EPUB cannot print “{near}”, which is no XML ({error}); write it otherwise"
            raise FatalError(Code.MARKUP, message, self.place(self.culprit(doctree))) from None
        target = Path(self.outdir, docname + SUFFIX)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    def culprit(self, node: nodes.Element) -> nodes.Element:
        """The smallest part of a tree that is not well-formed XML."""
        for child in node.children:
            if isinstance(child, nodes.Element) and not self.is_sound(child):
                return self.culprit(child)
        return node

    def is_sound(self, node: nodes.Element) -> bool:
        """Whether a part of a document is well-formed; a part that cannot be written alone counts as such."""
        visitor = self.create_translator(node.document, self)
        assert isinstance(visitor, EpubTranslator)
        try:
            node.walkabout(visitor)
            ET.fromstring(document("", self.config.language, "".join(visitor.body)))
        except ET.ParseError:
            return False
        except Exception:
            return True
        return True

    def place(self, node: nodes.Element) -> str:
        """``path:line`` of a part of the document that is written."""
        return f"{self.env.doc2path(self.current_docname)}:{with_line(node).line or 1}"

    def copy_pictures(self) -> None:
        """Put the pictures of the documents beside them."""
        for source, name in self.images.items():
            target = Path(self.outdir, "images", name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(self.srcdir) / source, target)

    def finish(self) -> None:
        """Pack the book."""
        self.copy_pictures()
        Path(self.outdir, epub_name(self.config)).write_bytes(pack(self.env, Path(self.outdir)))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace the builder of Sphinx."""
    app.add_builder(EpubBuilder, override=True)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
