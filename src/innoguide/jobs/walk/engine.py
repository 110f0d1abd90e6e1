"""Leads a group through a session: who is here, what comes next, method by method, move by move."""

from __future__ import annotations

from contextlib import suppress
from types import ModuleType

from innoguide.errors import UsageError
from innoguide.files.guard import Guard
from innoguide.files.place import Place, load_place
from innoguide.files.store import Store
from innoguide.jobs.walk import introduce
from innoguide.jobs.walk.hiding import begin_hidden
from innoguide.jobs.walk.meeting.blocks import Run, counted_minutes, next_method, pass_block, run_of
from innoguide.jobs.walk.meeting.catching_up import ask_what_is_done
from innoguide.jobs.walk.meeting.following import ask_which_meeting, next_target, tell_pace, tell_what_fits
from innoguide.jobs.walk.meeting.pacing import (
    begin_move,
    end_move,
    meeting_of,
    meeting_words,
    rest_between,
    set_meeting_end,
    tell_meeting,
)
from innoguide.jobs.walk.meeting.session import (
    Summary,
    ask_who_is_here,
    end_session,
    keep_session,
    newest_moment,
    open_session,
)
from innoguide.jobs.walk.meeting.whatnext import ask_what_next, note_return
from innoguide.jobs.walk.moves import (
    choose,
    collect,
    consent,
    fill,
    follow,
    gate,
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
from innoguide.jobs.walk.phones.phoning import answer_on_phones, remember_phones, wants_phones
from innoguide.jobs.walk.phones.protocol import Phones
from innoguide.jobs.walk.prompter import Line, Prompter
from innoguide.jobs.walk.remarks import ask_which_are_right, remarks_on_method
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, Leave, PhonesWanted
from innoguide.jobs.walk.targets import Target, first_method
from innoguide.model.guide import SHARED, Guide, Method
from innoguide.model.moves import Move
from innoguide.model.progress import next_thing
from innoguide.model.project import Done
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
    "follow": follow,
    "gate": gate,
}
"""Each move's module."""


def walk(
    guide: Guide,
    store: Store,
    prompter: Prompter,
    *,
    target: Target,
    lang: str,
    phones: Phones | None = None,
    until: str = "",
    hide_hints: bool = False,
) -> Summary:
    """Lead the group until it stops. Everything said is stored at once; an interrupt loses nothing.

    *phones* are there for `:phones`; without them everything is typed. *until* is when the meeting is to end (15:30).
    With *hide_hints* the facilitator's lines are hidden from the start.

    Raises KeyboardInterrupt (Ctrl-C), and `UsageError` for a wrong time or when an answers file lacks an answer.
    """
    room = _open_room(guide, store, prompter, lang=lang, phones=phones)
    paused = False
    try:
        begin_hidden(room, wanted=hide_hints)
        first = _open(room, target, until)
        ask_who_is_here(room)
        ask_what_is_done(room)
        _lead(room, first, straight=bool(target.method or target.step))
    except Leave:
        paused = True
    rest_between(room)
    if not (paused or target.alone):
        room.place = Place(waiting=room.place.waiting)  # the next walk is another meeting, also on the same day
        room.keep_place()
    return end_session(room, paused=paused)


def _open(room: Room, target: Target, until: str) -> Target:
    """Say which meeting this is and what it will hold; return where it begins."""
    if room.prompter.can_resume:
        ask_which_meeting(room)
    if until and not set_meeting_end(room, until):
        raise UsageError(t("pace_until_wrong", time=until), t("pace_until_hint"))
    first = _first(room, target)
    room.step = room.guide.step(first.step)
    introduce.show_opening(room, first)
    meeting = meeting_of(room)
    if meeting and not meeting.is_planned:
        room.show(Line(text=meeting_words(room, meeting)))
        tell_what_fits(room, meeting)
    tell_meeting(room)
    return first


def _open_room(guide: Guide, store: Store, prompter: Prompter, *, lang: str, phones: Phones | None) -> Room:
    """Return the room of the meeting that begins or goes on."""
    project = store.load()
    kept = load_place(store.folder) if prompter.can_resume else Place()
    begun = open_session(project, kept, prompter, store)
    if begun.plan is not None and begun.id != kept.session:
        kept = kept.left_for(session=begun.id)  # today's agenda first; what was broken off can be gone on with
    return Room(
        guide=guide,
        store=store,
        prompter=prompter,
        lang=lang,
        project=project.with_session(begun),
        session=begun,
        place=kept,
        step=guide.steps[0],
        method=guide.methods[SHARED][0],
        guard=Guard(store.folder),
        phones=phones,
        newest=newest_moment(project, begun),
    )


