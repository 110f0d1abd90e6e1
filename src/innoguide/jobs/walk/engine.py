"""Leads a group through a session: who is here, what comes next, method by method, move by move."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from innoguide.files.place import Place, load_place, save_place
from innoguide.files.store import Store
from innoguide.jobs.walk import choose, collect, fill, gate, introduce, link, place, rank, rate, say, sort, talk, vote
from innoguide.jobs.walk.prompter import Clock, Option, Prompter, Question
from innoguide.jobs.walk.room import GoBack, Leave, NoAnswer, Room, as_stored
from innoguide.model.answers import NO, YES
from innoguide.model.guide import SHARED, Guide, Method, Step, find_named
from innoguide.model.language import clean_line
from innoguide.model.moves import Move
from innoguide.model.progress import build_progress, next_thing
from innoguide.model.project import Done, InRoom, Project, Return, Session
from innoguide.texts import t

RUNNERS: dict[str, ModuleType] = {
    "say": say,
    "talk": talk,
    "collect": collect,
    "fill": fill,
    "sort": sort,
    "vote": vote,
    "place": place,
    "rank": rank,
    "choose": choose,
    "rate": rate,
    "link": link,
    "gate": gate,
}
"""Each move's module."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a walk is asked to go: a step, or a method of a step. Empty: where the group is."""

    step: str = ""
    method: str = ""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What happened: the session, the records made in this walk, minutes planned and used, and whether it ended."""

    project: Project
    session: Session
    made: tuple[str, ...]
    minutes_planned: int
    minutes_used: int


def walk(guide: Guide, store: Store, prompter: Prompter, *, target: Target, lang: str) -> Summary:
    """Lead the group until it stops. Everything said is stored at once; an interrupt loses nothing.

    Raises KeyboardInterrupt (Ctrl-C), and `UsageError` when an answers file lacks a required answer.
    """
    project = store.load()
    kept = load_place(store.folder)
    begun = _open_session(project, prompter)
    first = _first_method(guide, project, kept, target)
    room = Room(
        guide=guide,
        store=store,
        prompter=prompter,
        lang=lang,
        project=project.with_session(begun),
        session=begun,
        place=kept,
        step=guide.step(first.step),
        method=guide.methods[SHARED][0],
    )
    introduce.show_opening(room, first)
    try:
        _ask_who_is_here(room)
        _lead(room, first, straight=bool(target.method or target.step))
    except Leave:
        pass
    return _end(room)


def _open_session(project: Project, prompter: Prompter) -> Session:
    """Return the session that is under way today, or a new one (not stored until somebody answers)."""
    now = prompter.now()
    for session in reversed(project.sessions):
        if not session.ended and session.started[:10] == now.date().isoformat():
            return session
    number = max((session.number for session in project.sessions), default=0) + 1
    session_id = f"{now.date().isoformat()}-{t('session_slug', project.settings.language)}-{number}"
    return Session(id=session_id, number=number, started=as_stored(now))


def _first_method(guide: Guide, project: Project, kept: Place, target: Target) -> Target:
    """Return the method to begin with: the one asked for, the one that was stopped in, or what comes next."""
    if target.method:
        return target
    if target.step:
        progress = next(one for one in build_progress(guide, project) if one.step.step == target.step)
        names = [*progress.methods_begun, *progress.methods_left]
        methods = guide.methods.get(target.step, ())
        method = names[0] if names else methods[0].method
        return Target(step=target.step, method=method)
    if kept.method and kept.step in guide.about.steps and guide.method(kept.step, kept.method):
        return Target(step=kept.step, method=kept.method)
    following = next_thing(guide, project)
    return Target(step=following.step, method=following.method)


def _ask_who_is_here(room: Room) -> None:
    """Ask for roles and numbers, once a session; then whether a user is there."""
    if room.session.room:
        room.tell("walk_session_goes_on", "hint", people=room.session.people)
        return
    question = Question(path=("session", "room"), text=t("walk_who"), hint=t("walk_who_hint"), required=True)
    people: list[InRoom] = []
    while not people:
        try:
            typed = room.ask(question)
        except GoBack:
            continue
        if isinstance(typed, NoAnswer):
            break
        people = read_room(typed)
        if not people:
            room.tell("walk_wrong", "warning", message=t("walk_who_wrong"))
    users = _ask_users(room)
    _keep_session(room, room.session.model_copy(update={"room": tuple(people), "users_in_room": users}))
    room.tell("walk_saved_room", "saved", people=room.session.people)
    if not users:
        room.tell("walk_no_user", "hint")


def _ask_users(room: Room) -> bool:
    options = (Option(id="yes", label=t("yes")), Option(id="no", label=t("no")))
    question = Question(path=("session", "users"), text=t("walk_users"), options=options, shape="choice")
    try:
        typed = room.ask(question)
    except GoBack:
        return False
    return not isinstance(typed, NoAnswer) and typed.strip().casefold() in YES


def read_room(text: str) -> list[InRoom]:
    """Return roles and numbers from "bibliotek 2, kulturskola 2"; a role without a number is one person."""
    found = []
    for part in re.split(r"[,;\n]| och | and ", clean_line(text)):
        match = re.fullmatch(r"\s*(?:(\d{1,3})\s+)?([^\d]+?)\s*(?:[:x×]?\s*(\d{1,3}))?\s*", part)
        if match and match.group(2).strip():
            count = int(match.group(1) or match.group(3) or 1)
            if count:
                found.append(InRoom(role=match.group(2).strip(), count=count))
    return found


def _keep_session(room: Room, session: Session) -> None:
    room.store.save_session(session)
    room.session = session
    room.project = room.project.with_session(session)


def _lead(room: Room, first: Target, *, straight: bool) -> None:
    """Walk method after method until the group stops or all is done."""
    current = first
    shown_step = ""
    asked = straight or bool(room.place.method)
    while True:
        if not asked:
            chosen = _ask_what_next(room, current)
            if chosen is None:
                return
            current = chosen
        asked = False
        if not current.method:
            return
        room.step = room.guide.step(current.step)
        if shown_step != current.step:
            introduce.show_step(room)
            shown_step = current.step
        _note_return(room, current.step)
        method = room.guide.method(current.step, current.method)
        assert method is not None
        _run_method(room, method)
        if method.has_gate and _gate_says_stop(room):
            return
        following = next_thing(room.guide, room.project)
        if following.reason == "all_done":
            room.tell("walk_all_done", "saved")
        current = Target(step=following.step, method=following.method)


def _gate_says_stop(room: Room) -> bool:
    newest = room.project.latest("gate")
    return newest is not None and newest.values.get("conclusion") == "stop"


def _ask_what_next(room: Room, proposed: Target) -> Target | None:
    """Ask what to do now; None to stop for today. Enter takes what is proposed."""
    introduce.show_next(room, proposed)
    question = Question(path=("session", "next"), text=t("walk_what_next"), hint=t("walk_what_next_hint"))
    while True:
        try:
            typed = room.ask(question)
        except GoBack:
            continue
        if isinstance(typed, NoAnswer) or typed.strip() == "1" or not typed.strip():
            if proposed.method:
                return proposed
            return None
        if typed.strip() == "3" or typed.strip().casefold() in NO:
            return None
        if typed.strip() == "2":
            introduce.show_methods(room)
            continue
        found = find_places(room.guide, typed, room.step.step)
        if len(found) == 1:
            return found[0]
        room.tell("walk_wrong", "warning", message=t("walk_which_method", text=typed.strip(), number=len(found)))


def find_places(guide: Guide, text: str, here: str) -> list[Target]:
    """Return the places that *text* means: `ringa-in`, `1`, `ringa-in/aktorskarta`, `aktörskarta`, `reflektion`.

    *here* is the step in which a shared method is done when no step is named.
    """
    step_word, slash, method_word = text.strip().partition("/")
    steps = find_named(step_word, [(one.step, _step_names(guide, one)) for one in guide.steps])
    if not slash and steps:
        return [Target(step=one) for one in steps]
    homes = steps if slash else [*guide.about.steps]
    word = method_word if slash else step_word
    own = [(home, method) for home in homes for method in guide.methods.get(home, ())]
    shared = [(homes[0] if slash and homes else here, method) for method in guide.methods.get(SHARED, ())]
    named = [(f"{home}/{one.method}", (one.method, one.title.sv, one.title.en)) for home, one in [*own, *shared]]
    found = [one.partition("/") for one in find_named(word, named)]
    return [Target(step=home, method=method) for home, _slash, method in found]


def _step_names(guide: Guide, step: Step) -> list[str]:
    return [str(guide.number(step.step)), step.title.sv, step.title.en]


def _note_return(room: Room, step_id: str) -> None:
    """Going back to an earlier step is welcome; the reason is kept."""
    begun = [one for one in build_progress(room.guide, room.project) if one.state != "not_started"]
    furthest = max((one.number for one in begun), default=0)
    if room.guide.number(step_id) >= furthest or any(one.to == step_id for one in room.session.returns):
        return
    last = next(one.step.step for one in begun if one.number == furthest)
    question = Question(
        path=(f"{step_id}/{room.place.method}", "why_back"), text=t("walk_why_back"), hint=t("walk_why_back_hint")
    )
    try:
        typed = room.ask(question)
    except GoBack:
        return
    why = "" if isinstance(typed, NoAnswer) else clean_line(typed)
    going = Return.model_validate({"to": step_id, "from": last, "why": why, "at": room.now()})
    _keep_session(room, room.session.model_copy(update={"returns": (*room.session.returns, going)}))


def _run_method(room: Room, method: Method) -> None:
    """Lead the group through a method's moves, from where it stopped; `:back` reaches into the move before."""
    room.method = method
    goes_on = room.place.method == method.method and room.place.step == room.step.step
    if not goes_on:
        room.place = Place(session=room.session.id, step=room.step.step, method=method.method)
    introduce.show_method(room)
    ids = [move.id for move in method.script]
    at = ids.index(room.place.move) if room.place.move in ids else 0
    from_end = False
    while at < len(ids):
        try:
            _run_move(room, method.script[at], at, from_end)
        except GoBack:
            if at == 0:
                room.tell("walk_no_further_back", "hint")
                continue
            at, from_end = at - 1, True
        else:
            at, from_end = at + 1, False
    room.place = Place(session=room.session.id)
    save_place(room.store.folder, room.place)


