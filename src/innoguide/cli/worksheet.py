"""`innoguide worksheet`: empty sheets to print, and with `--filled` what the group has so far on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.everywhere import say_working
from innoguide.cli.formats import EXPORTS, FormatOption, OpenOption
from innoguide.cli.project import JsonOption, LangOption, Opened, ProjectOption, open_project, shown_path
from innoguide.texts import current_language, t, tn

if TYPE_CHECKING:
    from innoguide.jobs.export.export import Ready
    from innoguide.jobs.worksheet.have import Have
    from innoguide.model.guide import Guide, Method, Step
    from innoguide.rendering.documents.blocks import Page

_ALL = ("all", "alla", "allt")


def command(
    what: Annotated[str, typer.Argument(metavar="STEP|METHOD")] = "",
    filled: Annotated[bool, typer.Option("--filled")] = False,
    page: Annotated[str, typer.Option("--page", metavar="a4|a3")] = "a4",
    list_them: Annotated[bool, typer.Option("--list")] = False,
    formats: FormatOption = "html",
    open_it: OpenOption = False,
    as_json: JsonOption = False,
    project: ProjectOption = None,
    lang: LangOption = "",
) -> None:
    """Write a method, a step or another sheet to print; without a word, tell what there is."""
    from innoguide.cli.formats import open_file, wanted_formats
    from innoguide.errors import UsageError
    from innoguide.jobs.export.export import write_documents

    wanted = wanted_formats(formats, base=None, open_it=open_it)
    size: Page | None = "a4" if page.lower() == "a4" else "a3" if page.lower() == "a3" else None
    if size is None:
        raise UsageError(t("worksheet_page_unknown", page=page), t("allowed_are", names="a4, a3"))
    if not wanted.names:
        raise UsageError(t("worksheet_format"), t("allowed_are", names="html, docx, pdf, all"))
    opened = _opened(project, is_needed=filled)
    guide = opened.guide if opened else _shipped_guide()
    if list_them or as_json or not what:
        _tell_all(guide, as_json=as_json)
        return
    say_working()
    have = _have(opened, guide, filled=filled)
    title = opened.settings.title if opened else ""
    sheets = list(_sheets(have, what, size, title))
    target = opened.folder / EXPORTS / t("worksheet_folder", have.lang) if opened else Path(t("worksheet_folder"))
    writers = wanted.formats(opened.folder if opened else Path())
    exported = write_documents(sheets, writers, target=target, ignored=opened is not None)
    for path in exported.documents:
        print(shown_path(target / path))
    if wanted.open_it:
        open_file(target / exported.documents[0])


def _opened(project: Path | None, *, is_needed: bool) -> Opened | None:
    """Return the project, or None where there is none and none is needed."""
    from innoguide.files.folders import find_project

    if project or is_needed or find_project(Path.cwd()):
        return open_project(project, with_checks=False)
    return None


def _shipped_guide() -> Guide:
    from innoguide.files.content import load_guide
    from innoguide.files.folders import content_folders

    return load_guide(content_folders("steps", None), with_checks=False)


def _have(opened: Opened | None, guide: Guide, *, filled: bool) -> Have:
    """Return what goes on the sheets; what only the group may read does not lie about on paper, and that is told."""
    from innoguide.jobs.worksheet.have import Have
    from innoguide.model.privacy import visible_part
    from innoguide.terminal.screen import tell

    if opened is None or not filled:
        return Have(guide, opened.settings.language if opened else current_language())
    whole = opened.store.load()
    seen = visible_part(guide, whole, "public", unquotable=opened.unquotable)
    left_out = len(whole.records) - len(seen.records)
    if left_out:
        tell(tn("worksheet_left_out", left_out))
    return Have(guide, opened.settings.language, seen)


def _sheets(have: Have, what: str, page: Page, about: str) -> Iterator[Ready]:
    """Yield the sheets that *what* means. Raises `UsageError` if there are none."""
    from innoguide.jobs.export.export import Ready
    from innoguide.jobs.worksheet.sheet import EXTRAS, build_sheet

    for name in EXTRAS:
        if what.lower() in (*_ALL, name, *(t(f"worksheet_word_{name}", lang).lower() for lang in ("sv", "en"))):
            yield Ready(PurePosixPath(t(f"worksheet_word_{name}", have.lang)), EXTRAS[name](have))
            if what.lower() not in _ALL:
                return
    for step, method in _methods(have.guide, what):
        path = f"{have.guide.number(step.step)}-{method.method}" if step else method.method
        yield Ready(PurePosixPath(path), build_sheet(method, step, have, page=page, about=about))


def _methods(guide: Guide, what: str) -> Sequence[tuple[Step | None, Method]]:
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss
    from innoguide.jobs.walk.targets import find_places

    if what.lower() in _ALL:
        return [*_all_of(guide)]
    found = find_places(guide, what, guide.about.steps[0])
    if not found:
        methods = [one.method for all_of in guide.methods.values() for one in all_of]
        raise UsageError(t("walk_target_none", word=what), near_miss(what, [*guide.about.steps, *methods]))
    step = guide.step(found[0].step)
    if not found[0].method:
        return [(step, one) for one in guide.methods.get(step.step, ())]
    method = guide.method(step.step, found[0].method)
    own = method in guide.methods.get(step.step, ()) or any(
        one.move == "gate" for one in (method.script if method else ())
    )
    return [(step if own else None, method)] if method else []


def _all_of(guide: Guide) -> Iterator[tuple[Step | None, Method]]:
    for step in guide.steps:
        yield from ((step, one) for one in guide.methods.get(step.step, ()))
    yield from ((None, one) for one in guide.methods.get("shared", ()))


def _tell_all(guide: Guide, *, as_json: bool) -> None:
    """Print every sheet there is, with the word that makes it."""
    from innoguide.jobs.worksheet.sheet import EXTRAS
    from innoguide.terminal.screen import print_json, tell

    lang = current_language()
    rows = [
        (guide.number(step.step) if step else 0, method.method, method.title.in_(lang))
        for step, method in _all_of(guide)
    ]
    rows += [(0, t(f"worksheet_word_{name}"), t(f"worksheet_{name}")) for name in EXTRAS]
    if as_json:
        sheets = [{"sheet": word, "step": number or None, "title": title} for number, word, title in rows]
        print_json({"format": 1, "sheets": sheets})
        return
    for number, word, title in rows:
        print(f"{number or '–'}  {word:<30} {title}")
    tell(t("worksheet_how"))
