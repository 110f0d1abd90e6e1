"""What came from the phones and nobody has gone through: how much, what goes through it, and throwing it away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from innoguide.cli.project import Opened
from innoguide.terminal.asking import can_ask
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.files.place import Place
    from innoguide.jobs.walk.prompter import Line
    from innoguide.model.phones import Round


def number_of_notes(opened: Opened) -> int:
    """Return how many notes wait to be gone through."""
    return sum(len(one.notes) for one in _rounds(opened))


def waiting_lines(opened: Opened) -> Iterator[Line]:
    """Yield a line about what waits, and the commands that go through it; nothing where nothing waits."""
    from innoguide.files.place import load_place
    from innoguide.jobs.walk.prompter import Line

    commands = _commands(load_place(opened.folder))
    rounds = [one for one in _rounds(opened) if one.answered]
    here = [one for one in rounds if one.plan.id in commands]
    lost = [one for one in rounds if one.plan.id not in commands]
    if here:
        ways = ", ".join(dict.fromkeys(commands[one.plan.id] for one in here))
        yield Line(text=t("status_waiting", answers=_in_numbers(here), commands=ways), tone="warning")
    if lost:
        yield Line(text=t("status_waiting_lost", answers=_in_numbers(lost)), tone="warning")


def forget_waiting(opened: Opened) -> None:
    """Remove what waits after a yes at the terminal. Raises `UsageError` without one, or while a walk goes on."""
    from innoguide.errors import UsageError
    from innoguide.files.lock import only_walk
    from innoguide.files.place import load_place, save_place
    from innoguide.files.roundfile import forget_round, list_rounds
    from innoguide.terminal.screen import tell
    from innoguide.terminal.sure import ask_yes

    with only_walk(opened.folder):
        ids = list_rounds(opened.folder)
        if not ids:
            tell(t("waiting_none"))
            return
        if not can_ask():
            raise UsageError(t("waiting_forget_sure"), t("waiting_forget_sure_hint"))
        answers = _in_numbers(_rounds(opened))
        if not ask_yes(t("waiting_forget_ask", answers=answers)):
            tell(t("waiting_kept"))
            return
        # The place first: a stop between the two leaves rounds that this command finds again.
        save_place(opened.folder, load_place(opened.folder).without_rounds())
        for one in ids:
            forget_round(opened.folder, one)
        tell(t("waiting_forgotten", answers=answers))


def _rounds(opened: Opened) -> list[Round]:
    from innoguide.files.roundfile import list_rounds, load_round

    found = [load_round(opened.folder, one) for one in list_rounds(opened.folder)]
    return [one for one in found if one is not None]


def _in_numbers(rounds: Sequence[Round]) -> str:
    """Return how much *rounds* hold: notes, or answers where there are votes and ratings too."""
    if all(one.plan.mode == "collect" for one in rounds):
        return tn("phone_notes", sum(len(one.notes) for one in rounds))
    return tn("waiting_answers", sum(len(one.notes) or one.answered for one in rounds))


def _commands(place: Place) -> dict[str, str]:
    """Return what goes on in the round with each id that the walk knows of."""
    from innoguide.jobs.walk.phones.asking import ASK_ALL

    methods = {f"{place.step}/{place.method}": place.states}
    methods |= {name: one.get("states", {}) for name, one in place.waiting.items()}
    return {
        state["round"]: f"innoguide {'room' if name.endswith(f'/{ASK_ALL}') else 'walk'} {name}"
        for name, states in methods.items()
        for state in states.values()
        if state.get("round")
    }
