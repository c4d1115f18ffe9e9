"""Every role at every door of the services, on its own case or wave and on somebody else's."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from s11chat.assurance.evidence import Telling
from s11chat.assurance.right import OFFICE, Act, Role, allowed
from s11chat.bootstrap import begin_interview, desk_to_fill
from s11chat.dialog.model import Dialog
from s11chat.engine.intent import About
from s11chat.errors import RefusedError, RightsError, StateError, UsageError
from s11chat.exchange.bounce import Notice
from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan
from s11chat.report.edition import Edition, Format
from s11chat.report.letter import Templates
from s11chat.services import challenging, judging, planning, publishing, reconciling, reframing, releasing
from s11chat.services.addressing import Asked, Mailing, mailing
from s11chat.services.admitting import issue, revoke
from s11chat.services.assigning import assign, moderated, moderators, take_back
from s11chat.services.backcoding import coding_figures, first_left
from s11chat.services.backing import without_evidence
from s11chat.services.bundling import make, outline, recipients
from s11chat.services.calling import CallRoom
from s11chat.services.casefile import case_file, note
from s11chat.services.chronicling import field_diary, office_cases
from s11chat.services.codesheet import check_sheet, sheet_of, take_sheet
from s11chat.services.codingdesk import CodingDesk
from s11chat.services.commissioning import Commissioning
from s11chat.services.comparing import compare, over_wave
from s11chat.services.complying import compliance
from s11chat.services.concurring import concurrence, concurrence_text
from s11chat.services.contrasting import delegates
from s11chat.services.copying import copy_waves, must_be_sound
from s11chat.services.counting import rates, reliability, response
from s11chat.services.deciding import Court
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.disclosing import disclosure, lines_of
from s11chat.services.echoing import Echoing, echo_lines
from s11chat.services.evidencing import Evidencing
from s11chat.services.excepting import exceptions
from s11chat.services.exporting import returned
from s11chat.services.fielding import add_person, close_wave, closing, new_wave, persons
from s11chat.services.framing import check_frame, import_frame, take_frame
from s11chat.services.granting import make_roles, roles_sql
from s11chat.services.helping import used
from s11chat.services.importing import check_returns, take_returns
from s11chat.services.keeping import back_up, verify
from s11chat.services.kept import Kept
from s11chat.services.mailed import bounced, bounced_by, log
from s11chat.services.mending import Correction, mend, mending
from s11chat.services.merging import merge
from s11chat.services.moderating import Moderation
from s11chat.services.outcome_entry import NewPerson
from s11chat.services.overseeing import oversee
from s11chat.services.packing import panel_pack, panel_text
from s11chat.services.passing import Passing
from s11chat.services.posting import Office, preview
from s11chat.services.progressing import action_list, plan_report, progress_report, wave_plans
from s11chat.services.quoting import approve, choose, drop, looked_through, quotes, quotes_report
from s11chat.services.redacting import carry_out, purge_of, redaction_of, sweep
from s11chat.services.released import RELEASED
from s11chat.services.reopening import foretold, reopen
from s11chat.services.reweighing import moderation_report
from s11chat.services.roll import roll
from s11chat.services.sampling import draw
from s11chat.services.staffing import appoint, dismiss, staff
from s11chat.services.stuck import today
from s11chat.services.supervising import Supervision
from s11chat.services.timing import interviewers, question_timings
from s11chat.services.unclosing import reopen_wave, unclosing
from s11chat.services.undertaking import Terms, Undertakings
from s11chat.services.unimporting import undo_import
from s11chat.services.view import Admission
from s11chat.services.witnessing import looks
from s11chat.settings import shipped
from s11chat.store.entry import Author, NewFact
from s11chat.store.moderation_entry import ModeratorStep, NewChallenge, NewModerator
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    LEADS,
    MORNING,
    NELL,
    PHRASE,
    PRACTICE,
    SURVEY,
    Clock,
    Dice,
    admitted,
    copied,
    desk_in,
    docket,
    settings_in,
)
from tests.services import calls

D, L = Role.DELEGATE, Role.LEAD
SHELVED = Telling("policy", "Safeguarding policy", "2.1", place="shelf 4")
OfficeCall = Callable[[Desk, Path], object]
AdmittedCall = Callable[[Desk, Admission], object]
Opening = Callable[[], tuple[Desk, Path]]
ECHO_DIALOG = Path(__file__).parent.parent / "dialogs" / "echo.yaml"

OFFICE_CALLS: dict[str, tuple[Act, OfficeCall]] = {
    "hold an interview": (Act.OPEN_CASE, lambda desk, _: desk.interview_as_interviewer(CLUB)),
    "issue a delegate's code": (
        Act.ISSUE_CODE,
        lambda desk, _: issue(desk.kept, PRACTICE, D, person="Eve Hart"),
    ),
    "issue a lead's code": (Act.ISSUE_LEAD_CODE, lambda desk, _: issue(desk.kept, PRACTICE, L)),
    "give a part": (Act.NAME_DELEGATE, lambda desk, _: Delegating(desk.kept, PRACTICE).give("2", "Eve Hart")),
    "list parts": (Act.NAME_DELEGATE, lambda desk, _: Delegating(desk.kept, PRACTICE).lines()),
    "recall a part": (Act.NAME_DELEGATE, lambda desk, _: _recall(Delegating(desk.kept, PRACTICE))),
    "revoke codes": (Act.REVOKE_CODE, lambda desk, _: revoke(desk.kept, PRACTICE)),
    "add a person": (Act.ADD_PERSON, lambda desk, _: add_person(desk.kept, PRACTICE, "Eve Hart")),
    "change the lead": (
        Act.ADD_PERSON,
        lambda desk, _: add_person(desk.kept, PRACTICE, "Eve Hart", office="lead"),
    ),
    "look at the duplicates": (Act.DECIDE, lambda desk, _: judging.docket(desk.kept, AUDIT)),
    "set two returns side by side": (
        Act.DECIDE,
        lambda desk, _: judging.sides(desk.kept, AUDIT, "GP1", "CO1"),
    ),
    "decide between two cases": (
        Act.DECIDE,
        lambda desk, _: Court(desk.kept, AUDIT).decide("GP1", "CO1", "one body"),
    ),
    "mend a number": (Act.MEND_CONTACT, lambda desk, _: _mend(desk)),
    "look at people": (Act.SHOW_CONTACT, lambda desk, _: persons(desk.kept, PRACTICE)),
    "close the wave": (Act.CLOSE_WAVE, lambda desk, _: close_wave(desk.kept, AUDIT)),
    "open the wave again": (Act.CLOSE_WAVE, lambda desk, _: _opened_again(desk)),
    "foretell what opening it again does": (Act.CLOSE_WAVE, lambda desk, _: _unclosing(desk)),
    "foretell what closing does": (Act.CLOSE_WAVE, lambda desk, _: closing(desk.kept, AUDIT)),
    "take in a frame": (Act.IMPORT_FRAME, lambda desk, file: _take_in(desk, file)),
    "look at the help used": (Act.SHOW_RETURN, lambda desk, _: used(desk.kept, PRACTICE)),
    "settle a plan": (
        Act.MAKE_WAVE,
        lambda desk, _: planning.settle(desk.kept, AUDIT, "attempts: 3", "plan"),
    ),
    "look at the stages": (Act.SHOW_PROGRESS, lambda desk, _: planning.stages(desk.kept, AUDIT)),
    "record what a mail server says": (Act.SEND_MAIL, lambda desk, _: _told_by_server(desk)),
    "list personal data": (Act.REDACT, lambda desk, _: disclosure(desk.kept, AUDIT)),
    "foretell a redaction": (Act.REDACT, lambda desk, _: redaction_of(desk.kept, PRACTICE, NELL, "why")),
    "redact": (Act.REDACT, lambda desk, _: carry_out(desk.kept, redaction_of(_manager(desk), CLUB))),
    "purge": (Act.REDACT, lambda desk, _: _purge(desk)),
    "read who looked": (Act.SHOW_ACCESS_LOG, lambda desk, _: looks(desk.kept, AUDIT)),
    "check a frame": (Act.IMPORT_FRAME, lambda desk, file: check_frame(desk.kept, AUDIT, file)),
    "import a frame": (Act.IMPORT_FRAME, lambda desk, file: import_frame(desk.kept, AUDIT, file)),
    "export a frame": (Act.EXPORT_FRAME, lambda desk, _: roll(desk.kept, AUDIT)),
    "check a file of returns": (
        Act.IMPORT_RETURNS,
        lambda desk, file: check_returns(desk.kept, AUDIT, _answers(file)),
    ),
    "import returns": (Act.IMPORT_RETURNS, lambda desk, file: _import_returns(desk, file)),
    "check the reports": (Act.REPORT, lambda desk, _: reconciling.check(desk.kept, AUDIT, [])),
    "release a wave": (
        Act.DECIDE,
        lambda desk, _: publishing.release(desk.kept, AUDIT, [], [], [Format.CSV], Edition(desk.kept.today)),
    ),
    "waive a finding": (Act.DECIDE, lambda desk, _: _waive(desk)),
    "take a waiver back": (Act.DECIDE, lambda desk, _: _unwaive(desk)),
    "take an import back": (Act.IMPORT_RETURNS, lambda desk, _: _undo_import(desk)),
    "hand out all returns": (Act.EXPORT, lambda desk, _: returned(desk.kept, AUDIT)),
    "report exceptions": (Act.REPORT, lambda desk, _: exceptions(desk.kept, AUDIT)),
    "report moderation": (Act.REPORT, lambda desk, _: moderation_report(desk.kept, AUDIT)),
    "report plans": (Act.REPORT, lambda desk, _: plan_report(desk.kept, AUDIT)),
    "report compliance": (Act.REPORT, lambda desk, _: compliance(desk.kept, AUDIT)),
    "count the response": (Act.REPORT, lambda desk, _: response(desk.kept, AUDIT)),
    "tell the reliability": (Act.REPORT, lambda desk, _: reliability(desk.kept, AUDIT)),
    "count the rates": (Act.REPORT, lambda desk, _: rates(desk.kept, AUDIT)),
    "look at today": (Act.SHOW_PROGRESS, lambda desk, _: today(desk.kept, AUDIT)),
    "see who waits for the office": (
        Act.SHOW_PROGRESS,
        lambda desk, _: office_cases(desk.kept, AUDIT, Plan().calling_hours),
    ),
    "set delegates beside leads": (Act.REPORT, lambda desk, _: delegates(desk.kept, AUDIT)),
    "keep the diary": (Act.REPORT, lambda desk, _: field_diary(desk.kept, AUDIT)),
    "time the questions": (Act.REPORT, lambda desk, _: question_timings(desk.kept, AUDIT)),
    "look at the interviewers": (Act.SHOW_PROGRESS, lambda desk, _: interviewers(desk.kept, AUDIT)),
    "show a return": (Act.SHOW_RETURN, lambda desk, _: desk.returned(PRACTICE)),
    "show a certificate": (Act.SHOW_RETURN, lambda desk, _: desk.certificate(PRACTICE)),
    "list evidence": (Act.SHOW_RETURN, lambda desk, _: Evidencing(desk.kept, PRACTICE).lines()),
    "look for what has no evidence": (Act.SHOW_RETURN, lambda desk, _: without_evidence(desk.kept, AUDIT)),
    "open a file of evidence": (Act.SHOW_EVIDENCE, lambda desk, _: _open(Evidencing(desk.kept, PRACTICE))),
    "add evidence": (Act.ADD_EVIDENCE, lambda desk, _: Evidencing(desk.kept, PRACTICE).add(SHELVED)),
    "withdraw evidence": (Act.ADD_EVIDENCE, lambda desk, _: _withdraw(Evidencing(desk.kept, PRACTICE))),
    "assign a return to moderate": (
        Act.ASSIGN_MODERATOR,
        lambda desk, _: assign(desk.kept, CLUB, "Pat moderator"),
    ),
    "take a return back from a moderator": (
        Act.ASSIGN_MODERATOR,
        lambda desk, _: take_back(desk.kept, PRACTICE, "Pat moderator"),
    ),
    "list what is moderated": (Act.SHOW_MODERATION, lambda desk, _: moderated(desk.kept, AUDIT)),
    "look at a moderated return": (
        Act.SHOW_MODERATION,
        lambda desk, _: releasing.moderation_of(desk.kept, PRACTICE),
    ),
    "read the notes of peers": (Act.SHOW_MODERATION, lambda desk, _: challenging.notes(desk.kept, PRACTICE)),
    "make the pack of a panel": (Act.SHOW_MODERATION, lambda desk, _: panel_pack(desk.kept, PRACTICE)),
    "rate a standard": (
        Act.MODERATE,
        lambda desk, _: Moderation(desk.kept, PRACTICE).rate("1.1", "partly met", "two of five"),
    ),
    "record an agreed rating": (
        Act.AGREE,
        lambda desk, _: releasing.agree(desk.kept, PRACTICE, "1.1", "not met", "so the panel"),
    ),
    "take an agreed rating back": (Act.AGREE, lambda desk, _: _disagree(desk)),
    "release moderated ratings": (Act.RELEASE, lambda desk, _: releasing.release(desk.kept, PRACTICE)),
    "take a release back": (Act.RELEASE, lambda desk, _: releasing.take_release_back(desk.kept, PRACTICE)),
    "keep a peer's note": (
        Act.CHALLENGE,
        lambda desk, _: challenging.challenge(desk.kept, PRACTICE, "1.1", "Why?", "Eve", "Birch Trust"),
    ),
    "close a peer's note": (
        Act.CHALLENGE,
        lambda desk, _: challenging.close(desk.kept, PRACTICE, _note(desk), "asked at the panel"),
    ),
    "record the answer to a note": (
        Act.ANSWER_CHALLENGE,
        lambda desk, _: challenging.answer(desk.kept, PRACTICE, _note(desk), "Since May."),
    ),
    "see who may moderate": (Act.ASSIGN_MODERATOR, lambda desk, _: moderators(desk.kept, AUDIT)),
    "open a moderated return": (Act.SHOW_MODERATION, lambda desk, _: releasing.in_front(desk.kept, PRACTICE)),
    "read the pack of a panel": (Act.SHOW_MODERATION, lambda desk, _: panel_text(desk.kept, PRACTICE)),
    "read the agreement": (Act.REPORT, lambda desk, _: concurrence_text(desk.kept, AUDIT)),
    "read what is held of people": (Act.REDACT, lambda desk, _: lines_of(desk.kept, AUDIT)),
    "look at a code frame": (Act.CODE_ANSWERS, lambda desk, _: reframing.frame_of(desk.kept, AUDIT, WORDS)),
    "see how often codes are used": (
        Act.CODE_ANSWERS,
        lambda desk, _: reframing.used_in(desk.kept, AUDIT, WORDS),
    ),
    "add a code": (Act.CODE_ANSWERS, lambda desk, _: reframing.add(desk.kept, AUDIT, WORDS, "Money")),
    "change a code frame": (Act.CODE_ANSWERS, lambda desk, _: _reframe(desk)),
    "code answers": (Act.CODE_ANSWERS, lambda desk, _: CodingDesk(desk.kept, AUDIT, WORDS).look()),
    "draw a second coder's sample": (Act.CODE_ANSWERS, lambda desk, _: _drawn(desk)),
    "code in a spreadsheet": (Act.CODE_ANSWERS, lambda desk, file: _code_by_sheet(desk, file)),
    "choose a quotation": (Act.CODE_ANSWERS, lambda desk, _: _quote(desk)),
    "look a text through": (Act.CODE_ANSWERS, lambda desk, _: looked_through(desk.kept, AUDIT, "Ruth said")),
    "list quotations": (Act.REPORT, lambda desk, _: quotes(desk.kept, AUDIT)),
    "report quotations": (Act.REPORT, lambda desk, _: quotes_report(desk.kept, AUDIT)),
    "find what is to be coded": (Act.REPORT, lambda desk, _: _first_left(desk)),
    "report coding": (Act.REPORT, lambda desk, _: coding_figures(desk.kept, AUDIT)),
    "report agreement": (Act.REPORT, lambda desk, _: concurrence(desk.kept, AUDIT)),
    "reopen": (Act.REOPEN, lambda desk, _: reopen(desk.kept, PRACTICE, "wrong dates")),
    "ask what reopening voids": (Act.REOPEN, lambda desk, _: foretold(desk.kept, PRACTICE)),
    "list cases": (Act.SHOW_PROGRESS, lambda desk, _: desk.cases(AUDIT)),
    "look how the wave stands": (Act.SHOW_PROGRESS, lambda desk, _: oversee(desk.kept, AUDIT)),
    "look into a case": (Act.SHOW_PROGRESS, lambda desk, _: case_file(desk.kept, PRACTICE)),
    "note something on a case": (Act.CALL, lambda desk, _: note(desk.kept, PRACTICE, "moved house")),
    "see whose a return is": (Act.SHOW_PROGRESS, lambda desk, _: desk.header(PRACTICE)),
    "look at the office": (Act.SHOW_CONTACT, lambda desk, _: staff(desk.kept, AUDIT)),
    "open the call room": (Act.CALL, lambda desk, _: desk.call_room(AUDIT).find("larch")),
    "note something on a case in hand": (
        Act.CALL,
        lambda desk, _: _in_hand(desk).remark("closed", About.CASE),
    ),
    "name another contact in a call": (
        Act.REPLACE_CONTACT,
        lambda desk, _: _in_hand(desk).replace_contact(NewPerson("Eve Hart")),
    ),
    "supervise the calls": (Act.CALL, lambda desk, _: Supervision(desk.kept, AUDIT).queue()),
    "assign a case": (Act.ASSIGN, lambda desk, _: Supervision(desk.kept, AUDIT).assign(["CO1"], "")),
    "have a case called again": (
        Act.ASSIGN,
        lambda desk, _: Supervision(desk.kept, AUDIT).call_again("CO1", "why"),
    ),
    "look at the plan": (Act.SHOW_PROGRESS, lambda desk, _: planning.plan_of(desk.kept, AUDIT)),
    "change the plan": (Act.MAKE_WAVE, lambda desk, _: planning.change(desk.kept, AUDIT, {"attempts": 3})),
    "appoint": (Act.APPOINT, lambda desk, _: appoint(desk.kept, AUDIT, "Eve Hart", Role.ANALYST)),
    "see whom letters go to": (
        Act.SEND_MAIL,
        lambda desk, _: mailing(desk.kept, Asked(AUDIT, "invitation")),
    ),
    "see whom the link goes to": (
        Act.SEND_LINK,
        lambda desk, _: mailing(desk.kept, Asked(AUDIT, "link", "IN1")),
    ),
    "write letters": (Act.SEND_MAIL, lambda desk, file: _write(desk, "invitation", file)),
    "write the link": (Act.SEND_LINK, lambda desk, file: _write(desk, "link", file)),
    "look a letter over": (Act.SEND_MAIL, lambda desk, _: _look_over(desk)),
    "look at the log of letters": (Act.SHOW_CONTACT, lambda desk, _: log(desk.kept, AUDIT)),
    "record that a letter came back": (Act.SEND_MAIL, lambda desk, _: bounced(desk.kept, AUDIT, "ST1")),
    "open a staff echo": (Act.OPEN_ECHO, lambda desk, _: Echoing(desk.kept, COUNCIL).open(ECHO_DIALOG)),
    "close a staff echo": (Act.OPEN_ECHO, lambda desk, _: Echoing(desk.kept, PRACTICE).close()),
    "issue the code of a staff echo": (
        Act.ISSUE_ECHO_CODE,
        lambda desk, _: Echoing(desk.kept, PRACTICE).new_code(),
    ),
    "take the code of a staff echo back": (
        Act.ISSUE_ECHO_CODE,
        lambda desk, _: Echoing(desk.kept, PRACTICE).revoke_code(),
    ),
    "see how a staff echo stands": (Act.SHOW_ECHO, lambda desk, _: Echoing(desk.kept, PRACTICE).status()),
    "see how staff echoes stand": (Act.SHOW_ECHO, lambda desk, _: echo_lines(desk.kept, AUDIT)),
    "see what staff said": (Act.SHOW_ECHO, lambda desk, _: compare(desk.kept, PRACTICE)),
    "see what staff said over a wave": (Act.SHOW_ECHO, lambda desk, _: over_wave(desk.kept, AUDIT)),
    "look at a plan": (Act.SHOW_RETURN, lambda desk, _: Undertakings(desk.kept, PRACTICE).plan()),
    "look at all plans": (Act.SHOW_RETURN, lambda desk, _: wave_plans(desk.kept, AUDIT)),
    "report on plans": (Act.REPORT, lambda desk, _: progress_report(desk.kept, AUDIT)),
    "hand out all actions": (Act.EXPORT, lambda desk, _: action_list(desk.kept, AUDIT)),
    "ask after a plan": (Act.CHASE, lambda desk, _: Undertakings(desk.kept, PRACTICE).chase("Well?")),
    "make a bundle": (
        Act.BUNDLE,
        lambda desk, file: make(desk.kept, PRACTICE, file.with_name("new.s11")),
    ),
    "merge a bundle": (Act.BUNDLE, lambda desk, file: merge(desk.kept, file.with_name("made.s11"))),
    "dismiss": (Act.APPOINT, lambda desk, _: dismiss(desk.kept, AUDIT, "Somebody Else")),
}
"""What is done in a wave from the office."""


WORDS = "1.1.evidence"


def _reframe(desk: Desk) -> None:
    kept, where = desk.kept, (AUDIT, WORDS)
    reframing.add(kept, *where, "Minutes", "minutes")
    reframing.add(kept, *where, "Papers", "papers")
    reframing.rename(kept, *where, "papers", "Other papers")
    reframing.merge(kept, *where, "papers", "minutes")
    reframing.retire(kept, *where, "minutes")
    reframing.restore(kept, *where, "minutes")
    reframing.undo(kept, *where)


def _drawn(desk: Desk) -> None:
    with suppress(StateError):  # nothing is answered in words
        draw(desk.kept, AUDIT, WORDS, Fraction(1))


def _quote(desk: Desk) -> None:
    for act in (choose, approve, drop):
        with suppress(StateError):  # nothing is answered in words
            act(desk.kept, AUDIT, WORDS, "GP1")


def _first_left(desk: Desk) -> None:
    with suppress(StateError):  # nothing is answered in words
        first_left(desk.kept, AUDIT)


def _code_by_sheet(desk: Desk, file: Path) -> None:
    sheet = file.with_name("codes.csv")
    sheet.write_text(sheet_of(desk.kept, AUDIT, WORDS) + "GP1,nowhere,,,,\n", encoding="utf-8")
    take_sheet(desk.kept, replace(check_sheet(desk.kept, AUDIT, sheet), problems=()))


def _opened_again(desk: Desk) -> None:
    with suppress(StateError):  # it is open
        reopen_wave(desk.kept, AUDIT, "snowed in")


def _unclosing(desk: Desk) -> None:
    with suppress(StateError):  # it is open
        unclosing(desk.kept, AUDIT)


def _in_hand(desk: Desk) -> CallRoom:
    """The call room with a case taken."""
    room = desk.call_room(AUDIT)
    room.take("CO1")
    return room


WHOLE_CALLS: dict[str, tuple[Act, OfficeCall]] = {
    "make a wave": (
        Act.MAKE_WAVE,
        lambda desk, _: new_wave(desk.kept, "new", shipped("dialogs") / "chscb-2011.yaml"),
    ),
    "verify": (Act.VERIFY, lambda desk, _: verify(desk.kept)),
    "write the database anew": (Act.REDACT, lambda desk, _: sweep(desk.kept)),
    "print the roles of a server": (Act.APPOINT, lambda desk, _: _of_file(roles_sql, desk)),
    "make the roles of a server": (Act.APPOINT, lambda desk, _: _of_file(make_roles, desk)),
    "back up": (Act.BACKUP, lambda desk, file: back_up(desk.kept, file.with_name("copy.db"))),
    "copy": (Act.BACKUP, lambda desk, file: must_be_sound(desk.kept)),
    "list waves": (Act.SHOW_PROGRESS, lambda desk, _: desk.waves()),
    "list all cases": (Act.SHOW_PROGRESS, lambda desk, _: desk.cases()),
    "list what waits": (Act.SHOW_PROGRESS, lambda desk, _: desk.waiting()),
}
"""What is done from the office in no single wave."""

ADMITTED_CALLS: dict[str, tuple[Act, AdmittedCall]] = {
    "answer": (Act.OPEN_CASE, lambda desk, who: desk.interview(who)),
    "replace the contact": (
        Act.REPLACE_CONTACT,
        lambda desk, who: desk.interview(who).replace_contact("Eve Hart", ""),
    ),
    "issue a delegate's code": (
        Act.ISSUE_CODE,
        lambda desk, who: issue(desk.kept, who.case, D, person="Eve Hart", by=who),
    ),
    "issue a lead's code": (Act.ISSUE_LEAD_CODE, lambda desk, who: issue(desk.kept, who.case, L, by=who)),
    "give a part": (
        Act.NAME_COLLEAGUE,
        lambda desk, who: Delegating(desk.kept, who.case, who).give("2", "Eve Hart"),
    ),
    "give all of it": (
        Act.NAME_DELEGATE,
        lambda desk, who: Delegating(desk.kept, who.case, who).give("all", "Eve Hart"),
    ),
    "list parts": (Act.NAME_COLLEAGUE, lambda desk, who: Delegating(desk.kept, who.case, who).lines()),
    "recall a part": (
        Act.NAME_COLLEAGUE,
        lambda desk, who: _recall(Delegating(desk.kept, who.case, who)),
    ),
    "revoke codes": (Act.REVOKE_CODE, lambda desk, who: revoke(desk.kept, who.case, by=who)),
    "list evidence": (Act.SHOW_RETURN, lambda desk, who: Evidencing(desk.kept, who.case, who).lines()),
    "open a file of evidence": (
        Act.SHOW_EVIDENCE,
        lambda desk, who: _open(Evidencing(desk.kept, who.case, who)),
    ),
    "add evidence": (
        Act.ADD_EVIDENCE,
        lambda desk, who: Evidencing(desk.kept, who.case, who).add(SHELVED),
    ),
    "withdraw evidence": (
        Act.ADD_EVIDENCE,
        lambda desk, who: _withdraw(Evidencing(desk.kept, who.case, who)),
    ),
    "look at the plan": (
        Act.UPDATE_ACTION,
        lambda desk, who: Undertakings(desk.kept, who.case, who).plan(),
    ),
    "add an action": (Act.AGREE_ACTION, lambda desk, who: _agreed(desk, who)),
    "change an action": (
        Act.AGREE_ACTION,
        lambda desk, who: _agreed(desk, who).change("2.1+1", Terms(owner="Eve Hart")),
    ),
    "take an action out": (Act.AGREE_ACTION, lambda desk, who: _agreed(desk, who).take_out("2.1+1")),
    "tell how an action goes": (
        Act.UPDATE_ACTION,
        lambda desk, who: _agreed(desk, who).update("2.1+1", "done"),
    ),
    "take back what was told": (Act.UPDATE_ACTION, lambda desk, who: _told(desk, who)),
    "see whom they commission": (
        Act.SHOW_COMMISSIONED,
        lambda desk, who: Commissioning(desk.kept, who).plans(),
    ),
    "list dockets": (Act.REVIEW, lambda desk, who: desk.dockets(who)),
    "review": (Act.REVIEW, lambda desk, who: desk.docket(who).review()),
    "accept": (Act.REVIEW, lambda desk, who: desk.docket(who).accept("1.1")),
    "take an acceptance back": (Act.REVIEW, lambda desk, who: _unaccept(desk, who)),
    "amend": (Act.AMEND, lambda desk, who: desk.docket(who).amend("1.1", "partly met")),
    "query": (Act.QUERY, lambda desk, who: desk.docket(who).query("1.1", "Since when?")),
    "close a query": (Act.QUERY, lambda desk, who: _close(desk, who)),
    "send back": (Act.SEND_BACK, lambda desk, who: desk.docket(who).send_back("Add the dates.")),
    "enrol": (Act.ENROL, lambda desk, who: desk.docket(who).enrol(PHRASE)),
    "sign": (Act.SIGN, lambda desk, who: desk.docket(who).sign(("2",), PHRASE, who.name)),
    "reopen": (Act.REOPEN, lambda desk, who: desk.docket(who).reopen("wrong dates")),
    "open a staff echo": (
        Act.OPEN_ECHO,
        lambda desk, who: Echoing(desk.kept, who.case, who).open(ECHO_DIALOG),
    ),
    "close a staff echo": (Act.OPEN_ECHO, lambda desk, who: Echoing(desk.kept, who.case, who).close()),
    "issue the code of a staff echo": (
        Act.ISSUE_ECHO_CODE,
        lambda desk, who: Echoing(desk.kept, who.case, who).new_code(),
    ),
    "take the code of a staff echo back": (
        Act.ISSUE_ECHO_CODE,
        lambda desk, who: Echoing(desk.kept, who.case, who).revoke_code(),
    ),
    "see how a staff echo stands": (
        Act.SHOW_ECHO,
        lambda desk, who: Echoing(desk.kept, who.case, who).status(),
    ),
    "see what staff said": (Act.SHOW_ECHO, lambda desk, who: compare(desk.kept, who.case, who)),
    "see the moderated result": (
        Act.SHOW_MODERATION,
        lambda desk, who: releasing.released_to(desk.kept, who),
    ),
    "see one moderated rating": (
        Act.SHOW_MODERATION,
        lambda desk, who: releasing.released_line(desk.kept, who, "1.1"),
    ),
    "read the notes of peers": (
        Act.SHOW_MODERATION,
        lambda desk, who: challenging.notes(desk.kept, who.case, who),
    ),
    "answer a peer": (
        Act.ANSWER_CHALLENGE,
        lambda desk, who: challenging.answer(desk.kept, who.case, _note(desk), "Since May.", who),
    ),
    "answer a moderated rating": (
        Act.ANSWER_CHALLENGE,
        lambda desk, who: challenging.reply(desk.kept, who, "1.1", "We see it otherwise."),
    ),
    "pass on a bundle": (Act.PASS_BUNDLE, lambda desk, who: _pass_on(desk, who)),
    "see what a bundle would hold": (Act.PASS_BUNDLE, lambda desk, who: _outlined(desk, who)),
    "pass on a bundle by menu": (Act.PASS_BUNDLE, lambda desk, who: _people(desk, who)),
    "take in a bundle": (
        Act.PASS_BUNDLE,
        lambda desk, who: merge(desk.kept, desk.kept.pepper.with_name("made.s11"), by=who),
    ),
}
"""What is done by whoever a code let in."""


def _pass_on(desk: Desk, who: Admission) -> None:
    Delegating(desk.kept, who.case, who).give("2", "Eve Hart")
    make(desk.kept, who.case, desk.kept.pepper.with_name("passed.s11"), "Eve Hart", who)


def _outlined(desk: Desk, who: Admission) -> None:
    Delegating(desk.kept, who.case, who).give("2", "Eve Hart")
    recipients(desk.kept, who.case, who)
    outline(desk.kept, who.case, "Eve Hart", who)


def _people(desk: Desk, who: Admission) -> None:
    Delegating(desk.kept, who.case, who).give("2", "Eve Hart")
    Passing(desk.kept, who).people()


def _manager(desk: Desk) -> Kept:
    return replace(desk.kept, actor="Pat manager")


def _take_in(desk: Desk, file: Path) -> None:
    take_frame(desk.kept, AUDIT, check_frame(_manager(desk), AUDIT, file))


def _answers(file: Path) -> Path:
    """A file of one answer, in its own type of table."""
    made = file.with_name("answers.csv")
    made.write_text("organisation,item,value\nCO1,1.1,fully_met\n", encoding="utf-8")
    return made


def _import_returns(desk: Desk, file: Path) -> None:
    take_returns(desk.kept, check_returns(_manager(desk), AUDIT, _answers(file)))


def _waive(desk: Desk) -> None:
    with suppress(UsageError):  # nothing is open
        reconciling.waive(
            desk.kept, AUDIT, "text-1", "known", lambda: reconciling.check(desk.kept, AUDIT, [])
        )


def _unwaive(desk: Desk) -> None:
    with suppress(UsageError):  # nothing is waived
        reconciling.unwaive(desk.kept, AUDIT, "text-1", "known")


def _undo_import(desk: Desk) -> None:
    with suppress(UsageError):  # there is none
        undo_import(desk.kept, AUDIT, 1)


def _told_by_server(desk: Desk) -> None:
    with suppress(UsageError):  # there is no letter of this name
        bounced_by(desk.kept, AUDIT, Notice("<1@example.org>", "nobody@example.org", "failed", "5.1.1", "no"))


def _purge(desk: Desk) -> None:
    with suppress(StateError):  # the wave is open
        purge_of(desk.kept, AUDIT)


def _of_file(call: Callable[[Kept], object], desk: Desk) -> None:
    with suppress(UsageError):  # a file has no logins
        call(desk.kept)


def _mend(desk: Desk) -> None:
    mend(desk.kept, mending(desk.kept, PRACTICE, LEADS[PRACTICE], Correction(phone="01632 960777")))


def _mailing(desk: Desk, stage: str) -> Mailing:
    """A mailing that the manager looked up."""
    manager = Desk(replace(desk.kept, actor="Pat manager"))
    return mailing(manager.kept, Asked(AUDIT, stage, "IN1"))


def _write(desk: Desk, stage: str, file: Path) -> None:
    office = Office(desk.kept, _mailing(desk, stage), Templates())
    list(office.into_files(file.with_name("letters")))


def _look_over(desk: Desk) -> None:
    found = _mailing(desk, "invitation")
    preview(desk.kept, found, Templates(), found.due[0])


def _recall(work: Delegating) -> None:
    work.give("2", "Eve Hart")
    work.recall(work.lines()[-1].number)


def _open(work: Evidencing) -> None:
    work.content(work.lines()[0].number)


def _withdraw(work: Evidencing) -> None:
    work.withdraw(work.lines()[0].number)


def _agreed(desk: Desk, who: Admission) -> Undertakings:
    work = Undertakings(desk.kept, who.case, who)
    work.add("2.1", Terms("Train everybody", "Nell Thimble", "31 March 2027"))
    return work


def _told(desk: Desk, who: Admission) -> None:
    work = _agreed(desk, who)
    work.update("2.1+1", "done")
    work.take_back("2.1+1")


def _unaccept(desk: Desk, who: Admission) -> None:
    opened = desk.docket(who)
    opened.accept("1.1")
    opened.unaccept("1.1")


def _close(desk: Desk, who: Admission) -> None:
    opened = desk.docket(who)
    opened.query("1.1", "Since when?")
    opened.close_query(opened.answer("1.1").queries[0].id, "settled")


def _note(desk: Desk) -> int:
    return desk.kept.moderations.challenges(desk.kept.case(PRACTICE).return_id)[0].opened


def _disagree(desk: Desk) -> None:
    releasing.agree(desk.kept, PRACTICE, "1.1", "not met", "so the panel")
    releasing.disagree(desk.kept, PRACTICE, "1.1")


def _moderated(desk: Desk) -> None:
    """A return that two people are done with, with a peer's note, released to its lead."""
    case, at = desk.kept.case(PRACTICE), desk.kept.clock()
    author = Author("", "Pat manager", "manager")
    given = [NewModerator("Pat moderator"), NewModerator("a system user")]
    desk.kept.responses.record(case.return_id, author, at, given)
    done = [ModeratorStep(one.assigned, "done") for one in desk.kept.moderations.moderators(case.return_id)]
    note = NewChallenge("1.1", "Since when?", "Eve Peer", "Birch Trust")
    desk.kept.responses.record(case.return_id, author, at, [*done, note, NewFact(RELEASED, {"standing": 1})])


