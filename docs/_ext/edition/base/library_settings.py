"""Refuse settings of libraries that change what the books' own code relies on, or only one of the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.config import Config

from edition.base.settings import setting_error

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LIBRARIES = ("bibtex_", "epub_", "html_", "intersphinx_", "myst_", "smartquotes_", "typst_")
"""The prefixes of the libraries that read documents or make the books; the settings of Sphinx itself have none."""
USABLE = frozenset(
    {
        *("author", "copyright", "language", "project", "project_copyright", "release", "version"),
        *("exclude_patterns", "include_patterns", "locale_dirs", "needs_sphinx", "templates_path", "user_agent"),
        *("numfig", "numfig_format", "root_doc", "source_suffix", "smartquotes"),
        *("nitpick_ignore", "nitpick_ignore_regex", "nitpicky", "show_warning_types", "suppress_warnings"),
        *("bibtex_bibfiles", "bibtex_default_style", "bibtex_reference_style", "bibtex_tooltips"),
        *("html_baseurl", "html_copy_source", "html_domain_indices", "html_extra_path", "html_favicon", "html_logo"),
        *("html_last_updated_fmt", "html_permalinks_icon", "html_show_sphinx", "html_static_path", "html_theme"),
        *("html_theme_options", "html_theme_path", "html_title", "html_use_index"),
        *("myst_enable_extensions", "myst_footnote_transition", "myst_heading_anchors"),
        *("typst_date", "typst_documents", "typst_template", "typst_templates_path"),
    }
)
"""Those that an edition can have, with whatever value; the values are checked in ``base.setting_values``."""


def check(app: Sphinx, config: Config) -> None:
    """Stop at the first setting that an edition cannot have."""
    for name in config._raw_config.keys() & config._options.keys():
        if name not in USABLE and (name in Config.config_values or name.startswith(LIBRARIES)):
            message = f"no edition can have the setting {name!r}, which not all of its books would follow; take it out"
            raise setting_error(app, name, message)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("config-inited", check, priority=92)  # after the types (90), before the values
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
