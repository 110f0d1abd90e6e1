"""`innoguide guide STEP`: the agendas of a step, each line with a name of its own."""

import re

import pytest

from innoguide.cli.app import run
from innoguide.files.content import load_guide, shipped_folder


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("step", load_guide([shipped_folder("steps")]).about.steps)
def test_a_method_in_two_parts_has_two_names(step: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", step, "--lang", lang]) == 0
    parts = capsys.readouterr().out.split("\n\n")
    agendas = [re.findall(r"^ +\d+ (\S.*)$", part, re.MULTILINE) for part in parts]
    named = [[one for one in names if one not in ("Paus", "Break")] for names in agendas]
    assert any(named)
    assert all(len(names) == len(set(names)) for names in named), named


def test_a_method_that_is_not_split_keeps_its_short_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "undersoka", "--lang", "sv"]) == 0
    out = capsys.readouterr().out
    assert "Hitta mönster: Formulera insikter" in out
    assert re.search(r"^ +\d+ Incheckning$", out, re.MULTILINE)