def _first(room: Room, target: Target) -> Target:
    """Return where to begin: what is asked for; else what was stopped in, the agenda's next, or what comes next."""
    if room.session.plan is None or target.step or target.method or room.place.method:
        return first_method(room.guide, room.project, room.place, target)
    left = next_method(room)
    return left.target if left else next_target(room)


def _lead(room: Room, first: Target, *, straight: bool) -> None:
    """Walk method after method until the group stops or all is done."""
    current = first
    shown_step = ""
    asked = straight or bool(room.place.method)
    while True:
        if not asked:
            chosen = ask_what_next(room)
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
        note_return(room, current)
        method = room.guide.method(current.step, current.method)
        assert method is not None
        _run_method(room, method, current)
        if current.alone or (method.has_gate and _gate_says_stop(room)):
            return
        if next_thing(room.guide, room.project).reason == "all_done":
            room.tell("walk_all_done", "saved")
        tell_pace(room)


def _gate_says_stop(room: Room) -> bool:
    newest = room.project.latest("gate")
    return newest is not None and newest.values.get("conclusion") == "stop"


def _run_method(room: Room, method: Method, target: Target) -> None:
    """Lead the group through a method's moves, from where it stopped; `:back` reaches into the move before."""
    room.method = method
    goes_on = room.place.method == method.method and room.place.step == room.step.step
    if not goes_on:
        room.place = room.place.left_for(session=room.session.id, step=room.step.step, method=method.method)
    run = run_of(room, method, target)
    introduce.show_method(room, minutes=sum(run.minutes.values()))
    _go_through(room, run)
    if method.script[-1] in run.moves:
        with suppress(GoBack):  # nothing to go back to: the method is done
            ask_which_are_right(room, remarks_on_method(room, method), otherwise=None)
        room.place.method = ""  # nothing of it waits
    room.place = room.place.left_for(session=room.session.id)
    if run.block and not target.alone:  # alone: only what phones can answer of it
        pass_block(room, run.block)
    room.keep_place()


def _go_through(room: Room, run: Run) -> None:
    ids = [move.id for move in run.moves]
    at = ids.index(room.place.move) if room.place.move in ids else 0
    seen: set[int] = set()
    backwards = False
    while at < len(ids):
        asked = room.asked
        try:
            _run_move(room, run, run.moves[at], backwards, is_new=at not in seen)
            backwards = backwards and room.asked == asked  # what asks nothing is passed over, also backwards
        except GoBack:
            backwards = True
        seen.add(at)
        if backwards and at == 0:
            room.tell("walk_no_further_back", "hint")
            backwards = False
        else:
            at += -1 if backwards else 1


def _run_move(room: Room, run: Run, move: Move, from_end: bool, *, is_new: bool) -> None:
    """Lead the group through one move and log it with the minutes it took."""
    room.place.move = move.id
    room.place.session = room.session.id
    room.keep()
    begin_move(
        room, move, minutes=run.minutes[move.id], counted=counted_minutes(room, run, move), later=run.later(move)
    )
    introduce.show_move(room, move, minutes=run.minutes[move.id], is_new=is_new)
    if move.move == "say" or not room.prompter.leaves_out(room.path()):
        _run_until_done(room, move, from_end)
        room.prompter.end_move()
    entry = Done(
        step=room.step.step,
        method=room.method.method,
        move=move.id,
        state="done" if room.answered else "skipped",
        minutes=end_move(room),
        note=room.state.get("note", ""),
    )
    keep_session(room, room.session.with_done(entry))


def _run_until_done(room: Room, move: Move, from_end: bool) -> None:
    """Lead the group through one move; what comes from the phones is part of it, and then it goes on."""
    while True:
        try:
            if wants_phones(room):
                from_end = answer_on_phones(room, move) or from_end
            RUNNERS[move.move].run(room, move, from_end)
            return
        except PhonesWanted:
            remember_phones(room)
