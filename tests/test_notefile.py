"""Files of notes as whiteboards, forms and spreadsheets write them: the same notes, whatever the file."""

from pathlib import Path

import pytest

from innoguide.errors import UsageError
from innoguide.files.notefile import find_file, read_notefile
from innoguide.texts import use_language

NOTES = ["Det är mörkt i trappan", "Ingen vet var vi är, och skylten är liten", "Åka buss kostar 32 kr; det är dyrt"]
MURAL = (
    "ID,Text,BG Color,Sticky type,Position X,Last Updated By,Last Updated,Tags\r\n"
    "1,Det är mörkt i trappan,FFEE00,square,12.5,Påhittade Öhmansson,2026-01-20T10:00:00Z,\r\n"
    '2,"Ingen vet var vi är, och skylten är liten",FFEE00,square,80,Påhittade Öhmansson,2026-01-20T10:00:00Z,tak\r\n'
    "3,Åka buss kostar 32 kr; det är dyrt,00EEFF,square,81,Påhittade Öhmansson,2026-01-20T10:00:00Z,\r\n"
)
MIRO = (
    "Det är <b>mörkt</b> i&nbsp;trappan\n"
    '"Ingen vet var vi är,<br>och skylten är liten"\n'
    "\n"
    "Åka buss kostar 32 kr; det är dyrt\n"
)
EXCEL = (
    "Nr;Lapp;Röster\r\n1;Det är mörkt i trappan;3\r\n2;Ingen vet var vi är, och skylten är liten;1\r\n"
    '3;"Åka buss kostar 32 kr; det är dyrt";0\r\n'
)
TABS = "Nr\tLapp\r\n" + "".join(f"{number}\t{note}\r\n" for number, note in enumerate(NOTES, start=1))
CELLS = (
    '"Det är mörkt\ni trappan"\n"Ingen vet var vi är,\noch skylten är liten"\n"Åka buss kostar 32 kr; det är dyrt"\n'
)
LINES = "\n\n".join(NOTES) + "\n"


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def read(folder: Path, name: str, data: bytes) -> list[str]:
    """Return the notes of the likeliest column, each on one line."""
    (folder / name).write_bytes(data)
    found = read_notefile(name, folder)
    return [" ".join(text.split()) for text in found.columns[0].texts]


FILES = {
    "mural.csv": MURAL,
    "miro.csv": MIRO,
    "excel.csv": EXCEL,
    "sep.csv": "sep=;\r\n" + EXCEL,
    "rader.csv": CELLS,
    "unicode.txt": TABS,
    "tabbar.tsv": TABS,
    "anteckningar.txt": LINES,
    "utan-namn": LINES.replace("\n", "\r\n"),
    "gammal-mac.txt": LINES.replace("\n", "\r"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", FILES)
def test_the_same_notes_from_every_tool_in_every_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    assert read(tmp_path, name, FILES[name].encode(encoding)) == NOTES


def test_what_is_known_about_people_and_places_on_the_board_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "mural.csv").write_text(MURAL, "utf-8")
    found = read_notefile("mural.csv", tmp_path)
    assert [one.title for one in found.columns] == ["Text"]
    assert (found.is_sure, found.others) == (True, 7)


def test_a_form_with_two_questions_is_not_sure_which(tmp_path: Path) -> None:
    form = (
        "ID;Starttid;Slutförandetid;E-post;Namn;Vad hindrar er?;Vad skulle hjälpa?\r\n"
        "1;2026-01-20 10:00;2026-01-20 10:02;a@example.se;Påhittade Öhmansson;Tiden;En buss till på kvällen\r\n"
        "2;2026-01-20 10:00;2026-01-20 10:03;b@example.se;Påhittade Öhmansson;Resan dit;\r\n"
    )
    (tmp_path / "svar.csv").write_bytes(form.encode("cp1252"))
    found = read_notefile("svar.csv", tmp_path)
    assert [(one.number, one.title, len(one.texts)) for one in found.columns] == [
        (7, "Vad skulle hjälpa?", 1),
        (6, "Vad hindrar er?", 2),
    ]
    assert not found.is_sure


def test_a_table_without_a_head_is_read_from_its_first_row(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "1;Tiden räcker inte\n2;Resan är lång\n".encode()) == [
        "Tiden räcker inte",
        "Resan är lång",
    ]


def test_commas_in_sentences_make_no_table(tmp_path: Path) -> None:
    lines = ["Vi hinner, men orkar inte", "Det är sent, och mörkt"]
    assert read(tmp_path, "a.csv", "\n".join(lines).encode()) == lines


def test_a_dropped_file_is_found_however_the_terminal_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    folder = tmp_path / "Hämtade filer"
    folder.mkdir()
    file = folder / "våra lappar.csv"
    file.write_text("x", "utf-8")
    escaped = str(file).replace(" ", "\\ ")
    typed = [
        f"'{file}'",
        f'"{file}"',
        f"& '{file}'",
        f" {file} ",
        escaped,
        "~/Hämtade filer/våra lappar.csv",
        file.name,
    ]
    assert [find_file(one, folder) for one in typed] == [file] * len(typed)


def test_a_wrong_name_is_told_with_what_it_may_mean(tmp_path: Path) -> None:
    (tmp_path / "lappar.csv").write_text("x", "utf-8")
    with pytest.raises(UsageError) as caught:
        read_notefile("lapar.csv", tmp_path)
    assert "lapar.csv" in caught.value.message
    assert caught.value.hint == "Menar ni lappar.csv?"
    for strange in ("~nobody-here/x", "x" * 5000, "a\0b", "", "."):
        with pytest.raises(UsageError):
            read_notefile(strange, tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bok.xlsx", b"PK\x03\x04" + b"\0" * 50, "arbetsbok"),
        ("gammal.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 50, "arbetsbok"),
        ("bild.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "ingen textfil"),
        ("blad.pdf", b"%PDF-1.7\n1 0 obj\n", "ingen textfil"),
        ("stor.csv", b"a\n" * 1_000_001, "för stor"),
        ("tom.csv", b"", "ingen kolumn"),
        ("siffror.csv", b"1;2\n3;4\n", "ingen kolumn"),
        ("tom.txt", b"\xef\xbb\xbf\n \n", "ingen kolumn"),
        ("trasig.csv", b'Text;Nr\n"' + b"a" * 200_000, "tabell"),
    ],
)
def test_a_file_that_holds_no_notes_is_told_why(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read_notefile(name, tmp_path)
    assert said in caught.value.message
    assert caught.value.hint
