"""`s11chat dialog export` and `dialog import`."""

from __future__ import annotations

from pathlib import Path

from s11chat.exchange.xlsform.workbook import Form, lines, write_form

from .conftest import Run


def test_a_dialog_goes_out_and_comes_back_as_a_draft(bare: Run, tmp_path: Path) -> None:
    file = tmp_path / "audit.xlsx"
    out = bare("dialog", "export", "chscb-2011", file)
    assert out.code == 0
    assert "is written" in out.err
    assert "no place for articles" in out.err
    into = bare("dialog", "import", file, "--out", tmp_path / "draft.yaml")
    assert into.code == 0
    assert "Next: name its articles" in into.err
    assert bare("dialog", "show", tmp_path / "draft.yaml").code == 0


def test_what_is_left_is_told_and_nothing_is_overwritten(bare: Run, tmp_path: Path) -> None:
    file = tmp_path / "Their Form.xlsx"
    rows = [
        {"type": "text", "name": "q", "label": "Why?"},
        {"type": "image", "name": "p", "label": "A picture"},
    ]
    write_form(Form(lines(rows)), file)
    first = bare("dialog", "import", file)
    assert (first.code, (tmp_path / "their-form.yaml").exists()) == (0, True)
    assert (
        "Their Form.xlsx, row 3: 'p' (image): no kind of question answers this; it is left out." in first.out
    )
    assert "1 thing was not carried over." in first.err
    again = bare("dialog", "import", file)
    assert again.code == 2
    assert "is there already" in again.err


def test_a_form_of_which_nothing_can_be_carried_makes_no_file(bare: Run, tmp_path: Path) -> None:
    file = tmp_path / "pictures.xlsx"
    write_form(Form(lines([{"type": "image", "name": "p", "label": "A picture"}])), file)
    assert "nothing is written" in bare("dialog", "import", file).err
    assert not (tmp_path / "pictures.yaml").exists()
    assert "cannot be read" in bare("dialog", "import", tmp_path / "gone.xlsx").err


def test_a_form_is_called_a_workbook_or_not_written(bare: Run, tmp_path: Path) -> None:
    out = bare("dialog", "export", "chscb-2011", tmp_path / "audit.csv")
    assert out.code == 2
    assert "An XLSForm is a workbook: call the file audit.xlsx." in out.err
    assert list(tmp_path.glob("audit.*")) == []
