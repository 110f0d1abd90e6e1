"""An empty form to send out: the statements with their numbers, as a table to fill in or a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from innoguide.model.moves import RateQuestion
from innoguide.texts import t


def form_table(questions: Sequence[RateQuestion], lang: str) -> bytes:
    """Return the form as CSV that spreadsheets open as a table: a column a statement, a row for each person."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerow([f"{at}. {one.text.in_(lang)}" for at, one in enumerate(questions, 1)])
    return text.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets which encoding it is


def form_page(questions: Sequence[RateQuestion], lang: str) -> bytes:
    """Return the form as Markdown: to print, or to copy into a form service."""
    head = [t("capacity_form_statement", lang), "1", "2", "3", "4", "5", t("capacity_unknown", lang)]
    rows = [[f"{at}. {one.text.in_(lang)}", *["☐"] * 6] for at, one in enumerate(questions, 1)]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * 7, *rows)]
    intro = [f"# {t('capacity_form_title', lang)}", "", t("capacity_form_how", lang), "", t("capacity_form_who", lang)]
    return "\n".join([*intro, "", *lines, ""]).encode()
