"""rendering/budget.py: no template fills the memory or goes on without end, whatever trick it tries."""

from __future__ import annotations

from pathlib import Path

import pytest

from innoguide.errors import GuideError
from innoguide.rendering import budget
from innoguide.rendering.environment import make_environment, make_picture_environment, render, render_picture
from innoguide.texts import use_language

TWICE = "{% set n = namespace(x='aaaa', l=['a'], m=['a'], i=9) %}{% for i in range(60) %}"
NESTED = (
    "{% set n = namespace(l=['a'], m=['a'], t=('a',)) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}"
    "{% set n.m = [n.m, n.m] %}{% set n.t = (n.t, n.t) %}{% endfor %}"
)
MANY = "{% set l = range(9999) | list %}{% for i in range(9999) %}{% set x = "
WITHOUT_END = {
    "dicts that hold themselves, compared": NESTED.replace("['a']", "{'a': 1}")
    .replace("[n.l, n.l]", "{'a': n.l, 'b': n.l}")
    .replace("[n.m, n.m]", "{'a': n.m, 'b': n.m}")
    + "{{ n.l.items() == n.m.items() }}",
    "a number of a list that holds itself": NESTED + "{{ number(n.l) }}",
    "a count with a list that holds itself": NESTED + "{{ count(1, [n.l, 1], [n.l, 1]) }}",
    "to look up a list that holds itself": NESTED + "{{ {}[n.t] }}",
    "to miss in a list that holds itself": NESTED + "{{ 1[n.t] }}",
    "a list that holds itself as a key": NESTED + "{{ {n.t: 1} | length }}",
    "a list that holds itself as a template": NESTED + "{% include [n.t] %}",
    "the same range many times": MANY + "range(9999) | max %}{% endfor %}",
    "the same list many times": MANY + "l | first %}{% endfor %}",
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
    "a list that holds itself, written": (NESTED + "{{ n.l }}", "cannot be written as text"),
    "a list that holds itself, said": (NESTED + "{{ say('{a}', '{a}', a=n.l) }}", "cannot be written as text"),
    "all that is held, written": (NESTED + "{{ n }}", "cannot be written as text"),
    "a list counted by its own": (NESTED + "{{ n.l.count(n.m) }}", "is unsafe"),
    "a list sought by its own": (NESTED + "{{ n.l.index(n.m) }}", "is unsafe"),
    "whether a list has changed": ("{% for i in [1] %}{{ loop.changed(i) }}{% endfor %}", "is unsafe"),
    "the values of a dict, written": ("{{ {'a': 1}.values() }}", "cannot be written as text"),
    "a copy of a dict": ("{{ {'a': 1}.copy() }}", "is unsafe"),
    "a text filled up": ("{{ '{:>999999999}'.format(1) }}", "is unsafe"),
    "a text filled up from the side": ("{{ ['{:>9}'] | map(attribute='format') | first }}", "is unsafe"),
    "a text filled up, with brackets": ("{{ '{:>999999999}'['format'](1) }}", "is unsafe"),
    "a text filled up by its sign": ("{{ '%999999999d' % 1 }}", "not allowed here but between numbers"),
    "a text many times": ("{{ 'a' * 1000000000 }}", "not allowed here but between numbers"),
    "ten to the power of a billion": ("{{ 10 ** 1000000000 }}", "not allowed here"),
    "a range of a billion": ("{{ range(1000000000) | list }}", "Range too big"),
    "many decimals": ("{{ 1 | round(999999999, 'floor') }}", "counts too far"),
    "many digits": ("{{ " + "9" * 5000 + " }}", "counts too far"),
    "a number read": ("{{ ('v' ~ '" + "v" * 900 + "') | int(0, 32) }}", "counts too far"),
    "endless": ("{{ 1e999 }}", "counts too far"),
    "a text in the middle": ("{{ 'a' | center(1000000000) }}", 'the name "center"'),
    "a template of nothing": ("{% include self %}", "a.md.j2:1: "),
    "a long name": ("{% include '" + "a" * 5000 + "' %}", "is not the name of a template"),
    "a long template": ("a" * 100_001, "is larger than"),
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


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def rendered(folder: Path, source: str) -> str:
    """Return what a template says."""
    (folder / "a.md.j2").write_text(source, "utf-8")
    return render(make_environment([folder], "sv"), "a.md.j2", {})


@pytest.mark.parametrize("trick", WITHOUT_END)
def test_what_would_never_end_is_stopped_with_its_place(
    trick: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "WORK", 20_000)
    with pytest.raises(GuideError, match=r"a\.md\.j2:1: .*does far more work than a document needs"):
        rendered(tmp_path, WITHOUT_END[trick])


@pytest.mark.parametrize("trick", REFUSED)
def test_what_cannot_be_is_told(trick: str, tmp_path: Path) -> None:
    source, says = REFUSED[trick]
    with pytest.raises(GuideError, match=says):
        rendered(tmp_path, source)


@pytest.mark.parametrize("source", ["{{ [1] }}", "{{ namespace(a=[1]) }}", "{{ {'a': 1} | items }}"])
def test_a_picture_shows_no_list_either(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.svg.j2").write_text(source, "utf-8")
    environment = make_picture_environment([tmp_path])
    with pytest.raises(GuideError, match="cannot be written as text"):
        render_picture(environment, "a.svg.j2", {})


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


def test_a_template_of_ours_is_counted_where_a_project_s_may_call_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "WORK", 20_000)
    ours, own = tmp_path / "ours", tmp_path / "own"
    monkeypatch.setattr("innoguide.rendering.environment.shipped_folder", lambda _name: ours)
    for folder in (ours, own):
        folder.mkdir()
    (ours / "f.md.j2").write_text("{% macro f(n) %}{% for a in n %}{% endfor %}done{% endmacro %}", "utf-8")
    call = "{% from 'f.md.j2' import f %}{{ f(range(99999)) }}"
    (ours / "a.md.j2").write_text(call, "utf-8")
    (own / "b.md.j2").write_text(call, "utf-8")
    assert render(make_environment([ours], "sv"), "a.md.j2", {}) == "done\n"
    with pytest.raises(GuideError, match="does far more work"):
        render(make_environment([own, ours], "sv"), "b.md.j2", {})
