"""The preview's server: for this machine only, with the book's security headers and a script that reloads pages."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

RELOAD, WAIT = "/.preview/reload.js", "/.preview/wait.js"
SCRIPT = """\
// Asks for a script that comes when the pages have changed: the book's policy allows scripts, and nothing else.
let number = NUMBER;
function wait() {
  const script = document.createElement("script");
  script.src = `/.preview/wait.js?after=${number}`;
  script.onload = () => script.remove();
  script.onerror = () => setTimeout(wait, 2000);
  document.head.append(script);
}
function pagesAre(now) {
  if (now !== number) location.reload();
  else wait();
}
wait();
"""
PATIENCE = 20.0
"""Seconds that a browser is kept waiting before it asks again."""


class Changes:
    """Counts how often the pages have changed, and lets requests wait for the next change."""

    def __init__(self) -> None:
        self.number = 0
        self.news = threading.Condition()

    def tell(self) -> None:
        """Count a change."""
        with self.news:
            self.number += 1
            self.news.notify_all()

    def after(self, number: int) -> int:
        """The current number: at once if it is not ``number``, else after the next change or ``PATIENCE``."""
        with self.news:
            self.news.wait_for(lambda: self.number != number, PATIENCE)
            return self.number


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the pages to requests for this host only, so that no other site's name can lead here (DNS rebinding)."""

    def __init__(self, *arguments: object, changes: Changes, headers: Mapping[str, str], directory: str) -> None:
        self.changes, self.policy = changes, headers
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a script of the preview, a page that includes it, or a file."""
        port = self.connection.getsockname()[1]
        if self.headers.get("Host") not in {f"127.0.0.1:{port}", f"localhost:{port}"}:
            self.send_error(421, "This server is for 127.0.0.1 only")
            return
        url = urlsplit(self.path)
        if url.path == RELOAD:
            self.send(SCRIPT.replace("NUMBER", str(self.changes.number)), "text/javascript")
        elif url.path == WAIT:
            number = parse_qs(url.query).get("after", ["-1"])[0]
            self.send(
                f"pagesAre({self.changes.after(int(number) if number.isdecimal() else -1)});\n", "text/javascript"
            )
        elif (page := self.page(url.path)) is not None:
            self.send(page, "text/html")
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        """Answer as to GET; no browser sends this."""
        self.do_GET()

    def page(self, path: str) -> str | None:
        """A page of the book with the preview's script; None if the path is no page."""
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix != ".html" or not file.is_file():
            return None
        text = file.read_text(encoding="utf-8")
        return f'{text}<script src="{RELOAD}"></script>\n'  # not every page says where its head or body ends

    def send(self, text: str, media_type: str) -> None:
        """Send a text with its headers."""
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        """Send the book's headers with every answer, and forbid caching."""
        for name, value in {**self.policy, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the base class names it so)
        """Do not log requests."""


def serve(folder: Path, changes: Changes, headers: Mapping[str, str]) -> http.server.ThreadingHTTPServer:
    """Begin to serve a folder at some port of 127.0.0.1."""
    handler = functools.partial(Handler, changes=changes, headers=headers, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
