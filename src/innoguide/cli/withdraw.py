"""`innoguide withdraw CODE`: somebody has changed their mind; everything that comes from them is found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.consent import refuse_personal
from innoguide.cli.project import DryRunOption, LangOption, Opened, ProjectOption, open_project
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.jobs.walk.prompter import Line, Question
    from innoguide.jobs.withdraw import Choice, Weaker, Withdrawal
    from innoguide.model.participant import Mention
    from innoguide.model.record import Record
    from innoguide.terminal.plain import Plain


def command(
    pseudonym: Annotated[str, typer.Argument(metavar="CODE")],
    remove: Annotated[bool, typer.Option("--remove")] = False,
    forget_name: Annotated[bool, typer.Option("--forget-name")] = False,
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Show what comes from the person, ask what to do with each thing, and do it; --remove removes all."""
    from innoguide.errors import UsageError
    from innoguide.jobs.withdraw import Choice
    from innoguide.terminal.screen import print_lines, tell
    from innoguide.terminal.sure import ask_yes

    opened = open_project(project)
    found = _find(opened, pseudonym)
    print_lines([*_found_lines(opened, found)])
    if dry_run:
        tell(t("withdraw_nothing_done"))
        return
    if remove or not found.undecided:
        choices = {one.id: Choice("remove") for one in found.material} if remove else {}
    elif not can_ask():
        raise UsageError(t("withdraw_who_decides"), t("withdraw_who_decides_hint"))
    else:
        choices = _ask_all(opened, found)
        forget_name = forget_name or (found.is_in_key and ask_yes(t("withdraw_ask_key")))
        if not ask_yes(t("withdraw_ask_sure")):
            tell(t("withdraw_nothing_done"))
            return
    _withdraw(opened, found, choices, forget_name=forget_name)


def _find(opened: Opened, pseudonym: str) -> Withdrawal:
    """Return what there is of the person. Raises `UsageError` if there is nothing; what was typed is not repeated."""
    from innoguide.errors import UsageError
    from innoguide.files.private import refuse_tracked
    from innoguide.jobs.withdraw import find_withdrawal
    from innoguide.model.language import clean_line

    refuse_tracked(opened.folder)
    code = clean_line(pseudonym)
    refuse_personal(opened, {t("consent_code"): code})
    found = find_withdrawal(opened.guide, opened.store.load(), opened.folder, code) if code else None
    if found is None or found.is_unknown:
        raise UsageError(t("withdraw_unknown"), t("withdraw_unknown_hint"))
    return found


def _named(opened: Opened, record: Record) -> str:
    """Return what names a record: on a screen with its words, so that it can be decided about; else only its id."""
    kind = opened.guide.kinds[record.kind]
    name = f"{record.id} – {kind.title.in_(opened.lang)}"
    if not sys.stdout.isatty():
        return name
    return f"{name}: {record.label(kind, 70, lang=opened.lang)}"


def _found_lines(opened: Opened, found: Withdrawal) -> Iterator[Line]:
    """Yield what there is of the person, and what will happen to each."""
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.privacy import WITHDRAWN

    yield Line(text=t("withdraw_head", code=found.pseudonym), tone="heading")
    for record in found.material:
        kept = f" ({t('withdraw_kept_before')})" if WITHDRAWN in record.keep_reason else ""
        yield Line(text=f"{_named(opened, record)}{kept}", tone="list")
    if not found.material:
        yield Line(text=t("withdraw_no_material"))
    if found.built:
        yield from (Line(), Line(text=t("withdraw_built"), tone="heading"))
        yield from (Line(text=_named(opened, record), tone="list") for record in found.built)
    if found.further:
        yield Line(text=tn("withdraw_further", len(found.further)), tone="hint")
    if found.mentions:
        yield from (Line(), Line(text=t("withdraw_mentions"), tone="heading"))
        yield from (Line(text=_mention(opened, one), tone="list") for one in found.mentions)
    if found.files:
        yield Line(text=tn("withdraw_files", len(found.files)), tone="warning")
    withdrawn = found.entry.withdrawn if found.entry else None
    yield Line()
    yield Line(text=t("withdraw_register_withdrawn", day=withdrawn) if withdrawn else t("withdraw_register"))
    if found.is_in_key:
        yield Line(text=t("withdraw_key"))


