"""The book joined from the PDFs of its parts: pages, structure, bookmarks, attached files and names.

qpdf appends pages, and leaves behind what the catalog of their file says of them.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf

from edition.pdf.mended_links import lead_on
from edition.pdf.mended_names import name_destinations
from edition.pdf.mended_structure import kids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from edition.pdf.names import Destination

PAGES = "{http://ns.adobe.com/xap/1.0/t/pg/}NPages"
"""The number of pages in the metadata (ISO 16684-1)."""


def join(
    parts: Sequence[Path], target: Path, labels: Mapping[str, Destination], destinations: Iterable[Destination]
) -> set[str]:
    """Write one PDF of the mended parts, with its names; the same input gives the same bytes.

    ``labels`` are the places of the book by label.  Returns the labels to which links lead and which do not exist; if
    there are any, nothing is written.
    """
    with ExitStack() as opened:
        files = [opened.enter_context(pikepdf.open(part)) for part in parts]
        book = opened.enter_context(pikepdf.new())
        for file in files:
            book.pages.extend(file.pages)
        if unknown := lead_on(book, files, labels):
            return unknown
        copy_catalog(book, files)
        join_structure(book, files)
        join_bookmarks(book, files)
        join_attachments(book, files)
        name_destinations(book, destinations)
        book.Root.PageMode = Name.UseOutlines
        book.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        book.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return set()


def copy_catalog(book: Pdf, files: Sequence[Pdf]) -> None:
    """Take from the first part what all say: language, settings of readers, and metadata, counted and named anew."""
    first = files[0]
    for key in ("/Lang", "/MarkInfo", "/ViewerPreferences", "/Metadata"):
        if key in first.Root:
            book.Root[key] = book.copy_foreign(first.make_indirect(first.Root[key]))
    book.trailer.Info = book.copy_foreign(first.trailer.Info)
    state = hashlib.sha256()
    for file in files:
        state.update(file.Root.Metadata.read_bytes())  # each says of what it was made
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata[PAGES] = str(len(book.pages))
        metadata["xmpMM:InstanceID"] = base64.b64encode(state.digest()[:16]).decode()


def join_structure(book: Pdf, files: Sequence[Pdf]) -> None:
    """Put the structure trees of the parts into one (ISO 32000-1, 14.7.2); their keys all differ."""
    roots = [book.copy_foreign(file.Root.StructTreeRoot) for file in files if "/StructTreeRoot" in file.Root]
    if not roots:
        return
    whole = book.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary()))
    document = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=whole))
    children: list[Any] = []
    for root in roots:
        for key, role in root.get("/RoleMap", Dictionary()).items():
            whole.RoleMap[key] = role
        for part in kids(root):
            for element in kids(part):
                element.P = document
                children.append(element)
    document.K, whole.K = Array(children), Array([document])
    whole.ParentTree = Dictionary(Kids=Array([book.make_indirect(root.ParentTree) for root in roots]))
    whole.ParentTreeNextKey = int(roots[-1].ParentTree.Limits[1]) + 1
    if ids := [book.make_indirect(root.IDTree) for root in roots if "/IDTree" in root]:
        whole.IDTree = Dictionary(Kids=Array(ids))
    book.Root.StructTreeRoot = whole


def join_bookmarks(book: Pdf, files: Sequence[Pdf]) -> None:
    """Let the bookmarks of each part follow those of the part before it (ISO 32000-1, 12.3.3)."""
    with_some = [file.Root.Outlines for file in files if "/First" in file.Root.get("/Outlines", {})]
    roots = [book.copy_foreign(root) for root in with_some]
    whole = book.make_indirect(Dictionary(Type=Name.Outlines, Count=sum(int(root.Count) for root in roots)))
    for root in roots:
        for item in siblings(root.First):
            item.Parent = whole
    for before, after in itertools.pairwise(roots):
        before.Last.Next, after.First.Prev = after.First, before.Last
    if roots:
        whole.First, whole.Last = roots[0].First, roots[-1].Last
    book.Root.Outlines = whole


def siblings(first: Object) -> Iterator[Object]:
    """A bookmark and those that follow it."""
    item: Object | None = first
    while item is not None:
        yield item
        item = item.get("/Next")


def join_attachments(book: Pdf, files: Sequence[Pdf]) -> None:
    """Attach the files that the parts attach."""
    attached: dict[str, Object] = {}
    associated: list[Object] = []
    for file in files:
        names = file.Root.get("/Names", Dictionary())
        if "/EmbeddedFiles" in names:
            attached |= {str(name): book.copy_foreign(spec) for name, spec in NameTree(names.EmbeddedFiles).items()}
        associated += [book.copy_foreign(spec) for spec in file.Root.get("/AF", ())]
    if attached:
        tree = NameTree.new(book)
        for name, spec in attached.items():
            tree[name] = spec
        book.Root.Names = book.make_indirect(Dictionary(EmbeddedFiles=tree.obj))
    if associated:
        book.Root.AF = Array(associated)
