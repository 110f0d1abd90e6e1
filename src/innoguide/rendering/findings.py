"""Findings in the forms that forges show beside the lines they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from innoguide.model.finding import Finding
from innoguide.model.guide import Check

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def github_line(finding: Finding) -> str:
    """Return the workflow command with which GitHub and Forgejo Actions show *finding* at its line."""
    places = [("file", finding.file), ("line", finding.line), ("col", finding.column), ("title", finding.code)]
    properties = ",".join(f"{name}={_property(value)}" for name, value in places if value)
    text = f"{finding.message} {finding.hint}".strip()
    return f"::{_GITHUB_LEVELS[finding.level]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


def build_sarif(findings: Sequence[Finding], checks: Mapping[str, Check], *, version: str, lang: str) -> dict[str, Any]:
    """Return *findings* as SARIF 2.1.0 (OASIS), with a rule for each code; paths are relative to the repository."""
    codes = sorted({one.code for one in findings})
    driver = {
        "name": "innoguide",
        "version": version,
        "rules": [_rule(code, checks.get(code), lang) for code in codes],
    }
    results = [_result(one, codes.index(one.code)) for one in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, check: Check | None, lang: str) -> dict[str, Any]:
    if check is None:  # about files, not about the method
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": check.title.in_(lang)},
        "fullDescription": {"text": check.explanation.in_(lang)},
        "help": {"text": check.hint.in_(lang)},
        "defaultConfiguration": {"level": _SARIF_LEVELS.get(check.level, "none")},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[finding.level],
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
    }
    if finding.file:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file)}}
        if finding.line:
            place["region"] = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
        result["locations"] = [{"physicalLocation": place}]
    if finding.record:
        result["partialFingerprints"] = {"recordAndCode": f"{finding.record}/{finding.code}"}
    return result
