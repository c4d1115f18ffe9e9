"""Everyday words for the words of the field, so that a question need not know the right one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from s11chat.knowledge.word import stem

LAY: Mapping[str, str] = {
    "abuse": "hurt hit beat beaten smack bruise bruised cruelty molest groom grooming mistreat",
    "accountability": "answerable blame hierarchy responsible structure",
    "achievement": "success proud improved better",
    "act": "law legislation statute",
    "action": "goal fix remedy todo steps",
    "agency": "partner police together joined organisation",
    "agreement": "deal contract",
    "allegation": "accused accuse accusing alleged claim claims investigation suspect",
    "anonymous": "named names publish published identify identified identifiable",
    "applicable": "irrelevant relevant exempt",
    "audit": "return inspection",
    "board": "governor trustee director chief ceo executive council",
    "challenge": "problem hurdle struggle trouble difficult",
    "champion": "figurehead",
    "check": "vet screening screened",
    "child": "kid youngster teenager teen pupil baby toddler infant minor",
    "commissioned": "outsource outsourced provider bought buy purchase tendered",
    "commissioner": "funder tender",
    "complaint": "complain unhappy moan grumble dissatisfied grievance upset",
    "computer": "software database pc electronic digital laptop",
    "concern": "worried worry worrying suspicion suspicious disclosure",
    "confidential": "private privacy secret secrecy anonymous published publish",
    "consent": "permission ask agree",
    "consultation": "listen listening asked survey forum parliament participate",
    "contractor": "supplier builder cleaner freelance freelancer employed firm",
    "crb": "criminal conviction convicted offender offence police barred",
    "delegate": "deputy colleague behalf assistant forward forwarded pass passed",
    "designated": "named",
    "disciplinary": "sack sacked fire fired dismiss dismissed punish discipline misconduct",
    "dismissal": "sack sacked fire fired",
    "dissemination": "message publicise spread circulate intranet newsletter poster aware awareness",
    "document": "paper paperwork photo file form",
    "duty": "obligation obliged legally compulsory law must",
    "early": "prevent preventive preventative before crisis",
    "evidence": "prove proof paperwork copies copy photo document",
    "family": "parent carer household relative",
    "frontline": "ground",
    "grant": "money cash donation charity donate fund subsidy",
    "guidance": "guide handbook instructions advice",
    "harm": "hurt injured injury danger dangerous risk",
    "health": "doctor nurse hospital gp nhs midwife",
    "implemented": "started underway begun ongoing progress",
    "induction": "newcomer newly joiner starter recruit new",
    "leader": "boss head",
    "leadership": "boss leader",
    "level": "tier stage",
    "long": "minutes hours duration time length",
    "lscb": "partnership",
    "manager": "boss supervisor",
    "meeting": "attend attendance",
    "membership": "seat sit attend represent representative",
    "monitoring": "governors oversight scrutiny track progress",
    "panel": "shortlist shortlisting listing interviewer recruiter",
    "parent": "mum dad mother father carer guardian",
    "policy": "rule rules rulebook written",
    "procedure": "rule rules process protocol steps",
    "protocol": "agreement memorandum",
    "rating": "score grade mark judge judgement",
    "record": "file list log register spreadsheet paperwork",
    "recruitment": "hire hiring appoint appointing appointment applicant candidate job vacancy recruit employ",
    "reference": "ref referee",
    "referral": "refer phone ring",
    "refresher": "renew renewal expire expired date outdated again update annual yearly",
    "report": "told tell inform update informed",
    "retention": "keep store kept destroy delete shred",
    "review": "inquiry enquiry investigation",
    "role": "job position post",
    "safeguarding": "protection protect protecting safety safe",
    "senior": "boss top director executive chief",
    "service": "provision department project",
    "share": "disclose pass tell details exchange",
    "sign": "signature authorise approve",
    "social": "worker",
    "staff": "worker employee colleague workforce personnel teacher people team crew",
    "starter": "newcomer joiner recruit",
    "supervision": "mentoring mentor distressing counselling debrief caseload",
    "support": "upset stress distress",
    "survey": "research study questionnaire interview poll",
    "suspension": "suspend suspended removed",
    "system": "computer database software",
    "temporary": "temp locum",
    "threshold": "serious severity bar criteria",
    "timescale": "deadline date",
    "training": "course learning class workshop elearning lesson taught teach educate trained",
    "vetting": "background history screening",
    "view": "opinion say feedback voice listen",
    "visible": "seen obvious present",
    "voluntary": "charity community church faith scout club",
    "volunteer": "helper unpaid",
    "whistle": "speak speaking wrongdoing malpractice cover",
    "young": "youth teenager teen youngster",
}
"""A word of the field and the everyday words that often stand for it."""


def _everyday() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, everyday in LAY.items():
        for lay in dict.fromkeys(map(stem, everyday.split())):
            if stem(word) != lay:
                found[lay].append(stem(word))
    return {lay: tuple(words) for lay, words in found.items()}


FIELD_WORDS: Mapping[str, tuple[str, ...]] = _everyday()
"""By the stem of an everyday word, the stems of the field's words it may stand for."""
