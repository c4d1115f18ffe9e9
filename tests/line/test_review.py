"""Review and sign-off in lines: what stands out and why, whose it is, and what a word is about to do."""

from __future__ import annotations

from s11chat.dialog.model import Audience
from s11chat.line.listing import WIDTH, left_lines, review_lines
from s11chat.line.review import Review
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from tests.office import DISTRICT, LEADS, PHRASE, PRACTICE, delegate, docket, say


def reviewed(desk: Desk, *typed: str) -> list[str]:
    """What the lead of the practice reads when they type this."""
    lines: list[str] = []
    Review(docket(desk, PRACTICE), lines.append, lambda _: None, desk.library).hold(typed)
    return lines


def after(lines: list[str], start: str) -> str:
    """Everything from the line that starts so, as one text."""
    at = next(number for number, line in enumerate(lines) if line.startswith(start))
    return " ".join(" ".join(lines[at:]).split())


def test_a_list_of_answers_says_what_was_asked_and_for_whom(answered: Desk) -> None:
    lines = list(review_lines(answered.returned(PRACTICE)))
    assert all(len(line) <= WIDTH for line in lines)
    assert "Senior management commitment." in lines
    assert after(lines, "  1.1").startswith("1.1 Somebody at the top of the organisation")
    assert f"Nell Thimble (delegate, online), for {LEADS[PRACTICE]}" in after(lines, "  1.1")
    texts = [line for line in lines if line.startswith("  ")]
    assert {len(line) - len(line[16:].lstrip()) >= 16 for line in texts} == {True}


def test_rows_of_a_grid_stand_under_their_lead_in(desk: Desk) -> None:
    talk = desk.interview_as_interviewer(DISTRICT)
    say(talk, "2", "most", "1", "2")
    whole = desk.returned(DISTRICT)
    stem = next(line.stem for line in whole.answers if line.question == "q3.a")
    text = " ".join(" ".join(review_lines(whole)).split())
    assert text.count(stem) == 1
    assert talk.conversation.audience is Audience.INTERVIEWER


