"""Dialogs as XLSForms and back, and forms of other makers as drafts of dialogs."""

from __future__ import annotations

import zipfile
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from s11chat.dialog.condition import MODES, ROLES
from s11chat.dialog.load import load_dialog, read_dialog
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.errors import SourceError
from s11chat.exchange.xlsform.draft import draft_of
from s11chat.exchange.xlsform.reader import dialog_of
from s11chat.exchange.xlsform.routing import Left
from s11chat.exchange.xlsform.workbook import Form, lines, read_form, write_form
from s11chat.exchange.xlsform.writer import form_of
from s11chat.settings import shipped

TINY = Path(__file__).parent.parent / "dialogs"
EVERY = sorted([*shipped("dialogs").glob("*.yaml"), *TINY.glob("*.yaml")])

Rows = list[dict[str, str]]


def back(dialog: Dialog, file: Path) -> tuple[Dialog, tuple[Left, ...]]:
    """The dialog that comes back from the form of `dialog`."""
    form, _ = form_of(dialog)
    write_form(form, file)
    raw, left = dialog_of(read_form(file), dialog.dialog)
    return read_dialog(draft_of(raw), "back.yaml"), left


def essence(question: Question) -> tuple[object, ...]:
    options = [(o.code, o.say, o.exclusive, o.specify, o.no_answer, o.score) for o in question.options]
    limits = (question.minimum, question.maximum, question.share_of, question.direction)
    return (question.kind, options, limits)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_form_of_a_dialog_is_valid(path: Path, tmp_path: Path) -> None:
    form, _ = form_of(load_dialog(path))
    write_form(form, tmp_path / "form.xlsx")
    assert "<h:html" in convert(tmp_path / "form.xlsx").xform


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_items_and_options_come_back(path: Path, tmp_path: Path) -> None:
    dialog = load_dialog(path)
    again, left = back(dialog, tmp_path / "form.xlsx")
    before, after = questions(dialog), questions(again)
    assert list(after) == list(before)
    assert {id_: essence(q) for id_, q in after.items()} == {id_: essence(q) for id_, q in before.items()}
    told = [[(o.type, o.group, o.cohort, o.format, o.tags) for o in d.organisations] for d in (again, dialog)]
    assert told[0] == told[1]
    assert not left


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_routes_come_back(path: Path, tmp_path: Path) -> None:
    dialog = load_dialog(path)
    again, _ = back(dialog, tmp_path / "form.xlsx")
    before, after = questions(dialog), questions(again)
    for kind, mode, role in product(dialog.organisations, MODES, ROLES):
        facts = kind.facts(mode, role)
        for place in range(4):
            known = dict(facts)
            for question in before.values():
                assert after[question.id].asked(known) == question.asked(known), question.id
                if question.options:
                    known[question.id] = question.options[place % len(question.options)].code
                elif question.kind is Kind.NUMBER:
                    known[question.id] = place


def test_what_a_form_has_no_place_for_is_told() -> None:
    _, left = form_of(load_dialog(shipped("dialogs") / "dcsf-2008.yaml"))
    assert "A form has no place for probes." in left
    assert "A form has no place for articles of the knowledge base." in left
    _, left = form_of(load_dialog(shipped("dialogs") / "section11-2023.yaml"))
    assert "A form has no place for what the steps of a rating mean for a standard." in left
    assert "A form has no place for other scales that a wave may choose." in left
    assert "A form has no place for code frames of open answers." not in left
    _, left = form_of(load_dialog(TINY / "code_frame.yaml"))
    assert "A form has no place for code frames of open answers." in left


def test_cells_are_text_and_no_formulas(tmp_path: Path) -> None:
    survey = [{"type": "text", "name": "q", "label": "=1+1"}]
    write_form(Form(lines(survey)), tmp_path / "form.xlsx")
    assert load_workbook(tmp_path / "form.xlsx")["survey"]["C2"].data_type == "s"
    assert read_form(tmp_path / "form.xlsx").survey[0].get("label") == "=1+1"


CHOICES: Rows = [
    {"list_name": "yes_no", "name": "yes", "label": "Yes"},
    {"list_name": "yes_no", "name": "no", "label": "No"},
    {"list_name": "who", "name": "staff", "label": "Staff"},
    {"list_name": "who", "name": "volunteers", "label": "Volunteers"},
    {"list_name": "who", "name": "other", "label": "Others"},
    {"list_name": "who", "name": "nobody", "label": "Nobody"},
]


