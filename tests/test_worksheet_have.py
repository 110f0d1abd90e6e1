"""What a group has, as it may lie on a table: never what may point a person out."""

from __future__ import annotations

from pathlib import Path

import pytest

from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, read_settings
from innoguide.jobs.worksheet.frames import form
from innoguide.jobs.worksheet.have import Have
from innoguide.model.audience import POINTS_OUT
from innoguide.model.fields import KindField
from innoguide.model.privacy import visible_part
from innoguide.rendering.documents.blocks import Boxes, Document
from innoguide.rendering.documents.html import write_html

EXAMPLE = Path(__file__).parent.parent / "examples" / "unga-i-kransorten"
GUIDE = load_guide(content_folders("steps", None))


@pytest.fixture(scope="module")
def have() -> Have:
    project = Store(EXAMPLE, GUIDE, read_settings(EXAMPLE)).load()
    return Have(GUIDE, "sv", visible_part(GUIDE, project, "public"))


def test_fields_that_may_point_a_person_out_stay_empty(have: Have) -> None:
    fields = [one for one in GUIDE.kinds["interview"].fields if one.id in POINTS_OUT]
    records = have.records("interview")
    assert {one.id for one in fields for record in records if record.values.get(one.id)}
    for record in records:
        assert [*form(fields, "sv", record, have)] == [*form(fields, "sv", None, have)]
        assert all(have.said(one, record.values.get(one.id)) == [] for one in fields)


def test_the_other_fields_are_filled(have: Have) -> None:
    kind, record = GUIDE.kinds["journey"], have.records("journey")[0]
    page = write_html(Document("x", "sv", tuple(form(kind.fields, "sv", record, have))), {})
    assert have.label(record) in page
    assert "☒" in page


def test_a_reference_is_shown_by_the_words_of_what_it_leads_to(have: Have) -> None:
    (field,) = [one for one in GUIDE.kinds["journey"].fields if one.type == "refs"][:1]
    record = next(one for one in have.records("journey") if one.values.get(field.id))
    said = have.said(field, record.values[field.id])
    assert said
    assert not {*record.values[field.id]} & {*said}


def test_an_empty_sheet_has_nothing() -> None:
    empty = Have(GUIDE, "sv")
    assert empty.records("idea") == []
    frames = [*form(GUIDE.kinds["idea"].fields, "sv", None, empty)]
    assert "☒" not in write_html(Document("x", "sv", tuple(frames)), {})
    assert all(one.lines for block in frames if isinstance(block, Boxes) for one in block.boxes if not one.blocks)


def test_yes_or_no_is_a_word(have: Have) -> None:
    field = KindField.model_validate({"id": "done", "type": "yes_no", "label": "Klart"})
    assert have.said(field, True) == ["ja"]
    assert have.said(field, None) == []
