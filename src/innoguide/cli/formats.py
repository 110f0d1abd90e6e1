"""`--format` and `--open`: which formats there are, what each needs installed, and how a file is opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from innoguide.cli.project import shown_path, template_folders
from innoguide.texts import t, tn

if TYPE_CHECKING:
    from innoguide.cli.project import Opened
    from innoguide.jobs.export.export import Exported, Format

FormatOption = Annotated[str, typer.Option("--format", metavar="md|html|docx|pdf|all")]
OpenOption = Annotated[bool, typer.Option("--open")]
BaseOption = Annotated[Path | None, typer.Option("--base", metavar="FILE.docx")]

MARKDOWN = "md"
WRITTEN = ("html", "docx", "pdf")
"""The formats that are made of a document; `all` means these."""

EXPORTS = "exports"
_PATIENCE = 5
_NEEDS = {"docx": ("word", ("docx", "resvg_py")), "pdf": ("pdf", ("typst",))}
"""The extra that a format needs, and what it brings."""


@dataclass(frozen=True)
class Wanted:
    """The *names* of the formats besides Markdown, a model for Word, and whether the first file is to be opened."""

    names: tuple[str, ...] = ()
    base: Path | None = None
    open_it: bool = False

    def formats(self, project: Path | None = None) -> list[Format]:
        """Return the formats with what writes them; a project may have a template of its own for the web page."""
        return [_format(name, self.base, template_folders(project)) for name in self.names]


def wanted_formats(text: str, *, base: Path | None, open_it: bool, check: bool = False) -> Wanted:
    """Return what the options ask for; `--format` takes several with commas between.

    Raises `UsageError` for a name that is none, for options that cannot go together, and for a missing extra.
    """
    from innoguide.errors import UsageError
    from innoguide.files.faults import near_miss

    names = [one.strip().lower().lstrip(".") for one in text.split(",") if one.strip()]
    allowed = (MARKDOWN, *WRITTEN, "all")
    for name in names:
        if name not in allowed:
            raise UsageError(t("format_unknown", name=name), near_miss(name, allowed))
    wanted = tuple(one for one in WRITTEN if one in names or "all" in names)
    if base and "docx" not in wanted:
        raise UsageError(t("format_base_alone"), t("format_base_alone_hint"))
    if check and (wanted or open_it):
        raise UsageError(t("format_check"), t("format_check_hint"))
    if base and not base.is_file():
        raise UsageError(t("file_missing", file=base), t("format_base_missing_hint"))
    for name in wanted:
        extra, modules = _NEEDS.get(name, ("", ()))
        if any(find_spec(one) is None for one in modules):
            raise UsageError(t("format_extra_missing", format=name), t("format_extra_missing_hint", extra=extra))
    return Wanted(wanted, base, open_it)


def _format(name: str, base: Path | None, folders: Sequence[Path]) -> Format:
    from innoguide.jobs.export.export import Format

    if name == "docx":
        from innoguide.rendering.documents.word import write_word

        return Format(".docx", lambda document, pictures: write_word(document, pictures, base=base))
    if name == "pdf":
        from innoguide.rendering.documents.pdf import write_pdf

        return Format(".pdf", write_pdf)
    from innoguide.rendering.documents.html import write_html

    return Format(".html", lambda document, pictures: write_html(document, pictures, folders=folders).encode())


def give_away(
    opened: Opened,
    home: Path,
    outputs: Sequence[PurePosixPath],
    wanted: Wanted,
    *,
    first: str = "",
    whole: bool = False,
) -> None:
    """Write the documents among *outputs*, which lie in *home*, in the wanted formats, and open the *first*.

    With *whole* they are all there are: files made before of others are removed.
    """
    source = home / "outputs"
    names = sorted(path for path in outputs if path.suffix == ".md" and (source / path).is_file())
    if not names:
        return
    main = PurePosixPath(first) if PurePosixPath(first) in names else names[0]
    if wanted.names:
        _export(opened, home, names, wanted.formats(opened.folder), whole=whole)
    if wanted.open_it:
        folder, ending = (home / EXPORTS, wanted.names[0]) if wanted.names else (source, MARKDOWN)
        open_file(folder / main.with_suffix(f".{ending}"))


def _export(
    opened: Opened, home: Path, names: Sequence[PurePosixPath], formats: Sequence[Format], *, whole: bool
) -> None:
    from innoguide.jobs.export.export import export_outputs

    settings = opened.store.settings
    shared = {
        "lang": settings.language,
        "watermark": t("watermark", settings.language) if home != opened.folder else "",
        "organisation": settings.organisation,
        "municipality": settings.municipality,
        "registry_no": settings.registry_no,
    }
    target = home / EXPORTS
    exported = export_outputs(names, formats, source=home / "outputs", target=target, settings=shared, whole=whole)
    tell_exported(exported, target)


def tell_exported(exported: Exported, target: Path) -> None:
    """Print the path of each file that was written to the folder *target*, then how many there are."""
    from innoguide.terminal.screen import tell

    folder = shown_path(target)
    for path in exported.changed:
        print(f"{folder}/{path}")
    for path in exported.removed:
        tell(t("outputs_removed", path=f"{folder}/{path}"))
    tell(tn("exports_done", len(exported.documents), changed=len(exported.changed), folder=folder))


def open_file(path: Path) -> None:
    """Open the file in the program that the system has for it; say where it lies if that cannot be done."""
    from innoguide.terminal.screen import tell

    if not _opened(path.resolve()):
        tell(t("open_failed", path=shown_path(path)))


def _opened(path: Path) -> bool:
    import shutil
    import subprocess

    if sys.platform == "win32":
        os.startfile(path)
        return True
    # Without a desktop `xdg-open` looks for programs of the terminal, complains of each, and says that all went well.
    has_desktop = sys.platform == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None or not has_desktop:
        return False
    opener = subprocess.Popen([program, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return opener.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True  # some openers stay for as long as the file is open
