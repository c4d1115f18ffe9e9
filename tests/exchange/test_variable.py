"""The variables that questions become: names that statistics programs take, and that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import questions
from s11chat.exchange.returned import STATUS
from s11chat.exchange.triple_s import escaped, unescaped
from s11chat.exchange.variable import Variable, numbered, variables

_VALID = re.compile(r"[A-Z][A-Z0-9_]*[A-Z0-9]|[A-Z]")


def of(dialog: Dialog) -> tuple[Variable, ...]:
    asked = [one for one in questions(dialog).values() if one.kind is not Kind.STATEMENT]
    return variables(asked, {})


def test_every_name_is_valid_and_given_once(dialogs: Mapping[str, Dialog]) -> None:
    for dialog in dialogs.values():
        written = [
            name
            for one in of(dialog)
            for name in (
                (one.name,),
                one.columns,
                tuple(value.column for value in one.values if value.column),
            )
        ]
        names = [*(name.upper() for name in STATUS), *(one for group in written for one in group)]
        assert len(names) == len(set(names))
        assert all(_VALID.fullmatch(name) and len(name) <= 64 for name in names)
        assert not {"ALL", "AND", "BY", "NOT", "OR", "TO", "WITH"} & set(names)


def test_names_are_those_of_the_published_codebook(dialogs: Mapping[str, Dialog]) -> None:
    survey = next(one for one in dialogs.values() if one.dialog == "dcsf-2008")
    found = {one.name: one for one in of(survey)}
    assert {"Q1", "Q3A", "Q10E", "Q12_NA", "Q12_THEMES"} <= set(found)
    assert [value.column for value in found["Q5"].values][:3] == ["Q5_A", "Q5_B", "Q5_C"]
    assert [value.number for value in found["Q3A"].values] == [1, 2, 3, 4, 5]
    audit = next(one for one in dialogs.values() if one.dialog == "chscb-2011")
    assert {"Q1_1", "Q1_1_ACTION"} <= {one.name for one in of(audit)}


def test_codes_that_are_no_numbers_are_numbered_by_place() -> None:
    assert numbered(["1", "5", "9"]) == {"1": 1, "5": 5, "9": 9}
    assert numbered(["a", "b"]) == {"a": 1, "b": 2}
    assert numbered(["01", "2"]) == {"01": 1, "2": 2}
    assert numbered(["1234567", "2"]) == {"1234567": 1, "2": 2}


def test_any_text_fits_the_characters_of_a_data_file() -> None:
    for text in ("plain", "a\nb", "’ 語 \U0001f600", "&#8217;", "&amp; &", "ÿ£", "\x85"):
        assert escaped(text).encode("latin-1").isascii() or "£" in text
        assert "\n" not in escaped(text)
        assert unescaped(escaped(text)) == text