def test_what_is_left_says_what_was_asked(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    assert list(left_lines(sitting.review())) == ["Nothing was skipped or parked."]
    say(sitting, ":park Hugh by Friday", ":skip")
    lines = list(left_lines(sitting.review()))
    assert "1.1 Somebody at the top" in after(lines, "  1.1")
    assert "= waits for Hugh, by Friday" in after(lines, "  1.1") or "= waits for Hugh" in after(
        lines, "  1.1"
    )
    assert "= skipped" in after(lines, "  1.2")


def test_remarks_on_the_whole_come_first(answered: Desk) -> None:
    say(delegate(answered, PRACTICE), ":casenote merger planned for 2027")
    for lines in (
        reviewed(answered),
        reviewed(answered, "all"),
        list(review_lines(answered.returned(PRACTICE))),
    ):
        at = lines.index("Remarks on the whole.")
        assert lines[at + 1] == "  the case      merger planned for 2027"
        assert lines[at + 2].strip() == "Nell Thimble (delegate)"
        assert not any(" = " in line for line in lines[:at])


def test_the_docket_counts_its_reasons(answered: Desk) -> None:
    say(delegate(answered, PRACTICE), ":go 1.2", ":dk", ":go 3.1", ":refuse", ":go 3.2", ":refuse")
    lines = reviewed(answered)
    assert "To look at: 1 don't know, 2 declined." in lines
    assert "look: declined" in after(lines, "  3.1")
    assert "for Ben Marsh" in after(lines, "  3.1")


def test_accepting_is_shown_and_can_be_taken_back(answered: Desk) -> None:
    say(delegate(answered, PRACTICE), ":go 3.1", ":refuse")
    lines = reviewed(answered, "accept 3.1", "list", "show 3.1", "unaccept 3.1", "list")
    assert "To look at: 1 declined." in lines
    assert any(line.startswith("= 3.1 accepted: ") for line in lines)
    assert "Nothing stands out." in lines
    assert "Accepted: 1." in lines
    assert "                accepted" in lines
    assert "= 3.1 is to be looked at again." in lines
    assert lines[-2] == "To look at: 1 declined."


def test_signing_says_first_what_speaks_against_it(answered: Desk) -> None:
    say(delegate(answered, PRACTICE), ":go 1.2", ":dk")
    lines = reviewed(answered, "query 1.1 which one?", "phrase", PHRASE, "sign 1,2 Ben Marsh", PHRASE)
    typed = next(number for number, line in enumerate(lines) if line.startswith("I have seen these answers"))
    shown = " ".join(" ".join(lines[typed - 6 : typed]).split())
    assert "1 Senior management commitment: " in shown
    assert "query is open" in shown
    assert "2 Statement of responsibilities: " in shown
    assert "3 Line of accountability" not in shown
    assert lines[-1] == "Signed in part"


def test_reopening_says_how_many_signatures_it_costs_and_asks(answered: Desk) -> None:
    signed = ("phrase", PHRASE, "sign 1,2 Ben Marsh", PHRASE)
    lines = reviewed(answered, *signed, "reopen figures", "no")
    assert any("2 sections no longer stand" in line for line in lines)
    assert lines[-2:] == ["= Nothing was changed.", "Signed in part"]
    lines = reviewed(answered, "reopen figures", "yes")
    assert lines[-1] == "In progress"
    lines = reviewed(answered, "reopen figures")
    assert "! Nothing is signed here, so there is nothing to reopen." in lines


def test_a_lead_can_read_what_a_question_is_about(answered: Desk) -> None:
    lines = reviewed(answered, "explain 1.2")
    article = answered.library.articles["supervision"]
    assert f"? {article.title}" in lines
    assert set(article.sentence.splitlines()) <= set(lines)


def test_a_lead_asks_others_for_parts_and_takes_them_back(desk: Desk) -> None:
    written: list[str] = []
    review = Review(docket(desk, PRACTICE), written.append, lambda _: None)
    review.hold(
        [
            "delegates",
            "delegate 2, 5.1 to Nell Thimble, practice nurse by Friday",
            "delegate 99 to Eve Hart",
            "delegate Eve Hart",
            "delegates",
            "recall me",
        ]
    )
    assert "Nobody was asked for a part of it." in written
    assert "= Nell Thimble is asked. Their code, shown only now:" in written
    assert any("Nell Thimble: section 2" in line for line in written)
    assert any("given, 0 of" in line for line in written)
    slips = [line for line in written if line.startswith("! ")]
    assert slips[0].startswith("! '99' is neither a section nor a question")
    assert slips[1].startswith("! Say what you ask of whom")
    assert slips[2].startswith("! Say which part by its number")
    assert len(slips) == 3
    number = Delegating(desk.kept, PRACTICE).lines()[0].number
    again: list[str] = []
    Review(docket(desk, PRACTICE), again.append, lambda _: None).hold([f"recall {number} done it myself"])
    assert "= Taken back from Nell Thimble." in again


def test_a_plan_is_looked_at_told_of_and_added_to(answered: Desk) -> None:
    lines = reviewed(
        answered,
        "amend 1.1 partly met",
        "amend 1.1.action Put it into writing",
        "agree 1.2 Train all to Nell Thimble, nurse by 30 June 2027",
        "agree 1.2 Train all",
        "progress 1.2+1 50% half are booked",
        "undo 1.2+1",
        "progress 1.1 done",
        "plan",
        "plan 1.1",
    )
    told = " ".join(" ".join(lines).split())
    assert "= 1.2+1 is agreed: Train all; Nell Thimble, nurse, by 30 June 2027." in told
    assert "! Say what, who and by when" in told
    assert "= 1.2+1 is under way, 50 %." in told
    assert "= Taken back: 1 September 2026, Ben Marsh (lead): 50 %, half are booked." in told
    assert "Put it into writing nobody named, by no day done; not signed" in told
