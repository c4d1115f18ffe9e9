"""The letters: what the program's own say, and what happens to those that somebody put in their place."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from s11chat.errors import SourceError, UsageError
from s11chat.fieldwork.letter import Kind
from s11chat.report.letter import HIDDEN_CODE, Said, Templates

CODE = "ABCDE-FGHJ-KMNP-QRST-VWXYZ"
SAID = Said(
    name="Ann Example",
    role="lead",
    organisation="Hollow Hill Surgery",
    case="audit-26/HH",
    title="Audit 2026",
    lead="Ann Example",
    organiser="Example Partnership",
    helpline="01632 960001",
    sender="audit@example.org",
    command="s11chat interview audit-26/HH --as lead",
    link="https://audit.example.org",
    by="25 September 2026",
    invitation="8 September 2026",
    written="9 September 2026",
    part="",
    code=CODE,
    actions=("5.1 Train every receptionist; Nell Thimble, by 25 September 2026",),
)
CODED = {Kind.INVITATION, Kind.DELEGATE, Kind.LINK}


def own(folder: Path, **texts: str) -> Templates:
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return Templates(folder)


def faults(templates: Templates, *kinds: Kind) -> list[str]:
    with pytest.raises(SourceError) as refused:
        templates.check(kinds or tuple(Kind))
    return [re.sub(r"^\S*/(?=[\w.]+:\d)", "", str(problem)) for problem in refused.value.problems]


def test_the_programs_own_letters_are_sound() -> None:
    Templates().check()


@pytest.mark.parametrize("kind", Kind)
def test_every_letter_says_who_what_when_and_whom_to_ring(kind: Kind) -> None:
    found = Templates().letter(kind, SAID)
    assert "Hollow Hill Surgery" in found.subject
    for said in (found.text, found.html):
        for part in (
            "Ann Example",
            "Audit 2026",
            "25 September 2026",
            "01632 960001",
            "audit-26/HH",
            "We keep your name",
        ):
            assert part in " ".join(said.split()), (part, said)
        assert (CODE in said) is (kind is not Kind.ADVANCE)
    if kind not in (Kind.FINISH, Kind.PART, Kind.SIGNATURE, Kind.ACTIONS):
        assert "section 11 of the Children Act 2004" in " ".join(found.text.split())
    assert "\n\n\n" not in found.text
    assert max(map(len, found.text.splitlines())) < 100


@pytest.mark.parametrize("kind", Kind)
def test_nothing_that_is_not_known_leaves_a_gap(kind: Kind) -> None:
    empty = dict.fromkeys(("organiser", "helpline", "link", "by", "invitation", "written", "lead"), "")
    found = Templates().letter(
        kind, replace(SAID, actions=(), **empty, code="" if kind not in CODED else CODE)
    )
    for said in (found.subject, found.text):
        assert not re.search(r" [,.]|by \.| $|\(\)", said, re.MULTILINE), said
    assert "Answer this letter" in found.text
    assert kind is Kind.ADVANCE or "s11chat interview audit-26/HH --as lead" in found.text


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in CODED | {Kind.ADVANCE}])
def test_a_reminder_without_a_code_names_the_letter_that_had_it(kind: Kind) -> None:
    found = Templates().letter(kind, replace(SAID, code=""))
    for said in (found.text, found.html):
        assert "in our letter of 9 September 2026" in " ".join(said.split())
        assert "Your access code:" not in said


HOSTILE = "Ann\r\nBcc: eve@example.org <script>alert(1)</script> {{ code }} {% raw %} \x1b[2J\u202eé”"


@pytest.mark.parametrize("kind", Kind)
def test_names_are_names_whatever_they_hold(kind: Kind) -> None:
    lines = [part for part in asdict(SAID) if part not in ("code", "role", "actions")]
    hostile = replace(SAID, **dict.fromkeys(lines, HOSTILE), actions=(HOSTILE,))
    found = Templates().letter(kind, hostile)
    assert "\n" not in found.subject
    assert "<script>" not in found.html
    assert "&lt;script&gt;" in found.html
    for said in (found.subject, found.text, found.html):
        assert "\nBcc:" not in said
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "{{ code }} {% raw %}" in said
        assert "é”" in said


def test_a_text_of_ones_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    templates = own(tmp_path, start_txt="Subject: Hello {{ name }}\n\nBegin, please.\n")
    templates.check()
    found = templates.letter(Kind.START, SAID)
    assert (found.subject, found.text, found.html) == (
        "Hello Ann Example",
        "\nBegin, please.\n".lstrip("\n"),
        "",
    )
    assert templates.letter(Kind.FINISH, SAID) == Templates().letter(Kind.FINISH, SAID)


def test_a_page_of_ones_own_stands_in_our_frame_or_in_ones_own(tmp_path: Path) -> None:
    page = '{% extends "frame.html" %}{% block body %}<p>Begin, {{ name }}.</p>{% endblock %}'
    ours = own(tmp_path, start_html=page).letter(Kind.START, replace(SAID, name="A & B"))
    assert "<p>Begin, A &amp; B.</p>" in ours.html
    assert "We keep your name" in ours.html
    mine = own(tmp_path, frame_html="<b>{% block body %}{% endblock %}{{ code }}</b>")
    mine.check()
    assert mine.letter(Kind.START, SAID).html == f"<b><p>Begin, Ann Example.</p>{CODE}</b>"
    assert mine.letter(Kind.LINK, SAID).html.startswith("<b>")


GOOD = "Subject: Hello\n\n{{ code }}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Subject: Hello\n\n{{ code }} {{ nam }}\n", "invitation.txt:3: 'nam' is undefined (did you mean 'name'?)"),
        ("Subject: Hello\n\n{{ code }\n", "invitation.txt:3: unexpected '}'"),
        ("Subject: Hello\n{{ code }}\n{% if link %}\n", "invitation.txt:3: Unexpected end of template"),
        ("Hello {{ code }}\n", "invitation.txt:1: the first line says no subject"),
        ("Subject:  \n\n{{ code }}\n", "invitation.txt:1: the first line says no subject"),
        ("Subject: " + "x" * 151 + "\n\n{{ code }}\n", "invitation.txt:1: the subject is longer than 150"),
        ("Subject: {{ code }}\n\n{{ code }}\n", "invitation.txt:1: the subject holds the access code"),
        ("Subject: Hello\n", "invitation.txt:1: nothing stands below the subject"),
        ("Subject: Hello\n\nNo more.\n", "invitation.txt:1: the letter does not say the access code"),
        (GOOD + "{{ ''.__class__.__mro__ }}", "invitation.txt:4: a template may not do this"),
        (GOOD + "{{ name.__init__.__globals__ }}", "invitation.txt:4: a template may not do this"),
        (GOOD + "{% for n in range(10000000) %}{% endfor %}", "invitation.txt:4: this cannot be filled in (Over"),
        (GOOD + "{{ 1 / 0 }}", "invitation.txt:4: this cannot be filled in (ZeroDivisionError)"),
        (GOOD + "{{ name + 1 }}", "invitation.txt:4: this cannot be filled in (TypeError)"),
        (GOOD + "{% include 'none.txt' %}", "there is no template 'none.txt'"),
        (GOOD + "{% include '../secret.txt' %}", "there is no template '../secret.txt'"),
        (GOOD + "{% include '/etc/hostname' %}", "there is no template '/etc/hostname'"),
    ],
)  # fmt: skip
def test_a_slip_in_a_template_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "letters"
    folder.mkdir()
    found = faults(own(folder, invitation_txt=text), Kind.INVITATION)
    assert any(said in fault for fault in found), found
    assert "secret\n" not in str(found)


def test_other_slips_are_named_too(tmp_path: Path) -> None:
    (tmp_path / "start.txt").write_bytes(b"Subject: caf\xe9\n")
    assert faults(Templates(tmp_path), Kind.START) == ["start.txt:1: not UTF-8 text: save the file as UTF-8"]
    (tmp_path / "start.txt").unlink()
    assert faults(own(tmp_path, invitatoin_txt=GOOD)) == [
        "invitatoin.txt:1: no letter is called invitatoin (did you mean 'invitation.txt'?): letters are "
        "advance, invitation, delegate, start, finish, signature, part, link, actions; rename it"
    ]
    (tmp_path / "invitatoin.txt").rename(tmp_path / "notes.md")
    own(tmp_path, footer_txt="Kind regards", start_txt="Subject: Hello\n\n{% include 'footer.txt' %}").check()
    with pytest.raises(UsageError, match="There is no folder"):
        Templates(tmp_path / "none")


def test_a_page_has_to_say_the_code_too(tmp_path: Path) -> None:
    found = faults(own(tmp_path, link_html="<p>Welcome</p>"), Kind.LINK)
    assert found == ["link.html:1: the page does not say the access code: put {{ code }} in it"]


def test_no_trick_brings_the_code_into_the_subject(tmp_path: Path) -> None:
    trick = "Subject: {{ code | reverse }} {{ code[:9] }} {{ code | lower }}\n\n{{ code }}\n"
    found = own(tmp_path, link_txt=trick).letter(Kind.LINK, SAID)
    assert re.sub(r"[*\s-]", "", found.subject) == ""
    assert CODE in found.text
    assert HIDDEN_CODE not in found.text


def test_neither_a_letter_nor_what_it_is_made_of_shows_the_code() -> None:
    assert CODE not in repr(SAID)
    assert CODE not in repr(Templates().letter(Kind.LINK, SAID))
