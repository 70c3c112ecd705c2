"""The templates of the pages: what a page prints depends on its template and on those that this one names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

from edition.base.kept import digest_of
from edition.base.trees import once, part

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.theming import Theme

FOLDER = "templates"
"""The folder of compiled templates, beside the doctrees."""


class Templates(BuiltinTemplateLoader):
    """Sphinx's loader; a page that renders a template depends on it (``base.trees``)."""

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        """Set up the loader; compiled templates are kept for the next build."""
        super().init(builder, theme, dirs)
        self.env = builder.env
        folder = Path(builder.doctreedir, FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        self.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Render a template, and record that the page depends on it."""
        part(self.env, made_of, template)
        return super().render(template, context)


def made_of(env: BuildEnvironment, template: str) -> str:
    """The digest of a template of the book and of all templates whose names are in it, since it may include them.

    Templates of Sphinx count as code.
    """
    texts: dict[str, str] = once(env, read_templates, lambda: read_templates(env))
    found: set[str] = set()
    waiting = [template]
    while waiting:
        name = waiting.pop()
        if name in texts and name not in found:
            found.add(name)
            waiting += [other for other in texts if other in texts[name]]
    return digest_of({name: texts[name] for name in found})


def read_templates(env: BuildEnvironment) -> dict[str, str]:
    """The templates of the book by name; those of ``templates_path`` override those of its theme."""
    config = env.config
    themes = [Path(env.srcdir, folder, config.html_theme) for folder in config.html_theme_path]
    folders = [*reversed(themes), *(Path(env.srcdir, folder) for folder in reversed(config.templates_path))]
    return {path.name: path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.html")}
