"""One organisation in ten of the survey of 2008, through letters, sittings, signatures and calls, to what is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from s11chat.analysis.rate_table import Authority
from s11chat.bootstrap import open_desk
from s11chat.fieldwork.queue import Standing
from s11chat.services.chronicling import field_diary
from s11chat.services.counting import rates, response
from s11chat.services.example import kinds
from s11chat.services.example.simulation import INTERVIEWERS, WAVE, Simulation, Tally
from s11chat.services.example.story import Part, Story, stories, thinned
from s11chat.services.example.timeline import Doing, Timeline, at, workday
from s11chat.services.keeping import verify
from s11chat.services.timing import interviewers, question_timings
from s11chat.settings import shipped
from tests.office import settings_in

EVERY, IN_FULL = 10, 12


@dataclass(frozen=True)
class Played:
    """A wave that is over."""

    told: tuple[Story, ...]
    tally: Tally
    simulation: Simulation
    days: tuple[str, ...]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    home = tmp_path_factory.mktemp("the survey of 2008")
    told = thinned(stories(kinds(), in_full=IN_FULL), EVERY)
    desk = open_desk(settings_in(home))
    days: list[str] = []
    simulation = Simulation(desk.kept, shipped("dialogs"), home / "letters", told, tell=days.append)
    yield Played(told, simulation.run(), simulation, tuple(days))
    desk.close()


def test_the_response_by_type_is_as_scripted(played: Played) -> None:
    table = response(played.simulation.kept, WAVE).table
    wanted = Counter(story.type for story in played.told if story.ending)
    everybody = Counter(story.type for story in played.told)
    assert {row.cell.type: (row.cell.population, row.cell.complete) for row in table.rows} == {
        kind: (number, wanted[kind]) for kind, number in everybody.items()
    }
    assert table.total.cell.complete == played.tally.complete.total() > 60


def test_every_organisation_ends_in_one_way(played: Played) -> None:
    table = rates(played.simulation.kept, WAVE).table
    counts = table.total.counts
    assert counts.total == len(played.told) == 116
    parts = (
        counts.complete,
        counts.partial,
        counts.refusal,
        counts.non_contact,
        counts.other,
        counts.unknown,
    )
    assert sum(parts) == 116
    assert all(parts)
    spoken = sum(story.ending == "telephone" for story in played.told)
    alone = sum(story.ending == "online" and story.online is Part.DIRECT for story in played.told)
    signed = sum(
        story.ending == "online" and story.online in (Part.SIGNED, Part.DISPUTED) for story in played.told
    )
    assert table.total.complete[Authority.TELEPHONE] == spoken
    assert table.total.complete[Authority.SIGNED] == alone + signed


def test_the_days_of_the_diary_add_up_to_the_whole(played: Played) -> None:
    kept = played.simulation.kept
    pages = field_diary(kept, WAVE).pages
    last = pages[-1]
    endings = Counter(story.ending for story in played.told)
    assert (last.in_all.online, last.in_all.telephone) == (endings["online"], endings["telephone"])
    assert sum(page.new.complete - page.taken_back for page in pages) == last.in_all.complete
    assert sum(page.new.signed for page in pages) == last.in_all.signed
    assert sum(page.calls for page in pages) == interviewers(kept, WAVE).table.total.calls
    assert sum(page.new.telephone for page in pages if page.day < date(2008, 10, 1)) == 0
    assert (last.total.open, last.unsigned) == (0, ())
    first = pages[0]
    assert (first.day, first.total.complete, first.total.open) == (date(2008, 9, 8), 0, 116)
    assert {row.complete for row in first.rows} == {0}


def test_the_letters_go_to_whom_they_concern(played: Played) -> None:
    """Nobody gets an invitation twice, or a reminder to begin once they have; some letters come back."""
    written = played.simulation.mailroom.written
    assert written["advance"] == written["invitation"] == 116
    assert 0 < written["start"] < 2 * 116
    assert written["finish"] > 0
    assert written["signature"] > 0
    assert written["link"] == sum("W1" in story.calls for story in played.told)
    pages = field_diary(played.simulation.kept, WAVE).pages
    filed = sum(page.doings.letters.get("filed", 0) for page in pages)
    assert filed == written.total()
    assert sum(page.doings.letters.get("bounced", 0) for page in pages) > 0


def test_interviewers_share_the_calls_and_their_hours_are_possible(played: Played) -> None:
    kept = played.simulation.kept
    table = interviewers(kept, WAVE).table
    assert [row.name for row in table.rows] == sorted(INTERVIEWERS)
    assert all(row.calls and row.completes for row in table.rows)
    assert table.total.completes == sum(story.ending == "telephone" for story in played.told)
    minutes = table.total.minutes
    assert minutes is not None
    assert 8 < minutes < 25
    for page in field_diary(kept, WAVE).pages:
        assert page.doings.hours <= 8 * len(INTERVIEWERS)


def test_questions_are_timed_by_telephone_and_online(played: Played) -> None:
    questions = question_timings(played.simulation.kept, WAVE).questions
    first = questions[0].modes
    endings = Counter(story.ending for story in played.told)
    assert first["telephone"].n + first["telephone"].breaks >= endings["telephone"]
    assert first["online"].n + first["online"].breaks >= endings["online"]
    assert first["telephone"].median is not None
    assert 8 <= first["telephone"].median <= 34


def test_nothing_is_held_and_every_record_is_sound(played: Played) -> None:
    kept = played.simulation.kept
    counts = kept.queue.counts(WAVE)
    assert (counts.get(Standing.HELD, 0), sum(counts.values())) == (0, 116)
    assert verify(kept).faults == ()


def test_whoever_watches_hears_of_every_day(played: Played) -> None:
    assert played.days[0].startswith("Mon 08 Sep 2008")
    assert played.days[-1].startswith("Thu 23 Oct 2008")
    assert f"{played.tally.complete.total()} in all" in played.days[-1]


def test_the_stories_come_to_the_published_counts() -> None:
    told = stories(kinds())
    assert Counter(story.ending for story in told) == {"": 506, "online": 318, "telephone": 329}
    parts = Counter(story.online for story in told if story.ending == "online")
    assert parts[Part.DIRECT] == 105
    assert parts.total() - parts[Part.DIRECT] + 329 == 542
    complete = Counter(story.type for story in told if story.ending)
    assert {row["type"]: complete[row["type"]] for row in kinds()} == {
        row["type"]: int(row["complete"]) for row in kinds()
    }
    assert len({story.ref for story in told}) == len(told) == 1153


def test_the_same_seed_tells_the_same_stories() -> None:
    assert stories(kinds()) == stories(kinds())
    assert stories(kinds()) != stories(kinds(), seed=2009)
    assert {story.in_full for story in stories(kinds())} == {True}


def test_many_things_happen_beside_each_other_in_order() -> None:
    start = datetime(2008, 9, 10, 8, tzinfo=UTC)
    seen: list[tuple[str, int]] = []
    over: list[date] = []
    timeline = Timeline(start, over.append)

    def doing(name: str, *minutes: int) -> Doing:
        for one in minutes:
            yield timedelta(minutes=one)
            seen.append((name, int((timeline() - start).total_seconds()) // 60))

    timeline.begin(start, doing("a", 10, 30))
    timeline.begin(start, doing("b", 15, 10, 24 * 60))
    timeline.run()
    assert seen == [("a", 10), ("b", 15), ("b", 25), ("a", 40), ("b", 25 + 24 * 60)]
    assert over == [date(2008, 9, 10), date(2008, 9, 11)]


def test_a_working_day_is_no_weekend() -> None:
    assert workday(date(2008, 10, 3)) == date(2008, 10, 6)
    assert at(date(2008, 10, 6), 9) == datetime(2008, 10, 6, 8, tzinfo=UTC)
