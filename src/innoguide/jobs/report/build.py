"""`build_outputs`: documents of the steps, of meetings held and to come, and the report that compiles them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment

from innoguide import __version__
from innoguide.jobs.report.audiences.documents import audience_document, audience_documents, has_own_document
from innoguide.jobs.report.book import REPORT, Book
from innoguide.jobs.report.calendar import build_calendar, calendar_files, calendar_path
from innoguide.jobs.report.closing import build_closing, build_progresses
from innoguide.jobs.report.coverage import build_coverage
from innoguide.jobs.report.decided import build_decided
from innoguide.jobs.report.findings import build_areas, build_insights, build_journeys, build_priorities
from innoguide.jobs.report.framing import (
    build_actors,
    build_assumptions,
    build_challenge,
    build_mandate,
    build_parked,
)
from innoguide.jobs.report.gallery import Gallery
from innoguide.jobs.report.ideas import build_cards, build_ideas
from innoguide.jobs.report.listing import build_listing, build_listings, records_of
from innoguide.jobs.report.meetings import build_meeting, build_reflection, meeting_facts, meeting_path
from innoguide.jobs.report.meetings import records_of as records_of_meeting
from innoguide.jobs.report.own_kinds import build_own_kinds
from innoguide.jobs.report.own_words import build_own_summary, build_preface
from innoguide.jobs.report.people import whom_we_met
from innoguide.jobs.report.pictures.calendar import held_picture
from innoguide.jobs.report.pictures.capacity import build_capacity
from innoguide.jobs.report.pictures.empathy_map import build_empathy_maps
from innoguide.jobs.report.pictures.funnel import build_funnel
from innoguide.jobs.report.pictures.matrix import build_matrices
from innoguide.jobs.report.pictures.themes import build_themes
from innoguide.jobs.report.planned import Document, meeting_documents
from innoguide.jobs.report.realising import build_realising
from innoguide.jobs.report.register import build_register
from innoguide.jobs.report.summary import build_summary
from innoguide.jobs.report.trials import build_prototypes, build_rounds
from innoguide.model.audience import Audience
from innoguide.model.guide import Guide
from innoguide.model.privacy import visible_part
from innoguide.model.progress import StepProgress
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.model.trace import build_links
from innoguide.rendering.checksum import SUMMED
from innoguide.rendering.environment import make_environment, make_picture_environment, render
from innoguide.rendering.markdown import Markdown, comment

_DECIDED = ("decision", "vote", "weighing", "rating", "gate", "parked_idea")
_DESIGNED = {
    "ringa-in": ("challenge", "assumption", "actor"),
    "undersoka": ("insight", "journey", "empathy_map"),
    "fokusera": ("development_area",),
    "ta-fram-ideer": ("idea", "idea_card"),
    "testa-ideer": ("prototype", "test_round"),
    "forverkliga": ("solution", "effect", "effect_chain", "plan", "pilot", "follow_up"),
}
"""Kinds that the step's own template writes in full."""

_PLACED = {
    "ringa-in": ("mandate", "starting_point", "known_fact"),
    "undersoka": ("research_plan", "theme", "quote"),
    "fokusera": ("opportunity", "hmw", "focus_review"),
    "ta-fram-ideer": ("theme",),
    "testa-ideer": ("test_plan",),
    "forverkliga": ("story", "anchoring", "summary", "preface", "final_document"),
}
"""Kinds that are listed like any other, but at a place of their own in the step's template."""


