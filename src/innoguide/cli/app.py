"""Builds the command line in one language; the one place where errors become exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from innoguide.cli.everywhere import take_everywhere
from innoguide.cli.helptext import command_help, group_help, program_help
from innoguide.cli.language import choose_language, refuse_language
from innoguide.errors import InnoguideError, ProjectError
from innoguide.texts import t, use_language

COMMANDS = (
    "demo",
    "init",
    "agenda",
    "walk",
    "followup",
    "room",
    "status",
    "guide",
    "schema",
    "add",
    "list",
    "show",
    "edit",
    "link",
    "trace",
    "changes",
    "review",
    "similar",
    "park",
    "outputs",
    "worksheet",
    "report",
    "programme",
    "export",
    "check",
    "keep",
    "doctor",
    "consent",
    "capacity",
    "withdraw",
    "dispose",
    "hook",
    "help",
)
"""Each is the module of its name in this folder, in the order that help shows them."""

PROGRAMME = ("init", "add", "fetch", "status", "themes", "report", "check", "export")
"""The commands of `innoguide programme`: the modules of these names in the folder `programme/`."""

TYPED = (*COMMANDS, *(f"programme {name}" for name in PROGRAMME))
"""Every command as it is typed after `innoguide`."""

INTERRUPTED = 130
HELP = ("-h", "--help")

_OF_THE_COMPUTER = {
    getattr(errno, name, None)
    for name in ("EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EFBIG", "EIO", "EMFILE", "ENAMETOOLONG")
} - {None}
"""Faults of the system calls that no program can mend: a full disk, no right to write, a name too long."""


class _Command(TyperCommand):
    """A command whose help speaks the program's language."""

    def get_help(self, ctx: Any) -> str:
        from innoguide.cli.usage import typed_names

        return command_help(self, typed_names(ctx))


class _Later(TyperGroup):
    """Commands that are built when they are asked for: building all of them would be half of every start."""

    names: tuple[str, ...]
    modules: str

    def list_commands(self, ctx: Any) -> list[str]:
        return [*self.names]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in self.names and cmd_name not in self.commands:
            self.commands[cmd_name] = _build_command(self.modules, cmd_name)
        return super().get_command(ctx, cmd_name)


class _Group(_Later):
    """The whole program."""

    names = COMMANDS
    modules = "innoguide.cli"

    def get_help(self, ctx: Any) -> str:
        return program_help(self, COMMANDS)


class _Programme(_Later):
    """The commands about many groups."""

    names = PROGRAMME
    modules = "innoguide.cli.programme"

    def get_help(self, ctx: Any) -> str:
        from innoguide.cli.usage import typed_names

        return group_help(self, typed_names(ctx), PROGRAMME)


def build_app() -> typer.Typer:
    """Return the command line, in the language that is in use. A factory: help texts are fixed when it is built."""
    app = _new_app(_Group)
    app.callback()(_root)
    return app


def _new_app(group: type[_Later] | None = None) -> typer.Typer:
    return typer.Typer(
        cls=group,
        name="innoguide",
        rich_markup_mode=None,
        invoke_without_command=group is not None,
        add_completion=group is _Group,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": [*HELP]},
    )


def _build_command(modules: str, name: str) -> Any:
    """Return the command *name*, whose module lies in *modules*; `programme` is a group of its own."""
    if modules == _Group.modules and name == "programme":
        group = _new_app(_Programme)
        group.callback()(_programme_root)
        return typer.main.get_command(group)
    app = _new_app()
    app.command(name, cls=_Command)(import_module(f"{modules}.{name}").command)
    return typer.main.get_command(app)


def _programme_root(context: typer.Context, lang: str = typer.Option("", "--lang", metavar="LANG")) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


def _root(
    context: typer.Context,
    lang: str = typer.Option("", "--lang", metavar="LANG"),
    version: bool = typer.Option(False, "--version", "-V"),
) -> None:
    if version:
        from innoguide.cli.version import version_line

        print(version_line())
        raise typer.Exit
    if context.invoked_subcommand is None:
        from innoguide.cli.help import show_welcome

        show_welcome()


def run(arguments: Sequence[str]) -> int:
    """Run the command in *arguments* and return the exit code."""
    arguments = take_everywhere(arguments)
    use_language(choose_language(arguments))
    app = build_app()
    hook = sys.excepthook
    try:
        refuse_language(arguments)
        code = app(_only_help(arguments) or list(arguments), standalone_mode=False)
        sys.stdout.flush()
    except InnoguideError as error:
        _show_error(error.message, error.hint)
        return error.exit_code
    except TyperException as error:
        return _wrong_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except (BrokenPipeError, SystemExit) as error:
        # Typer makes the second of the first; one that a signal asked for keeps its own code.
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        # The reader has had enough, as `head` does: no error of ours. What is left goes nowhere, also at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in _OF_THE_COMPUTER:
            raise
        _show_error(t("cannot_write", file=error.filename or "–", reason=error.strerror), t("cannot_write_hint"))
        return ProjectError.exit_code
    finally:
        sys.excepthook = hook  # Typer puts its own there
    if code == INTERRUPTED:  # Typer turns Ctrl-C into this code by itself, without a word
        print(f"\n{t('interrupted')}", file=sys.stderr)
    return code if isinstance(code, int) else 0


def _only_help(arguments: Sequence[str]) -> list[str]:
    """Return what shows the help that a line ends with, whatever is wrong with the rest; nothing without `-h` there."""
    if not arguments or arguments[-1] not in HELP or "--" in arguments:
        return []
    path: list[str] = []
    names: Sequence[str] = COMMANDS
    for before, word in zip(("", *arguments), arguments, strict=False):
        if word.startswith("-") or before == "--lang":
            continue
        if word not in names:
            break
        path.append(word)
        names = PROGRAMME if path == ["programme"] else ()
    return [*path, arguments[-1]] if path else []


def _show_error(message: str, hint: str) -> None:
    from innoguide.terminal.screen import print_error

    print_error(message, hint)


def _wrong_usage(error: Exception) -> int:
    """Say what was wrong with the command line, in the program's language; exit code 2."""
    from innoguide.cli.usage import explain_usage

    context = getattr(error, "ctx", None)
    in_programme = getattr(context, "command_path", "").endswith(" programme")
    message, hint = explain_usage(error, PROGRAMME if in_programme else COMMANDS)
    _show_error(message, hint)
    return 2
