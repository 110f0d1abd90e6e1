"""Names of files are ones that Windows takes, too, whatever a record says."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PureWindowsPath

import pytest
from small_guide import quote, small_store

from innoguide.files.content import shipped_folder

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from proof.hostile import TEXTS

RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(1, 10))}
WORSE = ("con", "nul.txt", "slut. ", "slut...", " ", "a:b", "LPT1", 'a"b<c>d|e?f*g', "Å" * 300, "x" * 300)


@pytest.mark.parametrize("text", [*TEXTS, *WORSE])
def test_a_records_file_has_a_name_that_every_system_takes(text: str, tmp_path: Path) -> None:
    store = small_store(tmp_path)
    name = quote("quote-22222", text).file_name(store.guide.kinds["quote"])
    assert re.fullmatch(r"quote-22222(?:-[a-z0-9-]+)?\.yaml", name)
    assert len(name) <= 64 and name == name.lower() and "--" not in name
    assert name.partition(".")[0].upper() not in RESERVED
    assert PureWindowsPath(name).name == name


def test_names_that_differ_only_in_case_or_accents_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    texts = ("Åka buss", "åka buss", "A\u030aka buss", "AKA BUSS")
    files = [store.add(quote(store.free_id("quote"), text)).file for text in texts]
    assert len({name.casefold() for name in files}) == len(texts)
    assert len(store.load().records) == len(texts)


LONGEST = 120  # signs below the project's folder: of the 260 that Windows allows, 140 are left for the way there


def test_what_is_made_in_a_project_is_found_on_windows_too() -> None:
    """The examples hold every file that the program makes in a project."""
    examples = shipped_folder("examples")
    for home in examples.iterdir():
        names = [path.relative_to(home).as_posix() for path in home.rglob("*")]
        assert max(map(len, names)) <= LONGEST
        assert len({name.casefold() for name in names}) == len(names), "no two differ only in case"
        for part in {part for name in names for part in name.split("/")}:
            assert part.partition(".")[0].upper() not in RESERVED and not part.endswith((".", " "))
            assert not re.search(r'[<>:"|?*\\]', part)
