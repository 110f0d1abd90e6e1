"""`innoguide capacity`: the self-assessment of capacity, outside a walk."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project, shown_path
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.capacity.closing import Closing
    from innoguide.jobs.walk.prompter import Prompter
    from innoguide.model.capacity import Capacity


def command(
    round_: Annotated[str, typer.Option("--round", metavar="before|after|six_months")] = "",
    csv: Annotated[str, typer.Option("--csv", metavar="FILE")] = "",
    close: Annotated[bool, typer.Option("--close")] = False,
    form: Annotated[Path | None, typer.Option("--form", metavar="FILE")] = None,
    show: Annotated[bool, typer.Option("--show")] = False,
    as_json: JsonOption = False,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Let each person answer, read a form, close a round, or show the result."""
    opened = open_project(project, with_checks=False)
    if form is not None:
        _write_form(opened, form)
    elif show or as_json:
        _show(opened, as_json=as_json)
    else:
        _collect(opened, _round(round_), csv=csv, close=close, plain=plain, yes=yes)


def _round(word: str) -> str:
    """Return the round that *word* means, in any language; empty where none is named. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.model.capacity import ROUNDS

    names = {t(f"capacity_round_{one}", lang): one for one in ROUNDS for lang in ("sv", "en")}
    names |= {one: one for one in ROUNDS}
    if word and word.casefold() not in names:
        raise UsageError(t("capacity_no_round", word=word), near_miss(word, ROUNDS))
    return names[word.casefold()] if word else ""


def _collect(opened: Opened, round_: str, *, csv: str, close: bool, plain: bool, yes: bool) -> None:
    """Take in answers, then close the round if that is wanted."""
    from innoguide.files.private import refuse_tracked

    refuse_tracked(opened.folder)
    _warn(opened)
    if csv:
        round_ = _needed(opened, round_)
        _read_form(opened, round_, csv)
    elif not close:
        prompter = _prompter(opened, plain=plain)
        round_ = round_ or _ask_round(opened, prompter)
        if not _ask_people(opened, round_, prompter, plain=plain):
            _tell_waiting(round_)
            return
    else:
        round_ = _needed(opened, round_)
    _close_or_wait(opened, round_, wanted=close, yes=yes)


def _needed(opened: Opened, round_: str) -> str:
    """Return the round, said or the only one with answers that wait. Raises `UsageError`."""
    from innoguide.errors import UsageError
    from innoguide.files.selfassessment import load_sheets
    from innoguide.model.capacity import ROUNDS

    waiting = [one for one in ROUNDS if load_sheets(opened.folder, one)]
    if round_ or len(waiting) == 1:
        return round_ or waiting[0]
    raise UsageError(t("capacity_which_round"), t("capacity_which_round_hint"))


def _prompter(opened: Opened, *, plain: bool) -> Prompter:
    from innoguide.errors import UsageError
    from innoguide.terminal.plain import Plain

    if not can_ask():
        raise UsageError(t("prompt_no_terminal"), t("capacity_no_terminal_hint"))
    return Plain(opened.lang, clock_on=False)  # keeps no draft and no history: an answer is on this page alone


def _ask_round(opened: Opened, prompter: Prompter) -> str:
    """Ask which round it is, and propose the one that it is time for."""
    from innoguide.jobs.walk.prompter import Option, Question
    from innoguide.model.answers import pick_choice
    from innoguide.model.capacity import ROUNDS, round_of_day

    proposed = round_of_day(opened.guide, opened.store.load(), date.today())
    choices = [(one, t(f"capacity_round_{one}")) for one in ROUNDS]
    options = [Option(id=one, label=label) for one, label in choices]
    hint = t("capacity_which_hint", proposed=t(f"capacity_round_{proposed}"))
    question = Question(path=("capacity",), text=t("capacity_which"), hint=hint, shape="choice", options=options)
    while True:
        typed = (prompter.ask(question) or "").strip()
        if typed.startswith(":"):
            raise typer.Exit
        picked = pick_choice(typed, choices) if typed else proposed
        if picked:
            return picked


def _ask_people(opened: Opened, round_: str, prompter: Prompter, *, plain: bool) -> bool:
    """Ask everybody; return whether all have answered."""
    from functools import partial

    from innoguide.cli.capacity_people import People
    from innoguide.model.capacity import questions_of
    from innoguide.terminal.wipe import wipe_screen

    wipe = partial(wipe_screen, plain=plain)
    return People(opened.folder, round_, questions_of(opened.guide), opened.lang, prompter, wipe).ask_all()


def _read_form(opened: Opened, round_: str, csv: str) -> None:
    """Take in the answers of a form, and say what was not read."""
    from innoguide.files.formfile import find_form_file
    from innoguide.files.notefile import decode
    from innoguide.jobs.capacity.reading import keep_answers, read_form
    from innoguide.model.capacity import questions_of
    from innoguide.terminal.incoming import STDIN, read_stdin
    from innoguide.terminal.screen import tell

    if csv == STDIN:
        name, text = "stdin", decode(read_stdin(), "stdin")
    else:
        name, text = find_form_file(csv, Path.cwd())
    found = read_form(name, text, questions_of(opened.guide), opened.lang)
    keep_answers(opened.folder, round_, found.people)
    tell(tn("capacity_read", len(found.people), file=found.file, round=t(f"capacity_round_{round_}")))
    if found.ignored:
        tell(tn("capacity_ignored", len(found.ignored), columns=", ".join(found.ignored)))
    if found.missing:
        tell(tn("capacity_missing", len(found.missing), statements=" ".join(found.missing)))
    if found.empty:
        tell(tn("capacity_empty", found.empty))


def _close_or_wait(opened: Opened, round_: str, *, wanted: bool, yes: bool) -> None:
    """Say what closing the round will keep, ask, and close it; where nobody has asked for it, say how it is done."""
    from innoguide.files.selfassessment import load_sheets
    from innoguide.jobs.capacity.closing import close_round, look_at
    from innoguide.terminal.screen import tell

    sheets = load_sheets(opened.folder, round_)
    if not sheets and not wanted:
        return
    closing = look_at(opened.guide, opened.store.load(), round_, sheets.values())
    for line in _closing_lines(closing):
        tell(line)
    if not _is_sure(wanted=wanted, yes=yes):
        _tell_waiting(round_)
        return
    ratings = close_round(opened.store, round_, now=datetime.now())
    tell(t("capacity_closed", round=t(f"capacity_round_{round_}"), number=len(ratings)))
    tell(t("capacity_next_steps"))


def _tell_waiting(round_: str) -> None:
    from innoguide.terminal.screen import tell

    tell(t("capacity_waits", command=f"innoguide capacity --round {round_} --close"))


def _closing_lines(closing: Closing) -> list[str]:
    from innoguide.model.tally import SMALLEST_GROUP

    lines = [tn("capacity_have_answered", closing.people)]
    if closing.people < SMALLEST_GROUP:
        lines.append(t("capacity_keeps_number", least=SMALLEST_GROUP))
    elif closing.hidden:
        lines.append(t("capacity_keeps_some", shown=closing.shown, hidden=closing.hidden, least=SMALLEST_GROUP))
    else:
        lines.append(t("capacity_keeps", shown=closing.shown))
    return [*lines, *([t("capacity_replaces")] if closing.replaces else [])]


def _is_sure(*, wanted: bool, yes: bool) -> bool:
    """Ask at a terminal; without one only `--yes` is a yes. Raises `UsageError` where closing was asked for."""
    from innoguide.errors import UsageError
    from innoguide.terminal.sure import ask_yes

    if wanted and yes:
        return True
    if can_ask():
        return ask_yes(t("capacity_close_ask"))
    if wanted:
        raise UsageError(t("capacity_sure"), t("capacity_sure_hint"))
    return False


def _write_form(opened: Opened, path: Path) -> None:
    from innoguide.errors import UsageError
    from innoguide.files.disk import write_new
    from innoguide.jobs.capacity.form import form_page, form_table
    from innoguide.model.capacity import questions_of
    from innoguide.terminal.incoming import STDIN
    from innoguide.terminal.screen import tell

    makers = {".csv": form_table, ".md": form_page}
    if str(path) == STDIN:
        print(form_table(questions_of(opened.guide), opened.settings.language).decode("utf-8-sig"), end="")
        return
    make = makers.get(path.suffix.casefold())
    if make is None:
        raise UsageError(t("capacity_form_kind", file=path.name), t("allowed_are", names=", ".join(makers)))
    if not write_new(path, make(questions_of(opened.guide), opened.settings.language)):
        raise UsageError(t("file_exists", file=path), t("file_exists_hint"))
    tell(t("written", path=shown_path(path)))


def _show(opened: Opened, *, as_json: bool) -> None:
    """Show the result, and how many have answered in rounds that are not closed."""
    from innoguide.files.selfassessment import load_sheets
    from innoguide.jobs.capacity.result import result_json
    from innoguide.model.capacity import ROUNDS, build_capacity
    from innoguide.terminal.screen import print_json, tell

    capacity = build_capacity(opened.guide, opened.store.load())
    waiting = {one: len(found) for one in ROUNDS if (found := load_sheets(opened.folder, one))}
    if as_json:
        print_json({"format": 1, **result_json(capacity), "waiting": waiting})
        return
    for name, number in waiting.items():
        tell(tn("capacity_waiting", number, round=t(f"capacity_round_{name}")))
    if not capacity.rounds:
        tell(t("capacity_no_result"))
        return
    _print_result(opened, capacity)


def _print_result(opened: Opened, capacity: Capacity) -> None:
    """Print what the answers tell, and the two tables where there is anything to show."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.rendering import capacity as shown
    from innoguide.terminal.screen import print_lines, print_table

    lang = opened.lang
    print_lines([Line(text=one) for one in shown.story(capacity, lang)])
    if capacity.is_shown:
        print_table(
            t("capacity_statements"), shown.statement_head(capacity, lang), shown.statement_rows(capacity, lang)
        )
        print_table(t("capacity_themes"), shown.theme_head(capacity, lang), shown.theme_rows(capacity, lang))


def _warn(opened: Opened) -> None:
    """Say so if git would take what people have answered along."""
    from innoguide.files.selfassessment import is_left_out
    from innoguide.terminal.screen import print_error

    if not is_left_out(opened.folder):
        print_error(t("private_not_ignored"), t("private_not_ignored_hint"))
