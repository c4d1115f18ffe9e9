"""Templates of the reports, filled in."""

from __future__ import annotations

from importlib.resources import files


def rendered(name: str, *, autoescape: bool = True, **said: object) -> str:
    """The template `name` with what it names filled in; a name that is missing is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # few sittings end with a report

    environment = Environment(
        loader=FunctionLoader(template),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name).render(**said)


def template(name: str) -> str:
    """The text of a template."""
    return files("s11chat.report").joinpath("templates", name).read_text("utf-8")
