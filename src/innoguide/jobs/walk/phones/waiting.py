"""Leads a round while it is open on the phones: how it stands, shown to all or not yet, passed on, closed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from innoguide.errors import ProjectError
from innoguide.jobs.walk.phones.protocol import OpenRound
from innoguide.jobs.walk.prompter import Line, Option, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, Leave, NoAnswer, Wanted
from innoguide.model.answers import pick_choice
from innoguide.model.personal import redacted
from innoguide.model.phones import Note, Round, RoundPlan
from innoguide.model.tally import SMALLEST_GROUP, count_ratings, storable
from innoguide.texts import t, tn

UNSTEADY = 5
"""Seconds that the end of a move may seem to move by itself: what is told to the phones is on disk each time."""


def standing(state: Round) -> str:
    """Return how it stands, in a few words."""
    if not state.phones:
        return t("phone_nobody")
    if state.plan.mode != "collect":
        return t(
            f"phone_standing_{state.plan.mode}", answered=state.answered, phones=tn("phone_phones", len(state.phones))
        )
    if not state.answered:
        return t("phone_standing_none", phones=tn("phone_phones", len(state.phones)))
    notes, senders = tn("phone_notes", len(state.notes)), tn("phone_phones", state.answered)
    text = t("phone_standing_collect", notes=notes, phones=senders)
    silent = len(state.phones) - state.answered
    return f"{text}, {tn('phone_silent', silent)}" if silent else text


def without_personal(room: Room, text: str) -> str:
    """Return *text* as it may be shown before anybody has looked at it."""
    return redacted(text, room.guard.find(text), room.lang)


@dataclass
class RoundWatch:
    """What goes on in a round while its question waits. Nothing of what is written is told before all may see it."""

    room: Room
    opened: OpenRound
    told: set[str] = field(default_factory=set)  # the notes that were shown, and what was said once
    until: datetime | None = None

    def status(self) -> str:
        """How it stands."""
        return standing(self.opened.state())

    def news(self) -> Sequence[Line]:
        """What is worth a line: the first that came, that all have sent, and each note once all may see them."""
        self._tell_time()
        state = self.opened.state()
        if state.revealed:
            return self.show_notes(state)
        lines = []
        for key, holds in (("first", state.answered > 0), ("all", 1 < len(state.phones) == state.answered)):
            if holds and key not in self.told:
                self.told.add(key)
                lines.append(Line(text=t(f"phone_news_{key}", phones=len(state.phones)), tone="hint"))
        return lines

    def show_notes(self, state: Round) -> list[Line]:
        """Return the notes that have not been shown."""
        new = [note for note in state.notes.values() if note.id not in self.told]
        self.told.update(note.id for note in new)
        return [Line(text=self.line(note), tone="list") for note in new]

    def line(self, note: Note) -> str:
        """Return *note* as it is shown: with its table, without personal data."""
        text = without_personal(self.room, note.text)
        return t("phone_note_at", table=note.table, text=text) if note.table else text

    def _tell_time(self) -> None:
        until = self.room.prompter.time_is_out()
        before, now = self.until, until and until.astimezone()
        steady = before and now and abs((now - before).total_seconds()) < UNSTEADY
        if now != before and not steady:
            self.until = now
            with suppress(ProjectError):  # a full disk: the phones do without the clock
                self.opened.tell_time(now.isoformat(timespec="seconds") if now else "")


def show_way_in(room: Room, opened: OpenRound, *, lan: bool) -> None:
    """Show how the phones come in: the link, the code and the picture of it; who reaches it; the projector's page."""
    room.show(
        Line(),
        Line(label=t("phone_link"), text=opened.address),
        Line(label=t("phone_code"), text=opened.code),
        Line(label=t("phone_wall"), text=opened.wall),
        *(Line(label=t("phone_other_link"), text=one) for one in opened.others),
    )
    room.show(*(Line(text=line, tone="picture") for line in opened.qr_lines()))
    room.tell("phone_who_network" if lan else "phone_who_here", "hint")


def lead_round(room: Room, plan: RoundPlan, opened: OpenRound, *, lan: bool) -> None:
    """Ask what to do with the round until it is closed. Raises `Leave`; then the round stays open for the next walk."""
    watch = RoundWatch(room, opened)
    show_way_in(room, opened, lan=lan)
    repeated = False
    while True:
        picked = _ask(room, plan, watch, repeated=repeated)
        repeated = picked in ("", "strange")
        if picked == "close" or (picked == "back" and _closes(room)):
            opened.close()
            return
        if picked == "phones":
            show_way_in(room, opened, lan=lan)
        elif picked == "pass":
            opened.pass_on()
            room.tell("phone_passed", "saved")
        elif picked == "reveal":
            _reveal(room, opened, watch)
        elif picked == "peek":
            _peek(room, watch)


def _ask(room: Room, plan: RoundPlan, watch: RoundWatch, *, repeated: bool) -> str:
    """Return what is to be done; an empty text to see how it stands, which the question itself tells."""
    names = ["reveal", *(["pass"] if plan.passes_on else []), "close", *(["peek"] if plan.mode == "collect" else [])]
    choices = [(name, t(f"phone_do_{name}")) for name in names]
    question = Question(
        path=room.path("phones", "wait"),
        text=t("phone_wait"),
        hint=t("phone_wait_hint"),
        shape="choice",
        options=tuple(Option(id=one, label=label) for one, label in choices),
        takes=frozenset({"phones"}),
        watch=watch,
        repeated=repeated,
    )
    try:
        typed = room.ask(question)
    except Wanted as wanted:
        return wanted.command.name
    except GoBack:
        return "back"
    except Leave:
        room.tell("phone_left", "hint")
        raise
    if isinstance(typed, NoAnswer) or not typed.strip():
        return ""
    picked = pick_choice(typed, choices)
    if not picked:
        room.tell("walk_wrong", "warning", message=t("stop_which"))
    return picked or "strange"


def _closes(room: Room) -> bool:
    choices = [(one, t(f"phone_back_{one}")) for one in ("close", "stay")]
    return room.pick(room.path("phones", "back"), t("phone_back"), t("phone_back_hint"), choices) == "close"


def _reveal(room: Room, opened: OpenRound, watch: RoundWatch) -> None:
    opened.reveal()
    state = opened.state()
    room.tell("phone_revealed", "saved")
    if state.plan.mode == "collect":
        room.show(*watch.show_notes(state))
    else:
        room.show(*(_dots(state) if state.plan.mode == "vote" else _answers(state)))


def _dots(state: Round) -> list[Line]:
    totals = {item: sum(per.values()) for item, per in state.dots().items()}
    items = sorted(state.plan.items, key=lambda one: -totals.get(one.id, 0))
    return [Line(text=f"{totals.get(one.id, 0):>3}  {one.label}") for one in items]


def _answers(state: Round) -> list[Line]:
    lines = []
    for one in state.plan.questions:
        rated = count_ratings(storable(state.answers_to(one.id)))
        few = t("walk_rate_hidden", number=rated.answers, least=SMALLEST_GROUP)
        shown = few if rated.median is None else t("phone_median", median=f"{rated.median:g}".replace(".", ","))
        lines.append(Line(label=one.label, text=shown))
    return lines


def _peek(room: Room, watch: RoundWatch) -> None:
    """Show what has come on this screen only."""
    state = watch.opened.state()
    room.tell("phone_peek", "hint")
    room.show(*(Line(text=watch.line(note), tone="list") for note in state.notes.values()))
