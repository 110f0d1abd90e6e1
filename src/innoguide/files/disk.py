"""Writing files so that nothing is lost: whole or not at all, never over what somebody else has changed."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from innoguide.errors import Conflict, ProjectError
from innoguide.texts import t

TRIES = 5
"""OneDrive and virus scanners hold files on Windows for a moment."""


def write_new(path: Path, data: bytes) -> bool:
    """Write a file that must not exist yet; return False if it does."""
    temporary = _write_beside(path, data)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        return _take_name(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _take_name(temporary: Path, path: Path) -> bool:
    """Reserve the name of *path*, then put *temporary* in its place; return False if the name is taken."""
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        _rename(temporary, path)
    except ProjectError:
        path.unlink(missing_ok=True)
        raise
    return True


def write_over(path: Path, data: bytes) -> None:
    """Write a file whole, whether it exists or not."""
    temporary = _write_beside(path, data)
    try:
        _rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_changed(path: Path, data: bytes, *, read: bytes) -> None:
    """Replace a file that held *read*; raise `Conflict` if it holds something else by now."""
    try:
        now = path.read_bytes()
    except FileNotFoundError:
        now = b""
    if now != read:
        raise Conflict(t("changed_meanwhile", file=path.name), t("changed_meanwhile_hint"))
    write_over(path, data)


def remove_read(path: Path, *, read: bytes) -> None:
    """Remove a file that held *read*, if it is still there; raise `Conflict` if it holds something else by now."""
    try:
        if path.read_bytes() != read:
            raise Conflict(t("changed_meanwhile", file=path.name), t("changed_meanwhile_hint"))
        path.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise ProjectError(t("cannot_remove", file=path.name, reason=error.strerror or error)) from error


def _write_beside(path: Path, data: bytes) -> Path:
    """Write *data* to a temporary file in the same folder, flushed to the disk."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise _cannot_write(path, error) from error
    return temporary


def _cannot_write(path: Path, error: OSError) -> ProjectError:
    return ProjectError(t("cannot_write", file=path, reason=error.strerror or error), t("cannot_write_hint"))


def _rename(temporary: Path, path: Path) -> None:
    for attempt in range(TRIES):
        try:
            temporary.replace(path)
        except PermissionError as error:
            if attempt == TRIES - 1 or path.is_dir():
                raise _cannot_write(path, error) from error
            time.sleep(0.1 * (attempt + 1))
        except OSError as error:
            raise _cannot_write(path, error) from error
        else:
            return
