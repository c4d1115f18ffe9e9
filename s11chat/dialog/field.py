"""The kinds of plain value that a dialog file is written in: ids, names, codes of items, texts."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError


def quoted(raw: Any) -> Any:
    """Refuses a bare number where a text is wanted: `1.10` would become 1.1."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raise PydanticCustomError("unquoted", "put it in quotes, or it is read as a number and zeros drop")
    return raw


ItemId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*(\.[a-z0-9_]+)*$"), BeforeValidator(quoted)
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$"), BeforeValidator(quoted)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
