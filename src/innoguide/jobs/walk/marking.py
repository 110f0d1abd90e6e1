"""The follow-up whose time has come: the guide with its mark and day already written."""

from __future__ import annotations

from dataclasses import replace

from innoguide.jobs.walk.targets import Target
from innoguide.model.guide import Guide, Method
from innoguide.model.moves import Fill, Move

KIND = "follow_up"


def find_follow_up(guide: Guide) -> Target | None:
    """Return where the guide follows up: the method that fills a record of that kind, if there is one."""
    for home, methods in guide.methods.items():
        for method in methods:
            if any(isinstance(move, Fill) and move.kind == KIND for move in method.script):
                return Target(step=home, method=method.method, alone=True)
    return None


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
