"""`innoguide walk`: leads the group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import LangOption, Opened, ProjectOption, open_project
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from collections.abc import Container

    from innoguide.cli.phones import ServedPhones
    from innoguide.jobs.walk.meeting.session import Summary
    from innoguide.jobs.walk.targets import Target
    from innoguide.model.guide import Guide
    from innoguide.terminal.script import Script


def command(
    what: Annotated[str, typer.Argument(metavar="STEP|METHOD")] = "",
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE")] = None,
    write_answers: Annotated[Path | None, typer.Option("--write-answers", metavar="FILE")] = None,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    no_timer: Annotated[bool, typer.Option("--no-timer")] = False,
    hide_hints: Annotated[bool, typer.Option("--hide-hints")] = False,
    until: Annotated[str, typer.Option("--until", metavar="TIME")] = "",
    lan: Annotated[bool, typer.Option("--lan")] = False,
    port: Annotated[int, typer.Option("--port", metavar="PORT")] = 0,
    tables: Annotated[int, typer.Option("--tables", metavar="NUMBER")] = 0,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Lead the group, play an answers file, or write an empty one."""
    opened = open_project(project)
    if write_answers is not None:
        _write_answers(opened, what, write_answers)
        return
    if answers is not None:
        from innoguide.terminal.screen import tell
        from innoguide.terminal.script import Script

        script = Script.read(answers)
        number = play_answers(opened, script)
        saved = tn("count_records", number), tn("count_meetings", script.sessions)
        tell(t("answers_done", records=saved[0], meetings=saved[1]))
        return
    from innoguide.cli.phones import ServedPhones

    phones = ServedPhones(opened.folder, lan=lan, port=port, tables=tables)
    target = read_target(opened, what)
    guide = guide_for(opened, target)
    lead(opened, guide, target, phones, plain=plain, clock_on=not no_timer, until=until, hide_hints=hide_hints)


def guide_for(opened: Opened, target: Target) -> Guide:
    """Return the guide; where *target* may lead to the follow-up, with its mark and day written already."""
    from datetime import date

    from innoguide.jobs.walk.marking import find_follow_up, known_on, with_known

    follow_up = find_follow_up(opened.guide)
    if follow_up is None or target.method not in ("", follow_up.method):
        return opened.guide
    return with_known(opened.guide, known_on(opened.guide, opened.store.load(), date.today()))


def lead(
    opened: Opened,
    guide: Guide,
    target: Target,
    phones: ServedPhones,
    *,
    plain: bool,
    clock_on: bool = True,
    until: str = "",
    hide_hints: bool = False,
) -> None:
    """Lead the group through *guide* at this terminal, with the participants' phones at hand, and say what happened."""
    from innoguide.files.drafts import Drafts
    from innoguide.files.lock import only_walk
    from innoguide.jobs.walk.engine import walk
    from innoguide.terminal.prompts import choose_prompter

    prompter = choose_prompter(Drafts(opened.folder), opened.lang, plain=plain, clock_on=clock_on)
    try:
        with only_walk(opened.folder):
            summary = walk(
                guide,
                opened.store,
                prompter,
                target=target,
                lang=opened.lang,
                phones=phones,
                until=until,
                hide_hints=hide_hints,
            )
    finally:
        phones.stop()
    show_summary(opened, summary, plain=plain)


