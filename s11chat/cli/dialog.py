"""`s11chat dialog`: interview scripts, listed and shown; the verbs of writers have rooms of their own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.cli import compare, draft, form, printed

if TYPE_CHECKING:
    from s11chat.dialog.model import Dialog
    from s11chat.settings import Settings

Commands = argparse._SubParsersAction


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("dialog", help="interview scripts: read them, write your own")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    listed = verbs.add_parser("list", help="the dialogs there are")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_list)
    draft.add(verbs)
    compare.add(verbs)
    show = verbs.add_parser("show", help="a dialog's structure")
    show.add_argument("id")
    show.add_argument("--scale", default="", metavar="NAME")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)
    trend = verbs.add_parser("trend", help="which questions of the dialogs compare, and where a break lies")
    trend.add_argument("ids", nargs="*", metavar="DIALOG", help="threads through these alone; all if none")
    trend.add_argument("--json", action="store_true")
    trend.set_defaults(run=_trend)
    form.add(verbs)
    printed.add(verbs)
    scored = verbs.add_parser("score", help="what answers come to under a dialog's scoring, or another rule")
    scored.add_argument("id")
    scored.add_argument(
        "answers",
        type=Path,
        metavar="ANSWERS.csv",
        help="columns item,value: a code, !dk, !refused or '!na reason'; a column return for several returns",
    )
    scored.add_argument(
        "--rule", action="append", metavar="NAME", help="a rule the dialog names; several beside each other"
    )
    scored.add_argument("--json", action="store_true")
    scored.set_defaults(run=_score)


def find(settings: Settings, id_: str, scale: str = "") -> Dialog:
    """The dialog called `id_`, or at the path `id_`, on the scale called `scale` or on its own."""
    from s11chat.dialog.load import load_dialog
    from s11chat.dialog.varying import varied

    dialog = load_dialog(path_of(settings, id_))
    return varied(dialog, scale) if scale else dialog


def is_file(id_: str) -> bool:
    """Whether `id_` names a file, such as a draft, and not a dialog of the program's folder."""
    return id_.endswith((".yaml", ".yml"))


def path_of(settings: Settings, id_: str) -> Path:
    """The file of the dialog called `id_`, or the path `id_` itself. Raises UsageError where there is none."""
    from s11chat.dialog.suggest import nearest
    from s11chat.errors import UsageError

    path = Path(id_) if is_file(id_) else settings.dialogs / f"{id_}.yaml"
    if not path.is_file() or path.name == ".yaml":
        known = [file.stem for file in settings.dialogs.glob("*.yaml")]
        raise UsageError(f"There is no dialog '{id_}'{nearest(id_, known)}. Try: s11chat dialog list")
    return path


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.dialog.load import load_dialog

    rows = []
    for path in sorted(arguments.settings.dialogs.glob("*.yaml")):
        dialog = load_dialog(path)
        rows.append(
            {
                "dialog": dialog.dialog,
                "version": dialog.version,
                "title": dialog.title,
                "items": len(dialog.items),
            }
        )
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row['dialog']:<16} {row['version']:<8} {row['items']:>4} items  {row['title']}")
    return 0


def _trend(arguments: argparse.Namespace) -> int:
    from s11chat.bootstrap import readable_dialogs
    from s11chat.cli.trend import tell_threads

    named = [find(arguments.settings, id_) for id_ in arguments.ids]
    tell_threads(named or readable_dialogs(arguments.settings), as_json=arguments.json)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    dialog = find(arguments.settings, arguments.id, arguments.scale)
    if arguments.json:
        print(json.dumps(_structure(dialog), ensure_ascii=False, indent=2))
        return 0
    print(f"{dialog.title} ({dialog.dialog} {dialog.version})")
    if dialog.draft:
        print(f"Draft: {dialog.draft}")
    for name, variant in dialog.variants.items():
        print(f"--scale {name:<12} {variant.say}")
    for organisation in dialog.organisations:
        length = f" ({organisation.format})" if organisation.format else ""
        print(f"type {organisation.type:<18} {organisation.say}{length}")
    for section in dialog.sections:
        print(f"\n{section.title}")
        for item in section.items:
            print(f"  {item.item:<8} {item.kind:<9} {item.say.respondent}")
    return 0


def _structure(dialog: Dialog) -> dict[str, Any]:
    return {
        "dialog": dialog.dialog,
        "version": dialog.version,
        "title": dialog.title,
        "draft": dialog.draft,
        "variants": {name: variant.say for name, variant in dialog.variants.items()},
        "variant": dialog.variant,
        "organisations": [o.model_dump(exclude_none=True) for o in dialog.organisations],
        "sections": [
            {"section": s.section, "title": s.title, "items": [_item(dialog, item) for item in s.items]}
            for s in dialog.sections
        ],
        "scales": {
            name: [{"code": option.code, "say": option.say} for option in scale]
            for name, scale in dialog.scales.items()
        },
    }


def _item(dialog: Dialog, item: Any) -> dict[str, Any]:
    from s11chat.dialog.question import options_of

    return {
        "item": item.item,
        "kind": item.kind,
        "say": item.say.respondent,
        "rows": [
            {"row": row.row, "say": row.say.respondent, "when": _when(row.when)}
            for row in getattr(item, "rows", ())
        ],
        "options": [{"code": option.code, "say": option.say} for option in options_of(dialog, item)],
        "when": _when(item.when),
        **({"descriptors": item.descriptors} if getattr(item, "descriptors", None) else {}),
    }


def _when(condition: Any) -> Any:
    return condition.model_dump(by_alias=True, exclude_none=True) if condition is not None else None


def _score(arguments: argparse.Namespace) -> int:
    from s11chat.cli.score import score

    return score(find(arguments.settings, arguments.id), arguments)
