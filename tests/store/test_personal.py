"""Every column of every table is classified: what of a person it holds, or that it holds nothing of one."""

from __future__ import annotations

import pytest
from sqlmodel import SQLModel

from s11chat.store.personal import HOLDINGS, Holding
from s11chat.store.verify import LEAVING


def test_every_table_is_classified_once() -> None:
    assert sorted(one.table.name for one in HOLDINGS) == sorted(SQLModel.metadata.tables)


@pytest.mark.parametrize("one", HOLDINGS, ids=lambda one: one.table.name)
def test_every_column_is_either_of_a_person_or_plain(one: Holding) -> None:
    assert one.columns.keys() & one.plain == set()
    assert one.columns.keys() | one.plain == set(one.table.c.keys())
    assert one.what, "say what it is"
    assert one.why, "say what for"
    assert one.basis, "say on what basis"


def test_what_is_redacted_is_covered_by_a_digest_or_stands_outside_every_chain() -> None:
    for one in HOLDINGS:
        if "digest" in one.table.c and not one.stays:
            assert not one.columns.keys() & set(LEAVING.get(one.table.name, ())), one.table.name
