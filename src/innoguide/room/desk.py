"""What phones send comes in here: from whom, whether it may, on disk, then answered. Runs in the server's loop."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections import Counter
from datetime import datetime
from pathlib import Path
from time import time
from typing import Any

from innoguide.model.phones import Event, Mode, Round
from innoguide.room import forms
from innoguide.room.forms import Fields
from innoguide.room.limits import (
    CHANGES_A_PHONE,
    MOST_PHONES,
    NOTES_A_PHONE,
    NOTES_A_ROUND,
    NOTES_WITHOUT_COOKIE,
    Bucket,
    Buckets,
)
from innoguide.room.pages_texts import SCRIPT_TEXTS
from innoguide.room.refusal import Refusal
from innoguide.room.rounds import Links, LiveRound
from innoguide.room.shown import Shown
from innoguide.room.views import Around, phone_view, wall_view
from innoguide.texts import catalogue

GUEST = "no-cookie"
"""The sender of what comes from phones that keep no cookies. It has no votes, and nobody takes its notes back."""
_ROOM_FOR_VERSIONS = 1_000_000


class Desk:
    """The open round and those before it, the tables that phones have chosen, and how much each has sent."""

    def __init__(self, folder: Path, *, token: str, tables: int, lang: str) -> None:
        self.token, self.tables, self.lang = token, tables, lang
        self.links = Links(address="", code=token, wall="")
        self.round: LiveRound | None = None
        self._earlier: dict[str, LiveRound] = {}
        self._shown = Shown(folder)
        self._at_table: dict[str, int] = {}
        self._arriving: set[str] = set()
        self._changes: Counter[str] = Counter()
        self._sending: Counter[str] = Counter()
        self._buckets = Buckets(burst=10, per_second=2)
        self._guests = Bucket(burst=20, per_second=4)
        self._era = int(time())

    def open(self, live: LiveRound) -> None:
        """Let phones answer *live* from now on."""
        self._earlier[live.plan.id] = live
        self._at_table.update({phone: table for phone, table in live.state().phones.items() if table})
        self._changes.clear()
        # Views of one round are never taken for those of another, nor those of before a restart for those after it.
        self._era = max(self._era + 1, int(time()))
        self.lang, self.round = live.plan.lang, live

    def phone_of(self, cookie: str) -> str:
        """Return who a cookie's value stands for in this meeting; there is no way back to it."""
        return hmac.new(self.token.encode(), cookie.encode(), hashlib.sha256).hexdigest()[:12]

    # What is shown

    def phone(self, phone: str) -> dict[str, Any]:
        """Return what *phone* shows (empty: one that keeps no cookie)."""
        state = self._state()
        table = state.phones.get(phone, 0) if state else 0
        tables = state.plan.tables if state else self.tables
        return phone_view(state, phone, self._around(state), table=table or self._at_table.get(phone, 0), tables=tables)

    def wall(self) -> dict[str, Any]:
        """Return what the wall shows."""
        state = self._state()
        return wall_view(state, self._around(state))

    def version(self) -> int:
        """Return a number that is another whenever a view may be another."""
        state = self._state()
        return self._era * _ROOM_FOR_VERSIONS + (state.version if state else len(self._at_table))

    def _state(self) -> Round | None:
        return self.round.state() if self.round else None

    def _around(self, state: Round | None) -> Around:
        words = catalogue(self.lang)
        return Around(
            version=self._era * _ROOM_FOR_VERSIONS + (state.version if state else len(self._at_table)),
            lang=self.lang,
            now=datetime.now().astimezone(),
            shown=lambda text: self._shown.text(text, self.lang),
            texts={key: words[key] for key in SCRIPT_TEXTS},
            address=self.links.address,
            code=self.links.code,
        )

    # What comes in

    def arrive(self, phone: str) -> None:
        """Note that *phone* is here, and where it sits. Not waited for: it sends nothing yet."""
        live, state = self.round, self._state()
        if not phone or live is None or state is None or state.closed or phone in self._arriving:
            return
        if phone in state.phones or len(state.phones) + len(self._arriving) >= MOST_PHONES:
            return
        self._arriving.add(phone)
        table = self._at_table.get(phone, 0) if state.plan.tables else 0
        future = live.happen({"do": "join", "phone": phone, "table": table})
        future.add_done_callback(lambda _future: self._arriving.discard(phone))

    def let_send(self, phone: str) -> None:
        """Refuse what comes too fast for one phone."""
        if not (self._buckets.take(phone) if phone else self._guests.take()):
            raise Refusal(429, "room_too_fast", keep=True, retry=2)

    async def choose_table(self, phone: str, fields: Fields) -> str:
        """Let *phone* sit at the table it has chosen; it stays there in the rounds that come."""
        self._known(phone)
        state = self._state()
        table = forms.table_number(fields, state.plan.tables if state else self.tables)
        if phone not in self._at_table and len(self._at_table) >= MOST_PHONES:
            raise Refusal(409, "room_full")
        self._at_table[phone] = table
        if self.round and state and not state.closed:
            await self._change(self.round, state, {"do": "join", "phone": phone, "table": table})
        return ""

    async def note(self, phone: str, fields: Fields) -> str:
        """Store a note; return the id that the phone gave it. The same note again is stored once."""
        given = forms.note_id(fields) or secrets.token_hex(8)
        live = self._earlier.get(fields.get("round", ""))
        note_id = _own_id(live.state(), phone or GUEST, given) if live else given
        if live and _has(live.state(), note_id):
            return given
        text = forms.note_text(fields)
        live, state = self._open(fields, "collect")
        self._let_write(state, phone)
        event = {"do": "note", "phone": phone or GUEST, "id": note_id, "text": text}
        if fields.get("builds_on", "") in state.notes:
            event["builds_on"] = fields["builds_on"]
        await asyncio.to_thread(self._shown.text, text, self.lang)
        await self._store(live, event)
        if _own_id(live.state(), event["phone"], given) != note_id:  # another's with the same id came first
            await self._store(live, {**event, "id": _own_id(live.state(), event["phone"], given)})
        elif not _has(live.state(), note_id):
            raise Refusal(410, "room_closed")
        return given

    async def take_back(self, phone: str, fields: Fields) -> str:
        """Take a note of the phone's own back."""
        self._known(phone)
        live, state = self._open(fields, "collect")
        given = forms.note_id(fields)
        note_id = _own_id(state, phone, given)
        if not given:
            raise Refusal(400, "room_not_read")
        note = state.notes.get(note_id) or state.notes.get(given)
        if note is None:
            return given  # taken back already, or never arrived
        if note.phone != phone:
            raise Refusal(403, "room_not_yours")
        await self._change(live, state, {"do": "take_back", "phone": phone, "id": note.id})
        return given

    async def votes(self, phone: str, fields: Fields) -> str:
        """Store where the phone's dots are; an earlier vote of the same phone no longer counts."""
        self._known(phone)
        live, state = self._open(fields, "vote")
        await self._change(live, state, {"do": "ballot", "phone": phone, "dots": forms.ballot(fields, live.plan)})
        return ""

    async def ratings(self, phone: str, fields: Fields) -> str:
        """Store the phone's answers 1–5; once the answers are shown they stay as they are."""
        self._known(phone)
        live, state = self._open(fields, "rate")
        answers = forms.ratings(fields, live.plan)
        if state.revealed and state.ratings.get(phone) != answers:
            raise Refusal(409, "room_already_shown")
        await self._change(live, state, {"do": "ratings", "phone": phone, "answers": answers})
        return ""

    # Whether it may

    def _known(self, phone: str) -> None:
        if not phone:
            raise Refusal(400, "room_needs_cookie")

    def _open(self, fields: Fields, mode: Mode) -> tuple[LiveRound, Round]:
        """Return the round that the phone means, if it is open."""
        live = self.round
        if not fields.get("round"):
            raise Refusal(400, "room_not_read")
        if live is None or live.plan.id != fields["round"]:
            raise Refusal(410, "room_round_gone")
        if live.plan.mode != mode:
            raise Refusal(400, "room_not_read")
        if live.state().closed:
            raise Refusal(410, "room_closed")
        return live, live.state()

    def _let_write(self, state: Round, phone: str) -> None:
        """Refuse a note too many, those that are on their way to the disk counted."""
        sender = phone or GUEST
        self._seated(state, sender)
        limit = NOTES_A_PHONE if phone else NOTES_WITHOUT_COOKIE
        if len(state.sent_by(sender)) + self._sending[sender] >= limit:
            raise Refusal(429, "room_many_notes", most=limit)
        if len(state.notes) + self._sending.total() >= NOTES_A_ROUND:
            raise Refusal(429, "room_round_full")
        self._count(sender)

    def _seated(self, state: Round, phone: str) -> None:
        if phone not in state.phones and phone not in self._arriving and len(state.phones) >= MOST_PHONES:
            raise Refusal(409, "room_full")

    def _count(self, phone: str) -> None:
        most = CHANGES_A_PHONE if phone != GUEST else 2 * NOTES_WITHOUT_COOKIE
        if self._changes[phone] >= most:
            raise Refusal(429, "room_many_changes")
        self._changes[phone] += 1

    # To the disk

    async def _change(self, live: LiveRound, state: Round, event: Event) -> None:
        self._seated(state, event["phone"])
        self._count(event["phone"])
        changed = await self._store(live, event)
        if not changed and live.state().closed and not state.closed:
            raise Refusal(410, "room_closed")

    async def _store(self, live: LiveRound, event: Event) -> bool:
        """Put *event* on the disk and wait for it. A full disk loses nothing: the phone keeps what it has sent."""
        phone = event["phone"]
        self._sending[phone] += 1
        try:
            return await asyncio.wrap_future(live.happen(event))
        except OSError as error:
            self._changes[phone] -= 1  # what is sent again is not one more
            raise Refusal(503, "room_disk", keep=True, retry=10) from error
        finally:
            self._sending[phone] -= 1


def _has(state: Round, note_id: str) -> bool:
    return note_id in state.notes or note_id in state.taken_back


def _own_id(state: Round, phone: str, given: str) -> str:
    """Return the id under which a phone's note is kept: another's with the same id must not hide it."""
    other = state.notes.get(given)
    if other is None or other.phone == phone:
        return given
    return hashlib.sha256(f"{phone} {given}".encode()).hexdigest()[:16]
