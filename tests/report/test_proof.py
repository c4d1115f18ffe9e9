"""Whoever holds the file of a certificate finds whatever was changed in it, without the database.

The record in a certificate is changed leaf by leaf. What no signature covers is listed in `TOLD`, with the reason;
a new field is found, or stands there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from s11chat.assurance.evidence import Telling
from s11chat.assurance.phrase import derive
from s11chat.assurance.signature import STATEMENT, message
from s11chat.dialog.model import Dialog
from s11chat.errors import TamperError
from s11chat.report.certificate import BEGIN, Certified, CertifiedAnswer, armoured, as_file, as_plain
from s11chat.report.proof import Proof, proved
from s11chat.services.evidencing import Evidencing
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.signing import Docket
from tests.office import PHRASE, PRACTICE, Clock, answer_on, copied, delegate, desk_in, docket, say

TOLD = {
    "organisation": "the signature names the case; what its organisation is called may be corrected",
    "wave": "the title of the wave is words for people; its id is in the case",
    "state": "where the return stood is known by the database alone",
    "head": "the chain is in the database",
    "events": "the chain is in the database",
    "attested": "a read-back is a witness's word, kept in the database alone",
    "made_at": "whoever writes the certificate says when",
}
"""What a certificate tells without a signature over it, and why; besides these, all of a section that is not signed."""
SIGNED = ("1", "2")


@dataclass(frozen=True)
class Issued:
    """A certificate of a return signed in part, and the lead's key."""

    certified: Certified
    key: str

    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(as_file(self.certified, "json"))
        return found


@pytest.fixture(scope="module")
def issued(
    furnished: Path, dialogs: Mapping[str, Dialog], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Issued]:
    desk = desk_in(copied(furnished, tmp_path_factory.mktemp("issued")), Clock(), dialogs)
    sitting = delegate(desk, PRACTICE)
    say(sitting, "fully met", "Minutes of 3 March", ":dk", ":note asked twice")
    answer_on(sitting)
    opened = docket(desk, PRACTICE)
    told = Telling("minutes", "Board minutes", "1.1", "June 2026", "Nell Thimble", place="shelf 4")
    Evidencing(desk.kept, PRACTICE).add(told)
    opened.review()
    opened.enrol(PHRASE)
    certified = opened.sign(SIGNED, PHRASE, "Ben Marsh").certified
    yield Issued(certified, certified.sections[0].public_key)
    desk.close()


@pytest.mark.parametrize("form", ["txt", "html", "pdf", "json"])
def test_every_form_proves_itself(issued: Issued, form: str) -> None:
    found = proved(as_file(issued.certified, form), issued.key)
    assert (found.faults, found.notes) == ((), ())
    assert [one.section for one in found.signed] == list(SIGNED)
    assert {(one.name, one.at) for one in found.signed} == {
        ("Ben Marsh", issued.certified.sections[0].signed_at)
    }
    assert len(found.unsigned) == 6
    assert as_file(issued.certified, form) == as_file(issued.certified, form)


def test_a_copy_with_other_line_ends_is_the_same(issued: Issued) -> None:
    mailed = as_file(issued.certified, "txt").replace(b"\n", b" \r\n")
    assert proved(mailed).faults == ()


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not parts:
        yield path
    for name, part in parts:
        yield from leaves(part, (*path, name))


def changed(record: dict[str, Any], path: tuple[str | int, ...]) -> bytes:
    """The record with one leaf changed."""
    copy = json.loads(json.dumps(record))
    place = copy
    for name in path[:-1]:
        place = place[name]
    match place[path[-1]]:
        case bool(was):
            place[path[-1]] = not was
        case int(was) | float(was):
            place[path[-1]] = was + 1
        case str(was):
            place[path[-1]] = f"{was}x" if not was.endswith("f") else f"{was[:-1]}e"
        case _:
            place[path[-1]] = "x"
    return json.dumps(copy).encode()


