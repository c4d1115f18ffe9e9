"""Words that say who a child is are found; words about services, laws, days and staff are left alone."""

from __future__ import annotations

import pytest

from s11chat.language.private import Sort, private


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("We had a boy called Tomasz Quill in care", Sort.NAMED_CHILD, "Tomasz Quill"),
        ("the child named Ada was moved twice", Sort.NAMED_CHILD, "Ada"),
        ("a pupil, Wren O'Dell, told the nurse", Sort.NAMED_CHILD, "Wren O'Dell"),
        ("her daughter Mia was not seen", Sort.NAMED_CHILD, "Mia"),
        ("child: JS came to the ward", Sort.NAMED_CHILD, "JS"),
        ("Noor Petal, aged 7, was seen alone", Sort.NAMED_CHILD, "Noor Petal"),
        ("Noor (7) and a brother", Sort.NAMED_CHILD, "Noor"),
        ("Kit Marl is 14 years old", Sort.NAMED_CHILD, "Kit Marl"),
        ("a 9-year-old, Perry Vance, was missed", Sort.NAMED_CHILD, "Perry Vance"),
        ("dob 03/04/2001", Sort.BIRTH_DATE, "dob 03/04/2001"),
        ("D.O.B.: 3.4.01", Sort.BIRTH_DATE, "D.O.B.: 3.4.01"),
        ("she was born on the 3rd of April 2001", Sort.BIRTH_DATE, "born on the 3rd of April 2001"),
        ("date of birth 2001-04-03", Sort.BIRTH_DATE, "date of birth 2001-04-03"),
        ("see NHS number 943 476 5919", Sort.NHS_NUMBER, "943 476 5919"),
        ("943-476-5919", Sort.NHS_NUMBER, "943-476-5919"),
    ],
)
def test_private_words_are_found(text: str, sort: Sort, words: str) -> None:
    assert [(found.sort, found.words) for found in private(text)] == [(sort, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The Children Act 2004 and the Child Protection policy of 12 March 2006",
        "Child Death Overview Panel, the Children's Commissioner and Young Minds were asked",
        "Training for the Youth Offending Service by 31/03/2009; lead: Nell Thimble, Head of Safety",
        "Every Child Matters steering group, Safe Children Board minutes 4 May 2008",
        "Patel, 7 March 2009",
        "ring 020 7946 0958 or 07700 900123",
        "order number 123 456 7890",
        "the policy was born of a review in 2007",
        "staff working with children aged 7 to 11 in Hackney",
        "A child or young person may ask for help. We listen.",
        "the child. They were heard",
        "12 of 40 children; Ofsted agreed",
        "111 111 1111",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert private(text) == ()


def test_several_sorts_in_one_text() -> None:
    found = private("child called Ada Fenn, born 1 May 2003, NHS 9434765919")
    assert [one.sort for one in found] == [Sort.NAMED_CHILD, Sort.BIRTH_DATE, Sort.NHS_NUMBER]
