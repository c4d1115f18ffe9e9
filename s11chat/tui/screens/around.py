"""What a lead does around the answers: parts asked of others, bundles, what staff say, the action plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11chat.tui.screens.bundling import BundleFlow
from s11chat.tui.screens.echo import EchoFlow
from s11chat.tui.screens.giving import Giving, Request
from s11chat.tui.screens.parts import PartsScreen
from s11chat.tui.screens.plan import PlanScreen
from s11chat.tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from s11chat.knowledge.library import Library
    from s11chat.services.signing import Docket
    from s11chat.services.view import Header


class AroundScreen(ReadingScreen):
    """The docket with the ways that lead out of it."""

    def __init__(self, docket: Docket, library: Library, *, bundle: bool = False) -> None:
        """With `bundle` it begins with the bundles of the return."""
        super().__init__(docket, library)
        self._bundle_first = bundle

    def on_mount(self) -> None:
        """Fetches the docket."""
        super().on_mount()
        if self._bundle_first:
            self.action_bundle()

    def action_delegate(self) -> None:
        """Asks somebody else for a part of it."""
        Giving(self, lambda: self.docket.delegating, self.renew).begin(Request())

    def action_parts(self) -> None:
        """Who was asked for which part."""
        self.serve(lambda: self.docket.header, self._show_parts)

    def _show_parts(self, header: Header) -> None:
        screen = PartsScreen(lambda: self.docket.delegating, header.organisation, self.lead)
        self.face.push_screen(screen, lambda _: self.renew(""))

    def action_staff(self) -> None:
        """What staff say."""
        EchoFlow(self, lambda: self.docket.echoing, self.renew).begin()

    def action_bundle(self) -> None:
        """A file for work without a network."""
        BundleFlow(self, lambda: self.docket.passing, self.renew).begin()

    def action_plan(self) -> None:
        """The action plan."""
        self.face.push_screen(PlanScreen(lambda: self.docket.undertakings), lambda _: self.renew(""))