def _mention(opened: Opened, mention: Mention) -> str:
    from innoguide.model.record import kind_of

    kind = opened.guide.kinds.get(kind_of(mention.record))
    field = kind.by_id.get(mention.field) if kind else None
    label = field.label.in_(opened.lang) if field else mention.field
    return f"{mention.record}: {label}" if mention.record else mention.file


def _ask_all(opened: Opened, found: Withdrawal) -> dict[str, Choice]:
    """Ask what to do with each thing that is not decided yet. Nothing is changed until all is answered."""
    from innoguide.terminal.plain import Plain

    plain = Plain(opened.lang, clock_on=False)
    return {record.id: _ask(opened, plain, record) for record in found.undecided}


def _ask(opened: Opened, plain: Plain, record: Record) -> Choice:
    from innoguide.jobs.walk.prompter import Option, Question
    from innoguide.jobs.withdraw import Choice, may_reword
    from innoguide.model.answers import Wrong, pick_one
    from innoguide.terminal.screen import tell

    names = ["remove", "reword", "keep"] if may_reword(record, opened.guide.kinds[record.kind]) else ["remove", "keep"]
    options = [(name, t(f"withdraw_{name}")) for name in names]
    question = Question(
        path=(record.id,),
        text=_named(opened, record),
        shape="choice",
        options=[Option(id=name, label=label) for name, label in options],
    )
    while True:
        picked = pick_one(_answer(plain, question), options)
        if not isinstance(picked, Wrong):
            break
        tell(picked.message)
    if picked == "remove":
        return Choice("remove")
    return Choice("reword" if picked == "reword" else "keep", _ask_text(opened, plain, record.id, picked))


def _ask_text(opened: Opened, plain: Plain, record_id: str, what: str) -> str:
    """Ask for the new words, or for the reason, until there are some without personal data."""
    from innoguide.errors import Refused
    from innoguide.jobs.walk.prompter import Question
    from innoguide.model.language import clean_line
    from innoguide.terminal.screen import print_error

    question = Question(path=(record_id, what), text=t(f"withdraw_{what}_text"), hint=t(f"withdraw_{what}_hint"))
    while True:
        text = clean_line(_answer(plain, question))
        try:
            opened.guard.refuse([(record_id, text)])
        except Refused as error:
            print_error(error.message)
            continue
        if text:
            return text


def _answer(plain: Plain, question: Question) -> str:
    """Return what was typed. Whoever wants to stop, stops: nothing has been changed yet."""
    from innoguide.jobs.walk.commands import read_command
    from innoguide.terminal.screen import tell

    typed = plain.ask(question) or ""
    said = read_command(typed)
    if said is not None and said.name == "quit":
        tell(t("withdraw_nothing_done"))
        raise typer.Exit
    return "" if said is not None else typed


def _withdraw(opened: Opened, found: Withdrawal, choices: dict[str, Choice], *, forget_name: bool) -> None:
    """Do it, and say what is left: insights that rest on less, and what git remembers."""
    from innoguide.cli.past import past_lines
    from innoguide.jobs.walk.prompter import Line
    from innoguide.jobs.withdraw import withdraw
    from innoguide.terminal.screen import print_lines, tell

    done = withdraw(opened.store, opened.store.load(), found, choices, forget_name=forget_name, today=date.today())
    if not choices:
        tell(t("withdraw_noted"))
        return
    tell(tn("withdraw_done", len(done.removed)))
    lines = [Line(text=_weaker(opened, one), tone="list") for one in done.weaker]
    if lines:
        print_lines([Line(), Line(text=t("withdraw_weaker"), tone="heading"), *lines, Line(text=t("withdraw_edit"))])
    print_lines([Line(), Line(text=t("withdraw_next"))])
    if done.removed:
        print_lines([*past_lines(opened.folder, done.removed)])


def _weaker(opened: Opened, one: Weaker) -> str:
    name = _named(opened, one.record)
    before, after = one.before, one.after
    if before.pieces == after.pieces:
        return name
    strength = t("withdraw_strength", before=before.pieces, after=after.pieces, was=before.sources, left=after.sources)
    return f"{name} ({strength})"
