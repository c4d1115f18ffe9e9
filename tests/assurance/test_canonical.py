"""One meaning has one byte form, and a link of a chain depends on all before it."""

from __future__ import annotations

import hashlib

import pytest

from s11chat.assurance.canonical import GENESIS, canonical, chained, digest


def test_order_of_keys_and_kind_of_list_do_not_matter() -> None:
    assert (
        canonical({"b": (1, 2), "a": "é"})
        == canonical({"a": "é", "b": [1, 2]})
        == '{"a":"é","b":[1,2]}'.encode()
    )


def test_the_digest_is_that_of_the_form() -> None:
    assert digest({"a": None}) == hashlib.sha256(b'{"a":null}').hexdigest()


def test_what_has_no_one_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))


def test_a_link_depends_on_its_body_and_on_the_link_before() -> None:
    first = chained(GENESIS, {"n": 1})
    assert len({first, chained(GENESIS, {"n": 2}), chained(first, {"n": 1})}) == 3