def test_a_change_of_anything_signed_is_found_and_of_the_rest_is_listed(issued: Issued) -> None:
    record = issued.record()
    unsigned = {number for number, section in enumerate(record["sections"]) if section["statement"] is None}
    passed: set[str] = set()
    for path in leaves(record):
        if path[0] == "sections" and path[1] in unsigned:
            continue
        try:
            found = proved(changed(record, path))
        except TamperError:
            continue
        if found.good:
            passed.add(".".join(str(name) for name in path if isinstance(name, str)))
    assert passed == set(TOLD)


def test_what_proves_nothing_is_never_called_verified(issued: Issued) -> None:
    assert proved(as_file(issued.certified, "json")).verdict == "Verified what is signed; 6 sections are not."
    stripped = [one | {"statement": None} for one in sections(issued)]
    found = proved(as_file(forged(issued, sections=stripped, status="unsigned"), "txt"))
    assert (found.faults, found.good) == ((), False)
    assert found.verdict.startswith("Nothing is proved")
    for other in ({}, {"digest": "ab" * 32}):
        hidden = sections(issued)
        hidden[0] |= {"redacted": "was good; the text has been redacted since", **other}
        found = proved(as_file(forged(issued, sections=hidden), "txt"))
        assert not found.good
        assert bool(found.faults) is bool(other)
        assert "cannot be checked any more" in found.unproved[0]


def forged(issued: Issued, **other: Any) -> Certified:
    return TypeAdapter(Certified).validate_python({**issued.record(), **other})


def sections(issued: Issued) -> list[Any]:
    found: list[Any] = issued.record()["sections"]
    return found


def test_answers_and_sections_left_out_added_or_called_signed_are_named(issued: Issued) -> None:
    without = sections(issued)
    gone = without[0]["answers"].pop(0)
    twice = [*sections(issued), sections(issued)[0]]
    moved = sections(issued)
    moved[1]["answers"].insert(0, gone)
    hidden, other = sections(issued), sections(issued)
    hidden[0]["answers"][0]["evidence"] = []
    other[0]["answers"][0]["evidence"][0]["told"] = "minutes: Other minutes"
    unsigned = sections(issued)
    unsigned[0] |= {"statement": None}
    swapped = sections(issued)
    for name in ("statement", "digest", "public_key", "signature", "scope"):
        swapped[2][name] = swapped[0][name]
    doubled = sections(issued)
    doubled[2]["answers"].append(doubled[0]["answers"][0])
    claimed = sections(issued)
    claimed[2]["answers"][0] |= {"row": None, "said": "Not applicable", "typed_by": "", "evidence": []}
    for made, said in (
        (forged(issued, sections=claimed), "is stated with an answer that nobody is on record for"),
        (forged(issued, sections=sections(issued)[:2], status="signed"), "Section 3 is asked of everybody"),
        (forged(issued, sections=doubled), "1.1 stands twice, or in another section"),
        (forged(issued, sections=hidden), "the evidence for 1.1 is not that which was signed"),
        (forged(issued, sections=other), "1.1 is stated with other evidence than is on record"),
        (forged(issued, sections=without), "the answer to 1.1 was signed and is left out"),
        (forged(issued, sections=moved), "the answer to 1.1 was not signed"),
        (forged(issued, sections=twice), "stand twice"),
        (forged(issued, sections=swapped), "made for another case, section or dialog"),
        (forged(issued, status="signed"), "called signed, and 2 of its 8 sections"),
        (forged(issued, status="signed", sections=[]), "called signed, and 0 of its 0"),
        (forged(issued, status="unsigned"), "called unsigned, and 2 of its 8"),
        (forged(issued, sections=unsigned, status="unsigned"), "called unsigned, and 1 of its 8"),
    ):
        faults = proved(as_file(made, "txt")).faults
        assert any(said in fault for fault in faults), (said, faults)


