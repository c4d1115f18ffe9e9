"""The server that the tests start is a real one, and the program's tables stand on it as on a file."""

from __future__ import annotations

import psycopg
import pytest

from s11chat.fieldwork.case import State
from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from tests.office import DISTRICT, answer_on
from tests.postgres import PASSWORD, Server

ON_BOTH = True


def test_every_test_has_a_database_of_its_own(server: Server, server_url: str) -> None:
    assert server.do("SHOW server_version_num")[0][0] >= "180000"
    name = server_url.partition("@/")[2].partition("?")[0]
    assert server.do("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database=name) == [(0,)]


def test_by_tcp_a_password_is_asked_for(server: Server) -> None:
    address = f"host=127.0.0.1 port={server.port} user=postgres dbname=postgres"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address).close()
    psycopg.connect(address, password=PASSWORD).close()


def test_a_whole_interview(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    answer_on(interview)
    interview.leave()
    assert desk.returned(DISTRICT).state is State.COMPLETE_TELEPHONE
    assert verify(desk.kept).faults == ()
