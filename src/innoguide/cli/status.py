"""`innoguide status`: where we are, what is open, what comes next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.cli.status_followup import followup_json, followup_lines
from innoguide.cli.status_privacy import privacy_json, privacy_lines
from innoguide.cli.waiting import number_of_notes, waiting_lines
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.progress import StepProgress
    from innoguide.model.project import Project


def command(
    everything_open: Annotated[bool, typer.Option("--all")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Show a line for each step, what waits, and the next thing to do."""
    from innoguide.cli.status_fit import fitted
    from innoguide.terminal.screen import out, plain_wanted, print_json, print_lines, width_of

    opened = open_project(project, with_checks=False)
    loaded = opened.store.load()
    if as_json:
        print_json(status_json(opened, loaded))
    elif everything_open or not out.is_terminal or plain_wanted():
        print_lines(status_lines(opened, loaded, most=None if everything_open else MOST_OPEN))
    else:
        print_lines(fitted(status_lines(opened, loaded, most=None), height=out.height, width=width_of(out)))


def open_texts(opened: Opened, project: Project, progress: StepProgress) -> list[str]:
    """Return what is open in a step, in words."""
    lang = opened.lang
    texts = []
    for key, names in (("status_begun", progress.methods_begun), ("status_left", progress.methods_left)):
        methods = [opened.guide.method(progress.step.step, name) for name in names]
        titles = [method.title.in_(lang) for method in methods if method and not method.optional]
        if titles and progress.state != "closed":
            texts.append(t(key, methods=", ".join(titles)))
    for missing in progress.missing:
        kind = opened.guide.kinds[missing.record.kind]
        labels = ", ".join(kind.by_id[name].label.in_(lang) for name in missing.fields[:4])
        more = t("and_more", number=len(missing.fields) - 4) if len(missing.fields) > 4 else ""
        label = missing.record.label(kind, 50, lang=lang)
        texts.append(t("status_missing", kind=kind.title.in_(lang), label=label, fields=labels + more))
    if progress.gate is not None and progress.state == "closed":
        texts += [t("status_gap", gap=gap) for gap in progress.gate.values.get("gaps", ())]
    elif progress.state == "under_way" and not progress.methods_begun and not texts:
        texts.append(t("status_gate"))
    return texts


def status_json(opened: Opened, project: Project) -> dict[str, Any]:
    """Return the status as `--json` shows it."""
    from innoguide.model.progress import build_progress, drafts, next_thing, parked_ideas, unknown_answers

    following = next_thing(opened.guide, project)
    unknown = unknown_answers(project)
    return {
        "format": 1,
        "title": project.settings.title,
        "steps": [
            {
                "id": one.step.step,
                "number": one.number,
                "title": one.step.title.in_(opened.lang),
                "state": one.state,
                "records": one.records,
                "methods": {
                    "done": list(one.methods_done),
                    "begun": list(one.methods_begun),
                    "left": list(one.methods_left),
                },
                "open": open_texts(opened, project, one),
            }
            for one in build_progress(opened.guide, project)
        ],
        "next": {"step": following.step, "method": following.method, "why": t(f"next_{following.reason}")},
        "unknown": len(unknown),
        "parked": len(parked_ideas(project)),
        "drafts": len(drafts(project)),
        "sessions": len(project.sessions),
        "planned": [
            {"id": one.id, **one.agenda.model_dump(include={"date", "start", "step", "minutes"})}
            for one in project.planned
            if one.agenda
        ],
        "waiting_notes": number_of_notes(opened),
        **privacy_json(opened, project),
        **followup_json(opened, project),
        "unknown_fields": [{"record": record.id, "field": field} for record, field in unknown],
    }


MOST_OPEN = 4
"""How many open things of a step are listed before the rest is a number."""


def status_lines(opened: Opened, project: Project, *, most: int | None = MOST_OPEN) -> list[Line]:
    """Return the status as the group reads it, the next thing last; *most* of what is open under each line."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.progress import build_progress, next_thing

    lang = opened.lang
    meetings = tn("count_meetings", len(project.sessions))
    records = t("status_records", records=tn("count_records", len(project.records)), meetings=meetings)
    lines = [Line(text=project.settings.title, tone="heading"), Line(text=records), Line()]
    widest = max(len(step.title.in_(lang)) for step in opened.guide.steps)
    for one in build_progress(opened.guide, project):
        done = t("status_methods", done=len(one.methods_done), all=len(opened.guide.methods[one.step.step]))
        state = t(f"state_{one.state}")
        counted = "" if one.state == "not_started" else f" · {done} · {tn('count_records', one.records)}"
        lines.append(Line(text=f"{one.number}  {one.step.title.in_(lang):<{widest}}  {state}{counted}"))
        if one.state != "not_started":
            texts = open_texts(opened, project, one)
            lines += [Line(text=f"     - {text}", tone="hint") for text in texts[:most]]
            if most is not None and len(texts) > most:
                lines.append(Line(text=f"     - {t('and_more', number=len(texts) - most).strip()}", tone="hint"))
    lines.append(Line())
    lines += _left_lines(opened, project, most)
    lines += waiting_lines(opened)
    lines += privacy_lines(opened, project)
    lines += followup_lines(opened, project)
    lines.append(Line())
    if project.planned:
        lines.append(Line(label=t("status_meeting"), text=_meeting_text(opened, project)))
    lines += [Line(label=t("status_next"), text=_next_text(opened, next_thing(opened.guide, project)))]
    return lines


def _left_lines(opened: Opened, project: Project, most: int | None) -> list[Line]:
    """Return what nobody knew and what was parked, at *most* so many of each."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.progress import parked_ideas, unknown_answers

    lang, lines = opened.lang, []
    unknown = unknown_answers(project)
    if unknown:
        lines.append(Line(text=t("status_unknown", number=len(unknown))))
        for record, field in unknown[:most]:
            kind = opened.guide.kinds[record.kind]
            name = kind.by_id[field].label.in_(lang) if field in kind.by_id else field
            quoted = t("quoted", text=record.label(kind, 50, lang=lang))
            lines.append(Line(text=f"{name} – {kind.title.in_(lang)} {quoted}", tone="list"))
    parked = parked_ideas(project)
    if parked:
        lines.append(Line(text=t("status_parked", number=len(parked))))
        kind = opened.guide.kinds["parked_idea"]
        lines += [Line(text=record.label(kind, 80), tone="list") for record in parked[:most]]
    return lines


def _meeting_text(opened: Opened, project: Project) -> str:
    """Return when the next planned meeting is and what it is about, or that one was planned and never begun."""
    from innoguide.jobs.agenda.plan import overdue, to_come
    from innoguide.jobs.agenda.words import when

    coming = to_come(project, date.today())
    agenda = (coming or overdue(project, date.today()))[0].agenda
    assert agenda is not None
    title = agenda.title or opened.guide.step(agenda.step).title.in_(opened.lang)
    text = t("walk_minutes", title=f"{when(agenda, opened.lang)} · {title}", minutes=agenda.minutes)
    return f"{text}: innoguide agenda" if coming else f"{text} – {t('status_meeting_late', date=agenda.date)}"


def _next_text(opened: Opened, following: Any) -> str:
    method = opened.guide.method(following.step, following.method) if following.method else None
    if method is None:
        return t("next_all_done")
    title = t("walk_minutes", title=method.title.in_(opened.lang), minutes=method.minutes)
    return f"{title} – {t(f'next_{following.reason}')}: innoguide walk"
