"""The last look: every file that was made is read again, and nothing that a group wrote is markup or formula in it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from pypdf import PdfReader

SEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MARKUP = re.compile(r"(?<!\\)<(?:script|img)|(?<!\\)\[x\]\(")
LIVE = re.compile(r"(?i)<script>alert|<img[^>]*onerror|(?:href|src)=.(?:javascript|http://evil)")
ELSEWHERE = re.compile(r"(?i)javascript:|http://evil|file:|/etc/passwd")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_XML = etree.XMLParser(resolve_entities=False, no_network=True)


def look_at(folder: Path) -> int:
    """Look at all files in *folder*; return how many were read."""
    read = 0
    for path in sorted(folder.rglob("*")):
        look = LOOKS.get(path.suffix)
        if look and path.is_file():
            look(path.read_bytes(), path)
            read += 1
    return read


def _markdown(data: bytes, path: Path) -> None:
    text = data.decode()
    assert not SEEN.search(text) and not MARKUP.search(text), (path, MARKUP.search(text))


def _html(data: bytes, path: Path) -> None:
    text = data.decode()
    assert not LIVE.search(text) and not SEEN.search(text), (path, LIVE.search(text))
    page = etree.HTML(data)
    for one in page.iter(etree.Element):
        for name, value in one.attrib.items():
            assert not str(name).lower().startswith("on"), (path, one.tag, name)
            assert name not in ("href", "src", "action") or not ELSEWHERE.match(str(value).strip()), (path, value)


def _picture(data: bytes, path: Path) -> None:
    for one in etree.fromstring(data, _XML).iter(etree.Element):
        assert etree.QName(one).localname not in ("script", "foreignObject", "image", "a"), (path, one.tag)
        assert not any(etree.QName(name).localname.startswith(("on", "href")) for name in one.attrib), (path, one.tag)
    assert not SEEN.search(data.decode()), path


def _word(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for one in etree.fromstring(parts.read(name), _XML).iter(etree.Element):
                assert not SEEN.search(one.text or ""), (path, name)
                target = str(one.get("Target", ""))
                assert one.get("TargetMode") != "External" or not ELSEWHERE.match(target), (path, target)
                kind = etree.QName(one).localname
                assert kind != "instrText" or not ELSEWHERE.search(one.text or ""), (path, one.text)


def _pdf(data: bytes, path: Path) -> None:
    reader = PdfReader(io.BytesIO(data))
    for page in reader.pages:
        assert not SEEN.search(page.extract_text().replace("\x00", "")), path
        for mark in page.get("/Annots") or ():
            action = mark.get_object().get("/A", {})
            assert "/JS" not in action and not ELSEWHERE.match(str(action.get("/URI", ""))), (path, action)
    assert "root:x:0" not in "".join(page.extract_text() for page in reader.pages), path


def _table(data: bytes, path: Path) -> None:
    """A table for programs holds the text exactly; one for a spreadsheet has no formula."""
    if "sheet" not in path.parts:
        return
    text = data.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ","):
        for cell in row:
            is_number = re.fullmatch(r"[-+]?\d+([.,]\d+)?", cell)
            assert is_number or not cell.startswith(FORMULA), (path, cell[:40])


def _lines(data: bytes, _path: Path) -> None:
    for line in data.splitlines():
        json.loads(line)


LOOKS: dict[str, Callable[[bytes, Path], None]] = {
    ".md": _markdown,
    ".html": _html,
    ".svg": _picture,
    ".docx": _word,
    ".pdf": _pdf,
    ".csv": _table,
    ".jsonl": _lines,
}
