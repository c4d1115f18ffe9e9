"""Roles for the logins of a database on a server, and whose name a login may act under."""

from __future__ import annotations

from s11chat.assurance.right import Act, same_name
from s11chat.errors import RightsError
from s11chat.services.kept import Kept
from s11chat.store.database import Database
from s11chat.store.role import PREFIX, apply, statements, who

DEFAULT = PREFIX


def roles_sql(kept: Kept, prefix: str = DEFAULT) -> str:
    """The SQL that makes the roles and grants them their rights. Raises UsageError for a database without logins."""
    kept.require(Act.APPOINT)
    return "".join(f"{statement};\n" for statement in statements(kept.database, prefix))


def make_roles(kept: Kept, prefix: str = DEFAULT) -> None:
    """Makes the roles, or brings them up to date. Raises RightsError where the login may not."""
    kept.require(Act.APPOINT)
    apply(kept.database, prefix)


def acting(database: Database, actor: str, *, named: bool) -> str:
    """Who acts: `actor`, or on a server, where nobody else was `named`, whoever the login belongs to.

    Only a login that may make waves acts under other names. Raises RightsError for another that is to.
    """
    with database.reading() as connection:
        login = who(connection)
    if login is None:
        return actor
    name, runs = login
    if not named:
        return name
    if runs or same_name(name, actor):
        return actor
    raise RightsError(
        f"{database.name} knows you as {name}: leave out --actor and S11CHAT_ACTOR, or log in as {actor}."
    )
