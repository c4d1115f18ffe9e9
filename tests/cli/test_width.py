"""Tables and lists are readable at 80 columns, whatever the names in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.report.terminal import ruled
from s11chat.services.answering import StaffAnswer, admit_staff
from s11chat.services.assigning import assign
from s11chat.services.echoing import Echoing
from s11chat.services.releasing import moderation_of
from s11chat.services.staffing import appoint
from s11chat.store.entry import Author
from s11chat.store.moderation_entry import NewModeration
from tests.office import AUDIT, PRACTICE, Clock, completed, desk_in, say

from .conftest import Run

LONG = ("Bartholomew Featherstonehaugh Moderator", "Wilhelmina Cholmondeley Second Moderator")
ECHO = Path(__file__).parent.parent / "dialogs" / "echo.yaml"
COMMANDS = (
    *(
        ("report", name, AUDIT)
        for name in (
            "response",
            "weighting",
            "reliability",
            "rates",
            "delegates",
            "interviewers",
            "timings",
            "diary",
        )
    ),
    ("report", "agreement", AUDIT),
    *(("echo", name, AUDIT) for name in ("status", "report")),
    ("echo", "compare", PRACTICE),
    *(("actions", name, PRACTICE) for name in ("list", "report")),
    ("actions", "list", AUDIT),
    ("evidence", "list", PRACTICE),
    ("evidence", "missing", AUDIT),
    ("moderate", "list"),
    *(("moderate", name, PRACTICE) for name in ("show", "notes", "pack")),
)


def test_no_table_and_no_list_is_wider_than_80_columns(
    run: Run, home: Path, dialogs: Mapping[str, Dialog], clock: Clock
) -> None:
    desk = desk_in(home, clock, dialogs)
    completed(desk, PRACTICE)
    appoint(desk.kept, AUDIT, desk.actor, Role.MANAGER)
    for name in LONG:
        appoint(desk.kept, AUDIT, name, Role.MODERATOR)
        assign(desk.kept, PRACTICE, name)
    lines = moderation_of(desk.kept, PRACTICE).lines
    made = [NewModeration(one.question, one.self_code, "", one.self_code, 1) for one in lines]
    number = desk.kept.case(PRACTICE).return_id
    for name in LONG:
        desk.kept.responses.record(number, Author("", name, Role.MODERATOR.value), desk.kept.clock(), made)
    code = Echoing(desk.kept, PRACTICE).open(ECHO, minimum=5).code
    for _ in range(5):
        say(StaffAnswer(desk.kept, admit_staff(desk.kept, code)), "1", "3", "More time.")  # type: ignore[arg-type]
    desk.close()
    assert run("--actor", desk.actor, "echo", "close", PRACTICE, "--yes").code == 0
    for command in COMMANDS:
        found = run("--actor", desk.actor, *command)
        assert found.code == 0, (command, found.err)
        assert max(map(len, found.out.splitlines()), default=0) <= 80, command


def test_heads_go_on_below_where_there_is_no_room_and_figures_stay_whole() -> None:
    steps = [f"{word} met across services" for word in ("Not", "Partly", "Mostly", "Largely", "Fully")]
    rows = [
        ("Nether Marzipan and Upper Custard Hospitals NHS Foundation Trust", *["1234567"] * 5, "12345678")
    ]
    lines = ruled(("Own (rows), moderated (columns)", *steps, "n"), rows, ("Total", *["1"] * 6), None)
    assert max(map(len, lines)) <= 80
    assert sum(line.count("services") for line in lines) == 5
    assert any(line.count("1234567") == 6 for line in lines)
    (short, *_) = ruled(("Type", "same %"), [("GP", "1")], ("Total", "1"), 80)
    assert short.split() == ["Type", "same", "%"]  # in one line where there is room
