"""The lead's docket: accepting, amending, querying, sending back and signing; every act goes to the service."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.widgets import OptionList

from s11chat.engine.proving import PART
from s11chat.engine.turn import Confirmed, Repair, Turn
from s11chat.errors import StaleResponseError
from s11chat.tui import moderationword, wording
from s11chat.tui.docketkeys import DOCKET
from s11chat.tui.keys import action_of, bindings
from s11chat.tui.screens.around import AroundScreen
from s11chat.tui.screens.certificate import CertificateFlow
from s11chat.tui.screens.evidence import EvidenceScreen
from s11chat.tui.screens.knowledge import KnowledgeScreen, Shown
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.screens.signing import EnrolScreen, SignScreen, Wish, left_in
from s11chat.tui.telling import repair
from s11chat.tui.widgets.moderation import moderated_words

if TYPE_CHECKING:
    from s11chat.services.moderationview import StandardLine
    from s11chat.services.view import AnswerLine, Certificate, SectionLine


class Signing(NamedTuple):
    """What is needed before a lead can sign."""

    sections: tuple[SectionLine, ...]
    offered: str
    """A phrase to enrol; empty where one is enrolled."""


class DocketScreen(AroundScreen):
    """Review and sign-off."""

    GROUP = "docket"
    BINDINGS = bindings(DOCKET)

    # one answer

    def action_accept(self) -> None:
        """Seen and accepted; where it was already, that is taken back."""
        line = self.line
        if line is None:
            return
        if line.accepted:
            doubted = wording.UNACCEPTED.format(question=line.question)
            self.serve(partial(self.docket.unaccept, line.question), lambda _: self.renew(doubted))
            return
        said = wording.ACCEPTED.format(question=line.question)
        self.serve(partial(self.docket.accept, line.question), lambda _: self._accepted(said))

    def _accepted(self, said: str) -> None:
        here = self.query_one(OptionList).highlighted or 0
        if here + 1 < len(self.answers):
            self.query_one(OptionList).highlighted = here + 1
        self.renew(said)

    def action_amend(self) -> None:
        """Another answer in place of this one."""
        if self.line is not None:
            self._ask_answer(self.line, "", "")

    def _ask_answer(self, line: AnswerLine, text: str, error: str) -> None:
        title = wording.AMEND_TITLE.format(question=line.question)
        detail = f"{line.text}\n{wording.AMEND_DETAIL.format(said=line.said)}"

        def answered(words: str | None) -> None:
            if words:
                self.serve(
                    partial(self.docket.amend, line.question, words),
                    partial(self._amended, line, words),
                    lambda sentence: self._ask_answer(line, words, sentence),
                )

        self.face.push_screen(Prompt(title, detail, text, error), answered)

    def _amended(self, line: AnswerLine, words: str, turns: tuple[Turn, ...]) -> None:
        doubt = next((turn for turn in turns if isinstance(turn, Repair)), None)
        if doubt is not None:
            self._ask_answer(line, "" if doubt.choices else words, repair(doubt))
            return
        confirmed = next((turn for turn in turns if isinstance(turn, Confirmed)), None)
        said = wording.AMENDED.format(question=line.question, said=confirmed.said) if confirmed else ""
        said += f" {wording.QUERY_STAYS}" if confirmed and line.query else ""
        self.renew(said)

    def action_evidence(self) -> None:
        """What shows the marked answer."""
        line, docket = self.line, self.docket
        if line is not None:
            item = line.question.removesuffix(f".{PART}")
            screen = EvidenceScreen(lambda: docket.evidencing, item, self.organisation)
            self.face.push_screen(screen, lambda _: self.renew(""))

    def action_query(self) -> None:
        """Asks about this answer."""
        line = self.line
        if line is not None:
            title = wording.QUERY_TITLE.format(question=line.question)
            ask = partial(self.docket.query, line.question)
            detail = wording.QUERY_SELF if line.owner in ("", self.lead) else wording.QUERY_DETAIL
            who = line.owner or self.lead
            done = wording.QUERIED.format(who=who, question=line.question)
            self._ask(title, detail.format(who=who), ask, done)

    def action_settle(self) -> None:
        """Closes the query on this answer."""
        line = self.line
        query = line.query if line else None
        if query is None:
            self.inform(wording.NO_QUERY)
        elif query.answer:
            close = partial(self.docket.close_query, query.id)
            self.serve(close, lambda _: self.renew(wording.SETTLED_QUERY))
        else:
            close = partial(self.docket.close_query, query.id)
            self._ask(wording.SETTLE_TITLE, query.text, close, wording.SETTLED_QUERY)

    def action_moderated(self) -> None:
        """The moderated rating of this standard, which the lead may answer."""
        line = self.line
        if line is not None:
            self.serve(lambda: self.docket.released.line(line.question), self._show_moderated)

    def _show_moderated(self, found: StandardLine) -> None:
        detail = "\n".join(moderated_words(found))
        title = moderationword.RELEASED_TITLE.format(question=found.question)
        self._ask(title, detail, partial(self._reply, found.question), moderationword.REPLIED)

    def _reply(self, question: str, words: str) -> None:
        self.docket.released.reply(question, words)

    def action_explain(self) -> None:
        """The articles on this question."""
        line = self.line
        if line is not None:
            self.face.push_screen(
                KnowledgeScreen(self.library, line.articles), partial(self._explained, line)
            )

    def _explained(self, line: AnswerLine, shown: Shown | None) -> None:
        self.serve(partial(self.docket.explained, line.question, shown or ()), lambda _: None)

    # the return

    def action_send_back(self) -> None:
        """Back to whoever answered."""
        self._ask(wording.BACK_TITLE, wording.BACK_DETAIL, self.docket.send_back, wording.SENT_BACK)

    def action_reopen(self) -> None:
        """Opens a signed return again, once it is plain what that voids."""
        self.serve(lambda: self.docket.reopening, self._ask_reopening)

    def _ask_reopening(self, voids: str) -> None:
        detail = f"{voids}\n{wording.REOPEN_DETAIL}"
        self._ask(wording.REOPEN_TITLE, detail, self.docket.reopen, wording.REOPENED)

    def _ask(
        self, title: str, detail: str, act: Callable[[str], None], done: str, text: str = "", error: str = ""
    ) -> None:
        """Asks for words, acts on them; where that is refused, asks again with the words kept."""

        def answered(words: str | None) -> None:
            if words:
                again = partial(self._ask, title, detail, act, done, words)
                self.serve(partial(act, words), lambda _: self.renew(done), again)

        self.face.push_screen(Prompt(title, detail, text, error), answered)

    def action_certificate(self) -> None:
        """What has been signed."""
        self._certificate.begin()

    def action_save(self) -> None:
        """Writes the certificate into a file."""
        self._certificate.save()

    @property
    def _certificate(self) -> CertificateFlow:
        return CertificateFlow(self, self.docket.certificate)

    def action_word(self) -> None:
        """Asks for a word in place of a key."""

        async def given(words: str | None) -> None:
            action = action_of(self.GROUP, words) if words else ""
            if action:
                await self.run_action(action)
            elif words:
                self.complain(wording.NO_WORD.format(word=words))

        self.face.push_screen(Prompt(wording.WORD_TITLE, wording.WORD_DETAIL, ":"), given)

    # signing

    def action_sign(self) -> None:
        """Sections, name and phrase."""
        self.serve(self._prepare, self._prepared)

    def action_enrol(self) -> None:
        """A new phrase in place of one that was lost."""
        self.serve(self.docket.offer_phrase, lambda offered: self._enrol(offered, ""))

    def _prepare(self) -> Signing:
        offered = "" if self.docket.enrolled else self.docket.offer_phrase()
        return Signing(self.docket.sections(), offered)

    def _prepared(self, ready: Signing) -> None:
        if not ready.offered:
            self._ask_signature(ready.sections, None)
        elif any(line.open or line.queried for line in ready.sections):
            title = wording.BEFORE_ENROLLING.format(left=left_in(ready.sections))
            menu = Menu(title, wording.ENROLLING)
            self.face.push_screen(
                menu, lambda wish: self._enrol(ready.offered, "") if wish == "enrol" else None
            )
        else:
            self._enrol(ready.offered, "")

    def _enrol(self, offered: str, error: str) -> None:
        def chosen(phrase: str | None) -> None:
            if phrase:
                enrol = partial(self.docket.enrol, phrase)
                self.serve(enrol, lambda _: self._enrolled(), partial(self._enrol, offered))

        self.face.push_screen(EnrolScreen(offered, error), chosen)

    def _enrolled(self) -> None:
        self.inform(wording.ENROLLED)
        self.action_sign()

    def _ask_signature(
        self, sections: tuple[SectionLine, ...], refused: Wish | None, error: str = ""
    ) -> None:
        def answered(wish: Wish | None) -> None:
            if wish is not None:
                again = partial(self._ask_signature, sections, wish)
                self.serve(partial(self._sign, wish), self._signed, again)

        screen = SignScreen(sections, self.docket.statement, self.lead, refused, error)
        self.face.push_screen(screen, answered)

    def _sign(self, wish: Wish) -> Certificate | StaleResponseError:
        try:
            return self.docket.sign(wish.sections, wish.phrase, wish.name)
        except StaleResponseError as stale:
            return stale

    def _signed(self, came: Certificate | StaleResponseError) -> None:
        """Shows what was signed; where an answer is no longer what was seen, the docket as it stands now."""
        if isinstance(came, StaleResponseError):
            self.renew(str(came), "-check")
        else:
            self._certificate.show(came)
            self.renew(wording.SAVE_HINT)

    def action_close(self) -> None:
        """Leaves the docket."""
        self.face.sitting_over(self, "", back=True)
