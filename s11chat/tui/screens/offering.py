"""What an interview offers beside answers: the menu, the questions it asks before it acts, the texts it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from s11chat.assurance.right import Role
from s11chat.engine.intent import (
    About,
    Finish,
    HandOver,
    Intent,
    Pause,
    Probe,
    Remark,
    Repeat,
    Reply,
    Revisit,
    Safeguard,
    Stop,
)
from s11chat.engine.reminding import reminders
from s11chat.engine.turn import Confirmed
from s11chat.tui import caption, wording
from s11chat.tui.keys import INTERVIEW, shown_as
from s11chat.tui.screens.bundling import BundleFlow
from s11chat.tui.screens.evidence import EvidenceScreen
from s11chat.tui.screens.modal import Letter, Menu
from s11chat.tui.screens.parking import ParkingScreen
from s11chat.tui.screens.review import ReviewScreen
from s11chat.tui.screens.talk import Exchange

if TYPE_CHECKING:
    from s11chat.services.exhibit import EvidenceLine
    from s11chat.services.view import ReturnLine

_KEYS = {key.action: shown_as(key.key) for key in INTERVIEW}
Wishes = Mapping[str, Callable[[], object]]


class OfferingScreen(ParkingScreen):
    """A conversation with a menu."""

    def action_menu(self) -> None:
        """Finish, pause, hand over and whatever else is rarely needed."""
        wishes = self.wishes()
        offered = {wish: self.say_of(wish) for wish in self.offers() if wish in wishes}
        self.face.push_screen(Menu(wording.MENU_TITLE, offered), partial(_chosen, wishes))

    def offers(self) -> Iterator[str]:
        """What the menu offers just now, in this order."""
        interviewer = self.interview.header.role is Role.INTERVIEWER
        yield from ("stop", "pause", "finish", "hand_over")
        if interviewer:
            yield "contact"
        yield from ("review", "concern")
        if any(reminders(self.interview.conversation)):
            yield "remind"
        if self.asking is not None:
            yield "repeat"
        if self.asking is not None and interviewer:
            yield "probe"
        yield from ("remark", "evidence")
        if interviewer:
            yield "codes"
            if self.asking is None:
                yield from ("attest", "unattest")
        else:
            yield "bundle"
        yield "theme"

    def say_of(self, wish: str) -> str:
        """What the menu says, with the key that does the same."""
        key = _KEYS.get(wish)
        of_part = wish == "hand_over" and self.interview.header.part
        say = wording.HAND_PART if of_part else wording.MENU[wish]
        return f"{say} ({key})" if key else say

    def wishes(self) -> Wishes:
        """What the menu does."""
        return {
            "stop": partial(self.intend, Stop()),
            "pause": partial(self._ask, wording.PAUSE_TITLE, wording.PAUSE_DETAIL, Pause),
            "finish": partial(self.intend, Finish()),
            "hand_over": self.ask_hand_over,
            "contact": self.ask_contact,
            "review": self.action_review,
            "evidence": self.action_evidence,
            "concern": partial(self.intend, Safeguard()),
            "remind": self.show_reminder,
            "repeat": partial(self.intend, Repeat()),
            "probe": partial(self.intend, Probe()),
            "remark": self._ask_about,
            "attest": self.attest,
            "unattest": self.take_read_back_back,
            "codes": self.switch_codes,
            "bundle": self.bundle,
            "theme": self.face.action_theme,
        }

    def bundle(self) -> None:
        """A file for work without a network; after one was taken in, what is asked as things stand then."""
        BundleFlow(self, lambda: self.interview.passing, self._taken_in).begin()

    def _taken_in(self, said: str) -> None:
        def shown(came: Exchange) -> None:
            self._came(Repeat(), "", came)
            self.inform(said)

        self.serve(
            lambda: Exchange(self.interview.taken_in(), self.interview.progress(), self._remarks), shown
        )

    def attest(self) -> None:
        """Asks whether the answers were read back and confirmed."""
        self.serve(lambda: self.interview.attesting.statement, self._ask_read_back)

    def read_back(self, said: str) -> None:
        """What `:attest`, `:attest yes` and `:attest no` do."""
        match said:
            case "yes":
                self.serve(self._attest, lambda _: self.inform(wording.ATTESTED))
            case "no":
                self.take_read_back_back()
            case _:
                self.attest()

    def _ask_read_back(self, statement: str) -> None:
        wishes: Wishes = {
            "yes": partial(self.read_back, "yes"),
            "read": self.action_review,
            "no": partial(self.inform, ""),
        }
        title = f"{wording.ATTEST_TITLE}: {statement}"
        self.face.push_screen(Menu(title, wording.ATTEST_CHOICES), partial(_chosen, wishes))

    def _attest(self) -> None:
        self.interview.attesting.attest()

    def take_read_back_back(self) -> None:
        """The read-back does not stand after all."""
        self.serve(self._take_back, lambda _: self.inform(wording.UNATTESTED))

    def _take_back(self) -> None:
        self.interview.attesting.take_back()

    def action_evidence(self) -> None:
        """What shows the answer to this question."""
        self.evidence()

    def evidence(self, *, adding: bool = False) -> None:
        """What shows the answer to this question; with `adding`, a document is to be put on file at once."""
        item = self.asking.question.item if self.asking is not None else ""
        interview = self.interview
        screen = EvidenceScreen(
            lambda: interview.evidencing, item, interview.header.organisation, adding=adding
        )
        self.face.push_screen(screen, self._proved)

    def _proved(self, changed: tuple[EvidenceLine, ...] | None) -> None:
        """Goes on after documents were put on file, which may answer what is asked."""
        if changed:
            self.serve(partial(self._goes_on, changed), self._gone_on)

    def _gone_on(self, came: Exchange) -> None:
        answered = any(isinstance(turn, Confirmed) for turn in came.turns)
        self._came(Reply("") if answered else Repeat(), "", came)

    def _goes_on(self, changed: tuple[EvidenceLine, ...]) -> Exchange:
        return Exchange(self.interview.attached(changed), self.interview.progress(), self._remarks)

    def action_note(self) -> None:
        """Asks for a remark."""
        self._ask(wording.NOTE_TITLE, wording.NOTE_DETAIL, Remark)

    def _ask_about(self) -> None:
        """Asks what the remark is about, then for the remark."""
        about = tuple(About) if self.asking is not None else (About.CASE, About.CONTACT)
        wishes = {on.value: partial(self.ask_remark, on) for on in about}
        choices = {on.value: caption.REMARK_ON[on] for on in about}
        self.face.push_screen(Menu(caption.REMARK_TITLE, choices), partial(_chosen, wishes))

    def ask_remark(self, on: About) -> None:
        """Asks for a remark about something."""
        title = f"{caption.REMARK_TITLE} {caption.REMARK_ON[on]}"
        self._ask(title, caption.REMARK_DETAIL, partial(Remark, on=on))

    def action_goto(self) -> None:
        """Asks where to go."""
        example = self.asking.question.id if self.asking else "1"
        self._ask(wording.GOTO_TITLE, wording.GOTO_DETAIL.format(example=example), Revisit)

    def ask_hand_over(self) -> None:
        """Asks for whom the whole return is, or the part that was asked for."""
        header = self.interview.header
        lead = header.lead if header.delegated else ""
        self._ask(
            wording.HAND_PART_TITLE if header.part else wording.HAND_TITLE,
            wording.HAND_DETAIL,
            HandOver,
            lead,
        )

    def ask_contact(self) -> None:
        """Asks who answers from now on."""
        self.prompt(wording.CONTACT_TITLE, wording.CONTACT_DETAIL, self.replace_contact)

    def replace_contact(self, words: str) -> None:
        """Puts whoever is named, and their title after a comma, in the place of the contact."""
        name, _, title = words.partition(",")
        work = partial(self.interview.replace_contact, name.strip(), title.strip())
        self.serve(work, lambda _: self.contact_replaced(name.strip()))

    def contact_replaced(self, name: str) -> None:
        """Somebody else answers from now on."""
        self.show_header()
        self.inform(wording.CONTACT_DONE.format(name=name))

    def switch_codes(self) -> None:
        """Reads only numbers, codes and labels, or free wording again."""
        self.serve(self.interview.switch_codes_only, self._codes_switched)

    def _codes_switched(self, on: bool) -> None:
        self.show_states()
        self.inform(wording.CODES_ON if on else wording.CODES_OFF)

    def show_reminder(self) -> bool:
        """The text for those for whom questions wait; False where none waits."""
        texts = tuple(reminders(self.interview.conversation))
        if texts:
            self.face.push_screen(Letter(caption.REMINDER_TITLE, "\n\n".join(texts)))
        return bool(texts)

    def action_review(self) -> None:
        """All answers on one screen."""
        self.review(left=False)

    def review(self, left: bool) -> None:
        """All answers, or what was `left` open."""
        self.serve(self.interview.review, partial(self._show_review, left))

    def _show_review(self, left: bool, whole: ReturnLine) -> None:
        self.face.push_screen(ReviewScreen(whole, left), self._reviewed)

    def _reviewed(self, wish: Intent | None) -> None:
        if wish == HandOver(""):
            self.ask_hand_over()
        elif wish is not None:
            self.intend(wish)

    def _ask(self, title: str, detail: str, make: Callable[[str], Intent], text: str = "") -> None:
        self.prompt(title, detail, lambda words: self.intend(make(words)), text)


def _chosen(wishes: Wishes, wish: str | None) -> None:
    if wish is not None:
        wishes[wish]()
