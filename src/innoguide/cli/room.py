"""`innoguide room`: leads what phones can answer, each question opened on them at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.files.place import Place
    from innoguide.jobs.walk.targets import Target
    from innoguide.model.guide import Guide, Kind


def command(
    what: Annotated[str, typer.Argument(metavar="STEP|METHOD")] = "",
    question: Annotated[str, typer.Option("--question", metavar="TEXT")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND")] = "",
    step: Annotated[str, typer.Option("--step", metavar="STEP")] = "",
    lan: Annotated[bool, typer.Option("--lan")] = False,
    port: Annotated[int, typer.Option("--port", metavar="PORT")] = 0,
    tables: Annotated[int, typer.Option("--tables", metavar="NUMBER")] = 0,
    open_wall: Annotated[bool, typer.Option("--open")] = False,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    forget: Annotated[bool, typer.Option("--forget")] = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Lead a method's phone moves, or a question of one's own, on the participants' phones."""
    if forget:
        _forget(project, is_alone=not (what or question or kind or step))
        return
    import innoguide.room  # noqa: F401  # says at once when the extra is missing
    from innoguide.cli.phones import ServedPhones
    from innoguide.cli.walk import lead

    opened = open_project(project)
    phones = ServedPhones(opened.folder, lan=lan, port=port, tables=tables, at_once=True, opens_wall=open_wall)
    guide, target = _what_to_lead(opened, what=what, question=question, kind=kind, step=step)
    lead(opened, guide, target, phones, plain=plain)


def _forget(project: Path | None, *, is_alone: bool) -> None:
    from innoguide.cli.waiting import forget_waiting
    from innoguide.errors import UsageError

    if not is_alone:
        raise UsageError(t("waiting_forget_alone"), "innoguide room --forget")
    forget_waiting(open_project(project, with_checks=False))


def _what_to_lead(opened: Opened, *, what: str, question: str, kind: str, step: str) -> tuple[Guide, Target]:
    """Return the guide with what is led on phones, and where in it. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.files.place import load_place
    from innoguide.jobs.walk.phones.asking import on_phones_only
    from innoguide.model.language import clean_line

    place = load_place(opened.folder)
    asked = clean_line(question)
    if asked and not what:
        return _own_question(opened, place, asked, kind=kind, step=step)
    if question or kind or step:
        raise UsageError(t("phone_what_or_question"), t("phone_what_or_question_hint"))
    target = _target(opened, place, what)
    return on_phones_only(opened.guide, target), target


def _own_question(opened: Opened, place: Place, question: str, *, kind: str, step: str) -> tuple[Guide, Target]:
    """Return the guide with *question*, asked in *step* or where the group is."""
    from innoguide.errors import Refused
    from innoguide.files.guard import kinds_of
    from innoguide.jobs.walk.phones.asking import ASK_ALL, with_question
    from innoguide.jobs.walk.targets import Target
    from innoguide.model.progress import next_thing

    found = opened.guard.find(question)
    if found:
        raise Refused(t("phone_personal_question", kinds=kinds_of(found)), t("phone_personal_question_hint"))
    here = place.step if place.step in opened.guide.about.steps else next_thing(opened.guide, opened.store.load()).step
    target = Target(step=_step(opened, step) if step else here, method=ASK_ALL, alone=True)
    _refuse_other(opened, place, target, question)
    return with_question(opened.guide, _kind(opened, kind or "note"), question), target


def _refuse_other(opened: Opened, place: Place, target: Target, question: str) -> None:
    """Raise `UsageError` while the answers to another question of one's own wait to be looked through."""
    from innoguide.errors import UsageError
    from innoguide.files.roundfile import load_round

    name = f"{target.step}/{target.method}"
    is_here = (place.step, place.method) == (target.step, target.method)
    states = place.states if is_here else place.waiting.get(name, {}).get("states", {})
    for state in states.values():
        kept = load_round(opened.folder, state["round"]) if state.get("round") else None
        if kept is not None and kept.plan.question != question:
            raise UsageError(
                t("phone_other_question", question=kept.plan.question), t("phone_other_question_hint", method=name)
            )


def _kind(opened: Opened, name: str) -> Kind:
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss

    kinds = [one for one in opened.guide.kinds.values() if one.by_id[one.label_field].type == "text"]
    found = [one for one in kinds if name.casefold() in (one.kind, one.title.sv.casefold(), one.title.en.casefold())]
    if not found:
        raise UsageError(t("phone_wrong_kind", kind=name), near_miss(name, [one.kind for one in kinds]))
    return found[0]


def _step(opened: Opened, name: str) -> str:
    from innoguide.cli.walk import read_target
    from innoguide.errors import UsageError

    found = read_target(opened, name)
    if found.method:
        raise UsageError(t("phone_wrong_step", step=name), t("allowed_are", names=", ".join(opened.guide.about.steps)))
    return found.step


def _target(opened: Opened, place: Place, what: str) -> Target:
    """Return the method that *what* names, or the one where the group is. Raises `UsageError`."""
    from dataclasses import replace

    from innoguide.cli.walk import read_target
    from innoguide.errors import UsageError
    from innoguide.files.place import Place
    from innoguide.jobs.walk.phones.asking import has_phone_moves, next_on_phones

    guide = opened.guide
    named = read_target(opened, what)
    if named.method:
        method = guide.method(named.step, named.method)
        if method is None or not has_phone_moves(method):
            raise UsageError(t("phone_no_move", method=named.method), t("phone_no_move_hint"))
        return replace(named, alone=True)
    if named.step:
        fitting = [one for one in guide.methods.get(named.step, ()) if has_phone_moves(one)]
        place = Place(step=named.step, method=fitting[0].method if fitting else "")
    found = next_on_phones(guide, opened.store.load(), place)
    if found is None:
        raise UsageError(t("phone_nothing_left"), t("phone_nothing_left_hint"))
    return found
