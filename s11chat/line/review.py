"""Review and sign-off held in lines: what waits, each answer with its authority, and the signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from s11chat.assurance.action import urgent_first
from s11chat.dialog.model import Audience
from s11chat.dialog.suggest import nearest
from s11chat.engine.how import understood
from s11chat.engine.intent import Depth
from s11chat.engine.turn import Ask, Finished
from s11chat.errors import S11chatError, UsageError
from s11chat.knowledge.library import Library
from s11chat.line.bundle import Bundles
from s11chat.line.evidence import WORDS as EXHIBITS
from s11chat.line.evidence import Exhibits
from s11chat.line.listing import (
    marks,
    remarked,
    review_lines,
    section_lines,
    speaking,
    waiting_lines,
    wrapped,
)
from s11chat.line.plan import history_lines, plan_lines
from s11chat.line.wording import lines_of
from s11chat.report.echo import as_text
from s11chat.report.planword import standing_told, told_told
from s11chat.services.certifying import save_certificate
from s11chat.services.signing import Docket
from s11chat.services.undertaking import Terms
from s11chat.services.view import AnswerLine

WIDTH = 78
"""Columns of a table."""
WORDS = {
    "list": ("list", "what to look at, the gravest first"),
    "all": ("all", "every answer"),
    "show": ("show 5.1", "one answer: as asked, who gave it, remarks"),
    "accept": ("accept 5.1", "let it stand as it is"),
    "unaccept": ("unaccept 5.1", "look at it again after all"),
    "amend": ("amend 5.1 partly met", "your own answer in its place; the other is kept"),
    "explain": ("explain 5.1", "what the question is about, from the articles"),
    "evidence": ("evidence 5.1", "what shows it; evidence add 5.1, show 12, withdraw 12"),
    "query": ("query 5.1 which staff?", "ask whoever answers for it; show 5.1 says who"),
    "close": ("close 12 settled by phone", "settle query 12; until then it stays open"),
    "back": ("back please add the dates", "send it back, with a comment"),
    "delegate": ("delegate 2,5.1 to Nell by Friday", "ask for a part of it; gives their code"),
    "delegates": ("delegates", "who was asked for what, and how far it is"),
    "bundle": ("bundle make Nell Thimble", "a file for work without a network; bundle merge FILE"),
    "recall": ("recall 12", "take a part back; answers already given stay"),
    "reply": ("reply 5.1 the list is up now", "your word on a moderated rating, which stands beside it"),
    "staff": ("staff", "what staff say beside your ratings; staff code makes a new code for them"),
    "plan": ("plan", "the action plan, what is late first; plan 5.1 shows all of one"),
    "progress": ("progress 5.1 50% half are booked", "how an action goes: open, under way, done, dropped"),
    "undo": ("undo 5.1", "take back what was told last of an action"),
    "agree": ("agree 5.1 Train all to Jo by May", "another action; voids a signature there"),
    "phrase": ("phrase", "choose the phrase you sign with"),
    "sections": ("sections", "what can be signed"),
    "sign": ("sign all Ann Example", "sign all, or sections: sign 1,2 Ann Example"),
    "certificate": ("certificate FILE", "the certificate of this return; with a file name it is saved"),
    "reopen": ("reopen wrong figures in 5.1", "open a signed return again, with the reason"),
    "help": ("help", "these words"),
    "quit": ("quit", "end; everything is saved"),
}
_USAGE = max(len(usage) for usage, _ in WORDS.values())


@dataclass
class Review:
    """Reads lines, asks the docket, writes what comes back; holds no rule of its own."""

    docket: Docket
    write: Callable[[str], None]
    secret: Callable[[str], str | None]
    """Asks for a phrase without showing it; None where the next line has to do."""
    library: Library | None = None
    _lines: Iterator[str] = field(default_factory=lambda: iter(()))

    def hold(self, lines: Iterable[str]) -> None:
        """The whole sitting. The last line written is the state of the return."""
        self._lines = iter(lines)
        try:
            self._list("")
            self.write("Type help for the words that work here.")
            for line in self._lines:
                if not self._take(line.strip()):
                    break
        except KeyboardInterrupt:
            self.write("Stopped. Everything acknowledged is saved.")
        finally:
            self.docket.leave()
            whole = self.docket.review()
            self.write(f"{whole.state.value[0].upper()}{whole.state.value[1:]}")

    def _take(self, line: str) -> bool:
        name, _, rest = line.lstrip(":").partition(" ")
        if not name:
            return True
        if name.casefold() in ("quit", "q", "exit"):
            return False
        try:
            self._do(name.casefold(), rest.strip())
        except S11chatError as error:
            self.write(f"! {error}")
        return True

    def _do(self, name: str, rest: str) -> None:
        if name not in WORDS:
            raise UsageError(f"There is no '{name[:20]}'{nearest(name[:20], WORDS)}; help lists the words.")
        getattr(self, f"_{name}")(rest)

    def _list(self, _: str) -> None:
        whole = self.docket.review()
        self.write(f"{whole.header.organisation}: {whole.state}, {whole.status}.")
        if whole.comment:
            self.write(f"Round {whole.round}. Sent back with: {whole.comment}")
        if said := self.docket.echoing.sentence():
            self.write(f"{said} staff shows it.")
        self._write(remarked(whole))
        self._write(waiting_lines(self.docket.ordered()))

    def _all(self, _: str) -> None:
        self._write(review_lines(self.docket.review()))

    def _show(self, rest: str) -> None:
        line = self._line(rest)
        self._write(wrapped(line.question, line.text))
        self._write(wrapped("", f"= {line.said}"))
        for part in authority(line):
            self._write(wrapped("", part))

    def _accept(self, rest: str) -> None:
        line = self._line(rest)
        self.docket.accept(line.question)
        self.write(f"= {line.question} accepted: {line.said}.")

    def _reply(self, rest: str) -> None:
        question, _, words = rest.partition(" ")
        self.docket.released.reply(question, words)
        self.write(f"= Your word on {question} stands beside the moderated rating.")

    def _unaccept(self, rest: str) -> None:
        line = self._line(rest)
        self.docket.unaccept(line.question)
        self.write(f"= {line.question} is to be looked at again.")

    def _explain(self, rest: str) -> None:
        line = self._line(rest)
        held = [self.library.get(id_) for id_ in line.articles] if self.library else []
        articles = [article for article in held if article is not None]
        for article in articles:
            self.write(f"? {article.title}")
            self._write(article.sentence.splitlines())
            self._write(article.practice.splitlines())
        if not articles:
            self.write("There is no article about this question.")
        depths = (Depth.SENTENCE, Depth.PRACTICE)
        self.docket.explained(line.question, [(a.id, depth) for a in articles for depth in depths])

    def _amend(self, rest: str) -> None:
        question, _, text = rest.partition(" ")
        if not text.strip():
            raise UsageError("Say what the answer should be: amend 5.1 partly met")
        for turn in self.docket.amend(self._line(question).question, text):
            if isinstance(turn, Ask | Finished):
                continue  # the talk would go on from here; the docket does not
            for said in lines_of(turn, Audience.LEAD):
                self.write(said)
        line = self._line(question)
        if line.query:
            self.write(_stays(line))

    def _evidence(self, rest: str) -> None:
        first = rest.partition(" ")[0]
        item = first if first not in (*EXHIBITS, "") else ""
        exhibits = Exhibits(self.docket.evidencing, self.write, self._lines)
        changed = exhibits.do("" if item else rest, item)
        if changed is not None:
            self.docket.attached((changed,))

    def _query(self, rest: str) -> None:
        question, _, text = rest.partition(" ")
        self.docket.query(self._line(question).question, text)
        line = self._line(question)
        self.write(f"= {line.owner or 'Whoever answered'} is asked about {line.question}. {_stays(line)}")

    def _close(self, rest: str) -> None:
        number, _, reason = rest.partition(" ")
        self.docket.close_query(number, reason)
        self.write(f"= Query {number} is closed.")

    def _back(self, rest: str) -> None:
        self.docket.send_back(rest)
        self.write("= Sent back.")

    def _staff(self, rest: str) -> None:
        if rest.casefold() == "code":
            self._write(self.docket.echoing.new_code().poster.splitlines())
        else:
            self._write(as_text(self.docket.echoing.beside(), WIDTH))

    def _delegate(self, rest: str) -> None:
        part, to, told = rest.partition(" to ")
        who, _, due = told.partition(" by ")
        name, _, title = who.partition(",")
        if not to or not name.strip():
            raise UsageError("Say what you ask of whom: delegate 2,5.1 to Nell Thimble, nurse by Friday")
        issued = self.docket.delegating.give(part, name.strip(), title=title.strip(), due=due.strip())
        self.write(f"= {issued.person} is asked. Their code, shown only now:")
        self.write(f"  {issued.code}")

    def _delegates(self, _: str) -> None:
        lines = self.docket.delegating.lines()
        for line in lines:
            by_day = (
                f" by {line.due.day} {line.due:%B %Y}{', over' if line.overdue else ''}" if line.due else ""
            )
            self._write(wrapped(str(line.number), f"{line.name}: {line.part}{by_day}"))
            state = f"{line.state} ({line.why})" if line.why else line.state
            self._write(wrapped("", f"{state}, {line.settled} of {line.asked} questions; asked by {line.by}"))
        if not lines:
            self.write("Nobody was asked for a part of it.")

    def _recall(self, rest: str) -> None:
        number, _, note = rest.partition(" ")
        if not number.isdigit():
            raise UsageError("Say which part by its number in the list: recall 12")
        self.write(f"= Taken back from {self.docket.delegating.recall(int(number), note)}.")

    def _bundle(self, rest: str) -> None:
        Bundles(self.docket.passing, self.write, self._lines).do(rest)

    def _plan(self, rest: str) -> None:
        work = self.docket.undertakings
        if rest:
            self._write(history_lines(work.find(rest), work.today))
            return
        plan = work.plan()
        self._write(plan_lines(urgent_first(plan.actions, work.today), plan.chased, work.today))

    def _progress(self, rest: str) -> None:
        name, _, words = rest.partition(" ")
        work = self.docket.undertakings
        action = work.update(name, words)
        self.write(f"= {action.name} is {standing_told(action, work.today)}.")

    def _undo(self, rest: str) -> None:
        self.write(f"= Taken back: {told_told(self.docket.undertakings.take_back(rest))}.")

    def _agree(self, rest: str) -> None:
        item, _, told = rest.partition(" ")
        what, to, whom = told.rpartition(" to ")
        owner, by, due = whom.rpartition(" by ")
        if not (what.strip() and to and owner.strip() and by and due.strip()):
            raise UsageError("Say what, who and by when: agree 5.1 Train all to Nell Thimble by 30 June")
        action = self.docket.undertakings.add(item, Terms(what, owner, due))
        self.write(f"= {action.name} is agreed: {action.what}; {action.owner}, by {action.due}.")

    def _phrase(self, _: str) -> None:
        offered = self.docket.offer_phrase()
        self.write("Your signing phrase is the key to your signature. It is kept nowhere: write it down.")
        self.write(f"  {offered}")
        typed = self._ask("Type it to accept it, or a longer one of your own: ")
        self.docket.enrol(typed)
        self.write("= This phrase signs from now on.")

    def _sections(self, _: str) -> None:
        for section in self.docket.sections():
            self._write(section_lines(section))

    def _sign(self, rest: str) -> None:
        which, _, name = rest.partition(" ")
        if not name.strip():
            raise UsageError("Say what you sign and your full name: sign all Ann Example")
        sections = self.docket.sections()
        wanted = (
            [s.section for s in sections] if which == "all" else [part for part in which.split(",") if part]
        )
        for section in sections:
            if section.section in wanted:
                self._write(section_lines(section))
        if not self.docket.enrolled:
            raise UsageError("You have no signing phrase yet: type phrase first.")
        self.write(self.docket.statement)
        self.docket.sign(tuple(wanted), self._ask("Your signing phrase: "), name)
        self.write(f"= Signed: {', '.join(wanted)}. Type certificate to see it.")

    def _certificate(self, file: str) -> None:
        if file:
            self.write(f"= {save_certificate(self.docket.certificate().certified, file)}")
            return
        self._write(self.docket.certificate().text.splitlines())

    def _reopen(self, rest: str) -> None:
        if rest and any(section.signed for section in self.docket.sections()):
            self.write(self.docket.reopening)
            self.write("Type yes to reopen the return, anything else to leave it signed.")
            if next(self._lines, "").strip().casefold() != "yes":
                self.write("= Nothing was changed.")
                return
        self.docket.reopen(rest)
        self.write("= Open again; its signatures no longer stand.")

    def _help(self, _: str) -> None:
        self._write(f"  {usage:<{_USAGE}}  {does}" for usage, does in WORDS.values())

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def _ask(self, prompt: str) -> str:
        """A phrase: hidden on a terminal, else the next line."""
        typed = self.secret(prompt)
        return typed if typed is not None else next(self._lines, "").strip()

    def _line(self, question: str) -> AnswerLine:
        return self.docket.answer(question.strip().casefold())


def _stays(line: AnswerLine) -> str:
    """That a query stays open, and what closes it; empty where there is none."""
    numbers = [query.id for query in line.queries if query.state != "closed"]
    return f"The query stays open until close {numbers[-1]} settles it." if numbers else ""


def authority(line: AnswerLine) -> Iterator[str]:
    """Whose answer it is, how it was read, and what goes with it, a line each."""
    if line.by:
        behalf = f" on behalf of {line.on_behalf_of}" if line.on_behalf_of else ""
        when = f", {line.at.astimezone():%d %B %Y %H:%M}" if line.at else ""
        yield f"given by {line.by} ({line.role}, {line.mode}){behalf}{when}, revision {line.revision}"
    yield from marks(line)
    if line.words and not line.exact:
        yield f"typed: {line.words}; {understood(line.because)}"
    for reason in line.reasons:
        yield f"look: {reason}"
    yield from speaking(line)
    for remark in line.remarks:
        yield f"remark: {remark}"
    for one in line.evidence:
        due = f"; it {one.due}" if one.due else ""
        yield f"evidence {one.number}: {one.told}; {one.where}{due}"
    for query in line.queries:
        answer = f" - {query.answer}" if query.answer else ""
        yield f"query {query.id} ({query.told}): {query.text}{answer}"
    if line.owner:
        yield f"a query goes to {line.owner}"
    if line.articles:
        yield f"explain {line.question} shows: {', '.join(line.articles)}"
