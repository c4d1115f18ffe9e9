"""Files of utterances, one JSON object a line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s11chat.errors import SourceError
from s11chat.exchange.utterance import readings

_RATING = {
    "id": "r1",
    "kind": "single",
    "text": "How do you rate the leaflet?",
    "options": [
        {"code": "N", "label": "Not met"},
        {"code": "F", "label": "Fully met"},
        {"code": "DK", "label": "Don't know"},
    ],
}
_SHARE = {"id": "n1", "kind": "number", "text": "What percentage?", "unit": "percent", "min": 0, "max": 100}


def _line(key: str, question: dict[str, Any], utterance: object) -> str:
    return json.dumps({"id": key, "question": question, "utterance": utterance})


def test_each_line_gives_a_reading() -> None:
    lines = [
        _line("a", _RATING, "fully"),
        "",
        _line("b", _SHARE, "between 20 and 30"),
        _line("c", _RATING, "no idea"),
        _line("d", _SHARE, "change the leaflet to not met"),
    ]
    out = [json.loads(line) for line in readings(lines, [[_RATING, _SHARE]])]
    assert [(each["id"], each["act"], each["codes"]) for each in out] == [
        ("a", "answer", ["F"]),
        ("b", "answer", []),
        ("c", "answer", ["DK"]),
        ("d", "correct", ["N"]),
    ]
    assert out[1]["value"] == {"min": 20, "max": 30}
    assert out[3]["target"] == "r1"
    assert set(out[0]) == {
        *("id", "act", "codes", "value", "target", "command", "topic", "confidence", "because")
    }
    assert out[0]["topic"] == []


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"text"',
        "[" * 100_000,
        json.dumps({"id": "x", "utterance": "yes"}),
        _line("x", {**_RATING, "kind": "riddle"}, "yes"),
        _line("x", {**_RATING, "options": "N"}, "yes"),
        _line("x", {**_RATING, "options": [{"code": "N"}, {"code": "F"}]}, "yes"),
        _line("x", {**_RATING, "options": []}, "yes"),
        _line("x", {**_SHARE, "min": "low"}, "yes"),
        _line("x", {"id": "d", "kind": "date", "text": "When?"}, "today"),
        _line("x", {"id": "d", "kind": "date", "text": "When?", "asked_on": "soon"}, "today"),
        _line("x", _RATING, 7),
    ],
)
def test_a_bad_line_is_named_and_loses_no_other(line: str) -> None:
    found: list[str] = []
    with pytest.raises(SourceError) as caught:
        found.extend(readings([_line("a", _RATING, "1"), line, _line("b", _RATING, "2")], None))
    assert [problem.line for problem in caught.value.problems] == [2]
    assert len(found) <= 2


def test_good_lines_come_before_the_problems_are_told() -> None:
    out = readings(["{", _line("a", _RATING, "1")])
    assert json.loads(next(out))["codes"] == ["N"]
    with pytest.raises(SourceError):
        next(out)
