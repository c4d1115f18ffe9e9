"""The rows of staff echoes: what was opened, the answers without a name or a time, and what they came to.

Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from s11chat.store.wave_row import JournalRow


class EchoRow(JournalRow, table=True):
    """A survey of the staff of one organisation, with its dialog as it was when it was opened."""

    __tablename__ = "echo"
    id: str = Field(primary_key=True)
    wave: str = Field(foreign_key="wave.id", index=True)
    ref: str
    dialog_id: str
    dialog_digest: str
    dialog_text: str = Field(sa_type=Text)
    minimum: int
    """How many have to answer before anything is told."""
    cap: int
    """How many may answer."""
    opens: str
    closes: str
    by_name: str
    at: str


class EchoAnswerRow(SQLModel, table=True):
    """What one person answered; its event stands in the chain of the echo. Who it was and when is not kept."""

    __tablename__ = "echo_answer"
    echo: str = Field(primary_key=True, foreign_key="echo.id")
    seq: int = Field(primary_key=True)
    """The number of its event."""
    wave: str = Field(foreign_key="wave.id", index=True)
    salt: str
    digest: str
    """Over the salt and every other column."""
    answers: str = Field(sa_type=Text)
    """By question, the answer; canonical JSON."""


class EchoFigureRow(JournalRow, table=True):
    """What may be told of an echo that was closed; there is none while it is open."""

    __tablename__ = "echo_figure"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    seq: int = Field(primary_key=True)
    echo: str = Field(foreign_key="echo.id")
    by_name: str
    at: str
    figures: str = Field(sa_type=Text)
    """Canonical JSON."""
    words: str = Field(sa_type=Text)
    """What was written to open questions, as canonical JSON."""
