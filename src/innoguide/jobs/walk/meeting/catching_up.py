"""Since last time: the group says which of its actions are done."""

from __future__ import annotations

from dataclasses import replace

from innoguide.jobs.walk.picking import record_options
from innoguide.jobs.walk.prompter import Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.model.agenda.carry import open_actions
from innoguide.model.answers import Wrong, pick_several
from innoguide.model.record import Record
from innoguide.texts import t, tn

EVERY = ("alla", "allt", "all")


def ask_what_is_done(room: Room) -> None:
    """Ask which actions from earlier meetings are done, as long as nothing else has been done in this one."""
    waiting = [one for one in open_actions(room.project) if one.session != room.session.id]
    if not waiting or room.session.done or "action" not in room.guide.kinds:
        return
    done = _ask(room, waiting)
    for record_id in done:
        room.change(room.project.records[record_id], done=True)
    if done:
        room.tell("walk_actions_done", "saved", actions=tn("walk_actions", len(done)))


def _ask(room: Room, waiting: list[Record]) -> list[str]:
    """Return the ids of those that are done."""
    options = record_options(room, waiting)
    question = Question(
        path=("session", "done_actions"),
        text=t("walk_which_done"),
        hint=t("walk_which_done_hint"),
        options=options,
        shape="choices",
        search=True,
    )
    while True:
        try:
            typed = room.ask(question)
        except GoBack:
            return []
        if isinstance(typed, NoAnswer) or not typed.strip():
            return []
        if typed.strip().casefold() in EVERY:
            return [one.id for one in options]
        picked = pick_several(typed, [(one.id, one.label) for one in options])
        if not isinstance(picked, Wrong):
            return picked
        room.tell("walk_wrong", "warning", message=picked.message)
        question = replace(question, repeated=True)