def read_target(opened: Opened, what: str) -> Target:
    """Return the step or method that *what* names. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.jobs.walk.targets import Target, find_places
    from innoguide.model.progress import next_thing

    if not what:
        return Target()
    here = next_thing(opened.guide, opened.store.load()).step
    found = find_places(opened.guide, what, here)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{one.step}/{one.method}" for one in found)
        raise UsageError(t("walk_target_several", word=what), t("allowed_are", names=names))
    methods = [one.method for all_of in opened.guide.methods.values() for one in all_of]
    raise UsageError(t("walk_target_none", word=what), near_miss(what, [*opened.guide.about.steps, *methods]))


def play_answers(opened: Opened, script: Script) -> int:
    """Walk all sessions of an answers file; return how many records were made.

    Raises `UsageError` for a missing answer, and for one nobody asked for.
    """
    import random

    from innoguide.errors import UsageError
    from innoguide.files.store import Store
    from innoguide.jobs.walk.engine import walk
    from innoguide.jobs.walk.targets import Target

    seed = script.content.get("seed")
    chance = random.Random(seed) if seed else None
    store = Store(opened.folder, opened.guide, opened.settings, chance)
    made = 0
    _refuse_ids(script, store.load().records)
    for number in range(script.sessions):
        script.begin_session(number)
        with store.holding():
            made += len(walk(opened.guide, store, script, target=Target(), lang=opened.lang).made)
    unused = script.unused()
    if unused:
        places = "\n".join(unused[:20]) + ("\n…" if len(unused) > 20 else "")
        raise UsageError(t("answers_unused", places=places), t("answers_unused_hint"))
    return made


def _refuse_ids(script: Script, known: Container[str]) -> None:
    """Say which id cannot be, before anything is written and not in the middle of the second session."""
    from innoguide.errors import UsageError
    from innoguide.model.record import kind_of

    for record_id, place in script.given_ids():
        if not kind_of(record_id):
            raise UsageError(t("answers_bad_id", place=place, id=record_id), t("answers_bad_id_hint"))
        if record_id in known:
            raise UsageError(t("answers_known_id", place=place, id=record_id), t("answers_known_id_hint"))


def _write_answers(opened: Opened, what: str, path: Path) -> None:
    from innoguide.errors import UsageError
    from innoguide.files.disk import write_new
    from innoguide.jobs.walk.blank import blank_answers
    from innoguide.terminal.screen import tell

    target = read_target(opened, what or "1")
    text = blank_answers(opened.guide, target.step, target.method, opened.lang)
    if str(path) == "-":
        print(text, end="")
        return
    if not write_new(path, text.encode()):
        raise UsageError(t("file_exists", file=path), t("file_exists_hint"))
    tell(t("written", path=path))


def show_summary(opened: Opened, summary: Summary, *, plain: bool) -> None:
    """Say what happened, what to do until next time, and the next commands."""
    from collections import Counter

    from innoguide.jobs.walk.prompter import Line
    from innoguide.terminal.screen import print_lines

    kinds = Counter(record.kind for record in summary.made)
    parts = []
    for name, number in kinds.items():
        kind = opened.guide.kinds[name]
        parts.append(f"{number} {(kind.title if number == 1 else kind.plural).in_(opened.lang)}")
    lines = [Line(), Line(text=t("summary_paused" if summary.paused else "summary_thanks"), tone="heading")]
    if parts:
        lines.append(Line(text=t("summary_today", what=", ".join(parts))))
    lines.append(Line(text=tn("summary_minutes", summary.minutes_used, planned=summary.minutes_planned)))
    actions = [one for one in summary.project.of_kind("action") if one.values.get("done") is not True]
    if actions:
        lines.append(Line(text=t("summary_next_time"), tone="heading"))
        for action in actions[:8]:
            who, when = action.values.get("who", ""), action.values.get("when", "")
            about = ", ".join(part for part in (who, when) if part)
            lines.append(Line(text=f"{action.values.get('what', '')}" + (f" ({about})" if about else ""), tone="list"))
    where = f"records/ · sessions/{summary.session.id}.yaml"
    lines += [Line(text=t("summary_saved", where=where), tone="saved"), Line(), Line(text=t("summary_commands"))]
    commit = t("session_number", number=summary.session.number)
    for name, key in (
        ("innoguide outputs", "next_outputs"),
        ("git add -A", "next_add"),
        (f'git commit -m "{commit}"', "next_commit"),
        ("innoguide walk", "next_walk"),
    ):
        lines.append(Line(label=name, text=t(key), tone="list"))
    print_lines(lines, plain=plain or None)
