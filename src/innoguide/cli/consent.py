"""`innoguide consent`: what people have agreed to, and what is due."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project
from innoguide.terminal.asking import can_ask
from innoguide.texts import t

if TYPE_CHECKING:
    from innoguide.jobs.consent import Due
    from innoguide.model.consent import Consent

MOST_IDS = 6


def command(
    pseudonym: Annotated[str, typer.Argument(metavar="CODE")] = "",
    may: Annotated[str, typer.Option("--may", metavar="USES")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE")] = "",
    given: Annotated[str, typer.Option("--given", metavar="DATE")] = "",
    information: Annotated[str, typer.Option("--information", metavar="TEXT")] = "",
    guardian: Annotated[str, typer.Option("--guardian", metavar="yes|no")] = "",
    name: Annotated[str, typer.Option("--name", metavar="-")] = "",
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """List what is due in the register; with CODE show an entry, or add or change it."""
    from innoguide.errors import UsageError
    from innoguide.files.private import refuse_tracked
    from innoguide.model.language import clean_line

    opened = open_project(project)
    refuse_tracked(opened.folder)
    code, information = clean_line(pseudonym), clean_line(information)
    refuse_personal(opened, {t("consent_code"): code, "--information": information})
    values = _values(may=may, until=until, given=given, information=information, guardian=guardian)
    if code:
        _entry(opened, code, values, name, as_json=as_json)
    elif values or name:
        raise UsageError(t("consent_whose"), t("consent_whose_hint"))
    else:
        _list(opened, as_json=as_json)
    _warn(opened)


def refuse_personal(opened: Opened, texts: dict[str, str]) -> None:
    """Raise `Refused` if one of *texts*, by its place, holds personal data: where there is nothing to allow."""
    from innoguide.errors import Refused

    try:
        opened.guard.refuse(texts.items())
    except Refused as error:
        raise Refused(error.message, t("personal_never_hint")) from error


def _values(*, may: str, until: str, given: str, information: str, guardian: str) -> dict[str, Any]:
    """Return the values of the options that were given. Raises `UsageError`."""
    values: dict[str, Any] = {}
    if may:
        values["may"] = tuple(_use(one.strip()) for one in may.split(",") if one.strip())
    for option, text in (("until", until), ("given", given)):
        if text:
            values[option] = _day(option, text)
    if information:
        values["information"] = information
    if guardian:
        values["guardian"] = _yes_no(guardian)
    return values


def _use(word: str) -> str:
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.model.consent import Use

    if word not in get_args(Use):
        raise UsageError(t("consent_use", word=word), near_miss(word, get_args(Use)))
    return word


def _day(option: str, text: str) -> date:
    from innoguide.errors import UsageError
    from innoguide.model.fields import is_date

    if not is_date(text):
        raise UsageError(t("consent_day", option=f"--{option}"), t("consent_day_hint"))
    return date.fromisoformat(text)


def _yes_no(text: str) -> bool:
    from innoguide.errors import UsageError
    from innoguide.model.answers import NO, YES

    if text.casefold() not in (*YES, *NO):
        raise UsageError(t("consent_guardian"), t("allowed_are", names="yes, no"))
    return text.casefold() in YES


def _entry(opened: Opened, code: str, values: dict[str, Any], name: str, *, as_json: bool) -> None:
    """Change an entry, if there is something to change, and show it."""
    from innoguide.errors import UsageError
    from innoguide.files.private import load_consent
    from innoguide.jobs.consent import change_entry
    from innoguide.terminal.screen import print_json, show, tell

    asked = _name(name)
    if values or name:
        entry = change_entry(opened.folder, code, values=values, name=asked, today=date.today())
        tell(t("consent_saved"))
    else:
        found = load_consent(opened.folder).find(code)
        if found is None:
            raise UsageError(t("consent_none"), t("consent_new_hint"))
        entry = found
    if as_json:
        print_json({"format": 1, "entry": entry_json(entry)})
        return
    for label, text in _shown(entry):
        print(show(f"{label}: {text}"))


def _name(given: str) -> str:
    """Return the name that is asked for, or comes in. Raises `UsageError` for one that the shell would remember."""
    from innoguide.errors import UsageError
    from innoguide.model.language import clean_line

    if given not in ("", "-"):
        raise UsageError(t("consent_name_shown"), t("consent_name_shown_hint"))
    if not given:
        return ""
    return clean_line(input(f"{t('consent_ask_name')} › ") if can_ask() else sys.stdin.readline())


def entry_json(entry: Consent) -> dict[str, Any]:
    """Return an entry as `--json` shows it. The key with its names is never shown."""
    return entry.model_dump(mode="json")


def _shown(entry: Consent) -> list[tuple[str, str]]:
    guardian = "" if entry.guardian is None else t("yes" if entry.guardian else "no")
    rows = [
        (t("consent_code"), entry.pseudonym),
        (t("consent_may"), ", ".join(entry.may) or t("consent_nothing")),
        (t("consent_given"), str(entry.given or "")),
        (t("consent_until"), str(entry.until or "")),
        (t("consent_information"), entry.information),
        (t("consent_guardian_informed"), guardian),
        (t("consent_withdrawn"), str(entry.withdrawn or "")),
    ]
    return [(label, text) for label, text in rows if text]


def _list(opened: Opened, *, as_json: bool) -> None:
    """Show what is due, each with what to do about it."""
    from innoguide.files.private import load_consent
    from innoguide.jobs.consent import find_due
    from innoguide.terminal.screen import print_json, show, tell

    register = load_consent(opened.folder)
    due = find_due(register, opened.store.load(), date.today())
    if as_json:
        entries = [entry_json(one) for one in register.consents]
        print_json({"format": 1, "due": [_due_json(one) for one in due], "entries": entries})
        return
    for one in due:
        print(show(_due_line(one)))
    for reason in dict.fromkeys(one.reason for one in due):
        tell(t(f"due_{reason}_hint"))
    if not due:
        tell(t("consent_nothing_due"))


def _due_json(due: Due) -> dict[str, Any]:
    day = due.day.isoformat() if due.day else None
    return {"reason": due.reason, "pseudonym": due.pseudonym, "day": day, "records": list(due.records)}


def _due_line(due: Due) -> str:
    more = t("and_more", number=len(due.records) - MOST_IDS) if len(due.records) > MOST_IDS else ""
    ids = f" ({', '.join(due.records[:MOST_IDS])}{more})" if due.records else ""
    return f"{due.pseudonym}: {t(f'due_{due.reason}', day=due.day)}{ids}"


def _warn(opened: Opened) -> None:
    """Say so if git would take the register along."""
    from innoguide.files.private import FOLDER, is_left_out
    from innoguide.terminal.screen import print_error

    if (opened.folder / FOLDER).is_dir() and not is_left_out(opened.folder):
        print_error(t("private_not_ignored"), t("private_not_ignored_hint"))
