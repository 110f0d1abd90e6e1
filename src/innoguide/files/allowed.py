"""What a group keeps though it looks like personal data: as hashes with a reason, never the text itself."""

from __future__ import annotations

import hashlib
import secrets
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from innoguide.errors import ProjectError
from innoguide.files.disk import write_new
from innoguide.files.modelfile import read_model
from innoguide.files.store import listed
from innoguide.files.yamlfile import Verbatim, write_yaml
from innoguide.texts import t

FOLDER = "allowed"
ROUNDS = 60_000
"""Makes trying out all numbers slow: there are no more than some forty million personal identity numbers."""


class Allowed(BaseModel):
    """One thing that may stay, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["1"] = "1"
    what: str
    salt: str
    hash: str
    reason: str
    since: str = ""


class AllowList:
    """The files of `allowed/`, one a thing, so that two people's decisions merge. Read when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._known: dict[tuple[str, str], bool] = {}

    @cached_property
    def _entries(self) -> list[Allowed]:
        found = []
        for path in sorted(self._folder.glob("*.yaml")):
            entry, findings = read_model(path, f"{FOLDER}/{path.name}", Allowed)
            if entry is None:
                raise ProjectError(listed(findings), t("project_faults_hint"))
            found.append(entry)
        return found

    def holds(self, kind: str, value: str) -> bool:
        """Whether *value* (in its normal form) may stay."""
        if (kind, value) not in self._known:
            of_kind = [one for one in self._entries if one.what == kind]
            hashes = {salt: _hash(salt, value) for salt in {one.salt for one in of_kind}}
            self._known[kind, value] = any(hashes[one.salt] == one.hash for one in of_kind)
        return self._known[kind, value]

    def allow(self, kind: str, value: str, *, reason: str, day: str) -> None:
        """Let *value* stay from now on."""
        if self.holds(kind, value):
            return
        # One salt for all: a text is then hashed once, however long the list is.
        salt = self._entries[0].salt if self._entries else secrets.token_hex(16)
        entry = Allowed(what=kind, salt=salt, hash=_hash(salt, value), reason=reason, since=day)
        data = {"format": 1, "what": kind, "reason": reason, "since": Verbatim(day), "salt": salt, "hash": entry.hash}
        write_new(self._folder / f"{kind}-{entry.hash[:12]}.yaml", write_yaml(data))
        self._entries.append(entry)
        self._known[kind, value] = True


def _hash(salt: str, value: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", value.encode(), bytes.fromhex(salt), ROUNDS).hex()
