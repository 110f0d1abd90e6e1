"""`innoguide dispose`: removes what may not be kept any longer, by a decision and with a line in the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.consent import refuse_personal
from innoguide.cli.project import DryRunOption, JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.dispose import Disposal
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.checks.run import Asked
    from innoguide.model.project import Project


def command(
    kind: Annotated[str, typer.Option("--kind", metavar="KIND")] = "",
    everything: Annotated[bool, typer.Option("--all")] = False,
    decision: Annotated[str, typer.Option("--decision", metavar="REFERENCE")] = "",
    dry_run: DryRunOption = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Show what is due; with --decision remove it."""
    from innoguide.errors import UsageError
    from innoguide.files.private import refuse_tracked
    from innoguide.jobs.dispose import find_disposal
    from innoguide.model.language import clean_line
    from innoguide.terminal.screen import print_json, print_lines, tell

    opened = open_project(project)
    kinds = _kinds(opened, kind)
    if everything and not kinds:
        raise UsageError(t("dispose_all"), t("dispose_all_hint"))
    reference = clean_line(decision)
    refuse_personal(opened, {"--decision": reference})
    loaded, today = opened.store.load(), date.today()
    due = find_disposal(opened.guide, loaded, opened.folder, kinds=kinds, everything=everything, today=today)
    if as_json:
        print_json(_due_json(loaded, due))
        return
    print_lines([*_due_lines(opened, loaded, due)])
    if due.is_empty:
        return
    if dry_run:
        tell(t("dispose_nothing_done"))
        return
    if not reference:
        tell(t("dispose_decide"))
        return
    refuse_tracked(opened.folder)
    if not _is_sure(yes):
        tell(t("dispose_nothing_done"))
        return
    _dispose(opened, loaded, due, reference)


def _kinds(opened: Opened, word: str) -> list[str]:
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.jobs.dispose import PRIVATE, material_kinds
    from innoguide.jobs.records import find_kind

    allowed = [*material_kinds(opened.guide), PRIVATE]
    if not word or word == PRIVATE:
        return [word] if word else []
    found = find_kind(opened.guide, word).kind
    if found not in allowed:
        raise UsageError(t("dispose_kind", kind=found), near_miss(found, allowed))
    return [found]


def _due_lines(opened: Opened, project: Project, due: Disposal) -> Iterator[Line]:
    """Yield what is due in numbers, with the ids, and why the rest is not."""
    from innoguide.jobs.dispose import disposal_counts
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.retention import retention_day

    day = retention_day(project)
    yield Line(text=t("dispose_day", day=day) if day else t("dispose_no_day"))
    if due.is_empty:
        yield Line(text=t("dispose_none"))
    for text in disposal_counts(opened.guide, due, opened.lang):
        yield Line(text=text, tone="list")
    if due.records:
        yield Line(text=", ".join(one.id for one in due.records), tone="hint")
    if due.waiting:
        yield Line(text=t("dispose_waiting", codes=", ".join(due.waiting)))
    if due.files:
        yield Line(text=t("dispose_files", number=len(due.files)), tone="warning")


def _due_json(project: Project, due: Disposal) -> dict[str, object]:
    """Return what is due as `--json` shows it, which removes nothing: numbers and ids, never what somebody said."""
    from innoguide.model.retention import retention_day

    day = retention_day(project)
    return {
        "format": 1,
        "retention_until": str(day) if day else None,
        "records": [one.id for one in due.records],
        "waiting": list(due.waiting),
        "files": len(due.files),
    }


def _is_sure(yes: bool) -> bool:
    """Ask on a terminal; without one only `--yes` is a yes. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.terminal.sure import ask_yes

    if yes:
        return True
    if not can_ask():
        raise UsageError(t("dispose_sure"), t("dispose_sure_hint"))
    return ask_yes(t("dispose_ask"))


def _dispose(opened: Opened, project: Project, due: Disposal, reference: str) -> None:
    from innoguide.cli.past import past_lines
    from innoguide.jobs.dispose import dispose, log_name
    from innoguide.jobs.records import keep_as_it_is
    from innoguide.terminal.screen import print_lines, tell

    asked = {(one.remark.record, one.key) for one in _asked(opened, project)}
    changed = dispose(opened.store, project, due, decision=reference, today=date.today())
    settings = opened.store.settings
    new = [one for one in _asked(opened, opened.store.load()) if (one.remark.record, one.key) not in asked]
    reason = t("dispose_reason", settings.language, day=date.today(), decision=reference)
    keep_as_it_is(opened.store, new, reason)
    tell(tn("dispose_done", len(changed), log=log_name(settings.language)))
    print_lines([*past_lines(opened.folder, [one.id for one in due.records])])


def _asked(opened: Opened, project: Project) -> Sequence[Asked]:
    """Return what the checks ask: they need not ask for what has been disposed of."""
    from innoguide.model.checks.look import Look
    from innoguide.model.checks.run import find_remarks

    return [*find_remarks(Look(opened.guide, project, date.today()))]
