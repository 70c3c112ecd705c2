"""The builder of the pages; those that name pages of the PDF are written last."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.parallel import SerialTasks

from edition.base import fonts
from edition.base.address import page_file
from edition.base.features import Feature, has_feature
from edition.base.kept import Kept, all_share
from edition.base.lean import lean_tags
from edition.base.locale import in_scripts
from edition.base.shared import anew, share
from edition.base.trees import looked_at, part
from edition.site import assets
from edition.site.bodies import Body, find_body, keep_body
from edition.site.ids import tell_twice
from edition.site.templates import Templates
from edition.site.templates import made_of as templates_made_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence, Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

STATIC = "_static"
NAMES = "assets.json"
"""The file that keeps the names of the assets for the next build, beside the doctrees."""


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder, changed in three ways.

    No page is up to date by the time of its file: a page may list what is in another, and a file with an old time can
    have new content.  Pages that would be the same are taken over from the last build (``base.kept``).  Assets have
    names with hashes.
    """

    search = False
    """Sphinx makes no index and no page of its own; ``edition.search`` does."""
    just_read: frozenset[str] = frozenset()
    """The documents that this build has read, which are written first, for the preview."""
    late: Set[str] = frozenset()
    """The documents that name pages of the PDF."""
    assets: dict[str, str]
    """New names of assets by old ones, relative to the title page."""
    kept: Kept | None = None
    """What can be taken over, in a build with ``pages_before``."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Every document."""
        yield from sorted(self.env.found_docs)

    def create_template_bridge(self) -> None:
        """Use templates on which pages are known to depend."""
        self.templates = Templates()

    def copy_assets(self, *, renewed: bool = False) -> None:
        """Copy the assets before the pages are written; pages that were taken over get the new names.

        The assets of the last build are taken over too, unless they are ``renewed``.
        """
        self.globalcontext |= {"published": bool(self.config.html_baseurl), "fonts": fonts.for_pages(self.config)}
        kept = Path(self.doctreedir) / NAMES
        last = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        self.kept = Kept(self.env, self.name) if self.config.pages_before else None
        if last and self.kept and not renewed and self.take(STATIC):
            self.assets = last
            self.copy_download_files()
            self.copy_extra_files()
            return
        shutil.rmtree(Path(self.outdir) / STATIC, ignore_errors=True)
        super().copy_assets()
        fonts.copy(self.config, Path(self.outdir) / STATIC / "fonts")
        for script in sorted((Path(self.outdir) / STATIC).glob("*.js")):
            code = script.read_text(encoding="utf-8")
            if (spoken := in_scripts(code)) != code:
                script.write_text(spoken, encoding="utf-8")
        new = assets.rename(Path(self.outdir) / STATIC)
        self.assets = {f"{STATIC}/{old}": f"{STATIC}/{name}" for old, name in new.items()}
        if last:
            rename_in_pages(Path(self.outdir), last, self.assets)
        kept.write_text(json.dumps(self.assets), encoding="utf-8")

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the documents that were just read, then the others; those that name pages of the PDF come later."""
        self.late = {name for name in docnames if has_feature(self.env, name, Feature.PDF_PAGES)}
        first = (docnames & self.just_read) - self.late
        for some in (first, docnames - self.late - first):
            self.write_changed(some)
            if some is first:
                self.events.emit("first-pages-written")

    def write_changed(self, docnames: Set[str]) -> None:
        """Write some documents; those that would be the same are taken over."""
        if self.kept is None:
            super().write_documents(docnames)
            return
        has_bodies = Path(self.config.pages_before).exists()  # those of other code or assets are not used
        for docname in sorted(docnames):
            if not (self.kept.stands(docname) and self.take(page_file(self.config, docname))):
                with self.kept.writing(docname):
                    body = find_body(self.env, docname) if has_bodies else None
                    if body is None:
                        super().write_documents({docname})
                    else:
                        self.write_frame(docname, body)

    def write_frame(self, docname: str, body: Body) -> None:
        """Write the page of a kept body."""
        self.current_docname = docname
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        context = self.get_doc_context(docname, body.context["body"], body.context["metatags"])
        self.handle_page(docname, context | body.context, event_arg=body)

    def keeps(self, path: str, templates: Sequence[str], made_of: str) -> bool:
        """See ``base.kept.keeps``."""
        if self.kept is None:
            return False
        parts = made_of or all_share(self.env), self.templates_of(templates)
        return self.kept.same(path, " ".join(parts)) and self.take(path)

    def templates_of(self, names: Sequence[str]) -> str:
        """See ``base.kept.templates_of``."""
        return " ".join(part(self.env, templates_made_of, name) for name in names)

    def take(self, path: str) -> bool:
        """Take over a file or folder of the last build; whether there is one."""
        before, target = Path(self.config.pages_before, path), Path(self.outdir, path)
        if not before.exists():
            return False
        if before != target:  # a preview works in the folder of its last build
            target.parent.mkdir(parents=True, exist_ok=True)
            if before.is_dir():
                shutil.copytree(before, target, copy_function=share, dirs_exist_ok=True)
            else:
                share(before, target)
        return True

    def gen_pages_from_extensions(self) -> None:
        """Write the pages without a document, and last the documents that name pages of the PDF."""
        super().gen_pages_from_extensions()
        self.write_changed(self.late)
        if self.kept:
            self.kept.save()

    def cleanup(self) -> None:
        """Save also what was kept after the pages were written."""
        super().cleanup()
        if self.kept:
            self.kept.save()

    def handle_page(self, pagename: str, addctx: dict[str, Any], *arguments: Any, **options: Any) -> None:
        """Write a page with minified tags, unless its file is the same already; warn of repeated ids."""
        looked, document = looked_at(), options.get("event_arg")
        target = Path(options.get("outfilename") or self.get_output_path(pagename))
        draft = target.with_suffix(".draft")
        super().handle_page(pagename, addctx, *arguments, **(options | {"outfilename": draft}))
        text = draft.read_text(encoding="utf-8")
        draft.unlink()
        tell_twice(self.env, pagename, text)
        page = lean_tags(text).encode()
        if not target.exists() or page != target.read_bytes():
            target.write_bytes(page)
        if self.kept and document is not None and not isinstance(document, Body):
            keep_body(self.env, document, pagename, looked, addctx)

    def renew_assets(self) -> None:
        """Take over all pages of the last build, with new assets; ``assets-renewed`` is for other files with fonts."""
        self.finish_tasks = SerialTasks()
        self.prepare_writing(set())
        self.take(".")
        self.copy_assets(renewed=True)
        self.events.emit("assets-renewed")


def rename_in_pages(folder: Path, old: dict[str, str], new: dict[str, str]) -> None:
    """Update the names of assets in finished pages."""
    changes = [(old[name].encode(), new[name].encode()) for name in old if name in new and old[name] != new[name]]
    for path in folder.rglob("*.html"):
        before = after = path.read_bytes()
        for was, now in changes:
            after = after.replace(was, now)
        if after != before:
            anew(path).write_bytes(after)


def name_assets(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let ``pathto`` and ``css_tag`` of the templates use the new names."""
    names: dict[str, str] = getattr(app.builder, "assets", {})
    before: Callable[..., str] = context["pathto"]

    def pathto(other: str, resource: bool = False, **kwargs: Any) -> str:
        return before(names.get(other, other) if resource else other, resource, **kwargs)

    def css_tag(sheet: Any) -> str:
        return f'<link rel="stylesheet" href="{html.escape(pathto(str(sheet.filename), resource=True))}">'

    context["pathto"], context["css_tag"] = pathto, css_tag


def remember_read(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    """Tell the builder which documents are about to be read."""
    if isinstance(app.builder, SiteBuilder):
        app.builder.just_read = frozenset(docnames)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace Sphinx's builder."""
    app.add_builder(SiteBuilder, override=True)
    app.add_event("first-pages-written")
    app.connect("env-before-read-docs", remember_read)
    app.connect("html-page-context", name_assets, priority=10)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
