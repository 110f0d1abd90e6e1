"""`build_programme_outputs`: the report of a programme, a page a group, what the numbers rest on, and the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from innoguide import __version__
from innoguide.jobs.programme.comparing import compare
from innoguide.jobs.programme.report.basis import BASIS, Basis, Entry
from innoguide.jobs.programme.report.book import REPORT, Book, page_of
from innoguide.jobs.programme.report.capacity import build_capacity
from innoguide.jobs.programme.report.cohorts import build_cohorts
from innoguide.jobs.programme.report.effects import build_activities, build_effects
from innoguide.jobs.programme.report.gallery import Gallery
from innoguide.jobs.programme.report.learning import build_follow_ups, build_lessons, build_obstacles
from innoguide.jobs.programme.report.met import build_met
from innoguide.jobs.programme.report.method import build_method
from innoguide.jobs.programme.report.page import build_page
from innoguide.jobs.programme.report.pictures import build_pictures
from innoguide.jobs.programme.report.solutions import build_solutions
from innoguide.jobs.programme.report.summary import build_summary
from innoguide.jobs.programme.report.taking_part import build_challenges, build_taking_part
from innoguide.jobs.programme.report.themes import build_themes
from innoguide.jobs.programme.report.working import build_working
from innoguide.model.guide import Guide
from innoguide.model.programme.programme import Gathered, Programme
from innoguide.model.programme.themes import Themes
from innoguide.rendering.checksum import SUMMED
from innoguide.rendering.environment import make_environment, make_picture_environment, render
from innoguide.rendering.markdown import Markdown, comment, escape


def build_programme_outputs(
    programme: Programme,
    gathered: Sequence[Gathered],
    themes: Themes,
    *,
    template_folders: Sequence[Path],
    guide: Guide,
) -> dict[PurePosixPath, str]:
    """Return every output of *programme* as text by its path inside `outputs/`. The same values give the same bytes."""
    environment = make_environment(template_folders, programme.language)
    gallery = Gallery(make_picture_environment(template_folders))
    book = Book(programme, tuple(compare(gathered)), themes, guide, Basis(programme.language), gallery)
    outputs = {PurePosixPath(REPORT): render(environment, "programme/report.md.j2", _report(book))}
    for one in book.gathered:
        here = replace(book, here=page_of(one))
        values = {**_common(here), **build_page(here, one)}
        outputs[PurePosixPath(here.here)] = render(environment, "programme/group.md.j2", values)
    here = replace(book, here=BASIS[book.lang])
    values = {**_common(here), "entries": [_entry(here, one) for one in book.basis.entries], "report": REPORT}
    outputs[PurePosixPath(here.here)] = render(environment, "programme/basis.md.j2", values)
    return outputs | gallery.files


def _report(book: Book) -> dict[str, Any]:
    """Return the values of the report. In the order that they stand there: so the numbers' marks come in order."""
    programme = book.programme
    return {
        **_common(book),
        "organisation": programme.organisation,
        "registry_no": programme.registry_no,
        "period": [book.day(one) for one in (programme.period_from, programme.period_to) if one],
        "about": programme.about,
        "goals": list(programme.goals),
        "basis": BASIS[book.lang],
        "summary": build_summary(book),
        "taking_part": build_taking_part(book),
        "challenges": build_challenges(book),
        "working": build_working(book),
        "met": build_met(book),
        "themes": build_themes(book),
        "solutions": build_solutions(book),
        "cohorts": build_cohorts(book),
        "activities": build_activities(book),
        "capacity": build_capacity(book),
        "effects": build_effects(book),
        "lessons": build_lessons(book),
        "obstacles": build_obstacles(book),
        "follow_ups": build_follow_ups(book),
        "pages": [book.group(one) for one in book.gathered],
        "method": build_method(book),
        "pictures": build_pictures(book),
        "tool": __version__,
    }


def _common(book: Book) -> dict[str, Any]:
    """Return what every template gets."""
    return {"programme": book.programme.title, "provenance": _provenance(book)}


def _provenance(book: Book) -> Markdown:
    about = book.guide.about
    facts = f"innoguide: version {__version__}; {about.guide} {about.version}; groups {len(book.read)}; {SUMMED}"
    return comment(f"{facts}. {_DO_NOT_EDIT[book.lang]}")


_DO_NOT_EDIT = {
    "sv": "Skapad ur gruppernas sammanfattningar: ändra där, inte här. Egen text skriver ni mellan keep-märkena.",
    "en": "Made from the groups' summaries: change those, not this. Words of your own go between the keep marks.",
}


def _entry(book: Book, entry: Entry) -> dict[str, Any]:
    rows = [
        Markdown(f"{book.group(one)}: {escape(detail)}") if detail else book.group(one) for one, detail in entry.rows
    ]
    return {"name": entry.mark.upper(), "sentence": entry.sentence, "rows": rows}