def _run_move(room: Room, move: Move, at: int, from_end: bool) -> None:
    """Lead the group through one move and log it with the minutes it took."""
    room.place.move = move.id
    room.place.session = room.session.id
    room.answered = bool(room.state)
    room.keep()
    started = room.prompter.now()
    room.prompter.begin_move(room.path(), Clock(title=move.title.in_(room.lang), minutes=move.minutes, started=started))
    introduce.show_move(room, move, at)
    if move.move == "say" or not room.prompter.leaves_out(room.path()):
        RUNNERS[move.move].run(room, move, from_end)
    entry = Done(
        step=room.step.step,
        method=room.method.method,
        move=move.id,
        state="done" if room.answered else "skipped",
        minutes=round((room.prompter.now() - started).total_seconds() / 60),
        note=room.state.get("note", "") if move.move == "talk" else "",
    )
    _keep_session(room, room.session.with_done(entry))


def _end(room: Room) -> Summary:
    """Close the session and say what happened."""
    now = room.prompter.now()
    if room.session.room or room.session.done:
        _keep_session(room, room.session.model_copy(update={"ended": as_stored(now)}))
    planned = sum(_planned(room.guide, one) for one in room.session.done)
    used = (now - datetime.fromisoformat(room.session.started)).total_seconds() / 60
    return Summary(
        project=room.project,
        session=room.session,
        made=tuple(room.made),
        minutes_planned=planned,
        minutes_used=round(used),
    )


def _planned(guide: Guide, done: Done) -> int:
    method = guide.method(done.step, done.method)
    move = method.move(done.move) if method else None
    return move.minutes if move else 0
