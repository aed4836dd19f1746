"""Task hours: Monday to Friday, from nine to five, by the clock where the user is."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from grader.suite import explain

from .support import MONDAY, NOON, answers, misses

TICK = timedelta(microseconds=1)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WALL = "the clock that counts is the one on the user's wall"


def at(text):
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def asks(student, zone, moment, wanted, why=""):
    """Ask whether it is business hours in this zone."""
    words = f"zone {zone!r}, time {moment.isoformat()}"
    answers(student, "in_business_hours", wanted, words, user={"zone": zone}, environment={"time": moment}, why=why)


def opens_and_closes(student, zone, opening, closing, why=""):
    """See that the office opens and closes at these moments, to the tick."""
    for moment, wanted in ((opening - TICK, False), (opening, True), (closing - TICK, True), (closing, False)):
        asks(student, zone, moment, wanted, why)


@pytest.mark.task("hours")
def test_opens_at_nine(student):
    """At 09:00:00 it is business hours; a microsecond before it is not yet."""
    for day in (0, 4):
        nine = MONDAY + timedelta(days=day, hours=9)
        for moment, wanted in (
            (nine - TICK, False),
            (nine, True),
            (nine + TICK, True),
            (nine - timedelta(hours=8), False),
        ):
            asks(student, "UTC", moment, wanted)


@pytest.mark.task("hours")
def test_closes_at_five(student):
    """At 17:00:00 business hours are over; a microsecond before they are not."""
    for day in (0, 4):
        five = MONDAY + timedelta(days=day, hours=17)
        for moment, wanted in (
            (five - TICK, True),
            (five, False),
            (five + timedelta(minutes=30), False),
            (five - timedelta(hours=1), True),
        ):
            asks(student, "UTC", moment, wanted)
        asks(student, "UTC", five + timedelta(hours=6, minutes=59), False)


@pytest.mark.task("hours", points=0.5)
def test_opens_from_monday_to_friday(student):
    """It is business hours on five days of the week, Monday and Friday among them, and not on Saturday and Sunday."""
    for day, name in enumerate(DAYS):
        asks(student, "UTC", NOON + timedelta(days=day), day < 5, why=f"this is a {name}")


@pytest.mark.task("hours", points=1.5)
def test_the_clock_is_the_users(student):
    """Business hours are those of the user's zone, not of UTC and not of the server."""
    for zone, opening in (
        ("Europe/Berlin", "2026-01-06T08:00"),
        ("America/New_York", "2026-01-06T14:00"),
        ("America/Los_Angeles", "2026-01-06T17:00"),
        ("Asia/Tokyo", "2026-01-06T00:00"),
        ("Asia/Kolkata", "2026-01-06T03:30"),
        ("Asia/Kathmandu", "2026-01-06T03:15"),
    ):
        opens_and_closes(student, zone, at(opening), at(opening) + timedelta(hours=8), WALL)


@pytest.mark.task("hours")
def test_summer_time_moves_the_hours(student):
    """In summer Berlin opens an hour earlier in UTC; New York changes on another day, and Tokyo never."""
    for zone, opening in (
        ("Europe/Berlin", "2026-07-07T07:00"),
        ("America/New_York", "2026-07-07T13:00"),
        ("America/New_York", "2026-03-10T13:00"),
        ("Europe/Berlin", "2026-03-10T08:00"),
        ("Europe/Berlin", "2026-03-30T07:00"),
        ("Europe/Berlin", "2026-10-26T08:00"),
        ("America/New_York", "2026-10-26T13:00"),
        ("Asia/Tokyo", "2026-07-07T00:00"),
        ("Australia/Sydney", "2026-01-05T22:00"),
        ("Australia/Sydney", "2026-07-06T23:00"),
    ):
        opens_and_closes(student, zone, at(opening), at(opening) + timedelta(hours=8), "an offset is no time zone")


@pytest.mark.task("hours")
def test_the_day_is_the_users(student):
    """The day of the week is that of the user: while it is still Sunday in UTC, it is Monday in Auckland."""
    for zone, moment, wanted in (
        ("Pacific/Auckland", "2026-01-11T22:00", True),
        ("Pacific/Auckland", "2026-01-09T22:00", False),
        ("Pacific/Honolulu", "2026-01-10T01:00", True),
        ("Pacific/Honolulu", "2026-01-12T01:00", False),
        ("UTC", "2026-01-11T22:00", False),
    ):
        asks(student, zone, at(moment), wanted, why="it is another day there")


@pytest.mark.task("hours", points=0.5)
def test_a_moment_is_the_same_in_any_offset(student):
    """The environment's time may have any offset: it is the moment that counts."""
    for hours in (-8, 0, 5.5, 13):
        offset = timezone(timedelta(hours=hours))
        for zone, moment, wanted in (
            ("Europe/Berlin", "2026-01-06T08:00", True),
            ("Europe/Berlin", "2026-01-06T16:00", False),
            ("Asia/Tokyo", "2026-01-06T07:59", True),
        ):
            asks(student, zone, at(moment).astimezone(offset), wanted)


@pytest.mark.task("hours")
def test_a_time_that_is_missing_is_no_answer(student):
    """Without a time that knows its offset from UTC it can't be told whether it is business hours."""
    asks(student, "Europe/Berlin", NOON, True)
    naive = datetime(2026, 1, 5, 12)
    for odd in (None, "", "2026-01-05T12:00:00+00:00", 1767614400, date(2026, 1, 5), naive):
        words = f"time {odd!r}"
        said = misses(student, "in_business_hours", words, user={"zone": "Europe/Berlin"}, environment={"time": odd})
        assert "environment.time" in said, explain(
            "environment.time in the error's text", f"it says {said!r}", tried=words
        )
    misses(student, "in_business_hours", "no time", user={"zone": "Europe/Berlin"}, environment={"now": NOON})


@pytest.mark.task("hours")
def test_a_zone_that_is_missing_is_no_answer(student):
    """Without a zone that the database has it can't be told whether it is business hours: UTC is no default."""
    asks(student, "UTC", NOON, True)
    for odd in (None, "", 7, "Mars/Olympus", "../UTC", "+02:00", "Berlin"):
        words, user = f"zone {odd!r}", {"id": "jane", "zone": odd}
        said = misses(student, "in_business_hours", words, user=user, environment={"time": NOON})
        assert "user.zone" in said, explain("user.zone in the error's text", f"it says {said!r}", tried=words)
    misses(student, "in_business_hours", "a user without a zone", user={"id": "jane"}, environment={"time": NOON})
