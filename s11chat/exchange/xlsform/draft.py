"""The text of a dialog file that was made from a form."""

from __future__ import annotations

from typing import Any

import yaml

WIDTH = 110


class _Plain(yaml.SafeDumper):
    """Writes lists that stand at several places out each time, as people would."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchors."""
        return True


def draft_of(dialog: dict[str, Any]) -> str:
    """`dialog` as YAML, in the order of its keys, whole numbers without a point."""
    return yaml.dump(
        _whole(dialog),
        Dumper=_Plain,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items() if inner not in (None, "", {}, [])}
    if isinstance(value, list | tuple):
        return [_whole(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