CONDITIONAL = """\
dialog: conditional
version: 1.0.0
title: Conditional
guidance: {edition: "Guidance of 2007", valid_from: "2007-04"}
sources: [{publication: A report, part: Annex}]
organisations:
  - {type: CLUB, say: Club, cohort: voluntary, lead: Chair}
  - {type: SCHOOL, say: School, cohort: statutory, lead: Head}
opening: {respondent: Welcome.}
closing: {respondent: Thank you.}
sections:
  - {section: all, title: All, items: [{item: q1, kind: yesno, kb: [action_plan], say: Are there children?}]}
  - section: with-children
    title: With children
    when: {q1: "yes"}
    items: [{item: q2, kind: yesno, kb: [action_plan], say: Are they safe?}]
  - section: schools
    title: Schools
    when: {organisation.type: SCHOOL}
    items: [{item: q3, kind: yesno, kb: [action_plan], say: Is there a policy?}]
"""


@pytest.fixture
def school(furnished: Path, tmp_path: Path) -> Iterator[Docket]:
    """A school that was asked all sections, in front of its lead."""
    desk = desk_in(copied(furnished, tmp_path), Clock())
    (tmp_path / "conditional.yaml").write_text(CONDITIONAL, encoding="utf-8")
    (tmp_path / "frame.csv").write_text(
        "ref,name,type,lead_name\nS1,Elm School,SCHOOL,Ann Lead\n", encoding="utf-8"
    )
    new_wave(desk.kept, "c1", tmp_path / "conditional.yaml")
    import_frame(desk.kept, "c1", tmp_path / "frame.csv")
    sitting = delegate(desk, "c1/S1")
    say(sitting, "yes", "yes", "yes")
    sitting.leave()
    opened = docket(desk, "c1/S1")
    opened.enrol(PHRASE)
    yield opened
    desk.close()


ALL = ("all", "with-children", "schools")


def without(made: Certified, *names: str) -> Proof:
    """What is found in a certificate from which sections were taken."""
    kept = tuple(section for section in made.sections if section.section not in names)
    return proved(as_file(replace(made, sections=kept), "txt"))


def as_before(made: Certified) -> Certified:
    """A certificate whose signatures do not say which sections there are, as those of earlier versions."""
    key = derive(PHRASE, b"salt" * 4)
    sections = []
    for section in made.sections:
        assert section.statement is not None
        plain = replace(section.statement, text=STATEMENT)
        signature = key.sign(message(section.digest, plain))
        sections.append(replace(section, statement=plain, public_key=key.public, signature=signature))
    return replace(made, sections=tuple(sections))


def test_a_section_that_not_everybody_is_asked_is_not_left_out_unnoticed(school: Docket) -> None:
    made = school.sign(ALL, PHRASE, "Ann Lead").certified
    assert without(made).verdict == "Verified."
    for gone, said in (
        ("with-children", "Section with-children is asked of whoever gives these answers, and is left out."),
        ("schools", "Section schools was in the return when it was signed, "),
    ):
        found = without(made, gone)
        assert (found.good, [said in fault for fault in found.faults]) == (False, [True])
    found = without(made, "with-children", "schools")
    assert len(found.faults) == 2


def test_a_section_that_is_asked_no_more_is_said_and_no_fault(school: Docket) -> None:
    school.sign(ALL, PHRASE, "Ann Lead")
    school.amend("q1", "no")
    school.review()
    found = without(school.certificate().certified)
    assert (found.faults, found.good) == ((), True)
    assert ["by the answers stated now it is not asked any more" in note for note in found.notes] == [True]
    made = school.sign(("all",), PHRASE, "Ann Lead").certified
    assert without(made).verdict == "Verified."


