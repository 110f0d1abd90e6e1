"""Follows the meeting's agenda: texts and breaks, whether it gets late, and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from innoguide.jobs.walk.meeting.blocks import Left, blocks_left, keys_of, next_block, pass_block, title_of
from innoguide.jobs.walk.meeting.pacing import (
    begin_time,
    clock,
    meeting_of,
    meeting_words,
    minutes_late,
    minutes_until_end,
    rest_between,
)
from innoguide.jobs.walk.meeting.session import begun, keep_session, overdue
from innoguide.jobs.walk.prompter import Line, Meeting, Question
from innoguide.jobs.walk.signals import GoBack
from innoguide.jobs.walk.targets import Target
from innoguide.model.agenda.lateness import KEPT, METHOD, OPTIONAL, TEXT, Part, Proposal, least_of, propose
from innoguide.model.guide import SHARED
from innoguide.model.language import long_date
from innoguide.model.progress import method_state, next_thing
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.walk.room import Room

LATE = 5
"""From how many minutes late something is proposed."""
FITTING = 4
"""How many methods are named that fit in what is left."""


# -- what comes next ------------------------------------------------------------------------------------------


def next_target(room: Room) -> Target:
    """Return what to propose: the agenda's next method, or what comes next in the guide; no method: to stop."""
    if room.session.plan is not None:
        left = None if is_at_end(room) else next_block(room)
        return left.target if left else Target(step=room.step.step)
    following = next_thing(room.guide, room.project)
    return Target(step=following.step, method=following.method)


def is_at_end(room: Room) -> bool:
    """Whether the shared method that ends the agenda is done: all have said goodbye, whatever was left out before."""
    keyed = [(key, block) for key, block in keys_of(room.session.plan) if block.method] if room.session.plan else []
    ending = [key for key, block in keyed[-1:] if block.method.startswith(f"{SHARED}/")]
    if room.place.later:  # put off until after the rest
        return False
    return bool(ending) and ending[0] not in [one.key for one in blocks_left(room)]


def go_through_texts(room: Room) -> None:
    """Show the texts and breaks that come next, one after the other; Enter goes on."""
    while (left := next_block(room)) and left.method is None:
        _go_through(room, left)


def _go_through(room: Room, left: Left) -> None:
    title = title_of(room, left.block)
    begin_time(room, ("session", "block"), title, minutes=left.minutes, counted=left.minutes)
    ends = clock(room.prompter.now() + timedelta(minutes=left.minutes))
    right = f"{t('minutes', minutes=left.minutes)} · {t('pace_until', time=ends)}"
    room.show(Line(), Line(text=title, tone="rule", right=right))
    if left.block.note:
        room.show(Line(text=left.block.note))
    if left.block.say:
        room.show(Line(label=t("walk_say"), text=left.block.say, tone="say", for_facilitator=True))
    if left.block.is_break:
        room.tell("pace_break", time=ends)
    _ask_to_go_on(room)
    room.prompter.end_move()
    pass_block(room, left.key)
    rest_between(room)


def _ask_to_go_on(room: Room) -> None:
    question = Question(path=("session", "block"), text=t("walk_go_on"), shape="go_on")
    while True:
        try:
            room.ask(question)
        except GoBack:
            room.tell("pace_no_back", "hint")
        else:
            return


def ask_which_meeting(room: Room) -> None:
    """A meeting that was planned for an earlier day and never held may be this one: ask, and let it be."""
    planned = overdue(room.project, room.prompter.now())
    if planned is None or planned.agenda is None or room.session.plan is not None or room.session.room:
        return
    day = long_date(date.fromisoformat(planned.agenda.date), room.lang)
    choices = [("this", t("pace_overdue_this")), ("other", t("pace_overdue_other"))]
    if room.pick(("session", "overdue"), t("pace_overdue", day=day), "", choices) == "this":
        unplanned = room.session
        others = tuple(one for one in room.project.sessions if one.id != unplanned.id)
        room.project = replace(room.project, sessions=others)
        room.session = begun(planned, number=unplanned.number, now=room.prompter.now())
        room.session = room.session.model_copy(update={"until": unplanned.until})
        room.project = room.project.with_session(room.session)
        room.place = room.place.left_for(session=room.session.id)