def build_outputs(
    guide: Guide,
    project: Project,
    *,
    audience: Audience,
    template_folders: Sequence[Path],
    unquotable: Collection[str] = frozenset(),
    asked: Collection[str] = (),
) -> dict[PurePosixPath, str]:
    """Return every output of *project* as text by its path inside `outputs/`, without the words of the *unquotable*.

    The first of *template_folders* that has a template wins: a project's own stands before innoguide's. An audience
    with a document of its own gets that alone. *asked* are such documents that are made though it is early for them.
    """
    environment = make_environment(template_folders, project.settings.language)
    visible = visible_part(guide, project, audience, unquotable=unquotable)
    gallery = Gallery(make_picture_environment(template_folders))
    book = Book(guide, visible, audience, build_links(guide, project), gallery)
    if has_own_document(audience):
        alone = _render_all(environment, [audience_document(book, audience)])
        return alone | {
            path: svg for path, svg in gallery.files.items() if any(f"({path})" in one for one in alone.values())
        }
    documents = _step_paths(book)
    outputs: dict[PurePosixPath, str] = {}
    for progress in build_progresses(book):
        name = documents.get(progress.step.step)
        if name:
            template = _step_template(template_folders, progress.step.step)
            here = replace(book, here=name)
            own = build_own_kinds(environment, here, template_folders, heading="####")
            outputs[PurePosixPath(name)] = _render_step(environment, here, progress, template, own)
    for session in book.project.sessions:
        name = meeting_path(book, session)
        here = replace(book, here=name)
        values = {**_common(here, len(records_of_meeting(here, session))), **build_meeting(here, session)}
        outputs[PurePosixPath(name)] = render(environment, "meeting.md.j2", values)
    outputs |= {PurePosixPath(name): text for name, text in _around_meetings(environment, book, documents)}
    own = build_own_kinds(environment, book, template_folders, heading="###")
    outputs[PurePosixPath(REPORT)] = render(
        environment, "report.md.j2", _report_values(book, documents) | {"own_kinds": own}
    )
    outputs |= _render_all(environment, audience_documents(book, asked))
    return outputs | gallery.files


def _render_all(environment: Environment, documents: Iterable[Document]) -> dict[PurePosixPath, str]:
    return {
        PurePosixPath(one.book.here): render(
            environment, one.template, {**_common(one.book, one.records), **one.values}
        )
        for one in documents
    }


