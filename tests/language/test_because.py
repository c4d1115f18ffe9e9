"""How a reading came about is told in everyday words."""

from __future__ import annotations

import pytest

from s11chat.language.because import plainly


@pytest.mark.parametrize(
    ("because", "plain"),
    [
        ('option said: "partly"', '"partly"'),
        ('date said: "next March"', '"next March"'),
        ('nearly the label: "fuly met"', 'words close to "fuly met"'),
        (
            'an earlier answer is changed: "not met" (option said: "not met")',
            'an earlier answer is changed: "not met" ("not met")',
        ),
        ("no option is named", "none of the answers is named: type a number, or the words of one answer"),
        ('vague: "mid May"', 'only roughly told: "mid May"'),
        (
            "an earlier answer is to be changed, and which is not said by number or name",
            "an earlier answer is to be changed, and which one is not plain; "
            "type its number with the new answer, or :back",
        ),
        (
            "several earlier questions may be meant: 1.2, 6.9",
            "type the number of the question meant with its new answer: 1.2, 6.9",
        ),
        ("something else", "something else"),
    ],
)
def test_terms_of_the_record_are_left_out(because: str, plain: str) -> None:
    assert plainly(because) == plain
