"""Run Sphinx in this process: warnings are errors."""

from __future__ import annotations

import errno
import gc
import logging
import os
import re
import sys
import traceback
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

from building.progress import Warnings
from building.starting import start_soon
from building.steps import BuildError, few_collections, of_machine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx

    from building.progress import Progress


MACHINE = {errno.EACCES, errno.EDQUOT, errno.EIO, errno.ENOSPC, errno.EPERM, errno.EROFS}
"""Errors of the machine: no space, no permission."""


EARLY = {"language": str, "locale_dirs": list, "templates_path": list, "extensions": list}
"""Settings that Sphinx uses before it loads any extension."""


def run_sphinx(
    docs: Path,
    work: Path,
    builder: str,
    settings: Mapping[str, Any],
    *,
    progress: Progress | None = None,
    action: Callable[[Sphinx], object] | None = None,
) -> Sphinx:
    """Run one builder, whole or only one ``action``, with its output in ``work/<builder>``.

    Raises BuildError after any warning, which has been printed.
    """
    start_soon()
    from sphinx import locale
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from building.application import Book

    locale.translators.clear()  # or a book without a catalog would speak the language of the one before it
    logging.disable(logging.DEBUG)  # nobody sees these messages, which take a sixth of the time of a small book
    app: Sphinx | None = None
    try:
        with (
            patch_docutils(docs),
            docutils_namespace(),
            few_collections(),
            Path(os.devnull).open("w", encoding="utf-8") as quiet,
        ):
            app = (Sphinx if builder == "linkcheck" else Book)(
                docs,
                docs,
                work / builder,
                work / "doctrees",
                builder,
                confoverrides=dict(settings),
                status=quiet,
                warning=cast("IO[str]", Warnings(progress)) if progress else sys.stderr,
                warningiserror=True,
            )
            gc.freeze()  # there is no garbage among modules and what the last build has read
            # What has been read stays in memory; forks that write the other books must not copy it to collect garbage.
            app.connect("write-started", lambda *_: gc.freeze(), priority=0)
            if progress:
                progress.follow(app)
            (action or Sphinx.build)(app)
    except Exception as error:
        raise failed(progress, explain(error, after_warnings=bool(app and app._warncount))) from error
    if app.statuscode:
        raise failed(progress, "")
    if progress:
        progress.end()
    return app


def run_and_exit(
    docs: Path,
    work: Path,
    builder: str,
    settings: Mapping[str, Any],
    action: Callable[[Sphinx], object] | None = None,
) -> NoReturn:
    """Run one builder and end the process, a fork: with 0 if that succeeded, with 1 after printing why it did not."""
    status = 1
    try:
        run_sphinx(docs, work, builder, settings, action=action)
        status = 0
    except BuildError as error:
        print(error, file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(status)


def explain(error: Exception, *, after_warnings: bool = False) -> str:
    """The message for an author, in one line, about an error that ended a build.

    It is empty for a fault of ours after warnings, since a mistake that was reported must have caused it.
    """
    from sphinx.errors import ConfigError, ExtensionError, SphinxError, VersionRequirementError

    # Sphinx wraps what comes out of an event's handler.
    cause = getattr(error, "orig_exc", None) if str(error).startswith("Handler ") else None
    cause = cause or error
    if isinstance(cause, ConfigError):
        lines = re.findall(r'conf\.py"?, line (\d+)', str(cause)) or ["1"]
        last = str(cause).strip().splitlines()[-1].strip()
        return f"conf.py:{lines[-1]}: ERROR: {last}; mend this line [settings.error]"
    if isinstance(cause, ExtensionError) and cause.message.startswith("Could not import extension"):
        return f"conf.py:1: ERROR: {cause}; mend its name in 'extensions' [settings.error]"
    if isinstance(cause, VersionRequirementError):
        return f"conf.py:1: ERROR: {cause} Install it, or change 'needs_sphinx' or 'needs_extensions' [settings.error]"
    if isinstance(cause, SphinxError) and str(cause).startswith("Source parser for"):
        return "conf.py:1: ERROR: nothing reads the book's Markdown; name 'edition' in 'extensions' [settings.error]"
    if isinstance(cause, SphinxError):
        return " ".join(str(cause).split("\n"))
    if isinstance(cause, OSError) and cause.errno in MACHINE:
        return of_machine(cause)
    if after_warnings:
        return ""
    if early := early_setting(error):
        return early
    frames = traceback.extract_tb(cause.__traceback__)
    if own := [frame for frame in frames if Path(frame.filename).name == "conf.py" and frame.name == "setup"]:
        return f"conf.py:{own[-1].lineno}: ERROR: {type(cause).__name__}: {cause}; mend this line [settings.error]"
    place = frames[-1]
    reading = f", while reading {docname}" if (docname := document_read(error)) else ""
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"A fault of ours{reading}: {type(cause).__name__}: {cause} ({where}); please report it."


def early_setting(error: Exception) -> str:
    """The message for a setting of a wrong type that Sphinx uses before the edition can check it; or ``""``."""
    frames = [frame.f_locals.get("self") for frame, _ in traceback.walk_tb(error.__traceback__)]
    app = next((one for one in frames if hasattr(one, "config") and hasattr(one, "confdir")), None)
    for name, kind in EARLY.items():
        if app is not None and not isinstance(value := app.config[name], kind):
            conf = Path(app.confdir, "conf.py")
            lines = conf.read_text(encoding="utf-8").splitlines() if conf.exists() else []
            line = max((n for n, text in enumerate(lines, 1) if re.match(rf"{name}\s*[:=]", text)), default=1)
            message = f"the setting {name!r} must be {kind.__name__}, not {type(value).__name__}; change it"
            return f"conf.py:{line}: ERROR: {message} [settings.type]"
    return ""


def document_read(error: Exception) -> str:
    """The document that Sphinx was reading when an error occurred, from the frames of its traceback; or ``""``."""
    names = (frame.f_locals.get("docname") for frame, _ in traceback.walk_tb(error.__traceback__))
    return next((name for name in names if isinstance(name, str)), "")


def failed(progress: Progress | None, message: str) -> BuildError:
    """End the step, print why it failed, and return the error to raise."""
    if progress:
        progress.end("failed")
    if message:
        print(message, file=sys.stderr)
    return BuildError()
