"""The self-assessment at one terminal: one person after the other, each alone with the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from innoguide.files.selfassessment import load_sheets, new_code, save_sheet
from innoguide.jobs.walk.commands import read_command
from innoguide.jobs.walk.prompter import Line, Prompter, Question
from innoguide.model.answers import NO, YES
from innoguide.model.capacity_form import read_cell
from innoguide.model.moves import RateQuestion
from innoguide.model.phones import DO_NOT_KNOW
from innoguide.texts import t, tn

DONE = ("klar", "klart", "klara", "nej", "n", "done", "no")


class Stopped(Exception):
    """Somebody stops here, which is no fault: what was answered is on disk."""


@dataclass
class People:
    """Whom to ask what: the statements of a round, at this terminal. *wipe* empties the screen."""

    folder: Path
    round: str
    questions: Sequence[RateQuestion]
    lang: str
    prompter: Prompter
    wipe: Callable[[], None]

    def ask_all(self) -> bool:
        """Ask one person after the other; return whether all have answered, False if somebody has stopped on the way.

        Each answer is on disk before the next question. However it ends, no answer is left on the screen.
        """
        begin = t("capacity_begin", round=t(f"capacity_round_{self.round}"), all=len(self.questions))
        self._show(Line(), Line(text=begin))
        try:
            self._go_on_with_unfinished()
            while self._is_next_there():
                self._ask_person(new_code(), {})
        except (Stopped, KeyboardInterrupt) as stop:
            self.wipe()
            self._tell("capacity_paused", "saved")
            if isinstance(stop, KeyboardInterrupt):
                raise
            return False
        return True

    def _go_on_with_unfinished(self) -> None:
        """Let whoever was broken off go on. What is answered already is not shown: anybody may sit here now."""
        for code, sheet in load_sheets(self.folder, self.round).items():
            if sheet.done or not sheet.answers:
                continue
            left = len(self.questions) - len(sheet.answers)
            if self._yes(t("capacity_unfinished", left=left), t("capacity_unfinished_hint")):
                self._ask_person(code, dict(sheet.answers))
            else:
                save_sheet(self.folder, self.round, code, answers=sheet.answers, done=True)

    def _is_next_there(self) -> bool:
        """Hand the screen over; return whether somebody goes on."""
        answered = sum(bool(one.answers) for one in load_sheets(self.folder, self.round).values())
        if answered:
            self._show(Line(), Line(text=tn("capacity_have_answered", answered), tone="heading"))
        key = "capacity_next" if answered else "capacity_first"
        typed = self._ask("next", t(key), t(f"{key}_hint"))
        if typed.strip().casefold() in DONE:
            return False
        self.wipe()
        return True

    def _ask_person(self, code: str, answers: dict[str, int]) -> None:
        """Ask for what is not answered yet, statement by statement; `:back` asks again for what was answered here."""
        left = [one for one in self.questions if one.id not in answers]
        self._show(*(Line(text=t(key)) for key in ("capacity_alone", "capacity_scale", "capacity_keys")))
        at = 0
        while at < len(left):
            answer = self._answer(left[at], len(self.questions) - len(left) + at + 1)
            if answer is None:
                at = max(at - 1, 0)
                continue
            answers[left[at].id] = answer
            at += 1
            save_sheet(self.folder, self.round, code, answers=answers, done=at == len(left))
        self.wipe()
        self._tell("capacity_thanks", "saved")

    def _answer(self, question: RateQuestion, number: int) -> int | None:
        """Return 1–5 or that somebody does not know; None to go back."""
        hint = t("capacity_progress", number=number, all=len(self.questions))
        repeated = False
        while True:
            typed = self._ask(question.id, question.text.in_(self.lang), hint, repeated=repeated)
            command = read_command(typed)
            if command is not None and command.name == "back":
                return None
            if command is not None and command.name in ("unknown", "skip"):
                return DO_NOT_KNOW
            answer = read_cell(typed) if typed.strip() and command is None else None
            if answer is not None:
                return answer
            self._tell("capacity_wrong", "warning")
            repeated = True

    def _yes(self, text: str, hint: str) -> bool:
        while True:
            typed = self._ask("yes", text, hint).strip().casefold()
            if typed in YES or typed in NO:
                return typed in YES

    def _ask(self, name: str, text: str, hint: str, *, repeated: bool = False) -> str:
        question = Question(path=("capacity", self.round, name), text=text, hint=hint, repeated=repeated)
        typed = self.prompter.ask(question) or ""
        command = read_command(typed)
        if command is not None and command.name == "quit":
            raise Stopped
        return typed

    def _show(self, *lines: Line) -> None:
        self.prompter.show(lines)

    def _tell(self, key: str, tone: str) -> None:
        self._show(Line(text=t(key), tone="saved" if tone == "saved" else "warning"))
