"""A live preview of the pages."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def watch(docs: Path, out: Path, url: str) -> int:
    """Serve the pages on 127.0.0.1 and write them anew when a source changes, until Ctrl-C; the PDF stays as it is."""
    command = [sys.executable, "-m", "sphinx_autobuild", "--host", "127.0.0.1", "--port", "0"]
    command += ["--open-browser"] if sys.stdout.isatty() else []
    command += ["--watch", str(docs.parent / "references.bib"), "-b", "html", "-D", f"html_baseurl={url}"]
    command += ["-D", f"pdf_folder={out / '.work' / 'typst'}"]
    command += ["-d", str(out / ".watch" / "doctrees"), str(docs), str(out / ".watch" / "html")]
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 0
