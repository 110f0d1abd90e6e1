"""A YAML file is read with work in proportion to its size, whatever stands in it: calls are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
import yaml

from innoguide.files import yamlfile
from innoguide.files.yamlfile import Unreadable, read_yaml

SHAPES: dict[str, Callable[[int], str]] = {
    "deep lists": lambda n: "[" * n,
    "deep dicts": lambda n: "{a: " * n,
    "deep blocks": lambda n: "- " * n,
    "deep by lines": lambda n: "".join(f"{' ' * i}a:\n" for i in range(n // 10)),
    "questions": lambda n: "? " * n,
    "names for more and more": lambda n: "a: &a [x]\n" + "".join(f"b{i}: [*a, *a]\n" for i in range(n)),
    "many keys": lambda n: "".join(f"k{i}: v\n" for i in range(n)),
    "the same key": lambda n: "k: v\n" * n,
    "many items": lambda n: "- v\n" * n,
    "items on one line": lambda n: f"a: [{'v, ' * n}]",
    "a long line": lambda n: f"a: {'x' * n * 10}",
    "a long quote": lambda n: f"a: '{'x ' * n}'",
    "a quote without end": lambda n: f"a: '{'x ' * n}",
    "a long text": lambda n: "a: |\n" + "  x\n" * n,
    "a long number": lambda n: f"a: {'9' * n * 10}",
    "a long comment": lambda n: f"# {'x' * n * 10}\na: b",
    "empty lines": lambda n: "\n" * n + "a: b",
    "colons": lambda n: "a: " * n,
    "tabs": lambda n: "\t" * n,
    "signs": lambda n: "a: " + "!&*" * n,
    "conflicts": lambda n: "<<<<<<< a\n" * n,
}


def work_for(text: str) -> int:
    """Return how many calls it takes to read *text*, or to refuse it."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_yaml(text.encode(), "a.yaml", {})
    except Unreadable:
        pass
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_file_is_at_most_twice_the_work(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "Loader", yaml.SafeLoader)  # the same parser in Python, so that its calls are seen
    small, large = (work_for(SHAPES[shape](size)) for size in (200, 400))
    assert large <= 2.2 * small + 200
    assert large < 400 * 400