def _around_meetings(environment: Environment, book: Book, documents: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield path and text of what is made before and after a meeting, and of the calendar."""
    for one in meeting_documents(book, documents):
        yield one.book.here, render(environment, one.template, {**_common(one.book, one.records), **one.values})
    if book.project.planned:
        here = replace(book, here=calendar_path(book, "md"))
        yield here.here, render(environment, "calendar.md.j2", {**_common(here, 0), **build_calendar(here)})
    yield from calendar_files(book)


def _step_template(folders: Sequence[Path], step_id: str) -> str:
    name = f"{step_id}.md.j2"
    return name if any((folder / name).is_file() for folder in folders) else "step.md.j2"


def _step_paths(book: Book) -> dict[str, str]:
    """Return the documents of the steps that have records or meetings."""
    worked = {one.step for session in book.project.sessions for one in session.done}
    return {
        step.step: f"{book.guide.number(step.step)}-{step.step}.md"
        for step in book.guide.steps
        if step.step in worked
        or records_of(book, step)
        or any(r.step == step.step for r in book.project.records.values())
    }


def _common(book: Book, number: int) -> dict[str, Any]:
    """Return what every template gets; *number* is how many records the document is made from."""
    settings = book.project.settings
    return {
        "title": settings.title.rstrip(" .,;:!。，；：！"),
        "organisation": settings.organisation,
        "municipality": settings.municipality,
        "registry_no": settings.registry_no,
        "internal": not book.sees.is_public,
        "provenance": _provenance(book, number),
        "report": book.to(REPORT),
        "number_of_records": number,
    }


def _provenance(book: Book, number: int) -> Markdown:
    about = book.guide.about
    facts = (
        f"innoguide: version {__version__}; {about.guide} {about.version}; records {number}; {book.audience}; {SUMMED}"
    )
    return comment(f"{facts}. {_DO_NOT_EDIT[book.lang]}")


_DO_NOT_EDIT = {
    "sv": "Skapad ur records/ och sessions/: ändra där, inte här. Egen text skriver ni mellan keep-märkena.",
    "en": "Made from records/ and sessions/: change those, not this. Words of your own go between the keep marks.",
}


def _facts(book: Book) -> dict[str, Any]:
    """Return what the records say, for the templates of the steps and of the report."""
    return {
        "challenge": build_challenge(book),
        "mandate": build_mandate(book),
        "assumptions": build_assumptions(book),
        "actors": build_actors(book),
        "met": whom_we_met(book),
        "coverage": build_coverage(book),
        "insights": build_insights(book),
        "journeys": build_journeys(book),
        "empathy_maps": build_empathy_maps(book),
        "themes": {one.step: build_themes(book, one.step) for one in book.guide.steps},
        "areas": build_areas(book),
        "priorities": build_priorities(book),
        "matrices": build_matrices(book),
        "capacity": build_capacity(book),
        "ideas": build_ideas(book),
        "cards": build_cards(book),
        "prototypes": build_prototypes(book),
        "rounds": build_rounds(book),
        **build_realising(book),
    }


def _render_step(
    environment: Environment, book: Book, progress: StepProgress, template: str, own: dict[str, dict[str, Any]]
) -> str:
    step = progress.step
    records = records_of(book, step)
    placed = _PLACED.get(step.step, ())
    besides = (*_DESIGNED.get(step.step, ()), *placed, *_DECIDED) if template != "step.md.j2" else _DECIDED
    values = {
        **_common(book, len(records)),
        **_facts(book),
        "step": {
            "id": step.step,
            "number": progress.number,
            "title": step.title.in_(book.lang),
            "question": step.question.in_(book.lang),
            "deliverable": step.deliverable.title.in_(book.lang),
        },
        **build_decided(book, records),
        "parked": build_parked(book, [one for one in records if one.kind == "parked_idea"]),
        "listings": {kind: build_listing(book, kind, [r for r in records if r.kind == kind]) for kind in placed},
        "others": [one | own.get(one["kind"], {}) for one in build_listings(book, records, besides=besides)],
        "closing": build_closing(book, progress),
    }
    return render(environment, template, values)


def _report_values(book: Book, documents: dict[str, str]) -> dict[str, Any]:
    progresses = build_progresses(book)
    sessions = book.project.sessions
    shared = [one for found in book.project.by_kind.values() for one in found]
    return {
        **_common(book, len(book.project.records)),
        **_facts(book),
        "cards": build_cards(book, short=True),
        "preface": build_preface(book),
        "own_summary": build_own_summary(book),
        "summary": build_summary(book, progresses),
        "steps": [_step_row(book, one, documents.get(one.step.step, "")) for one in progresses],
        "meetings": [meeting_facts(book, one) for one in sessions],
        "way": held_picture(book),
        "funnel": build_funnel(book),
        "returns": [one for session in sessions for one in build_meeting(book, session)["returns"]],
        **build_decided(book, shared),
        "lessons": _lessons(book),
        "reflections": [build_reflection(book, one) for one in book.of_kind("reflection")],
        "parked": build_parked(book, book.of_kind("parked_idea")),
        "unknown": [one for progress in progresses for one in build_closing(book, progress)["unknown"]],
        "others": build_listings(book, [one for one in records_of(book, None) if one.kind != "parked_idea"]),
        "register": build_register(book),
        "guide": {
            "title": book.guide.about.title.in_(book.lang),
            "version": book.guide.about.version,
            "tool": __version__,
        },
    }


def _step_row(book: Book, progress: StepProgress, document: str) -> dict[str, Any]:
    return {
        "id": progress.step.step,
        "number": progress.number,
        "title": progress.step.title.in_(book.lang),
        "question": progress.step.question.in_(book.lang),
        "deliverable": progress.step.deliverable.title.in_(book.lang),
        "state": "reopened" if _is_reopened(book, progress) else progress.state,
        "document": document,
    }


def _is_reopened(book: Book, progress: StepProgress) -> bool:
    """Whether the step was closed once, before the group went back to it."""
    gates = (one for one in book.of_kind("gate") if one.step == progress.step.step)
    return progress.gate is None and any(one.values.get("conclusion") == "go_on" for one in gates)


def _lessons(book: Book) -> list[dict[str, Any]]:
    """Return the lessons by what they are about."""
    found: dict[str, list[Record]] = {}
    for one in book.of_kind("lesson"):
        found.setdefault(book.option(one, "about"), []).append(one)
    return [{"about": about, "lessons": [book.label(one) for one in some]} for about, some in found.items()]
