"""What the names of files say: copies, leftovers of editors, and accents written in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from innoguide.jobs.doctor.harm import Harm, harm
from innoguide.jobs.doctor.sheet import Sheet, read_sheet
from innoguide.jobs.doctor.tree import READ, Tree
from innoguide.model.language import slug
from innoguide.model.record import kind_of

_COPY = re.compile(
    r"""
    [ ](?:[-–][ ])?(?i:kopia|copy)(?:[ ]?\(?\d+\)?)?(?=$|[ ])   # Windows and Mac: "x - kopia (2)", "x copy 2"
    | [ ]\((?:\d+|[^()]*(?:konflikt|conflict)[^()]*)\)         # browsers, Dropbox, Nextcloud: "x (1)"
    | -(?:DESKTOP|LAPTOP|PC|WIN|MACBOOK)-[A-Z0-9]+(?:-\d+)?$   # OneDrive
    | \.sync-conflict-[\w-]+                                   # Syncthing
    """,
    re.VERBOSE,
)
_COPY_BEFORE = re.compile(r"(?i:kopia av|copy of) ")
_LEFT = re.compile(r"(?:\.orig|\.rej|\.bak|\.old|~|\.tmp|\.swp|\.sw[a-p])$")
_BACKUP = re.compile(r"(?:_(?:BASE|LOCAL|REMOTE|BACKUP)_\d+)(?=\.)")
_ENDING = re.compile(r"\.(?:yaml\.txt|yml|yml\.txt|txt|yaml)$", re.IGNORECASE)
_IGNORED = {".ds_store", "thumbs.db", "desktop.ini", ".gitkeep", ".gitignore", "readme.md", "innoguide.yaml"}


def is_copy_name(base: str) -> bool:
    """Whether a file's name says that it is a copy of another, or has accents written in two signs."""
    stem = base.rpartition(".")[0] or base
    return bool(_COPY.search(stem) or _COPY_BEFORE.match(stem)) or unicodedata.normalize("NFC", base) != base


def plain_stem(base: str) -> str:
    """Return a file's name without its ending and without what says that it is a copy."""
    return _COPY.sub("", _COPY_BEFORE.sub("", _ENDING.sub("", base)))


def proper_name(sheet: Sheet, record_id: str, kind: str) -> str:
    """Return where a record or a meeting with the id *record_id* belongs; the words in the file's name are kept."""
    if sheet.is_meeting:
        return f"sessions/{record_id}.yaml"
    stem = plain_stem(sheet.base)
    words = slug(stem.removeprefix(sheet.named_id)).removeprefix(record_id).strip("-")
    return f"records/{kind}/{record_id}-{words}.yaml" if words else f"records/{kind}/{record_id}.yaml"


def find_left_over(tree: Tree) -> Iterator[Harm]:
    """Yield files in `records/` and `sessions/` that innoguide does not read.

    Rule: one that holds a record which is nowhere else gets the right name; one that holds the same as the file it was
    made from goes; every other stays.
    """
    for name, data in tree.files.items():
        if name.partition("/")[0] in READ and name not in tree.sheets and _base(name).lower() not in _IGNORED:
            yield _unread(tree, name, data)


def _unread(tree: Tree, name: str, data: bytes) -> Harm:
    sheet = read_sheet(name, data, tree.kinds)
    kind = sheet.kind if sheet.kind in tree.kinds else kind_of(sheet.id)
    if _ENDING.search(_base(name)) and not _base(name).startswith(".") and _is_whole(sheet):
        proper = proper_name(sheet, sheet.id, kind)
        if not tree.is_known(sheet.id) and proper not in tree.files:
            return harm("ending", name, "error", change={name: None, proper: data}, values={"to": proper})
    original = _original(tree, name)
    if original is not None and original.data == data:
        return harm("leftover_same", name, "warning", change={name: None}, values={"other": original.name})
    return harm("leftover", name, "warning")


def _is_whole(sheet: Sheet) -> bool:
    return sheet.session is not None or (sheet.record is not None and kind_of(sheet.id) == sheet.kind)


def _original(tree: Tree, name: str) -> Sheet | None:
    """Return the sheet that an editor made the file *name* from."""
    folder, _, base = name.rpartition("/")
    hidden = re.sub(r"\.[0-9a-f]{8}$", "", _LEFT.sub("", base.removeprefix(".")))
    plain = _BACKUP.sub("", _LEFT.sub("", base))
    found = (tree.sheets.get(f"{folder}/{one}") for one in (plain, hidden, _ENDING.sub(".yaml", base)))
    return next((one for one in found if one is not None), None)


def find_odd_names(tree: Tree) -> Iterator[Harm]:
    """Yield odd names among the other files, and names that differ only in accents or capitals. People must decide."""
    seen: dict[str, str] = {}
    for name in sorted(tree.files):
        alike = unicodedata.normalize("NFC", name).casefold()
        if alike in seen:
            yield harm("names_alike", name, "warning", values={"other": seen[alike]})
        elif name not in tree.sheets and name.partition("/")[0] not in READ and _is_odd(_base(name)):
            yield harm("odd_name", name, "warning")
        seen.setdefault(alike, name)


def _is_odd(base: str) -> bool:
    return is_copy_name(base) or bool(_LEFT.search(base))


def _base(name: str) -> str:
    return name.rpartition("/")[2]
