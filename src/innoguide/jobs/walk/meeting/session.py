"""The meeting itself: begun or gone on with, who is here, and how it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from innoguide.files.place import Place
from innoguide.files.store import Store
from innoguide.jobs.walk.prompter import Option, Prompter, Question
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.model.agenda.agenda import minutes_of
from innoguide.model.agenda.lateness import is_about_now, moved_to, planned_minutes
from innoguide.model.answers import NO, YES
from innoguide.model.language import clean_line
from innoguide.model.persons import is_first_name
from innoguide.model.project import InRoom, Project, Session
from innoguide.model.record import Record, as_stored
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.room import Room


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
    """Return today's session if it was interrupted or paused here, the one planned for today, or a new one.

    One that has not begun is not stored as begun until somebody answers.

    A meeting goes on only on the computer where it began, or where an answers file names it, and a new one gets an id
    by chance: so no two computers ever write the same file, and merging them never gives a conflict in `sessions/`.
    """
    now = prompter.now()
    day = now.date().isoformat()
    given = prompter.given_id(("session", "id"))
    for session in reversed(project.sessions):
        if session.started[:10] == day and session.id in (given, kept.session):
            paused = session.paused_minutes + _minutes_away(session, kept, now)
            return session.model_copy(update={"ended": "", "paused_minutes": paused})
    number = max((session.number for session in project.sessions), default=0) + 1
    planned = planned_today(project, now, given)
    if planned is not None:
        return begun(planned, number=number, now=now)
    session_id = given or store.free_session_id(day, t("session_slug", project.settings.language))
    return Session(id=session_id, number=number, started=as_stored(now))


def _minutes_away(session: Session, kept: Place, now: datetime) -> int:
    """Return how long nobody was there: since the meeting was stopped, or since the last answer before a crash."""
    left = max(session.ended, kept.at if session.id == kept.session else "")
    return max(round((now.replace(tzinfo=None) - datetime.fromisoformat(left)).total_seconds() / 60), 0) if left else 0


def planned_today(project: Project, now: datetime, given: str | None) -> Session | None:
    """Return the meeting that is planned for today, the one that *given* names first, then the nearest in time."""
    today = [one for one in project.planned if one.agenda and one.agenda.date == now.date().isoformat()]
    named = [one for one in project.planned if one.id == given]
    clock = now.hour * 60 + now.minute
    today.sort(key=lambda one: abs(minutes_of(one.agenda.start) - clock) if one.agenda else 0)
    return next(iter([*named, *today]), None)


def begun(planned: Session, *, number: int, now: datetime) -> Session:
    """Return a planned meeting that begins now; its times move when the plan was for another hour or day."""
    update: dict[str, Any] = {"number": number, "started": as_stored(now)}
    if planned.plan is not None and not is_about_now(planned.plan, now):
        update["agenda_now"] = moved_to(planned.plan, now)
    return planned.model_copy(update=update)


def overdue(project: Project, now: datetime) -> Session | None:
    """Return the last meeting that was planned for a day before today and never held, if there is one."""
    day = now.date().isoformat()
    late = [one for one in project.planned if one.agenda and one.agenda.date < day]
    return late[-1] if late else None


def newest_moment(project: Project, session: Session) -> datetime | None:
    """Return when the newest record of *session* was made, if there is one."""
    made = [one.created for one in project.records.values() if one.session == session.id and one.created]
    return datetime.fromisoformat(max(made)) if made else None


def keep_session(room: Room, session: Session) -> None:
    """Store *session* as the room's."""
    room.store.save_session(session)
    room.session = session
    room.project = room.project.with_session(session)


def keep_quietly(room: Room, session: Session) -> None:
    """Let *session* be the room's; store it once the meeting has begun, that is once somebody has answered."""
    if session.room or session.done:
        keep_session(room, session)
        return
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
                people = tuple(_ask_people(room))  # first: the session may change while it is asked
                keep_session(room, room.session.model_copy(update={"room": people}))
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
    told = ""
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer):
            return []
        people = read_room(typed)
        names = ", ".join(one.role for one in people if is_first_name(one.role))
        if people and (not names or names == told):  # said twice it is what their role is called
            return people
        room.tell("walk_wrong", "warning", message=t("walk_who_names" if names else "walk_who_wrong", names=names))
        told = names


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
    used = (now - datetime.fromisoformat(room.session.started)).total_seconds() / 60 - room.session.paused_minutes
    return Summary(
        project=room.project,
        session=room.session,
        made=tuple(sorted(made, key=lambda one: (one.created, one.id))),
        minutes_planned=sum(planned_minutes(room.guide, room.session.agenda, one) for one in room.session.done),
        minutes_used=max(round(used), 0),
        paused=paused,
    )