def test_a_certificate_of_an_earlier_version_stays_valid(school: Docket) -> None:
    made = as_before(school.sign(ALL, PHRASE, "Ann Lead").certified)
    assert without(made).verdict == "Verified."
    found = without(made, "schools")
    assert (found.faults, found.good, found.verdict) == ((), True, "Verified, except for what is said above.")
    assert "whether schools belonged to it cannot be told" in found.notes[0]


def test_another_key_is_told_from_the_one_that_was_named(issued: Issued) -> None:
    (first, *_) = proved(as_file(issued.certified, "json"), "ab" * 32).faults
    assert "made with another key than the one you named" in first


@pytest.mark.parametrize("form", ["txt", "html"])
def test_pages_changed_by_hand_are_found_by_their_line(issued: Issued, form: str) -> None:
    page = as_file(issued.certified, form).decode()
    (fault,) = proved(
        page.replace("Don't know", "Fully met").replace("Don&#39;t know", "Fully met").encode()
    ).faults
    assert re.match(r"Line \d+ of the file was changed: it reads '.*Fully met.*' and should read", fault)
    (cut,) = proved(page.replace("asked twice", "").replace("Ben Marsh", "Ben Marshall", 1).encode()).faults
    assert "Ben Marshall" in cut


def test_pages_of_a_pdf_made_of_something_else_are_found(issued: Issued) -> None:
    other = forged(issued, organisation="Another Surgery")
    true, false = as_file(issued.certified, "pdf"), as_file(other, "pdf")
    assert true != false
    spoilt = bytearray(true)
    spoilt[spoilt.index(b"/MediaBox") + 12] ^= 1
    (fault,) = proved(bytes(spoilt)).faults
    assert fault.startswith("The pages of this PDF are not those")


def test_a_record_put_under_other_pages_is_found(issued: Issued) -> None:
    block = armoured(as_file(forged(issued, organisation="Another Surgery"), "json"))
    page = as_plain(issued.certified).partition(BEGIN)[0]
    (fault,) = proved(f"{page}{block}\n".encode()).faults
    assert "Another Surgery" in fault


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"%PDF-1.7 nothing attached",
        b"{}",
        b'{"s11chat": "certificate"}',
        b"[" * 100_000,
        b"{" + b'"a":{' * 50_000,
        b"\xff\xfe\x00",
        f"{BEGIN}\n****\n-----END S11CHAT CERTIFICATE-----".encode(),
        f"{BEGIN}\n".encode(),
        armoured(b" " * 9_000_000).encode(),
        b"x" * 9_000_000,
    ],
)
def test_what_is_no_certificate_is_told_in_a_sentence(file: bytes) -> None:
    with pytest.raises(TamperError, match=r"certificate"):
        proved(file)


def test_questions_without_an_answer_are_neither_reworded_nor_moved_nor_taken_out(
    furnished: Path, dialogs: Mapping[str, Dialog], tmp_path: Path
) -> None:
    """No signature covers them, and the dialog in the certificate tells."""
    desk = desk_in(copied(furnished, tmp_path), Clock(), dialogs)
    sitting = delegate(desk, PRACTICE)
    say(sitting, "fully met", "Minutes of 3 March", ":park Sam Pool")
    sitting.leave()
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    made = opened.sign(("1",), PHRASE, "Ben Marsh").certified
    desk.close()
    first, *others = made.sections
    *given, parked = first.answers
    assert (parked.said, parked.row) == ("Parked", None)
    assert proved(as_file(made, "txt")).faults == ()

    def told(*answers: CertifiedAnswer) -> str:
        forged = replace(made, sections=(replace(first, answers=answers), *others))
        return " ".join(proved(as_file(forged, "txt")).faults)

    assert "1.2 is not worded as in the dialog" in told(*given, replace(parked, text="All is well."))
    assert "nobody is on record for" in told(*given, replace(parked, on_behalf_of="the board"))
    assert "Question 1.2 is asked of whoever gives these answers, and is left out" in told(*given)
    assert "in another order than in the dialog" in told(parked, *given)
