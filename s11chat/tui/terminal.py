"""What real terminals do to a program: bytes that are no text, and the wish that it should end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Any

from textual._xterm_parser import XTermParser
from textual.driver import Driver


def patient(usual: type[Driver]) -> type[Driver]:
    """The driver, but one that bytes which are no UTF-8 do not end: a terminal with another encoding sends them."""
    reading = getattr(usual, "run_input_thread", None)
    if reading is None:  # a driver that is given text, not bytes
        return usual
    return type(usual.__name__, (usual,), {"run_input_thread": _going_on(reading)})


def _going_on(reading: Callable[[Any], None]) -> Callable[[Any], None]:
    def run_input_thread(driver: Any) -> None:
        while True:
            try:
                reading(driver)
                return
            except UnicodeDecodeError as error:
                for event in XTermParser().feed(error.object.decode("utf-8", "replace")):
                    driver.process_message(event)

    return run_input_thread


def leave_when_told(leave: Callable[[], object]) -> None:
    """Has the program end well, with the terminal as it was, when the system tells it to."""
    try:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, leave)
    except (NotImplementedError, RuntimeError, ValueError):  # some systems and threads know no signals
        return
