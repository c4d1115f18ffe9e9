"""What the help of every command has in common: examples that can be typed as they stand, and usual arguments."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

EXAMPLES: dict[str, tuple[str, ...]] = {
    "access issue": ("audit-26/HH --role lead", "audit-26/HH --role delegate --person 'Nell Thimble'"),
    "access revoke": ("audit-26/HH --role delegate",),
    "actions add": (
        "audit-26/HH 5.1 'Train every receptionist' --owner 'Nell Thimble, practice nurse' --due '30 June 2027'",
    ),
    "actions change": ("audit-26/HH 5.1+1 --due '31 August 2027'",),
    "actions chase": ("audit-26/HH 'When will it be ready?' --action 5.1",),
    "actions export": ("audit-26", "audit-26 --out actions.xlsx"),
    "actions report": (
        "audit-26",
        "audit-26 --out progress.docx",
        "audit-26/HH --from 2027-01-01 --to 2027-06-30 --format html",
    ),
    "actions list": ("audit-26/HH", "audit-26 --overdue", "audit-26/ST1 --commissioned"),
    "actions remove": ("audit-26/HH 5.1+1",),
    "actions show": ("audit-26/HH 5.1",),
    "actions undo": ("audit-26/HH 5.1",),
    "actions update": (
        "audit-26/HH 5.1 'under way 50% half are booked'",
        "audit-26/HH 5.1 done --day '12 March'",
        "audit-26/HH 5.1 'waiting for the council' --expected '30 June 2027'",
    ),
    "backup": ("audit-26-backup.db",),
    "bundle inspect": ("HH.s11", "HH.s11 --json"),
    "bundle make": (
        "audit-26/HH HH.s11",
        "audit-26/HH nell.s11 --for 'Nell Thimble' --part '2, 5.1' --due Friday",
        "audit-26/HH nell.s11 --for 'Nell Thimble' --part 2 --in HH.s11",
    ),
    "bundle merge": (
        "HH.s11 --dry-run",
        "HH.s11 --take theirs 5.1 --take ours 5.2",
        "nell.s11 --in HH.s11",
    ),
    "bundle open": ("HH.s11", "HH.s11 --plain", "HH.s11 --plain --review"),
    "bundle verify": ("HH.s11",),
    "calls again": ("audit-26/HH --reason 'new number from the council'",),
    "calls appointment": (
        "audit-26/HH 12 --cancel 'she rang to put it off'",
        "audit-26/HH 12 --to 'Ida Interviewer'",
    ),
    "calls appointments": ("audit-26",),
    "calls assign": ("audit-26 HH GP07 --to 'Ida Interviewer'",),
    "calls list": ("audit-26", "audit-26 --standing office"),
    "calls message": ("audit-26 'HH has moved, ring the council' --to 'Ida Interviewer' --about HH",),
    "calls messages": ("audit-26 --unread",),
    "calls show": ("audit-26/HH",),
    "completion": ("bash",),
    "db copy": (
        "s11chat.db postgresql://ida@db.example.org/audit",
        "postgresql://ida@db.example.org/audit audit-26.db --wave audit-26 --move",
    ),
    "db roles": ("postgresql://ida@db.example.org/audit", "postgresql://ida@db.example.org/audit --apply"),
    "db upgrade": ("",),
    "delegate give": (
        "audit-26/HH '2, 5.1' 'Nell Thimble' --title 'Practice nurse' --due Friday",
        "audit-26/HH all 'Nell Thimble' --email nell@example.org",
    ),
    "delegate list": ("audit-26/HH",),
    "delegate recall": ("audit-26/HH 12",),
    "demo": ("", "--play", "--wave --every 10"),
    "dialog check": ("", "my-audit.yaml", "--watch my-audit.yaml"),
    "dialog diff": ("chscb-2011 my-audit.yaml", "audit-25.yaml audit-26.yaml --json"),
    "dialog export": ("chscb-2011 audit.xlsx",),
    "dialog import": ("their-form.xlsx", "their-form.xlsx --out draft.yaml"),
    "dialog list": ("--json",),
    "dialog new": ("school-2026",),
    "dialog print": ("chscb-2011 --interviewer", "my-audit.yaml --pdf --out my-audit.pdf"),
    "dialog schema": ("",),
    "dialog score": (
        "dudley-2015 answers.csv",
        "dudley-2015 answers.csv --rule declared --rule as_published",
    ),
    "dialog show": ("section11-2023", "dcsf-2008 --json"),
    "dialog trend": ("", "chscb-2011 dcsf-2008"),
    "duplicates accept": ("audit-26 HH --reason 'abolished in April'",),
    "duplicates decide": ("audit-26 HH HC --reason 'one council under two names'",),
    "duplicates distinct": ("audit-26 HH HC --reason 'two bodies at one address'",),
    "duplicates list": ("audit-26", "audit-26 --open", "audit-26 --json"),
    "duplicates show": ("audit-26 HH HC", "audit-26 HH"),
    "duplicates undo": ("audit-26 HC --reason 'two councils after all'",),
    "docket": ("", "audit-26/HH --plain", "audit-26/HH --certificate hackney.pdf"),
    "echo answer": ("", "--plain"),
    "echo close": ("audit-26/HH",),
    "echo code": ("audit-26/HH --poster poster.txt", "audit-26/HH --revoke"),
    "echo compare": ("audit-26/HH", "audit-26/HH --json"),
    "echo extend": ("audit-26/HH --to 2026-10-09", "audit-26/HH --take-back"),
    "echo open": ("audit-26/HH --to 2026-10-02 --poster poster.txt", "audit-26/HH --minimum 8 --cap 60"),
    "echo report": ("audit-26",),
    "echo status": ("audit-26", "audit-26/HH --json"),
    "evidence add": (
        "audit-26/HH --kind policy --title 'Safeguarding policy' --covers '2.1, 5.1' --file policy.pdf",
        "audit-26/HH --kind minutes --title 'Board' --covers 1.1 --dated 'March 2026' --place 'shelf 4, office'",
    ),
    "evidence amend": ("audit-26/HH 12 --review 'May 2027' --why 'reviewed by the board'",),
    "evidence export": ("audit-26/HH evidence-HH",),
    "evidence list": ("audit-26/HH", "audit-26/HH --question 2.1 --json"),
    "evidence missing": ("audit-26", "audit-26/HH --json"),
    "evidence reinstate": ("audit-26/HH 12",),
    "evidence show": ("audit-26/HH 12",),
    "evidence withdraw": ("audit-26/HH 12 --why 'the wrong year'",),
    "frame check": ("audit-26 organisations.csv",),
    "frame export": ("audit-26", "audit-26 --out audit-26.xlsx"),
    "frame import": ("audit-26 organisations.csv", "audit-26 organisations.xlsx --yes"),
    "interview": ("audit-26/HH", "audit-26/HH --plain", "audit-26/HH --as delegate"),
    "kb check": ("",),
    "kb handbook": ("chscb-2011 --out handbook.html", "dcsf-2008 --format docx --out handbook.docx"),
    "kb search": ("what is a CRB check", "--jsonl questions.jsonl"),
    "kb show": ("CRB", "supervision --json"),
    "kb used": ("audit-26/HH", "audit-26/HH --json"),
    "letters bounced": ("audit-26 HH --reason 'mailbox full'", "audit-26 returned.eml"),
    "letters due": ("audit-26", "audit-26 --stage reminder --on 2026-09-21"),
    "letters log": ("audit-26", "audit-26 --case HH --json"),
    "letters preview": ("audit-26 --stage invitation", "audit-26 --stage reminder --case HH --html"),
    "letters send": (
        "audit-26 --stage invitation --host mail.example.org --user audit",
        "audit-26 --stage reminder --dry-run",
        "audit-26 --stage invitation --case HH --again",
    ),
    "letters write": ("audit-26 --stage invitation --out invitations",),
    "moderate agree": ("audit-26/HH 2.1 'partly met' --reason 'two of five sites have it'",),
    "moderate assign": (
        "audit-26/HH audit-26/GP07 --to 'Mo Moderator'",
        "audit-26/HH --to 'Eve Peer' --unlisted",
        "audit-26/HH --take-back --to 'Mo Moderator'",
    ),
    "moderate done": ("audit-26/HH", "audit-26/HH --take-back"),
    "moderate list": ("audit-26", "--json"),
    "moderate notes": (
        "audit-26/HH",
        "audit-26/HH --on 2.1 --by 'Eve Peer' --of 'Larch Lane Surgery' --say 'Since when?'",
        "audit-26/HH --answer 41 --say 'Since May.'",
        "audit-26/HH --close 41",
    ),
    "moderate pack": ("audit-26/HH", "audit-26/HH --pdf --out HH.pdf"),
    "moderate rate": (
        "audit-26/HH",
        "audit-26/HH --plain",
        "audit-26/HH 2.1 'partly met' --reason 'two of five sites have it'",
    ),
    "moderate release": ("audit-26/HH", "audit-26/HH --take-back"),
    "moderate show": ("audit-26/HH", "audit-26/HH --json"),
    "office add": ("audit-26 'Ida Interviewer' --role interviewer",),
    "office list": ("audit-26",),
    "office remove": ("audit-26 'Ida Interviewer'",),
    "person add": ("audit-26/HH 'Nell Thimble' --title 'Practice nurse' --delegate",),
    "person change": (
        "audit-26/HH 'Nell Thimble' --phone '01632 960199'",
        "audit-26/HH 'Nell Thimble' --email nell.thimble@example.org",
    ),
    "person list": ("audit-26/HH",),
    "person show": ("audit-26/HH 'Nell Thimble'",),
    "privacy log": ("audit-26", "audit-26 --case HH --json"),
    "privacy purge": ("audit-26 --dry-run", "audit-26"),
    "privacy redact": (
        "audit-26/HH 'Nell Thimble' --reason 'asked for it' --dry-run",
        "audit-26/HH --reason 'the body was abolished'",
    ),
    "privacy report": ("audit-26", "audit-26 --json"),
    "privacy sweep": ("",),
    "read": ("--jsonl utterances.jsonl --questions questions.json",),
    "rehearse": ("chscb-2011", "dcsf-2008 --type PCT --character reluctant", "my-audit.yaml"),
    "coding desk": ("audit-26", "audit-26 q12", "audit-26 q12 --plain", "audit-26 q12 --second"),
    "coding export": ("audit-26 q12 --out q12.csv",),
    "coding frame": (
        "audit-26 q12",
        "audit-26 q12 --add money 'Too little money' --covers 'budgets, grants'",
        "audit-26 q12 --merge funding money",
        "audit-26 q12 --undo",
        "audit-26 q12 --history",
    ),
    "coding import": ("audit-26 q12.csv --dry-run",),
    "coding next": ("audit-26 q12", "audit-26 q12 --json"),
    "coding sample": ("audit-26 q12 --share 0.1 --seed 7",),
    "coding set": ("audit-26 q12 HH 'money;staff'", "audit-26 q12 HH money --settle"),
    "coding status": ("audit-26",),
    "quote approve": ("audit-26 q12 HH", "audit-26 q12 HH --looked"),
    "quote check": ("audit-26 'Mrs Holloway has trained us'",),
    "quote choose": ("audit-26 q12 HH", "audit-26 q12 HH --text '[A colleague] has trained us'"),
    "quote drop": ("audit-26 q12 HH",),
    "quote list": ("audit-26",),
    "report quotes": ("audit-26", "audit-26 --at-least 20 --out quotes.docx"),
    "report coding": ("audit-26", "audit-26 --item q12 --format csv"),
    "report desk": ("audit-26",),
    "report check": ("audit-26", "audit-26 --explained", "--figures draft.csv", "--figures draft.csv --json"),
    "report release": (
        "audit-26 --to audit-26-published",
        "audit-26 --to audit-26-published --format html docx pdf --style accessible --with quotes",
    ),
    "report unwaive": ("audit-26 text-1a2b3c4d --reason 'the table is mended'",),
    "report waive": ("audit-26 text-1a2b3c4d --reason 'the text is of replies, the table of types'",),
    "report agreement": ("audit-26", "audit-26 --format json"),
    "report benchmark": ("audit-26", "audit-26 HH", "audit-26 HH --out benchmark.docx"),
    "report return": ("audit-26/HH", "audit-26/HH --out return.pdf"),
    "report compliance": (
        "audit-26",
        "audit-26 --cohort gp --threshold 80 --not-applicable left-out",
        "audit-26 --scores --rule as_published",
    ),
    "report exceptions": (
        "audit-26",
        "audit-26 --standard 5.4 --format csv",
        "audit-26 --unnamed --out exceptions.txt",
    ),
    "report moderation": ("audit-26", "audit-26 --format csv"),
    "report plans": ("audit-26", "audit-26 --format csv"),
    "report diary": ("audit-26", "audit-26 --from 2026-10-01 --to 2026-10-05", "audit-26 --format csv"),
    "report interviewers": ("audit-26", "audit-26 --format json"),
    "report delegates": ("audit-26", "audit-26 --format csv"),
    "report rates": (
        "audit-26 --out rates.html --style accessible",
        "audit-26",
        "audit-26 --by group --format json",
        "audit-26 --e 0.9",
    ),
    "report reliability": ("audit-26", "audit-26 --format json"),
    "report response": (
        "audit-26 --charts",
        "audit-26 --format csv",
        "audit-26 --out response.docx --template house.docx",
    ),
    "report status": ("audit-26", "audit-26 --show all --format csv"),
    "report tables": (
        "audit-26 --banner type mode",
        "survey-08 --items q2 q7 --banner group 'type:Trusts=FT+ACUTE+MHT' --where q6=1 --out tables.csv",
    ),
    "report test": (
        "survey-08 q3.k=1 TTLA --against DC",
        "survey-08 q7.f=1+2 health",
        "survey-08 q12=2 completion=delegated --against completion=direct --variance linearised",
    ),
    "report timings": ("audit-26", "audit-26 --format csv"),
    "report topline": (
        "audit-26 --format csv",
        "survey-08 --net q7=1+2:Implemented --where group=health",
    ),
    "report trace": ("audit-26 1.1 not_met", "survey-08 q7.f 1+2 --where group=health"),
    "report trend": ("audit-26", "audit-26 --with audit-24 --format csv"),
    "report weighting": ("audit-26", "audit-26 --format csv"),
    "returns certificate": ("audit-26/HH", "audit-26/HH --out hackney.html"),
    "returns export": (
        "audit-26",
        "audit-26 --out returns.xlsx --labels",
        "audit-26 --out returns.sav",
        "audit-26 --out returns.sss",
    ),
    "returns import": (
        "audit-26 answers.csv --dry-run",
        "audit-26 survey.csv --wide --codebook codes.csv --key respondent",
        "audit-26 returns.sav",
    ),
    "returns reopen": ("audit-26/HH --reason 'wrong figures in 5.1'",),
    "returns show": ("audit-26/HH", "audit-26/HH --json"),
    "returns undo-import": ("audit-26 1",),
    "room": ("", "audit-26"),
    "verify": ("", "--json", "--certificate hackney.html"),
    "wave close": ("audit-26",),
    "wave reopen": ("audit-26 --reason 'two trusts were snowed in'",),
    "wave list": ("",),
    "wave new": (
        "audit-26 --dialog chscb-2011",
        "audit-27 --dialog section11-2023 --scale rag",
        "audit-26 --dialog chscb-2011 --from 2026-09-01 --to 2026-12-18 --referral steps.txt",
    ),
    "wave plan": (
        "audit-26",
        "audit-26 --stage invitation=2026-09-07 --stage telephone=2026-10-19 --attempts 6",
        "audit-26 --retain-until 2029-03-31",
        "--draft",
    ),
    "wave status": ("audit-26", "audit-26 --today", "audit-26 --today --days 3 --json"),
}
"""What follows `s11chat` and the command; nothing where the command stands alone."""


ARGUMENTS = {
    "json": "as JSON, for a program to read",
    "case": "its name, WAVE/REF",
    "wave": "its short name",
    "id": "its short name",
    "ref": "the case, by its ref",
    "other": "the other case, by its ref",
    "title": "what people see it called",
    "name": "their full name",
    "email": "their e-mail address",
    "phone": "their telephone number",
    "role": "what they are",
    "cases": "the cases, as WAVE/REF",
    "standard": "the standard, by its number",
    "scale": "another scale that the dialog offers, such as rag; 's11chat dialog show DIALOG' lists them",
    "reason": "why, kept with the return",
    "shell": "which shell",
    "form": "the workbook that holds the form",
    "file": "the file; columns separated by commas, semicolons or tabs, or for a frame a workbook (.xlsx)",
}
"""What arguments mean that are the same wherever they come up."""


def with_examples(command: argparse.ArgumentParser, formatter: type[argparse.HelpFormatter]) -> None:
    """Puts examples at the end of the help of a command and of everything below it, and says what each is called."""
    for below in _below(command):
        with_examples(below, formatter)
    for argument in command._actions:
        argument.help = argument.help or ARGUMENTS.get(argument.dest)
    name = command.prog.partition(" ")[2]
    if not any(_below(command)):
        command.set_defaults(called=name)
    lines = list(_lines(name))
    if lines:
        command.formatter_class = formatter
        command.epilog = "\n".join((f"example{'s' if len(lines) > 1 else ''}:", *lines))


def _below(command: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def _lines(name: str) -> Iterator[str]:
    for command, examples in EXAMPLES.items():
        if name and (command == name or command.startswith(f"{name} ")):
            for example in examples if command == name else examples[:1]:
                yield f"  s11chat {command} {example}".rstrip()
