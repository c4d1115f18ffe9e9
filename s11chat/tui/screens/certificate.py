"""The certificate of a return: shown to its lead, and saved as a file of theirs once something is signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from s11chat.tui import wording
from s11chat.tui.screens.modal import Card, Prompt
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.services.view import Certificate
    from s11chat.tui.screens.base import FaceScreen


class CertificateFlow:
    """Cards above a screen; `fetch` asks the service, in a thread."""

    def __init__(self, screen: FaceScreen[None], fetch: Callable[[], Certificate]) -> None:
        self._screen, self._fetch = screen, fetch

    def begin(self) -> None:
        """What has been signed."""
        self._screen.serve(self._fetch, self.show)

    def show(self, certificate: Certificate) -> None:
        """The text of it."""
        fields = tuple(Field("", line) for line in certificate.text.splitlines())
        self._screen.face.push_screen(Card(wording.CERTIFICATE_TITLE, fields))

    def save(self) -> None:
        """Asks where to, then writes it."""
        self._screen.serve(self._fetch, lambda found: self._ask(found, _offered(found), ""))

    def _ask(self, certificate: Certificate, file: str, error: str) -> None:
        from s11chat.services.certifying import must_be_signed, save_certificate

        def answered(words: str | None) -> None:
            if words:
                again = partial(self._ask, certificate, words)
                save = partial(save_certificate, certificate.certified, words)
                self._screen.serve(save, self._screen.inform, again)

        def checked(_: None) -> None:
            prompt = Prompt(wording.SAVE_TITLE, wording.SAVE_DETAIL, file, error)
            self._screen.face.push_screen(prompt, answered)

        self._screen.serve(partial(must_be_signed, certificate.certified), checked)


def _offered(certificate: Certificate) -> str:
    """A name for the file, by the case."""
    return f"{certificate.certified.case.replace('/', '-')}.html"