def taken(
    survey: Rows, settings: Rows | None = None, choices: Rows | None = None
) -> tuple[Dialog, list[str]]:
    """The dialog that a form of another maker comes to, and what was left of the form."""
    form = Form(lines(survey), lines(CHOICES if choices is None else choices), lines(settings or []))
    raw, left = dialog_of(form, "theirs")
    return read_dialog(draft_of(raw), "theirs.yaml"), [f"{one.row}: {one.what}: {one.why}" for one in left]


def test_every_kind_that_a_dialog_has_is_taken() -> None:
    dialog, left = taken(
        [
            {"type": "select_one yes_no", "name": "policy", "label": "Is there a policy?"},
            {
                "type": "select_multiple who",
                "name": "Trained",
                "label": "Who is trained?",
                "hint": "All of them.",
            },
            {
                "type": "text",
                "name": "Trained_other",
                "label": "Which?",
                "relevant": "selected(${Trained}, 'other')",
            },
            {
                "type": "integer",
                "name": "staff",
                "label": "How many staff?",
                "constraint": ". >= 0 and . < 500",
            },
            {"type": "decimal", "name": "days", "label": "How many days?", "constraint": ". <= ${staff}"},
            {"type": "range", "name": "score", "label": "How good?", "parameters": "start=1 end=5 step=1"},
            {"type": "date", "name": "reviewed", "label": "When?", "constraint": ". <= today()"},
            {"type": "rank who", "name": "order", "label": "Who first?"},
            {"type": "note", "name": "thanks", "label": "**Thank you.**"},
        ],
        [{"form_title": "Their audit", "version": "2.0.1"}],
    )
    asked = questions(dialog)
    assert not left
    assert (dialog.title, dialog.version) == ("Their audit", "2.0.1")
    assert [q.kind for q in asked.values()] == [
        *(Kind.YESNO, Kind.MULTI, Kind.NUMBER, Kind.NUMBER, Kind.NUMBER),
        *(Kind.DATE, Kind.RANKING, Kind.STATEMENT),
    ]
    assert [option.specify for option in asked["trained"].options] == [False, False, True, False]
    assert asked["trained"].note == "All of them."
    assert (asked["staff"].minimum, asked["staff"].maximum) == (0, 499)
    assert (asked["days"].share_of, asked["days"].decimals) == ("staff", 2)
    assert (asked["score"].minimum, asked["score"].maximum) == (1, 5)
    assert asked["reviewed"].direction == "past"
    assert asked["thanks"].say.respondent == "Thank you."


def test_routes_of_nested_groups_and_repeats_are_taken() -> None:
    dialog, left = taken(
        [
            {"type": "integer", "name": "size", "label": "How many staff?"},
            {"type": "begin group", "name": "big", "label": "Large bodies", "relevant": "${size} > 10"},
            {"type": "select_one yes_no", "name": "lead", "label": "Is there a lead?"},
            {"type": "begin_group", "name": "inner", "label": "The lead", "relevant": "${lead} = 'yes'"},
            {"type": "text", "name": "who", "label": "Who?", "relevant": "${size} = 20 or ${size} = 30"},
            {"type": "end_group"},
            {"type": "begin_repeat", "name": "post", "label": "a post", "repeat_count": "3"},
            {"type": "text", "name": "title", "label": "What is it called?"},
            {"type": "text", "name": "held", "label": "Who holds it?", "relevant": "${title} != ''"},
            {"type": "end_repeat"},
            {"type": "end group"},
        ]
    )
    asked = questions(dialog)
    assert not left
    assert dialog.sections[1].title == "Large bodies"
    assert asked["inner"].kind is Kind.STATEMENT
    assert asked["who"].asked({"size": 20, "lead": "yes"})
    assert not asked["who"].asked({"size": 20, "lead": "no"})
    assert not asked["who"].asked({"size": 21, "lead": "yes"})
    assert not asked["lead"].asked({"size": 10})
    assert asked["lead"].asked({"size": 11})
    assert "post.3.held" in asked
    assert not asked["post.2.held"].asked({"size": 11, "post.2": "yes"})
    assert asked["post.2.held"].asked({"size": 11, "post.2": "yes", "post.2.title": "nurse"})