# -- whether it gets late -------------------------------------------------------------------------------------


def tell_pace(room: Room) -> None:
    """Say whether the group is ahead or behind; when it is late, propose what to leave out or shorten."""
    rest_between(room)
    meeting = meeting_of(room)
    if meeting is None:
        return
    room.show(Line(), Line(text=meeting_words(room, meeting)))
    if not meeting.is_planned:
        tell_what_fits(room, meeting)
    elif minutes_late(room, meeting) >= LATE:
        _propose(room, meeting)


def tell_what_fits(room: Room, meeting: Meeting) -> None:
    """Name the methods that there is time for before the meeting ends."""
    minutes = minutes_until_end(room, meeting)
    methods = room.guide.methods.get(room.step.step, ())
    left = [one for one in methods if method_state(room.project, room.step.step, one) != "done"]
    fitting = [one for one in left if one.minutes <= minutes][:FITTING]
    if fitting:
        names = (t("walk_minutes", title=one.title.in_(room.lang), minutes=one.minutes) for one in fitting)
        room.tell("pace_fits", names=", ".join(names))
    elif left:
        room.tell("pace_fits_none", "hint")


def _propose(room: Room, meeting: Meeting) -> None:
    left = blocks_left(room)
    over = minutes_late(room, meeting) + 1  # deciding takes a minute too
    proposal = propose([_part(room, one, left) for one in left], over=over)
    changes = [(one, new) for one, new in zip(left, proposal.minutes, strict=True) if new != one.minutes]
    if not changes:
        room.tell("pace_nothing", "hint")
        return
    room.tell("pace_proposal", "heading", time=clock(meeting.ends))
    room.show(*(_change_line(room, one, new) for one, new in changes))
    if proposal.missing:
        room.tell("pace_missing", "hint", minutes=proposal.missing)
    choices = [("take", t("pace_take")), ("leave", t("pace_leave"))]
    if room.pick(("session", "pace"), t("pace_what"), "", choices) == "take":
        _change_agenda(room, left, proposal)


def _part(room: Room, one: Left, left: list[Left]) -> Part:
    """Return what can be saved on a block: nothing on one that is begun, or that opens or ends the meeting or step."""
    if one.method is None:
        rank = KEPT if one.block.is_break else TEXT
        return Part(minutes=one.minutes, least=least_of(one.minutes, is_break=one.block.is_break), rank=rank)
    if one.minutes < one.block.minutes or _is_frame(room, one, left):
        return Part(minutes=one.minutes, least=one.minutes)
    rank = OPTIONAL if one.method.optional else METHOD
    return Part(minutes=one.minutes, least=least_of(one.minutes), rank=rank)


def _is_frame(room: Room, one: Left, left: list[Left]) -> bool:
    """Return whether a block opens or ends the meeting or its step: check-in, check-out, looking back, the gate."""
    step, method = room.guide.step(one.step), one.method
    if method is None or method.has_gate or method.method in (*step.opens_with, *step.closes_with):
        return True
    after = left[left.index(one) :]
    return all(other.method is None or other.block.method.startswith(f"{SHARED}/") for other in after)


def _change_line(room: Room, one: Left, minutes: int) -> Line:
    title = title_of(room, one.block)
    if minutes:
        return Line(text=t("pace_shorten", title=title, before=one.minutes, after=minutes), tone="list")
    return Line(text=t("pace_drop" if one.method else "pace_drop_text", title=title, minutes=one.minutes), tone="list")


def _change_agenda(room: Room, left: list[Left], proposal: Proposal) -> None:
    """Keep the changed agenda beside the one that was planned."""
    plan = room.session.plan
    if plan is None:
        return
    new = {one.key: minutes for one, minutes in zip(left, proposal.minutes, strict=True) if minutes != one.minutes}
    blocks = [
        block.model_copy(update={"minutes": new.get(key, block.minutes)})
        for key, block in keys_of(plan)
        if new.get(key, block.minutes)
    ]
    changed = plan.model_copy(update={"blocks": tuple(blocks)})
    keep_session(room, room.session.model_copy(update={"agenda_now": changed}))
    rest_between(room)
    meeting = meeting_of(room)
    if meeting is not None:
        room.show(Line(text=f"{t('pace_taken')} {meeting_words(room, meeting)}", tone="saved"))