@pytest.fixture(scope="module")
def staffed(filled: Path, dialogs: Mapping[str, Dialog], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return signed in part, and an office with one person of each role in both waves."""
    home = copied(filled, tmp_path_factory.mktemp("staffed"))
    desk = desk_in(home, Clock(MORNING - timedelta(hours=1)), dialogs)
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, LEADS[PRACTICE])
    plan = home / "plan.txt"
    plan.write_text("safeguarding", encoding="utf-8")
    Evidencing(desk.kept, PRACTICE).add(SHELVED, plan)
    for role in OFFICE:
        appoint(desk.kept, AUDIT, f"Pat {role}", role)
        appoint(desk.kept, SURVEY, f"Sam {role}", role)
    appoint(desk.kept, AUDIT, "Somebody Else", Role.ANALYST)
    _moderated(desk)
    desk.kept.plans.settle(AUDIT, Plan(sender="audit@example.org"), "Pat manager", desk.kept.clock())
    manager = Desk(replace(desk.kept, actor="Pat manager"))
    invited = mailing(manager.kept, Asked(AUDIT, "invitation", "ST1", again=True))
    list(Office(manager.kept, invited, Templates()).into_files(home.with_name("letters-of-staffed")))
    echo = Echoing(desk.kept, PRACTICE)
    echo.open(ECHO_DIALOG)
    echo.close()
    echo.open(ECHO_DIALOG)
    make(manager.kept, PRACTICE, home / "made.s11")
    desk.close()
    (home / "frame.csv").write_text("ref,name,type\nX,Example,gp\n", encoding="utf-8")
    return home


@pytest.fixture
def offices(staffed: Path, clock: Clock, dialogs: Mapping[str, Dialog], tmp_path: Path) -> Iterator[Opening]:
    """Opens the desk of that office, with a frame to import; each time on a copy of its own."""
    with ExitStack() as stack:

        def opening() -> tuple[Desk, Path]:
            home = copied(staffed, tmp_path / f"office-{len(list(tmp_path.iterdir()))}")
            frame = shutil.copy2(staffed / "frame.csv", home)
            shutil.copy2(staffed / "made.s11", home)
            opened = desk_in(home, clock, dialogs)
            stack.callback(opened.close)
            return Desk(replace(opened.kept, token=Dice("the office"))), Path(frame)

        yield opening


@pytest.fixture
def office(offices: Opening) -> tuple[Desk, Path]:
    """The desk of that office, and a frame to import."""
    return offices()


def acting(desk: Desk, name: str) -> Desk:
    return Desk(replace(desk.kept, actor=name))


def trace(desk: Desk) -> tuple[object, ...]:
    """Everything a refused call might have left behind."""
    kept = desk.kept
    case = kept.case(PRACTICE)
    chains = (f"return:{case.return_id}", f"wave:{AUDIT}", f"wave:{SURVEY}")
    return (case, [kept.responses.events(chain)[-1].hash for chain in chains], kept.office.people())


@pytest.mark.parametrize("name", [*OFFICE_CALLS, *WHOLE_CALLS])
def test_in_the_office_the_role_of_the_actor_decides(offices: Opening, name: str) -> None:
    act, call = (OFFICE_CALLS | WHOLE_CALLS)[name]
    desk, file = offices()
    before = trace(desk)
    for role in OFFICE:
        if not allowed(role, act):
            with pytest.raises(RightsError, match=rf"An? {role} may not .*: ask "):
                call(acting(desk, f"Pat {role}"), file)
    assert trace(desk) == before
    for number, role in enumerate(role for role in OFFICE if allowed(role, act)):
        desk, file = offices() if number else (desk, file)
        call(acting(desk, f"pat  {role}"), file)


@pytest.mark.parametrize("name", OFFICE_CALLS)
def test_a_role_in_one_wave_is_none_in_another(office: tuple[Desk, Path], name: str) -> None:
    desk, file = office
    before = trace(desk)
    for role in OFFICE:
        with pytest.raises(
            RightsError, match=f"Sam {role} has no role in the office of wave {AUDIT}"
        ) as told:
            OFFICE_CALLS[name][1](acting(desk, f"Sam {role}"), file)
        assert f"office add {AUDIT} 'Sam {role}' --role " in str(told.value)
    assert trace(desk) == before


def test_lists_show_the_waves_of_the_actor_alone(office: tuple[Desk, Path]) -> None:
    desk, _ = office
    assert [line.id for line in acting(desk, "Sam manager").waves()] == [SURVEY]
    assert {line.case.partition("/")[0] for line in acting(desk, "Pat analyst").cases()} == {AUDIT}
    assert {line.id for line in desk.waves()} == {AUDIT, SURVEY}


@pytest.mark.parametrize("name", [*OFFICE_CALLS, *WHOLE_CALLS])
def test_whoever_is_on_file_nowhere_runs_their_own_machine(office: tuple[Desk, Path], name: str) -> None:
    desk, file = office
    (OFFICE_CALLS | WHOLE_CALLS)[name][1](acting(desk, "a system user"), file)


def test_the_first_question_is_shown_at_once_to_an_interviewer_alone(
    office: tuple[Desk, Path],
) -> None:
    desk, file = office
    settings = settings_in(file.parent)
    shown = {
        name: begin_interview(replace(settings, actor=name), CLUB) is not None
        for name in ("Pat interviewer", "Pat manager", "Sam interviewer", "a system user")
    }
    assert shown == {
        "Pat interviewer": True,
        "Pat manager": False,
        "Sam interviewer": False,
        "a system user": True,
    }
    assert desk.returned(CLUB).state is State.ASSIGNED


def test_who_was_dismissed_may_do_nothing_and_is_no_stranger(office: tuple[Desk, Path]) -> None:
    desk, file = office
    dismiss(desk.kept, AUDIT, "pat manager")
    with pytest.raises(RightsError, match=r"Pat manager has no role in the office of wave audit-11"):
        close_wave(acting(desk, "Pat manager").kept, AUDIT)
    with pytest.raises(RightsError, match="has no role in the office and may not back up"):
        back_up(acting(desk, "Pat manager").kept, file.with_name("copy.db"))
    with pytest.raises(UsageError, match="Nobody called 'Hugo' works in the office"):
        dismiss(desk.kept, AUDIT, "Hugo")
    assert verify(desk.kept).faults == ()


def test_a_copy_is_for_managers_of_both_ends(office: tuple[Desk, Path]) -> None:
    desk, file = office
    with desk_to_fill(replace(settings_in(file.parent), database=f"sqlite:///{file}.db")) as other:
        for role in OFFICE:
            if role is not Role.MANAGER:
                with pytest.raises(
                    RightsError, match=rf"An? {role} may not back up the store: ask the manager"
                ):
                    copy_waves(acting(desk, f"Pat {role}").kept, other.kept, lambda *_: None)
        manager = acting(desk, "Pat manager").kept
        with pytest.raises(RightsError, match=f"Pat manager has no role in the office of wave {SURVEY}"):
            copy_waves(manager, other.kept, lambda *_: None, move=True)
        assert other.waves() == ()
        copy_waves(manager, other.kept, lambda *_: None, wave=AUDIT)
        for role in (Role.INTERVIEWER, Role.ANALYST):
            with pytest.raises(RightsError, match=rf"An? {role} may not restore the store"):
                copy_waves(desk.kept, acting(other, f"Pat {role}").kept, lambda *_: None)


def test_somebody_may_have_two_roles(office: tuple[Desk, Path]) -> None:
    desk, _ = office
    appoint(desk.kept, AUDIT, "Pat manager", Role.INTERVIEWER)
    appoint(desk.kept, AUDIT, "Pat manager", Role.INTERVIEWER)
    both = acting(desk, "Pat manager")
    assert both.interview_as_interviewer(CLUB).header.role is Role.INTERVIEWER
    found = {line.name: line.roles for line in staff(desk.kept, AUDIT)}
    assert set(found["Pat manager"]) == {Role.MANAGER, Role.INTERVIEWER}
    for role in (D, L):
        with pytest.raises(UsageError, match="is let in by a code"):
            appoint(desk.kept, AUDIT, "Eve", role)
    with pytest.raises(UsageError, match="needs a name"):
        appoint(desk.kept, AUDIT, " \x1b[0m", Role.ANALYST)


@pytest.mark.parametrize("statement", ["UPDATE person SET role = 'manager'", "DELETE FROM person"])
def test_a_role_changed_by_hand_is_found(office: tuple[Desk, Path], statement: str) -> None:
    desk, _ = office
    with desk.kept.database.writing() as writing:
        writing.connection.exec_driver_sql(f"{statement} WHERE name = 'Pat interviewer'")
    (fault,) = verify(desk.kept).faults
    assert "office" in fault
    assert fault.endswith("without an entry.")


@pytest.mark.parametrize("name", ADMITTED_CALLS)
def test_the_role_of_the_code_decides(offices: Opening, name: str) -> None:
    act, call = ADMITTED_CALLS[name]
    desk, _ = offices()
    before = trace(desk)
    for role in Role:
        if role not in (D, L) or not allowed(role, act):
            with pytest.raises(RightsError, match=r"may not .*: ask |is not let in by"):
                call(desk, known(desk, role))
    assert trace(desk) == before
    for number, role in enumerate(role for role in (D, L) if allowed(role, act)):
        desk = offices()[0] if number else desk
        call(desk, known(desk, role))


def known(desk: Desk, role: Role) -> Admission:
    """Nell, or the lead, as somebody let in in this role."""
    person = next(p for p in desk.kept.casebook.persons(AUDIT, "GP1") if (p.name == NELL) is (role is D))
    return Admission(PRACTICE, role, person.id, person.name)


@pytest.mark.parametrize("role", [D, L])
@pytest.mark.parametrize("name", ADMITTED_CALLS)
def test_a_code_does_nothing_in_another_case(office: tuple[Desk, Path], name: str, role: Role) -> None:
    desk, _ = office
    before = desk.kept.responses.events(f"wave:{AUDIT}")
    stranger = replace(admitted(desk, PRACTICE, role), case=CLUB)
    issued = desk.kept.responses.events(f"wave:{AUDIT}")
    with pytest.raises(RightsError):
        ADMITTED_CALLS[name][1](desk, stranger)
    assert desk.kept.responses.events(f"wave:{AUDIT}") == issued != before
    assert desk.kept.responses.events(f"return:{desk.kept.case(CLUB).return_id}") == ()


@pytest.mark.parametrize("role", [D, L])
def test_a_code_opens_its_own_case_only(desk: Desk, role: Role) -> None:
    who = admitted(desk, PRACTICE, role)
    desk.own_case(who, PRACTICE)
    with pytest.raises(RightsError, match="This code is not for audit-11/IN1"):
        desk.own_case(who, CLUB)
    assert desk.interview(who).header.case == PRACTICE


def test_a_docket_shows_and_signs_its_own_case_only(desk: Desk) -> None:
    who = admitted(desk, PRACTICE, L)
    assert {line.case for line in desk.dockets(who)} == {PRACTICE}
    assert desk.docket(who).review().header.case == PRACTICE
    assert desk.docket(who).header.typist == LEADS[PRACTICE]


ASKED_ELSEWHERE = {
    "answering.admit_staff": "a door: whoever holds the code gets in, as test_echo tries",
    "declaring.declared": "says which sorts of data go along with what the caller was given, and shows none of it",
    "example.codes_for": "of the example's own folder",
    "example.seed": "of the example's own folder",
    "holding.superseded": "says of two copies of one return which is ahead, to whoever took one in",
    **dict.fromkeys(
        ("reporting.report_of", "reporting.every_report", "reporting.on_wave"),
        "makes reports by their own services, each of which asks and stands in a table",
    ),
    "reporting.held_in": "says which sorts of data are in a report that the caller was given, and shows none of it",
    "reporting.offers": "asks for the right to reports, as every way of gathering returns does",
}
"""Calls that no role is asked for, and why."""
MADE_BY = {
    "answering.StaffAnswer": "test_echo",
    "calling.CallRoom": "open the call room",
    "challenging.Released": "see one moderated rating",
    "codingdesk.CodingDesk": "code answers",
    "commissioning.Commissioning": "see whom they commission",
    "deciding.Court": "decide between two cases",
    "delegating.Delegating": "list parts",
    "desk.Desk": "list waves",
    "echoing.Echoing": "see how a staff echo stands",
    "evidencing.Evidencing": "list evidence",
    "following.Following": "look at a plan",
    "holding.Held": "test_holding",
    "interviewing.Interview": "hold an interview",
    "moderating.Moderation": "rate a standard",
    "passing.Passing": "pass on a bundle by menu",
    "posting.Office": "write letters",
    "signing.Docket": "review",
    "supervising.Supervision": "supervise the calls",
    "undertaking.Undertakings": "add an action",
}
"""Objects that faces are handed, and the line of the tables that shows who may have one; or the tests of its own."""


def test_every_call_of_the_services_stands_in_a_table() -> None:
    """Whoever adds a service call writes a line for it into a table above, with the act it asks for."""
    source = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    here = globals()
    named = [here[node.id] for node in ast.walk(source) if isinstance(node, ast.Name) and node.id in here]
    named += [
        getattr(here[node.value.id], node.attr, None)
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in here
    ]
    missing = {name for name, call in calls.functions().items() if call not in named}
    assert missing == set(ASKED_ELSEWHERE), "write a line into a table of this module for each"
    assert calls.classes().keys() - calls.INNER.keys() == MADE_BY.keys(), (
        "say which line shows who may have it"
    )
    assert calls.INNER.keys() <= calls.classes().keys()
    lines = {*OFFICE_CALLS, *WHOLE_CALLS, *ADMITTED_CALLS}
    assert {line for line in MADE_BY.values() if not line.startswith("test_")} <= lines


def test_a_revoked_code_does_nothing_more(office: tuple[Desk, Path]) -> None:
    desk, _ = office
    for role in (D, L):
        who = admitted(desk, PRACTICE, role)
        revoke(desk.kept, PRACTICE)
        before = trace(desk)
        for name, (act, call) in ADMITTED_CALLS.items():
            if allowed(role, act):
                with pytest.raises(RefusedError):
                    call(desk, who)
                assert trace(desk) == before, name
