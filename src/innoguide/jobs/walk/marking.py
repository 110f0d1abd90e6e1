"""The follow-up whose time has come: the guide with its mark and day already written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from innoguide.jobs.walk.targets import Target
from innoguide.model.followup import OTHER, due_now, follow_ups
from innoguide.model.guide import Guide, Method
from innoguide.model.moves import Fill, Move
from innoguide.model.project import Project

KIND = "follow_up"


def find_follow_up(guide: Guide) -> Target | None:
    """Return where the guide follows up: the method that fills a record of that kind, if there is one."""
    for home, methods in guide.methods.items():
        for method in methods:
            if any(isinstance(move, Fill) and move.kind == KIND for move in method.script):
                return Target(step=home, method=method.method, alone=True)
    return None


def known_on(guide: Guide, project: Project, today: date) -> dict[str, str]:
    """Return what a follow-up on *today* need not be asked: its day, and which one it is."""
    due = due_now(follow_ups(guide, project), today)
    return {"mark": due.mark if due else OTHER, "date": today.isoformat()}


def with_known(guide: Guide, known: dict[str, str]) -> Guide:
    """Return *guide* with *known* fields of a follow-up (mark, date) set, so that nobody is asked for them."""
    methods = {
        home: tuple(_with_known(method, known) for method in some) if home in guide.about.steps else some
        for home, some in guide.methods.items()
    }
    return replace(guide, methods=methods)


def _with_known(method: Method, known: dict[str, str]) -> Method:
    script = tuple(_move_with(move, known) for move in method.script)
    return method if script == method.script else method.model_copy(update={"script": script})


def _move_with(move: Move, known: dict[str, str]) -> Move:
    if not isinstance(move, Fill) or move.kind != KIND:
        return move
    fields = tuple(one for one in move.fields if one not in known)
    return move.model_copy(update={"fields": fields, "set": {**move.set, **known}})
