"""Chooses how to ask: on an editable line, or with plain lines."""

from __future__ import annotations

import sys

from innoguide.errors import UsageError
from innoguide.files.drafts import Drafts
from innoguide.jobs.walk.prompter import Prompter
from innoguide.terminal.asking import can_ask
from innoguide.terminal.plain import Plain
from innoguide.terminal.screen import plain_wanted, print_error
from innoguide.texts import t


def choose_prompter(drafts: Drafts, lang: str, *, plain: bool = False, clock_on: bool = True) -> Prompter:
    """Return the best way to ask that this terminal and the user's wishes allow."""
    if not can_ask():
        raise UsageError(t("prompt_no_terminal", lang), t("prompt_no_terminal_hint", lang))
    if plain or plain_wanted() or not sys.stdout.isatty():
        return Plain(lang, clock_on)
    # prompt_toolkit takes a fifth of a second, which only a walk should pay.
    from innoguide.terminal.full import start_terminal

    terminal = start_terminal(drafts, lang, clock_on)
    if terminal is None:
        print_error(t("prompt_plain_instead", lang))
        return Plain(lang, clock_on)
    return terminal
