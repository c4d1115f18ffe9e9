"""Options put in order on the full screen: ticked one after another, and their places seen."""

from __future__ import annotations

from pathlib import Path

from s11chat.bootstrap import begin_rehearsal
from s11chat.dialog.load import load_dialog
from s11chat.tui.app import S11chat, Start
from tests.office import settings_in
from tests.tui.driving import STILL, Face


async def test_space_puts_options_in_the_order_ticked(tmp_path: Path) -> None:
    dialog = load_dialog(Path(__file__).parent.parent / "dialogs" / "ranking.yaml")
    settings = settings_in(tmp_path)
    held = begin_rehearsal(settings, dialog, "brisk", seed=1, clock=lambda: STILL)
    app = S11chat(settings, Start(case="rehearsal/1", rehearsal=held), clock=lambda: STILL)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: app.current_mode == "rehearsal", "the rehearsal")
        await shown.settle()
        await shown.press("down", "down", "down", "space", "up", "up", "space")
        assert shown.card.picked == "3 1"
        assert "1. Supervision" in shown.picture
        assert "2. Staff training" in shown.picture
        await shown.press("space")
        assert shown.card.picked == "3"
        await shown.press("space", "enter")
        assert any("1 Supervision; 2 Staff training" in line for line in shown.said)


async def test_the_example_of_a_day_lies_on_the_side_that_is_asked_for(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "dialogs" / "ranking.yaml").read_text(encoding="utf-8")
    head, _ = text.split("      - item:", 1)
    past = tmp_path / "past.yaml"
    past.write_text(f"{head}      - {{item: day, kind: date, direction: past, say: When was it?}}\n", "utf-8")
    settings = settings_in(tmp_path)
    held = begin_rehearsal(settings, load_dialog(past), "brisk", seed=1, clock=lambda: STILL)
    app = S11chat(settings, Start(case="rehearsal/1", rehearsal=held), clock=lambda: STILL)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: app.current_mode == "rehearsal", "the rehearsal")
        await shown.settle()
        assert "31 March 2025" in str(shown.line.placeholder)
