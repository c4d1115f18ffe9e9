"""What staff say over the organisations of a wave: no figure that nobody gave."""

from __future__ import annotations

from s11chat.analysis.beside import Area, Beside, Comparison, areas
from s11chat.analysis.echo import Share
from s11chat.report.echo import share_words


def comparison(case: str, share: Share | None, own: float | None = None) -> Comparison:
    row = Beside("e1", "1", "Leadership", "It works.", 10 if share else 0, share, ("1.1",), own, "")
    return Comparison(case, case, 10, 10 if share else 0, (row,), ())


def area(*shares: Share | None) -> Area:
    (found,) = areas(comparison(f"C{n}", share) for n, share in enumerate(shares))
    return found


def test_the_median_of_plain_shares_is_theirs() -> None:
    assert area(Share(40, 40), Share(60, 60), Share(90, 90)).middle == Share(60, 60)


def test_a_bound_stays_a_bound() -> None:
    """Where all of a small group agree, "over 40" is told of it, and so of the middle: never a point between."""
    one = area(Share(40, 100), None)
    assert (one.organisations, one.middle, share_words(one.middle)) == (1, Share(40, 100), "over 40")
    assert share_words(area(Share(0, 60), Share(50, 50), Share(40, 100)).middle) == "40 to 60"
    assert share_words(area(Share(0, 60)).middle) == "under 60"


def test_where_nothing_is_told_there_is_no_middle() -> None:
    one = area(None)
    assert (one.organisations, one.middle, share_words(one.middle)) == (0, None, "too few")


def test_wide_differences_are_told_by_case() -> None:
    found = [comparison("A", Share(40, 40), 100.0), comparison("B", Share(40, 100), 90.0)]
    assert areas(found)[0].wide == ("A",)
