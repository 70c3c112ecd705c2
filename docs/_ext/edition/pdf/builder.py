"""The builder of the PDF's text: each document is written on its own, then the parts of the book are put together.

The builder of sphinxcontrib-typstbuilder makes one tree of all documents and writes it, so a changed paragraph means
resolving, writing and setting the whole book again.  This one gives its writer one document after another, and cuts
the book into files that Typst sets one by one (``pdf.parts``).
"""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import NoUri

from edition.base.setting_values import design_folder
from edition.pdf import writer
from edition.pdf.contents import contents
from edition.pdf.context import KEY, Context
from edition.pdf.front import whole_essay
from edition.pdf.holes import CONTENTS, FIGURES, INDEX, PART, TITLED_ESSAY, fill, hole
from edition.pdf.index import subject_index
from edition.pdf.parts import write_parts
from edition.pdf.texts import Text, Texts
from edition.pdf.writer import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class PdfBuilder(Builder):
    """Writes the folder ``<targetname>`` for each of ``typst_documents``: its parts, and the files that they use."""

    name = "typst"
    format = "typst"
    default_translator_class = TypstTranslator
    supported_image_types = ["image/svg+xml", "application/pdf", "image/webp", "image/png", "image/jpeg", "image/gif"]  # noqa: RUF012

    def init(self) -> None:
        """Begin with no document."""
        self.follow: dict[str, list[str]] = {}
        """The documents of the book that is written, each with those that follow in its lists of contents."""
        self.texts: list[Texts] = []
        """Of each book."""

    def get_outdated_docs(self) -> str:
        """All, for they are in one file."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The label of a document; raises NoUri if the PDF does not have it."""
        if docname not in self.follow:
            raise NoUri(docname, typ)
        return writer.file_label(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from every document."""
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write the books."""
        self.texts = []
        for document in self.config.typst_documents:
            name, template = document["targetname"], document.get("template", self.config.typst_template)
            folder = Path(self.outdir, name)
            folder.mkdir(parents=True, exist_ok=True)
            roots = [document["startdocname"], *document.get("appendices", [])]
            self.follow, self.images = following(self.env, roots), {}
            pieces = self.book(name, roots)
            chapters = write_parts(folder, writer.head(template), pieces)
            self.copy_files(folder, template)
            metadata = self.metadata(document) | {"chapters": chapters}
            (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")

    def book(self, target: str, roots: Sequence[str]) -> list[str]:
        """Put the texts of the documents together, and cut them where the PDF may be cut."""
        texts = Texts(self.env, f"{self.name}-{target}", self.follow)
        self.texts.append(texts)
        found: dict[str, Text] = {}
        attached: set[str] = set()

        def whole(docname: str, level: int) -> str:
            make = partial(self.write_document, docname, level, attached, opening=docname != roots[0])
            found[docname] = text = texts.get(docname, (level, self.follow[docname]), make)
            return fill(text.markup, inside)

        def inside(name: str) -> str:
            if name.startswith(f"{PART} "):
                return hole(PART) + inside(name.removeprefix(f"{PART} "))
            level, _, docname = name.partition(" ")
            return whole(docname, int(level)) if docname else hole(name)  # the others wait until all are written

        text = hole(PART).join(whole(root, 0) for root in roots)
        opens: dict[str, list[str]] = {}
        for made in found.values():
            for what, labels in made.opens.items():
                opens.setdefault(what, []).extend(labels)

        def late(name: str) -> str:
            if name == CONTENTS:
                return contents(found, roots, opens.get(FIGURES, []), index=bool(index))
            return whole_essay(self.env, found, titled=name == TITLED_ESSAY)

        index = subject_index(self.env, found, opens.get(INDEX, []))
        return [fill(piece, late) for piece in [*text.split(hole(PART)), index] if piece]

    def write_document(self, docname: str, level: int, attached: set[str], *, opening: bool) -> Text:
        """Write one document, with a hole wherever a toctree has others follow.

        ``level`` is that of the headings around it, ``attached`` the downloads that the book has already, and
        ``opening`` says whether it begins a page, as all do but the first.
        """
        tree = self.env.get_doctree(docname)
        tree[KEY] = context = Context(docname, opening, list(self.follow))
        rest = set(self.follow[docname])
        for toctree in list(tree.findall(addnodes.toctree)):
            names = [name for name in dict.fromkeys(toctree["includefiles"]) if name in rest]
            rest.difference_update(names)
            toctree.parent.replace(toctree, [addnodes.start_of_file(docname=name) for name in names])
        self.env.resolve_references(tree, docname, self)
        self.post_process_images(tree)
        markup = writer.write_document(self, tree, level, attached)
        return Text(markup, context.passages, context.places, context.listed, context.figures, context.opens)

    def keep(self) -> None:
        """Keep the texts for the next build if there was no warning."""
        for texts in self.texts:
            texts.save()

    def copy_files(self, folder: Path, template: str) -> None:
        """Put pictures, downloads and the design beside the text."""
        downloads = [(str(name), str(target)) for name, (_, target) in self.env.dlfiles.items()]
        for name, target in [*self.images.items(), *downloads]:  # a picture may be a download too
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(self.srcdir, name), folder / target)
        design = design_folder(self.config, self.confdir, template)
        assert design, "told when the settings were read"
        shutil.copytree(design, folder / "templates", dirs_exist_ok=True)

    def metadata(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of the template."""
        day = self.config.typst_date
        return {
            "title": document.get("title", self.config.project),
            "author": self.config.author,
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "language": self.config.language,
            **document.get("metadata", {}),
        }


def following(env: BuildEnvironment, roots: Sequence[str]) -> dict[str, list[str]]:
    """The documents of a book that begins with ``roots``, each with those that follow it, at their first mention."""
    found: dict[str, list[str]] = {name: [] for name in roots}

    def follow(docname: str) -> None:
        for name in env.toctree_includes.get(docname, ()):
            if name not in found:
                found[name] = []
                found[docname].append(name)
                follow(name)

    for root in roots:
        follow(root)
    return found


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace the builder of sphinxcontrib-typstbuilder, whose writer this one uses."""
    app.add_builder(PdfBuilder, override=True)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
