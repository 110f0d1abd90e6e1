"""The meeting itself: begun or gone on with, who is here, and how it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from innoguide.files.place import Place
from innoguide.files.store import Store
from innoguide.jobs.walk.prompter import Option, Prompter, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.model.answers import NO, YES
from innoguide.model.guide import Guide
from innoguide.model.language import clean_line
from innoguide.model.project import Done, InRoom, Project, Session
from innoguide.model.record import Record, as_stored
from innoguide.texts import t


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What happened: the session, the records made in it, minutes planned and used, and whether it only paused."""

    project: Project
    session: Session
    made: tuple[Record, ...]
    minutes_planned: int
    minutes_used: int
    paused: bool


def open_session(project: Project, kept: Place, prompter: Prompter, store: Store) -> Session:
    """Return today's session if it was interrupted or paused here, or a new one (not stored until somebody answers).

    A meeting goes on only on the computer where it began, or where an answers file names it, and a new one gets an id
    by chance: so no two computers ever write the same file, and merging them never gives a conflict in `sessions/`.
    """
    now = prompter.now()
    day = now.date().isoformat()
    given = prompter.given_id(("session", "id"))
    for session in reversed(project.sessions):
        if session.started[:10] == day and session.id in (given, kept.session):
            return session.model_copy(update={"ended": ""})
    session_id = given or store.free_session_id(day, t("session_slug", project.settings.language))
    number = max((session.number for session in project.sessions), default=0) + 1
    return Session(id=session_id, number=number, started=as_stored(now))


def newest_moment(project: Project, session: Session) -> datetime | None:
    """Return when the newest record of *session* was made, if there is one."""
    made = [one.created for one in project.records.values() if one.session == session.id and one.created]
    return datetime.fromisoformat(max(made)) if made else None


def keep_session(room: Room, session: Session) -> None:
    """Store *session* as the room's."""
    room.store.save_session(session)
    room.session = session
    room.project = room.project.with_session(session)


def ask_who_is_here(room: Room) -> None:
    """Ask for roles and numbers, then whether a user is there; once a session, each answer stored at once."""
    if room.session.room and room.session.users_in_room is not None:
        room.tell("walk_session_goes_on", "hint", people=room.session.people)
        return
    room.place.session = room.session.id  # first: a meeting that its own place does not name would begin again
    room.keep_place()
    asks_users = bool(room.session.room)
    while True:
        try:
            if not asks_users:
                keep_session(room, room.session.model_copy(update={"room": tuple(_ask_people(room))}))
            users = _ask_users(room)
            break
        except GoBack:
            asks_users = False
    keep_session(room, room.session.model_copy(update={"users_in_room": users}))
    room.tell("walk_saved_room", "saved", people=room.session.people)
    if not users:
        room.tell("walk_no_user", "hint")


def _ask_people(room: Room) -> list[InRoom]:
    """Return who is here; nobody when the question is skipped."""
    before = ", ".join(f"{one.role} {one.count}" for one in room.session.room)
    question = Question(
        path=("session", "room"), text=t("walk_who"), hint=t("walk_who_hint"), required=True, default=before
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return []
        people = read_room(typed)
        if people:
            return people
        room.tell("walk_wrong", "warning", message=t("walk_who_wrong"))


def _ask_users(room: Room) -> bool:
    options = (Option(id="yes", label=t("yes")), Option(id="no", label=t("no")))
    question = Question(path=("session", "users"), text=t("walk_users"), options=options, shape="choice")
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer) or not typed.strip() or typed.strip().casefold() in NO:
            return False
        if typed.strip().casefold() in YES:
            return True
        room.tell("walk_wrong", "warning", message=t("answer_yes_no"))


_NUMBER_WORDS = (
    "noll ett två tre fyra fem sex sju åtta nio tio",
    "zero one two three four five six seven eight nine ten",
)
NUMBERS = {word: str(number) for words in _NUMBER_WORDS for number, word in enumerate(words.split())}


def read_room(text: str) -> list[InRoom]:
    """Return roles and numbers from "bibliotek 2, kulturskola 2"; a role without a number is one person."""
    found = []
    plain = re.sub(r"\w+", lambda word: NUMBERS.get(word[0].casefold(), word[0]), clean_line(text))
    for part in re.split(r"[,;\n]| och | and ", plain):
        match = re.fullmatch(r"\s*(?:(\d{1,3})\s+)?([^\d]+?)\s*(?:[:x×]?\s*(\d{1,3}))?\s*", part)
        if match and match.group(2).strip():
            count = int(match.group(1) or match.group(3) or 1)
            if count:
                found.append(InRoom(role=match.group(2).strip(), count=count))
    return found


def end_session(room: Room, *, paused: bool) -> Summary:
    """Close the session and say what happened."""
    now = room.prompter.now().replace(tzinfo=None)
    made = [one for one in room.project.records.values() if one.session == room.session.id]
    if room.session.done or made:  # where nothing was done the meeting is still to come: the next walk today is it
        keep_session(room, room.session.model_copy(update={"ended": as_stored(now)}))
    used = (now - datetime.fromisoformat(room.session.started)).total_seconds() / 60
    return Summary(
        project=room.project,
        session=room.session,
        made=tuple(sorted(made, key=lambda one: (one.created, one.id))),
        minutes_planned=sum(_planned(room.guide, one) for one in room.session.done),
        minutes_used=round(used),
        paused=paused,
    )


def _planned(guide: Guide, done: Done) -> int:
    method = guide.method(done.step, done.method)
    move = method.move(done.move) if method else None
    return move.minutes if move else 0
