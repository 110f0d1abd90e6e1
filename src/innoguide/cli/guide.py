"""`innoguide guide`: the steps, one step, or one method."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from innoguide.cli.project import JsonOption, LangOption, ProjectOption
from innoguide.texts import current_language, t

if TYPE_CHECKING:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.guide import Agenda, AgendaItem, Guide, Method, Step


def command(
    what: Annotated[str, typer.Argument(metavar="STEP|METHOD")] = "",
    copy: Annotated[bool, typer.Option("--copy")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Show the guide, which works without a project, or copy one of its files into the project."""
    from innoguide.cli.guide_copy import copy_into_project
    from innoguide.errors import UsageError
    from innoguide.files.content import load_guide
    from innoguide.files.faults import near_miss
    from innoguide.files.folders import content_folders, find_project
    from innoguide.jobs.walk.targets import find_places
    from innoguide.terminal.pager import print_long
    from innoguide.terminal.screen import print_json

    if copy:
        copy_into_project(what, project)
        return
    folder = project or find_project(Path.cwd())
    guide = load_guide(content_folders("steps", folder))
    if as_json:
        print_json(guide_json(guide))
        return
    if not what:
        print_long(_overview(guide))
        return
    found = find_places(guide, what, guide.about.steps[0])
    if not found:
        methods = [one.method for all_of in guide.methods.values() for one in all_of]
        raise UsageError(t("walk_target_none", word=what), near_miss(what, [*guide.about.steps, *methods]))
    step = guide.step(found[0].step)
    method = guide.method(found[0].step, found[0].method) if found[0].method else None
    print_long(_method_lines(method) if method else _step_lines(guide, step))


def guide_json(guide: Guide) -> dict[str, Any]:
    """Return the guide as `--json` shows it."""
    return {
        "format": 1,
        "id": guide.about.guide,
        "version": guide.about.version,
        "title": guide.about.title.model_dump(),
        "steps": [
            {
                "id": step.step,
                "number": guide.number(step.step),
                "title": step.title.model_dump(),
                "methods": [_method_json(method) for method in guide.methods.get(step.step, ())],
            }
            for step in guide.steps
        ],
        "shared": [_method_json(method) for method in guide.methods.get("shared", ())],
        "kinds": [
            {
                "id": kind.kind,
                "title": kind.title.model_dump(),
                "fields": [{"id": one.id, "type": one.type, "needed": one.needed} for one in kind.fields],
            }
            for kind in guide.kinds.values()
        ],
    }


def _method_json(method: Method) -> dict[str, Any]:
    return {
        "id": method.method,
        "title": method.title.model_dump(),
        "minutes": method.minutes,
        "optional": method.optional,
        "moves": [move.move for move in method.script],
    }


def _overview(guide: Guide) -> list[Line]:
    from innoguide.jobs.walk.prompter import Line

    lang = current_language()
    lines = [Line(text=f"{guide.about.title.in_(lang)} ({guide.about.version})", tone="heading")]
    lines.append(Line(text=guide.about.about.in_(lang)))
    for step in guide.steps:
        lines += [Line(), Line(text=f"{guide.number(step.step)}. {step.title.in_(lang)}", tone="heading")]
        lines.append(Line(text=step.question.in_(lang)))
        lines += _method_list(guide.methods.get(step.step, ()))
    lines += [Line(), Line(text=t("guide_shared"), tone="heading"), *_method_list(guide.methods.get("shared", ()))]
    return [*lines, Line(), Line(text=t("guide_more"), tone="hint")]


def _method_list(methods: tuple[Method, ...]) -> list[Line]:
    from innoguide.jobs.walk.prompter import Line

    lang = current_language()
    lines = []
    for method in methods:
        optional = f" · {t('optional')}" if method.optional else ""
        about = f"{t('walk_minutes', title=method.title.in_(lang), minutes=method.minutes)}{optional}"
        lines.append(Line(text=f"   {method.method:<28} {about}"))
    return lines


def _step_lines(guide: Guide, step: Step) -> list[Line]:
    from innoguide.jobs.walk.prompter import Line

    lang = current_language()
    lines = [
        Line(text=f"{guide.number(step.step)}. {step.title.in_(lang)}", tone="heading"),
        Line(text=step.question.in_(lang)),
        Line(),
        Line(label=t("walk_why_label"), text=step.purpose.in_(lang)),
        Line(label=t("walk_attitude"), text=step.attitude.in_(lang)),
        Line(label=t("walk_leaves"), text=f"{step.deliverable.title.in_(lang)}. {step.deliverable.text.in_(lang)}"),
    ]
    for key, texts in (
        ("guide_does", step.group_does),
        ("guide_questions", step.guiding_questions),
        ("guide_exit", [one.text for one in step.exit_criteria]),
        ("guide_pitfalls", step.pitfalls),
        ("guide_tips", step.tips),
    ):
        lines += [Line(), Line(text=t(key), tone="heading")]
        lines += [Line(text=one.in_(lang), tone="list") for one in texts]
    lines += [Line(), Line(text=t("guide_methods"), tone="heading"), *_method_list(guide.methods[step.step])]
    for agenda in step.agendas:
        total = sum(item.minutes for item in agenda.items)
        lines += [Line(), Line(text=f"{agenda.title.in_(lang)} ({t('minutes', minutes=total)})", tone="heading")]
        lines += [Line(text=f"   {item.minutes:>3} {_item_text(guide, step, agenda, item)}") for item in agenda.items]
    return lines


def _item_text(guide: Guide, step: Step, agenda: Agenda, item: AgendaItem) -> str:
    """Return what a line of an agenda is called; where its method is split in two, with the moves of this part."""
    lang = current_language()
    method = guide.method(step.step, item.method) if item.method else None
    if method is None:
        return item.text.in_(lang) if item.text else ""
    title = method.title.in_(lang)
    is_split = sum(one.method == item.method for one in agenda.items) > 1
    moves = [move.title.in_(lang) for move in method.script if is_split and move.id in item.moves]
    return f"{title}: {', '.join(moves)}" if moves else title


def _method_lines(method: Method) -> list[Line]:
    from innoguide.jobs.walk.prompter import Line

    lang = current_language()
    group = t("guide_group", least=method.group.min, most=method.group.max)
    lines = [
        Line(text=t("walk_minutes", title=method.title.in_(lang), minutes=method.minutes), tone="heading"),
        Line(label=t("walk_why_label"), text=method.purpose.in_(lang)),
        Line(label=t("guide_group_label"), text=group + (f" – {method.who.in_(lang)}" if method.who else "")),
        Line(label=t("walk_materials"), text=" · ".join(one.in_(lang) for one in method.materials)),
        Line(label=t("guide_when_not"), text=method.when_not.in_(lang)),
        Line(),
    ]
    for number, move in enumerate(method.script, start=1):
        lines.append(Line(text=f"{number}. {t('walk_minutes', title=move.title.in_(lang), minutes=move.minutes)}"))
        for key, text in (("walk_say", move.say), ("walk_listen", move.listen_for)):
            if text:
                lines.append(Line(label=t(key), text=text.in_(lang), tone="say"))
        lines.append(Line())
    lines += [Line(text=one.in_(lang), tone="list") for one in method.tips]
    return [*lines, Line(label=t("guide_source"), text=method.source, tone="hint")]
