"""Texts are filled in with a few names and with nothing else; words near a wrong one are suggested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.dialog.suggest import nearest
from s11chat.dialog.wording import NAMES, render, templated, undeclared
from s11chat.errors import S11chatError


def test_names_are_filled_in_as_they_are() -> None:
    said = render("{{ organisation }} & {{lead}}", {"organisation": "<b>A & B</b> {{ lead }}", "lead": "J"})
    assert said == "<b>A & B</b> {{ lead }} & J"
    assert render("100 % {sure}", {}) == "100 % {sure}"
    assert not templated("100 % {sure}")


def test_a_name_without_a_value_is_an_error_of_one_sentence() -> None:
    with pytest.raises(S11chatError, match="A text of the dialog cannot be filled in"):
        render("{{ organisation }}", {})


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_declared_name_may_stand_in_a_text(name: str) -> None:
    assert list(undeclared(f"The {{{{ {name} }}}} and {{{{{name}}}}}.")) == []


@pytest.mark.parametrize(
    "inside",
    [
        "organisation.__class__",
        "organisation['__class__']",
        "organisation|attr('__class__')",
        "().__class__.__bases__",
        "range(9)",
        "cycler",
        "self",
        "9 ** 9 ** 9",
        "'x' * 999999999",
        "lipsum()",
        "organisation.upper()",
        "(" * 5000,
        "",
        "organisation if lead else person",
    ],
)
def test_nothing_but_a_declared_name_may_stand_in_a_text(inside: str) -> None:
    assert len(list(undeclared(f"a {{{{ {inside} }}}} b"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'x' %}",
        "{% for x in y %}",
        "{# a #}",
        "{{ organisation",
        "{{ organisation }",
        "{% raw %}{{",
    ],
)
def test_no_other_marks_may_stand_in_a_text(text: str) -> None:
    assert list(undeclared(text))


def test_the_sandbox_holds_even_where_a_text_was_never_checked() -> None:
    for inside in (
        "organisation.__class__.__mro__",
        "().__class__.__subclasses__()",
        "self.__init__.__globals__",
    ):
        with pytest.raises(S11chatError):
            render(f"{{{{ {inside} }}}}", {"organisation": "A"})


@given(st.text(alphabet=st.sampled_from("{}%# \nabcleadorganisation_.()|'"), max_size=40))
def test_a_text_that_checks_can_always_be_filled_in(text: str) -> None:
    if not list(undeclared(text)):
        render(text, dict.fromkeys(NAMES, "x"))


@pytest.mark.parametrize(
    ("word", "words", "said"),
    [
        ("progres", ("progress", "agree"), " (did you mean 'progress'?)"),
        ("zzz", ("progress", "agree"), ""),
        ("progres", {"progress": ("not", "this"), "agree": ()}, " (did you mean 'progress'?)"),
        ("progres", frozenset({"progress"}), " (did you mean 'progress'?)"),
        ("a", (), ""),
        ("p" * 100_000, ("progress",), ""),
    ],
)
def test_the_nearest_word_is_suggested(word: str, words: tuple[str, ...], said: str) -> None:
    assert nearest(word, words) == said
