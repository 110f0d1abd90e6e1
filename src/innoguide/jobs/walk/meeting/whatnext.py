"""Between two methods: what the group does now, and why it goes back to an earlier step."""

from __future__ import annotations

from innoguide.files.place import Place
from innoguide.jobs.walk import introduce
from innoguide.jobs.walk.meeting.blocks import put_off
from innoguide.jobs.walk.meeting.following import go_through_texts, next_target
from innoguide.jobs.walk.meeting.session import keep_session
from innoguide.jobs.walk.prompter import Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import SKIPPED, UNKNOWN, GoBack, NoAnswer
from innoguide.jobs.walk.targets import Target, find_places, first_method
from innoguide.model.answers import NO
from innoguide.model.language import clean_line
from innoguide.model.progress import build_progress
from innoguide.model.project import Return
from innoguide.texts import t

LATER = Target()
"""What is chosen when the method that is proposed is put off."""


def ask_what_next(room: Room) -> Target | None:
    """Ask what to do now; None to stop for today. Enter takes what is proposed, `:skip` puts it off."""
    while True:
        go_through_texts(room)
        proposed = next_target(room)
        introduce.show_next(room, proposed)
        chosen = _ask_until_chosen(room, proposed)
        if chosen is not LATER:
            return chosen
        put_off(room, proposed.block)


def _ask_until_chosen(room: Room, proposed: Target) -> Target | None:
    hint = t("pace_next_hint" if proposed.block else "walk_what_next_hint" if proposed.method else "walk_next_two_hint")
    question = Question(path=("session", "next"), text=t("walk_what_next"), hint=hint)
    while True:
        try:
            answer = room.ask(question)
        except GoBack:
            continue
        if answer is SKIPPED and proposed.block:
            return LATER
        if answer is UNKNOWN:
            room.tell("walk_wrong", "warning", message=t("walk_choose_next" if proposed.method else "walk_choose_two"))
            continue
        typed = "" if isinstance(answer, NoAnswer) else answer.strip()
        if typed in ("", "1"):
            return proposed if proposed.method else None
        if typed == "2":
            introduce.show_methods(room)
        elif typed == "3" or typed.casefold() in NO:
            return None
        elif target := _named(room, typed):
            return target


def _named(room: Room, words: str) -> Target | None:
    """Return the one place that *words* mean; else say that they mean none or several."""
    found = find_places(room.guide, words, room.step.step)
    if len(found) == 1:
        return first_method(room.guide, room.project, Place(), found[0])
    key = "walk_which_method" if found else "walk_no_method"
    room.tell("walk_wrong", "warning", message=t(key, text=words, number=len(found)))
    return None


def note_return(room: Room, target: Target) -> None:
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
