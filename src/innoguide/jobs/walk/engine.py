"""Leads a group through a session: who is here, what comes next, method by method, move by move."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType

from innoguide.files.guard import Guard
from innoguide.files.place import Place, load_place
from innoguide.files.store import Store
from innoguide.jobs.walk import (
    choose,
    collect,
    consent,
    fill,
    gate,
    introduce,
    link,
    place,
    rank,
    rate,
    say,
    sort,
    talk,
    vote,
    weigh,
)
from innoguide.jobs.walk.phones import Phones
from innoguide.jobs.walk.phoning import answer_on_phones, remember_phones, wants_phones
from innoguide.jobs.walk.prompter import Clock, Prompter, Question
from innoguide.jobs.walk.remarks import ask_which_are_right, remarks_on_method
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.session import (
    Summary,
    ask_who_is_here,
    end_session,
    keep_session,
    newest_moment,
    open_session,
)
from innoguide.jobs.walk.signals import GoBack, Leave, NoAnswer, PhonesWanted
from innoguide.model.answers import NO
from innoguide.model.guide import SHARED, Guide, Method, Step, find_named
from innoguide.model.language import clean_line
from innoguide.model.moves import Move
from innoguide.model.progress import build_progress, next_thing
from innoguide.model.project import Done, Project, Return
from innoguide.texts import t

RUNNERS: dict[str, ModuleType] = {
    "say": say,
    "talk": talk,
    "collect": collect,
    "fill": fill,
    "sort": sort,
    "vote": vote,
    "weigh": weigh,
    "place": place,
    "rank": rank,
    "choose": choose,
    "consent": consent,
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


def walk(
    guide: Guide, store: Store, prompter: Prompter, *, target: Target, lang: str, phones: Phones | None = None
) -> Summary:
    """Lead the group until it stops. Everything said is stored at once; an interrupt loses nothing.

    *phones* are there for `:phones`; without them everything is typed.

    Raises KeyboardInterrupt (Ctrl-C), and `UsageError` when an answers file lacks a required answer.
    """
    project = store.load()
    kept = load_place(store.folder) if prompter.can_resume else Place()
    begun = open_session(project, kept, prompter, store)
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
        guard=Guard(store.folder),
        phones=phones,
        newest=newest_moment(project, begun),
    )
    introduce.show_opening(room, first)
    paused = False
    try:
        ask_who_is_here(room)
        _lead(room, first, straight=bool(target.method or target.step))
        room.place = Place()  # the next walk is another meeting, also on the same day
        room.keep_place()
    except Leave:
        paused = True
    return end_session(room, paused=paused)


def _first_method(guide: Guide, project: Project, kept: Place, target: Target) -> Target:
    """Return the method to begin with: the one asked for, the one that was stopped in, or what comes next."""
    if target.method:
        return target
    if target.step:
        progress = next(one for one in build_progress(guide, project) if one.step.step == target.step)
        closing = [one.method for one in guide.closing_methods(progress.step)]
        names = [*progress.methods_begun, *progress.methods_left, *closing]
        return Target(step=target.step, method=names[0])
    if kept.method and kept.step in guide.about.steps and guide.method(kept.step, kept.method):
        return Target(step=kept.step, method=kept.method)
    following = next_thing(guide, project)
    return Target(step=following.step, method=following.method)


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
        _note_return(room, current)
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
            return proposed if proposed.method else None
        if typed.strip() == "2":
            introduce.show_methods(room)
            continue
        if typed.strip() == "3" or typed.strip().casefold() in NO:
            return None
        found = find_places(room.guide, typed, room.step.step)
        if len(found) == 1:
            return _first_method(room.guide, room.project, Place(), found[0])
        key = "walk_which_method" if found else "walk_no_method"
        room.tell("walk_wrong", "warning", message=t(key, text=typed.strip(), number=len(found)))


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


def _note_return(room: Room, target: Target) -> None:
    """Going back to an earlier step is welcome; the reason is kept."""
    step_id = target.step
    # A record added on its own has moved nobody: a step is begun with its first method.
    steps = build_progress(room.guide, room.project)
    begun = [one for one in steps if one.methods_begun or one.methods_done or one.state == "closed"]
    furthest = max((one.number for one in begun), default=0)
    if room.guide.number(step_id) >= furthest or any(one.to == step_id for one in room.session.returns):
        return
    last = next(one.step.step for one in begun if one.number == furthest)
    question = Question(
        path=(f"{step_id}/{target.method}", "why_back"), text=t("walk_why_back"), hint=t("walk_why_back_hint")
    )
    try:
        typed = room.ask(question)
    except GoBack:
        return
    why = "" if isinstance(typed, NoAnswer) else clean_line(typed)
    going = Return.model_validate({"to": step_id, "from": last, "why": why, "at": room.now()})
    keep_session(room, room.session.model_copy(update={"returns": (*room.session.returns, going)}))


def _run_method(room: Room, method: Method) -> None:
    """Lead the group through a method's moves, from where it stopped; `:back` reaches into the move before."""
    room.method = method
    goes_on = room.place.method == method.method and room.place.step == room.step.step
    if not goes_on:
        room.place = Place(session=room.session.id, step=room.step.step, method=method.method)
    introduce.show_method(room)
    ids = [move.id for move in method.script]
    at = ids.index(room.place.move) if room.place.move in ids else 0
    seen: set[int] = set()
    backwards = False
    while at < len(ids):
        asked = room.asked
        try:
            _run_move(room, method.script[at], at, backwards, is_new=at not in seen)
            backwards = backwards and room.asked == asked  # what asks nothing is passed over, also backwards
        except GoBack:
            backwards = True
        seen.add(at)
        if backwards and at == 0:
            room.tell("walk_no_further_back", "hint")
            backwards = False
        else:
            at += -1 if backwards else 1
    with suppress(GoBack):  # nothing to go back to: the method is done
        ask_which_are_right(room, remarks_on_method(room, method), otherwise=None)
    room.place = Place(session=room.session.id)
    room.keep_place()


def _run_move(room: Room, move: Move, at: int, from_end: bool, *, is_new: bool) -> None:
    """Lead the group through one move and log it with the minutes it took."""
    room.place.move = move.id
    room.place.session = room.session.id
    room.keep()
    clock = Clock(title=move.title.in_(room.lang), minutes=move.minutes, started=room.prompter.now())
    room.prompter.begin_move(room.path(), clock)
    started = room.prompter.now()
    introduce.show_move(room, move, at, is_new=is_new)
    if move.move == "say" or not room.prompter.leaves_out(room.path()):
        _run_until_done(room, move, from_end)
        room.prompter.end_move()
    entry = Done(
        step=room.step.step,
        method=room.method.method,
        move=move.id,
        state="done" if room.answered else "skipped",
        minutes=_minutes_before(room, move) + round((room.prompter.now() - started).total_seconds() / 60),
        note=room.state.get("note", ""),
    )
    keep_session(room, room.session.with_done(entry))


def _run_until_done(room: Room, move: Move, from_end: bool) -> None:
    """Lead the group through one move; what comes from the phones is part of it, and then it goes on."""
    while True:
        try:
            if wants_phones(room):
                answer_on_phones(room, move)
                from_end = True
            RUNNERS[move.move].run(room, move, from_end)
            return
        except PhonesWanted:
            remember_phones(room)


def _minutes_before(room: Room, move: Move) -> int:
    """Return the minutes that the move took before the group came back to it in this session."""
    key = (room.step.step, room.method.method, move.id)
    return sum(one.minutes for one in room.session.done if (one.step, one.method, one.move) == key)