def test_what_cannot_be_carried_is_listed_with_its_row() -> None:
    dialog, left = taken(
        [
            {"type": "start", "name": "start"},
            {"type": "calculate", "name": "total", "calculation": "1 + 1"},
            {"type": "geopoint", "name": "place", "label": "Where?"},
            {"type": "text", "name": "why", "label": "Why, ${name}?", "relevant": "${total} > 1"},
            {
                "type": "text",
                "name": "how",
                "label": "How?",
                "relevant": "regex(${why}, 'a')",
                "default": "well",
            },
            {"type": "select_one nothing", "name": "lost", "label": "Which?"},
            {"type": "select_one yes_no", "name": "far", "label": "Far?", "choice_filter": "a = ${b}"},
            {"type": "begin_repeat", "name": "visit", "label": "a visit", "repeat_count": "${total}"},
            {"type": "date", "name": "day", "label": "When?"},
        ]
    )
    assert list(questions(dialog))[:3] == ["why", "how", "far"]
    assert left == [
        "2: 'start': is recorded with every answer anyway",
        "3: 'total' (calculate): no kind of question answers this; it is left out",
        "4: 'place' (geopoint): no kind of question answers this; it is left out",
        "5: the label of 'why': answers are not put into texts",
        "5: relevant of 'why': ${total} > 1 names the field 'total', which is not asked; it is always asked",
        "6: default of 'how': 'well' is not carried over",
        "6: relevant of 'how': regex(${why}, 'a') says more than a condition can; it is always asked",
        "7: 'lost': its list 'nothing' has no choices here; it is left out",
        "8: choice_filter of 'far': 'a = ${b}' is not carried over",
        "9: repeat 'visit': is never ended",
        "9: the repeat 'visit': is asked up to 10 times",
    ]


def test_a_constraint_becomes_a_check_with_its_own_words() -> None:
    dialog, left = taken(
        [
            {"type": "select_multiple who", "name": "who", "label": "Who?"},
            {
                "type": "text",
                "name": "told",
                "label": "Told whom?",
                "constraint": "${who} = 'staff' and string-length(.) > 0",
                "constraint_message": "Say it.",
            },
        ]
    )
    (check,) = questions(dialog)["told"].checks
    assert not left
    assert (check.say, check.hard) == ("Say it.", True)
    assert check.when.holds({"who": ("volunteers",), "told": "x"})
    assert not check.when.holds({"who": ("staff",), "told": "x"})


def test_the_form_in_several_languages_is_taken_in_its_own() -> None:
    label = {"label::French (fr)": "Combien ?", "label::English (en)": "How many?"}
    dialog, left = taken(
        [{"type": "integer", "name": "n", **label}], [{"default_language": "English (en)"}], []
    )
    assert questions(dialog)["n"].say.respondent == "How many?"
    assert left == ["1: the column 'label::French (fr)': a dialog has one language"]


def test_names_that_no_id_can_have_are_changed_and_stay_apart() -> None:
    dialog, _ = taken(
        [
            {"type": "text", "name": "HH-Size", "label": "One?"},
            {"type": "text", "name": "hh_size", "label": "Two?", "relevant": "${HH-Size} != ''"},
        ]
    )
    first, second = questions(dialog).values()
    assert first.id != second.id
    assert second.asked({first.id: "x"})
    assert not second.asked({})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"type,name,label", "is no .xlsx workbook"),
        (b"", "is no .xlsx workbook"),
        (b"PK\x03\x04 cut off", "is no .xlsx workbook"),
    ],
)
def test_files_that_are_no_workbook_are_told(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=told):
        read_form(file)


def test_a_workbook_that_unpacks_to_very_much_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"xl/{number}.xml", b"0" * 80_000_000)
    with pytest.raises(SourceError, match="too large to be a form"):
        read_form(file)


def test_a_workbook_without_a_survey_is_told(tmp_path: Path) -> None:
    file = tmp_path / "other.xlsx"
    write_form(Form(()), file)
    workbook = load_workbook(file)
    del workbook["survey"]
    workbook.save(file)
    with pytest.raises(SourceError, match="no sheet is called 'survey'"):
        read_form(file)
