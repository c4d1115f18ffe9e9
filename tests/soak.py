"""Files bent at random, for hours, at every door that takes files from elsewhere: `make soak`, or `SOAK=minutes make soak`.

Whatever comes in is either taken as what it is or refused with a sentence; a traceback ends the run and leaves the
file that led to it.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from s11chat.errors import S11chatError

Door = Callable[[Path], object]


def bent(data: bytes, dice: random.Random) -> bytes:
    """`data` with bytes changed, cut out, doubled or put in, once to a few times."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        at = dice.randrange(len(made) + 1)
        length = dice.choice((1, 1, 2, 8, 100))
        match dice.randrange(4):
            case 0:
                made[at : at + length] = dice.randbytes(min(length, len(made) - at))
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case _:
                made[at:at] = dice.randbytes(length)
    return bytes(made)


def doors(folder: Path) -> dict[str, tuple[bytes, Door]]:
    """A good file for every door, and what opens it."""
    from dataclasses import replace

    from s11chat.assurance.right import Role
    from s11chat.bootstrap import open_desk
    from s11chat.dialog.load import load_dialog
    from s11chat.exchange.frame import read_frame
    from s11chat.report.certificate import as_file
    from s11chat.report.proof import proved
    from s11chat.services.admitting import issue
    from s11chat.services.bundling import make
    from s11chat.services.merging import merge
    from s11chat.settings import shipped
    from tests.office import AUDIT, FRAMES, PRACTICE, furnish, settings_in

    furnish(folder)
    desk = open_desk(replace(settings_in(folder), actor="soak", named=False), create=False)
    issue(desk.kept, PRACTICE, Role.LEAD)
    make(desk.kept, PRACTICE, folder / "good.s11")
    dialog = load_dialog(shipped("dialogs") / "chscb-2011.yaml")
    certified = desk.certificate(PRACTICE).certified
    return {
        "bundle": ((folder / "good.s11").read_bytes(), lambda file: merge(desk.kept, file)),
        "dialog": ((shipped("dialogs") / "staff-echo.yaml").read_bytes(), load_dialog),
        "frame": (FRAMES[AUDIT].encode(), lambda file: read_frame(file, dialog)),
        "certificate": (as_file(certified, "json"), lambda file: proved(file.read_bytes())),
    }


def main() -> int:
    """Runs until the time is over; 1 where a door did anything but take the file or refuse it with a sentence."""
    minutes, seed = float(os.environ.get("SOAK", "240")), int(os.environ.get("SEED", str(int(time.time()))))
    dice, until, tried, refused = random.Random(seed), time.monotonic() + minutes * 60, 0, 0
    with TemporaryDirectory() as made:
        ways = doors(Path(made))
        while time.monotonic() < until:
            name = dice.choice(sorted(ways))
            good, door = ways[name]
            file = Path(made) / f"bent.{'yaml' if name == 'dialog' else 'csv' if name == 'frame' else 's11'}"
            file.write_bytes(bent(good, dice))
            tried += 1
            try:
                door(file)
            except S11chatError:
                refused += 1
            except Exception as error:  # noqa: BLE001  # what it is looking for
                kept = Path(f"soak-{name}-{seed}-{tried}")
                kept.write_bytes(file.read_bytes())
                print(f"{name}: {type(error).__name__}: {error}; the file is {kept}.", file=sys.stderr)
                return 1
    print(f"{tried} files, {refused} refused, seed {seed}: every door held.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
