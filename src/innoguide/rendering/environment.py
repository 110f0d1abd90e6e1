"""The sandboxed Jinja environment: templates and plain values in, tidy Markdown out."""

from __future__ import annotations

import math
import re
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape as escape_xml
from pathlib import Path
from types import CodeType
from typing import Any, cast

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from innoguide.errors import GuideError
from innoguide.files.folders import shipped_folder
from innoguide.rendering import budget, markdown
from innoguide.rendering.budget import Budget, Counting
from innoguide.rendering.markdown import Markdown, tidy
from innoguide.rendering.template_fault import advice, what_is_wrong

LANGUAGES = ("sv", "en")
LARGEST = 100_000  # bytes of a template: five times our largest
_OF_JINJA = (  # none that marks text as safe, fills memory, formats in its own way or draws lots
    "abs", "default", "first", "groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max",
    "min", "reject", "rejectattr", "select", "selectattr", "sort", "string", "sum", "trim", "unique", "upper",
)  # fmt: skip
_PLAIN = (str, int, float, list, tuple, dict, range)
_OF_DICTS = ("items", "keys", "values")


class _Compiled(BytecodeCache):
    """What templates were compiled to in this process. Jinja asks for it by the file and what stands in it."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = {(name, is_ours): _Compiled() for name in (*LANGUAGES, "picture") for is_ours in (True, False)}
"""One for each kind of environment: values that stand in a template are shaped when it is compiled."""


def make_environment(folders: Sequence[Path], lang: str) -> Environment:
    """Templates from the folders, the first that has one wins; words, dates and numbers in the language."""
    if lang not in LANGUAGES:
        raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, not {lang!r}")
    environment = _Sandbox(folders, partial(_finalize, lang=lang), lang)
    spoken = {
        name: environment.budget.counted(partial(function, lang=lang))
        for name, function in (("date", markdown.date), ("number", markdown.number), ("count", markdown.count))
    }
    shaped: list[Callable[..., str]] = [
        markdown.inline, markdown.paragraphs, markdown.quoted, markdown.cell, markdown.bullets, markdown.anchor,
    ]  # fmt: skip
    counted = environment.budget.counted
    environment.filters |= {function.__name__: counted(function) for function in shaped} | spoken
    environment.globals |= spoken | {
        "say": environment.budget.say(partial(markdown.say, lang=lang)),
        "table": counted(markdown.table),
        "comment": counted(markdown.comment),
        "lang": lang,
    }
    return environment


def make_picture_environment(folders: Sequence[Path]) -> Environment:
    """Templates of pictures from the folders: what they write is escaped as XML."""
    return _Sandbox(folders, _xml, "picture")


def render(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """The tidied output of one template. What is wrong in a template is a GuideError with file and line."""
    return tidy(_rendered(environment, name, values))


def render_picture(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """The picture that a template makes; errors as in `render`."""
    return _rendered(environment, name, values)


def _rendered(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    _demand_plain(values, "values")
    if isinstance(environment, _Sandbox):
        environment.budget.begin()
    try:
        return environment.get_template(name).render(dict(values))
    except TemplateSyntaxError as error:
        raise GuideError(
            f"{error.filename or name}:{error.lineno}: {what_is_wrong(error)}",
            advice(error, values, _names_of(environment)),
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError, SyntaxError) as error:
        place = _place(error)
        if not place and not isinstance(error, TemplateError | RecursionError | SyntaxError):
            raise
        raise GuideError(
            f"{place or name}: {what_is_wrong(error)}", advice(error, values, _names_of(environment))
        ) from error


def _names_of(environment: Environment) -> list[str]:
    return [*environment.globals, *filter(str.isidentifier, environment.filters), *environment.tests]


def _finalize(value: Any, *, lang: str) -> Markdown:
    return markdown.escape(markdown.number(value, lang=lang) if isinstance(value, float) else value)


def _xml(value: Any) -> Markdown:
    """Return the value escaped for XML: text and attributes alike, without what XML does not allow."""
    if isinstance(value, Markdown):
        return value
    text = markdown.clean_line(str(value)).translate({0xFFFE: None, 0xFFFF: None})
    return Markdown(escape_xml(text, quote=True))


def _joined(parts: Iterable[str]) -> Markdown:
    return Markdown("".join(parts))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Hardly any methods of plain values, no sums that fill the memory; a field wins over a method of its name."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))
    concat = staticmethod(_joined)  # what macros, blocks and `{% set %}…{% endset %}` yield is finished Markdown

    def __init__(self, folders: Sequence[Path], finalize: Callable[[Any], Markdown], kind: str) -> None:
        self.budget = Budget()
        # Our own templates end. With a project's beside them all are counted: its own may call ours without end.
        self._is_ours = all(folder == shipped_folder("templates") for folder in folders)
        super().__init__(
            loader=_Folders(folders),
            bytecode_cache=_COMPILED[kind, self._is_ours],
            undefined=StrictUndefined,
            finalize=self._paid(finalize),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        counted = self.budget.counted
        self.filters = {name: counted(FILTERS[name]) for name in _OF_JINJA} | self._filters()
        self.tests = {name: counted(cast(Callable[..., Any], test)) for name, test in self.tests.items()}
        del self.globals["lipsum"]
        self.globals |= {"dict": counted(dict), "namespace": counted(budget.namespace)}

    def _filters(self) -> dict[str, Callable[..., Any]]:
        """Those that write text: one value each, for a list may hold itself many times over."""
        plain: dict[str, Callable[[str], str]] = {
            "upper": str.upper,
            "lower": str.lower,
            "trim": str.strip,
            "string": str,
        }
        counted = self.budget.counted
        texts = {name: counted(budget.on_text(function)) for name, function in plain.items()}
        numbers = {"sum": counted(budget.total), "round": counted(budget.rounded)}
        return texts | numbers | {"join": self.budget.join} | self.budget.filters()

    def _paid(self, finalize: Callable[[Any], Markdown]) -> Callable[[Any], Markdown]:
        def written(value: Any) -> Markdown:
            text = finalize(budget.one_text(value))
            self.budget.spend(1 + len(text) // budget.SIGNS)
            return text

        return written

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "+":
            return self.budget.added(left, right)
        if operator == "**" or not isinstance(left, int | float) or not isinstance(right, int | float):
            raise SecurityError(
                f"{operator} is not allowed here" + ("" if operator == "**" else " but between numbers")
            )
        return budget.checked_number(super().call_binop(context, operator, left, right))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, _PLAIN) and not (isinstance(obj, dict) and attr in _OF_DICTS):
            return False
        compares = isinstance(obj, LoopContext) and attr == "changed"
        return not compares and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Not even `format`, which Jinja itself would guard: it fills up to any width."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
        except ValueError as error:  # a number of more digits than Python reads
            raise TemplateSyntaxError("counts too far", 1, name, filename) from error
        _check_numbers(tree, name or "", filename or "")
        _check_say(tree, name or "", filename or "")
        counted: nodes.Template = tree if self._is_ours else Counting().visit(tree)
        return counted

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


_NO_NAME = re.compile(r"[\\:\0]")


class _Folders(BaseLoader):
    """Reads templates, never from outside the folders, not even along a symbolic link."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if any(part in ("", ".", "..") or len(part) > 200 for part in template.split("/")) or _NO_NAME.search(template):
            raise GuideError(f"{template!r} is not the name of a template", "Write it as partials/name.md.j2.")
        for folder in self.folders:
            path = folder / template
            if path.is_file():
                if not path.resolve().is_relative_to(folder.resolve()):
                    raise GuideError(f"{path}: leads out of {folder}", "Put the template itself in the folder.")
                return _read(path), str(path), lambda: True
        raise TemplateNotFound(template, f"there is no template {template!r} in {', '.join(map(str, self.folders))}")


