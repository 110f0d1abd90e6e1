"""rendering/budget.py: no template fills the memory or goes on without end, whatever trick it tries."""

from __future__ import annotations

from pathlib import Path

import pytest

from innoguide.errors import GuideError
from innoguide.rendering import budget
from innoguide.rendering.environment import make_environment, render

TWICE = "{% set n = namespace(x='aaaa', l=['a'], m=['a'], i=9) %}{% for i in range(60) %}"
WITHOUT_END = {
    "a loop in a loop": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a loop that leaves all out": "{% for a in range(9999) %}{% for b in range(99) if b < 0 %}{% endfor %}{% endfor %}",
    "a macro that calls itself": "{% macro f(n) %}{% if n %}{{ f(n-1) ~ f(n-1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "texts side by side": TWICE + "{% set n.x = n.x ~ n.x %}{% endfor %}",
    "texts added": TWICE + "{% set n.x = n.x + n.x %}{% endfor %}",
    "lists added": TWICE + "{% set n.l = n.l + n.l %}{% endfor %}",
    "a text caught": TWICE + "{% set z %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = z %}{% endfor %}",
    "a text said": TWICE + "{% set n.x = say('{a}{a}', '{a}{a}', a=n.x) %}{% endfor %}",
    "a table in a table": TWICE + "{% set n.x = table([n.x, n.x], [[n.x, n.x]]) %}{% endfor %}",
    "a text joined with itself": "{% set a = range(9999) | join('x') %}{{ range(9999) | join(a) }}",
    "a list that holds itself, compared": TWICE
    + "{% set n.l = [n.l, n.l] %}{% set n.m = [n.m, n.m] %}{% endfor %}{{ n.l == n.m }}",
    "a list that holds itself, sorted": TWICE + "{% set n.l = [n.l, n.l] %}{% endfor %}{{ (n.l | sort)[0] }}",
    "a test that compares": TWICE
    + "{% set n.l = [n.l, n.l] %}{% set n.m = [n.m, n.m] %}{% endfor %}{{ n.l is eq(n.m) }}",
    "copies of a list": "{% set l = range(9999) | list %}{% for a in range(9999) %}{% set m = l[0:] %}{% endfor %}",
    "arguments": "{% set l = range(9999) | list %}{% for a in range(9999) %}{% set m = cycler(*l) %}{% endfor %}",
}
REFUSED = {
    "a number squared": (TWICE + "{% set n.i = n.i * n.i %}{% endfor %}", "counts too far"),
    "a list as text": ("{{ ['a', ['a']] | string }}", "cannot be written as text"),
    "lists joined": ("{{ [['a'], ['b']] | join }}", "cannot be written as text"),
    "lists summed": ("{{ [[1], [2]] | sum(start=[]) }}", "unexpected"),
    "blocks within blocks": ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, "blocks within each other"),
    "many conditions": ("{% if 1 %}" * 200 + "{% endif %}" * 200, "blocks within each other"),
    "many brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "too much within brackets"),
    "a long sum": ("{{ 1" + "+1" * 5000 + " }}", "too much within brackets"),
    "a filter of ours": ("{{ -99 | spend }}", "spend"),
}


def rendered(folder: Path, source: str) -> str:
    """Return what a template says."""
    (folder / "a.md.j2").write_text(source, "utf-8")
    return render(make_environment([folder], "sv"), "a.md.j2", {})


@pytest.mark.parametrize("trick", WITHOUT_END)
def test_what_would_never_end_is_stopped_with_its_place(
    trick: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "WORK", 20_000)
    with pytest.raises(GuideError, match=r"a\.md\.j2:1: does far more work than a document needs"):
        rendered(tmp_path, WITHOUT_END[trick])


@pytest.mark.parametrize("trick", REFUSED)
def test_what_cannot_be_is_told(trick: str, tmp_path: Path) -> None:
    source, says = REFUSED[trick]
    with pytest.raises(GuideError, match=says):
        rendered(tmp_path, source)


def test_what_templates_do_every_day_costs_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "WORK", 500)
    source = "{% for n in [3, 1, 2] | sort %}{{ n + 1 }}{{ ':' ~ n * 2 ~ ';' }}{% endfor %}{{ [1, 2] | sum }}"
    assert rendered(tmp_path, source) == "2:2;3:4;4:6;3\n"
    assert rendered(tmp_path, "{{ 'x' | upper }}{{ ['a', 'b'] | join(', ') }}{{ 3 | string }}") == "Xa, b3\n"


def test_each_rendering_begins_with_the_whole_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "WORK", 300)
    (tmp_path / "a.md.j2").write_text("{% for n in range(150) %}{% endfor %}a", "utf-8")
    environment = make_environment([tmp_path], "sv")
    assert [render(environment, "a.md.j2", {}) for _ in range(3)] == ["a\n"] * 3
