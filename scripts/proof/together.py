"""Two processes at once on one project: no record is lost, none is half, and who comes late is told."""

from __future__ import annotations

import random
from pathlib import Path

from innoguide.cli.app import run
from innoguide.errors import Conflict
from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.model.project import Settings
from proof.children import Child, Tell
from proof.killed import half_written, texts_in


def prove_together(folder: Path, times: int, chance: random.Random) -> int:
    """Two processes add, and change the same record, *times* times; return how many changes were refused."""
    settings = Settings(title="Prov", language="sv")
    (folder / "innoguide.yaml").write_bytes(settings_bytes(settings))
    guide = load_guide(content_folders("steps", None))
    assert run(["add", "quote", "gemensamt", "--project", str(folder), "--lang", "sv"]) == 0
    added: set[str] = set()
    changed: list[str] = []
    refused = 0
    for time_ in range(times):

        def job(tell: Tell, time_: int = time_) -> None:
            who = f"gång {time_} nummer {chance.random()}"
            store = Store(folder, guide, settings)
            shared = next(one for one in store.load().of_kind("quote") if _is_shared(one.values))
            assert run(["add", "quote", who, "--project", str(folder), "--lang", "sv"]) == 0
            tell(f"added {who}")
            try:
                store.replace(shared.with_values(topic=who))
                tell(f"changed {who}")
            except Conflict:
                tell("refused")

        pair = []
        for _ in range(2):
            chance.random()
            pair.append(Child(job))
        ended = [child.end() for child in pair]
        assert all(ended), "neither of the two falls"
        told = [line.partition(" ") for child in pair for line in child.told]
        added |= {text for what, _, text in told if what == "added"}
        now = [text for what, _, text in told if what == "changed"]
        refused += sum(what == "refused" for what, _, _ in told)
        changed += now
        assert now, "one of the two comes first"
        kept = next((folder / "records" / "quote").glob("*gemensamt*")).read_text("utf-8")
        assert any(text in kept for text in now), "the record holds what one of them wrote"
    stored = texts_in(folder)
    assert set(stored) == added | {"gemensamt"} and set(stored.values()) == {1}
    assert not half_written(folder)
    return refused


def prove_pairs(folder: Path, times: int, chance: random.Random) -> int:
    """`outputs` beside `add`, and `report` beside itself, *times* times; return how many commands were refused."""
    (folder / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov", language="sv")))
    assert run(["add", "quote", "först", "--project", str(folder), "--lang", "sv"]) == 0
    refused = 0
    added = {"först"}
    for time_ in range(times):
        text = f"gång {time_}"
        pair = (["outputs"], ["add", "quote", text]) if chance.random() < 0.5 else (["report"], ["report"])
        added |= {text} if pair[0] == ["outputs"] else set()

        def job(tell: Tell, words: list[str]) -> None:
            tell(str(run([*words, "--project", str(folder), "--lang", "sv", "-q"])))

        children = [Child(lambda tell, words=words: job(tell, words)) for words in pair]  # type: ignore[misc]
        ended = [child.end() for child in children]  # both, before anything is asked of them
        assert all(ended), "neither of the two falls"
        codes = [child.told[0] for child in children]
        assert set(codes) <= {"0", "4"} and "0" in codes, codes
        refused += codes.count("4")
        assert not [path for path in (folder / "outputs").rglob("*.md") if not path.read_bytes().endswith(b"\n")]
    assert set(texts_in(folder)) == added and not half_written(folder)
    for words in (["outputs"], ["report"], ["report", "--check"]):
        assert run([*words, "--project", str(folder), "--lang", "sv", "-q"]) == 0, (
            "what is left is whole and up to date"
        )
    return refused


def _is_shared(values: object) -> bool:
    return isinstance(values, dict) and values.get("text") == "gemensamt"
