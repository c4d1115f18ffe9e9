"""Publications as files: every bad cell is told by line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.errors import SourceError
from s11chat.exchange.figures import read_figures

HEAD = "place,says,item,option,group,value,of\n"


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "draft.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as raised:
        read_figures(file)
    return [str(one) for one in raised.value.problems]


def test_rows_are_read_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "draft.csv"
    file.write_text("says;item;option;value\npercent;q1;a + b;37\nReturns;;;56\n", encoding="utf-8-sig")
    first, second = read_figures(file).statements
    assert (first.place, first.options, first.value) == ("row 2", ("a", "b"), "37")
    assert second.says == "returns"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("p,percnt,q1,a,,37,", "draft.csv:2: column says: 'percnt' is not known (did you mean 'percent'?)"),
        ("p,,q1,a,,37,", "draft.csv:2: column says: '' is not known"),
        ("p,percent,,a,,37,", "draft.csv:2: column item: it is needed where says is percent"),
        ("p,percent,q1,a,,about 30,", "draft.csv:2: column value: 'about 30' is not a figure as printed"),
        ("p,percent,q1,a,,37,all", "draft.csv:2: column of: 'all' is not a whole number"),
        ("p,sum,,,,8,1+x", "draft.csv:2: column of: '1+x' is not whole numbers joined by +"),
        ("p,change,,,,3,97", "draft.csv:2: column of: '97' is not two figures with a space between them"),
        ("p,band,q1,high,,3,", "draft.csv:2: column option: 'high' is not a band"),
        ("p,threshold,1,,,maybe,75", "draft.csv:2: column value: 'maybe' is not yes or no"),
    ],
)
def test_a_bad_cell_is_told_by_line_and_column(tmp_path: Path, row: str, told: str) -> None:
    (said,) = problems(tmp_path, f"{HEAD}{row}\n")
    assert said.startswith(told)


def test_all_faults_are_told_at_once_and_strange_columns_are_named(tmp_path: Path) -> None:
    assert len(problems(tmp_path, f"{HEAD}p,percent,,,,x,y\np,returns,,,,many,\n")) == 5
    (said,) = problems(tmp_path, "says,value,grup\nreturns,5,a\n")
    assert said.startswith("draft.csv:1: column 'grup' is not known (did you mean 'group'?)")
    (said,) = problems(tmp_path, "place,value\np,5\n")
    assert said.startswith("draft.csv:1: column 'says' is needed")
