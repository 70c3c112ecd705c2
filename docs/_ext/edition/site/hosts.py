"""Configuration for web servers: headers, caching, media types and typed links (Signposting)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from edition.base.address import pdf_address, up_from
from edition.base.domains import domain
from edition.base.media_types import CSL_JSON, TYPES
from edition.base.policy import headers
from edition.names.anchors import AnchorsDomain
from edition.names.editions import EditionsDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FOLDER = "hosting"
"""The folder of the snippets for nginx and Apache, in the site."""
TEXTS = ("bib", "ris", "json", "jsonld", "csv", "cff", "xml")
"""Endings of UTF-8 files for which servers do not send the encoding."""
SENT = {
    **{ending: f"{TYPES[ending]}; charset=utf-8" for ending in TEXTS},
    **{ending: TYPES[ending] for ending in ("woff2", "pdf", "svg", "epub")},
}
"""Media types by ending that servers may not know, or may send without the encoding."""
FOR_EVER = "public, max-age=31536000, immutable"
"""Caching of files that have a hash of their content in their name."""
ASK = "no-cache"
"""Caching of all other files: kept, but revalidated each time, so that a new edition appears at once."""
UNFOUND = "noindex"
"""For closed editions, which search engines should not list."""


def signposts(anchor: str, up: str, pdf: str) -> str:
    """The typed links of a page to its citation and, if given, to the PDF; ``up`` is the path to the title page."""
    links = [
        f'<{up}cite/{anchor}.json>; rel="describedby"; type="{CSL_JSON}"',
        f'<{up}cite/{anchor}.bib>; rel="describedby"; type="{TYPES["bib"]}"',
    ]
    if pdf:
        links.append(f'<{pdf}>; rel="item"; type="{TYPES["pdf"]}"')
    return ", ".join(links)


def static_hosts(base: str, links: Mapping[str, str], closed: Sequence[str]) -> str:
    """``_headers`` for Netlify and Cloudflare Pages; its addresses begin at the root of the server.

    ``closed`` are the numbers of closed editions, here and in the functions below.
    """
    path = urlsplit(base).path.rstrip("/")
    blocks = [(f"{path}/*", {**headers(), "Cache-Control": ASK}), (f"{path}/_static/*", {"Cache-Control": FOR_EVER})]
    blocks += [(f"{path}/{version}/*", {"X-Robots-Tag": UNFOUND}) for version in closed]
    blocks += [(f"{path}/*.{suffix}", {"Content-Type": media_type}) for suffix, media_type in SENT.items()]
    blocks += [(f"{path}/{page}", {"Link": link}) for page, link in links.items()]
    return "\n".join(
        "\n".join([address, *(f"  {name}: {value}" for name, value in said.items())]) + "\n" for address, said in blocks
    )


def nginx(links: Mapping[str, str], closed: Sequence[str]) -> str:
    """For the ``server`` block of nginx; it uses maps, since ``add_header`` in a location hides all others."""
    pages = "\n".join(f"    ~/{page.replace('.', chr(92) + '.')}$ '{link}';" for page, link in links.items())
    types = "\n".join(f"    {media_type.split(';')[0]} {suffix};" for suffix, media_type in SENT.items())
    unfound = "\n".join(f"    ~/{re.escape(version)}/ {UNFOUND};" for version in closed)
    said = "\n".join(f'add_header {name} "{value}" always;' for name, value in headers().items())
    return f"""\
# The maps stand beside the server, the rest within it.
map $uri $book_cache {{
    default "{ASK}";
    ~/_static/ "{FOR_EVER}";
}}
map $uri $book_link {{
    default "";
{pages}
}}
map $uri $book_robots {{
    default "";
{unfound}
}}

{said}
add_header Cache-Control $book_cache always;
add_header Link $book_link;
add_header X-Robots-Tag $book_robots;
charset utf-8;
charset_types text/html text/css text/csv application/javascript application/json application/ld+json;
include mime.types;
types {{
{types}
}}
error_page 404 /404.html;
"""


def apache(links: Mapping[str, str], closed: Sequence[str]) -> str:
    """For a ``Directory`` of Apache, or an ``.htaccess``; needs mod_headers and mod_mime."""
    said = [f'Header always set {name} "{value}"' for name, value in headers().items()]
    kept = [
        f'Header set Cache-Control "{ASK}"',
        f'Header set Cache-Control "{FOR_EVER}" "expr=%{{REQUEST_URI}} =~ m#/_static/#"',
    ]
    pages = [
        f"Header set Link '{link}' \"expr=%{{REQUEST_URI}} =~ m#/{page.replace('.', chr(92) + '.')}$#\""
        for page, link in links.items()
    ]
    unfound = [
        f'Header set X-Robots-Tag {UNFOUND} "expr=%{{REQUEST_URI}} =~ m#/{re.escape(version)}/#"' for version in closed
    ]
    types = [f"AddType '{media_type}' .{suffix}" for suffix, media_type in SENT.items()]
    return (
        "\n".join([*said, *kept, *unfound, *types, *pages, "AddDefaultCharset utf-8", "ErrorDocument 404 /404.html"])
        + "\n"
    )


def links_of(app: Sphinx, outdir: Path) -> dict[str, str]:
    """The typed links of each page that has a page of citations."""
    anchors = {docname: domain(app.env, AnchorsDomain).whole(docname) for docname in sorted(app.env.found_docs)}
    return {
        app.builder.get_target_uri(docname): signposts(
            anchor, up_from(docname), pdf_address(app.config) if docname == app.config.root_doc else ""
        )
        for docname, anchor in anchors.items()
        if (outdir / "cite" / f"{anchor}.json").exists()
    }


def write_files(outdir: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write some files of the site."""
    for name, text in files:
        (outdir / name).parent.mkdir(exist_ok=True)
        (outdir / name).write_text(text, encoding="utf-8")


def tell_hosts(app: Sphinx, exception: Exception | None) -> None:
    """Write the files beside the pages."""
    if exception or app.builder.name != "html":
        return
    outdir = Path(app.outdir)
    links = links_of(app, outdir)
    closed = [edition.version for edition in domain(app.env, EditionsDomain).closed]
    files = {
        "_headers": static_hosts(app.config.html_baseurl, links, closed),
        ".nojekyll": "",  # else GitHub Pages leaves out what begins with an underscore
        f"{FOLDER}/nginx.conf": nginx(links, closed),
        f"{FOLDER}/apache.conf": apache(links, closed),
    }
    write_files(outdir, files.items())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("build-finished", tell_hosts)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
