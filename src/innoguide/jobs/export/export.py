"""`export_outputs`: the Markdown documents in a folder as HTML, DOCX or PDF in another, with links and pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from innoguide.errors import ProjectError
from innoguide.files.disk import write_over
from innoguide.rendering.documents.blocks import Block, Document, Items, Paragraph, Picture, Quote, Text
from innoguide.rendering.documents.links import relinked
from innoguide.rendering.documents.reader import read_markdown
from innoguide.texts import t

Writer = Callable[[Document, Mapping[str, str]], bytes]
"""Makes the bytes of a file of a document and its pictures, which are SVG by their source."""

ONE_PAGE = ("decision.md",)
"""What is to fit one page has no room for a table of contents."""

LIST = ".innoguide-files"
"""The file that tells which others in the folder were made here: only those are ever removed."""

_ELSEWHERE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


@dataclass(frozen=True)
class Format:
    """A format: the *ending* of its files, and what writes them."""

    ending: str
    write: Writer


@dataclass(frozen=True)
class Ready:
    """A document to be written: its *path* in the folder without an ending, and its pictures, SVG by their source."""

    path: PurePosixPath
    document: Document
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Exported:
    """What happened to each file, by its path inside the folder; *documents* are all of them, in their order."""

    documents: list[PurePosixPath] = field(default_factory=list)
    changed: list[PurePosixPath] = field(default_factory=list)
    removed: list[PurePosixPath] = field(default_factory=list)


def export_outputs(
    names: Sequence[PurePosixPath],
    formats: Sequence[Format],
    *,
    source: Path,
    target: Path,
    settings: Mapping[str, str],
    whole: bool,
) -> Exported:
    """Write the documents *names* in the folder *source* in each of the formats to the folder *target*.

    *settings* are what all documents share: `lang`, `watermark`, and what is told in the file's properties. With
    *whole* the documents are all there are, and files made before of documents that are gone are removed.
    """
    exported, given = Exported(), frozenset(names)
    for name in names:
        document, pictures = read_output(source, name, settings)
        for form in formats:
            followed = relinked(document, _follow(name, given, form.ending))
            _write_one(Ready(name.with_suffix(""), followed, pictures), form, target=target, exported=exported)
    _settle(target, exported, [form.ending for form in formats] if whole else [])
    return exported


def write_documents(
    documents: Iterable[Ready], formats: Sequence[Format], *, target: Path, ignored: bool = True
) -> Exported:
    """Write documents that are no outputs, such as worksheets, in each of the formats to the folder *target*.

    Git is told to leave the folder alone if it is *ignored*.
    """
    exported = Exported()
    for one in documents:
        for form in formats:
            _write_one(one, form, target=target, exported=exported)
    if ignored:
        _ignore(target)
    return exported


def _write_one(one: Ready, form: Format, *, target: Path, exported: Exported) -> None:
    path = one.path.with_name(one.path.name + form.ending)
    exported.documents.append(path)
    if _write(target / path, form.write(one.document, one.pictures)):
        exported.changed.append(path)


def _ignore(target: Path) -> None:
    """Keep the folder out of git: what is given away is made anew at any time, and large."""
    _write(target / ".gitignore", b"*\n")


def read_output(source: Path, name: PurePosixPath, settings: Mapping[str, str]) -> tuple[Document, dict[str, str]]:
    """Return a document as it lies on disk, and its pictures as SVG by their source."""
    about = {key: value for key, value in settings.items() if key not in ("lang", "watermark") and value}
    document = read_markdown(
        _text(source / name),
        lang=settings["lang"],
        watermark=settings.get("watermark", ""),
        about=about,
        contents=name.name not in ONE_PAGE,
    )
    pictures = {}
    for one in _pictures(document.blocks):
        path = source / _resolved(name, one)
        if path.is_file() and path.suffix == ".svg":
            pictures[one] = _text(path)
    return replace(document, blocks=tuple(_shown(one, pictures) for one in document.blocks)), pictures


def _shown(block: Block, pictures: Collection[str]) -> Block:
    """Return the block with the words of a picture in its place where it is none of ours: a photograph, for example."""
    if isinstance(block, Picture) and block.source not in pictures:
        return Paragraph((Text(f"[{block.alt}]"),))
    if isinstance(block, Quote):
        return replace(block, blocks=tuple(_shown(one, pictures) for one in block.blocks))
    if isinstance(block, Items):
        return replace(block, items=tuple(tuple(_shown(one, pictures) for one in item) for item in block.items))
    return block


def _pictures(blocks: Iterable[Block]) -> Iterator[str]:
    for one in blocks:
        if isinstance(one, Picture):
            yield one.source
        elif isinstance(one, Quote):
            yield from _pictures(one.blocks)
        elif isinstance(one, Items):
            for item in one.items:
                yield from _pictures(item)


def _follow(name: PurePosixPath, names: Collection[PurePosixPath], ending: str) -> Callable[[str], str]:
    """Return what a link in the document *name* becomes: those to a document in *names* lead to its new file."""

    def change(link: str) -> str:
        if link.startswith("#") or _ELSEWHERE.match(link):
            return link
        path, mark, fragment = link.partition("#")
        if PurePosixPath(_resolved(name, path)) not in names:
            return ""
        return f"{PurePosixPath(path).with_suffix(ending)}{mark}{fragment}"

    return change


def _resolved(name: PurePosixPath, link: str) -> str:
    return posixpath.normpath(posixpath.join(str(name.parent), unquote(link)))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProjectError(t("cannot_read", file=path, reason=reason), t("cannot_read_hint")) from error


def _write(path: Path, data: bytes) -> bool:
    """Write the file unless it holds *data*; return whether it was written."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_over(path, data)
    return True


def _settle(target: Path, exported: Exported, endings: Collection[str]) -> None:
    """Remove what was made before of documents that are gone, and note what there is now."""
    listed = target / LIST
    before = {PurePosixPath(one) for one in _text(listed).splitlines()} if listed.is_file() else set()
    gone = {one for one in before - {*exported.documents} if one.suffix in endings}
    for one in sorted(gone):
        if (target / one).resolve().is_relative_to(target.resolve()) and (target / one).is_file():
            (target / one).unlink()
            exported.removed.append(one)
    _ignore(target)
    now = sorted(map(str, (before - gone) | {*exported.documents}))
    _write(listed, "".join(f"{one}\n" for one in now).encode())