def _read(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise GuideError(f"{path}: is larger than {LARGEST} bytes", "Part it into several templates.")
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise GuideError(f"{path}:{line}: is not UTF-8", "Save the file as UTF-8.") from error


def _check_numbers(tree: nodes.Template, name: str, path: str) -> None:
    """Jinja writes a number as Python does, and `1e999` as `inf`, which is a name."""
    for one in tree.find_all(nodes.Const):
        if isinstance(one.value, float) and not math.isfinite(one.value):
            raise TemplateSyntaxError("counts too far", one.lineno, name, path)


def _check_say(tree: nodes.Template, name: str, path: str) -> None:
    """`say` writes Markdown as it is, so what it says must stand in the template, not come from a group."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "say":
            texts = [*call.args, *(word.value for word in call.kwargs if word.key in LANGUAGES)]
            if call.dyn_args or call.dyn_kwargs or not all(isinstance(text, nodes.Const) for text in texts):
                message = 'say() takes only texts written here; give a value as say("… {name} …", "…", name=value)'
                raise TemplateSyntaxError(message, call.lineno, name, path)


def _demand_plain(value: object, where: str) -> None:
    """A template must get nothing that can do something: an error of the calling code, not of the user."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            _demand_plain(one, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            _demand_plain(one, f"{where}[{index}]")
    elif value is not None and not isinstance(value, str | int | float):
        raise AssertionError(f"{where} is a {type(value).__name__}; templates get plain values only")


def _place(error: BaseException) -> str:
    """`file:line` of the innermost template frame; Jinja gives those the template's own file and line."""
    frames = traceback.walk_tb(error.__traceback__)
    places = [f"{at.f_code.co_filename}:{line}" for at, line in frames if "__jinja_exception__" in at.f_globals]
    return places[-1] if places else ""
