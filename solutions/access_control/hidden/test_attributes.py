"""Task attributes: owner, department, residency, clearance and business hours, and what is missing of them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from grader.suite import StudentError, explain

from . import lesson
from .support import ABSENT, LEVELS, MONDAY, NOON, answers, misses, without_absent

NEEDS = {
    "is_owner": (("id", "jane"), ("owner", "jane")),
    "same_department": (("department", "engineering"), ("department", "engineering")),
    "in_residency": (("region", "eu"), ("residency", ["eu"])),
    "is_cleared": (("clearance", "internal"), ("classification", "internal")),
}
"""What each condition needs of the user and of the resource, with values for which it is True."""
NO_VALUES = (ABSENT, None, "", 7, True, {"name": "jane"})
OTHER_FORMS = {
    "in_residency": (((), "eu"), ((), "eu,us"), ((), "europe")),
    "is_cleared": (("top secret", "top secret"), ("Secret", "public"), ("secret", "publi"), ("zzz", "aaa")),
}
ODD_ONES = (
    ("in_business_hours", {"zone": "Mars/Olympus"}, {}, NOON, "user.zone"),
    ("in_business_hours", {"zone": "../UTC"}, {}, NOON, "user.zone"),
    ("in_business_hours", {"zone": "+02:00"}, {}, NOON, "user.zone"),
    ("in_business_hours", {"zone": "UTC"}, {}, datetime(2026, 1, 5, 12), "environment.time"),
    ("in_residency", {"region": "eu"}, {"residency": "eu"}, NOON, "resource.residency"),
    ("is_cleared", {"clearance": "gold"}, {"classification": "public"}, NOON, "user.clearance"),
    ("is_cleared", {"clearance": "secret"}, {"classification": "gold"}, NOON, "resource.classification"),
    ("is_owner", {"id": 7}, {"owner": "jane"}, NOON, "user.id"),
    ("has_role_permission", {"roles": "admin"}, {"type": "posts"}, NOON, "user.roles"),
    ("has_role_permission", {"roles": ["admin"]}, {}, NOON, "resource.type"),
)
"""A condition, what it is asked with, and the attribute that is missing because of its form."""
LIKE = (("jane", "Jane"), ("jane", "jane2"), ("jane2", "jane"), ("jane", " jane"), ("jane", "an"), ("an", "jane"))
"""Texts that are close, and not the same."""
TICK, MINUTE = timedelta(microseconds=1), timedelta(minutes=1)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OFFSETS = [timezone(timedelta(hours=hours)) for hours in (0, -8, 5.5, 13)]


def compares(student, condition, mine, its, wanted):
    """Ask about these two values, as an admin who deletes and as somebody without roles who reads."""
    (own, _), (resources, _) = NEEDS[condition]
    for roles, action in ((["admin"], "delete"), ([], "read")):
        words = f"user's {own} {mine!r}, resource's {resources} {its!r}, roles {roles}"
        user, resource = {"roles": roles, own: mine}, {"type": "posts", resources: its}
        answers(student, condition, wanted, words, user=user, resource=resource, action=action)


@pytest.mark.task("attributes", spec=(lesson.OWNER, lesson.EXACTLY))
def test_the_owner_is_who_has_the_id(student):
    """is_owner compares the user's id with the resource's owner, exactly, whatever the roles are."""
    for mine, its, wanted in (("jane", "jane", True), ("u-7", "u-7", True), ("jane", "omar", False)):
        compares(student, "is_owner", mine, its, wanted)
    for mine, its in LIKE:
        compares(student, "is_owner", mine, its, False)


@pytest.mark.task("attributes", spec=(lesson.DEPARTMENT, lesson.EXACTLY))
def test_the_departments_are_the_same(student):
    """same_department compares the two departments, exactly, whatever the roles are."""
    for mine, its, wanted in (("sales", "sales", True), ("hr", "hr", True), ("sales", "hr", False)):
        compares(student, "same_department", mine, its, wanted)
    for mine, its in LIKE:
        compares(student, "same_department", mine, its, False)


@pytest.mark.task("attributes", spec=(lesson.RESIDENCY, lesson.EXACTLY))
def test_the_region_is_one_of_the_residency(student):
    """in_residency looks for the user's region in the list of the resource's regions; an empty list has none."""
    for region, residency, wanted in (
        ("eu", ["eu"], True),
        ("ch", ["eu", "ch", "uk"], True),
        ("uk", ["eu", "ch", "uk"], True),
        ("us", ["eu", "ch", "uk"], False),
        ("eu", [], False),
        ("eu", ["eu-west"], False),
        ("eu-west", ["eu"], False),
        ("EU", ["eu"], False),
        ("eu", ["us,eu"], False),
    ):
        compares(student, "in_residency", region, residency, wanted)


@pytest.mark.task("attributes", spec=lesson.CLEARED)
def test_a_clearance_is_good_for_its_level_and_below(student):
    """is_cleared is True for a classification at the clearance or below it, for each pair of levels."""
    for mine, clearance in enumerate(LEVELS):
        for its, classification in enumerate(LEVELS):
            compares(student, "is_cleared", clearance, classification, mine >= its)


@pytest.mark.task("attributes", points=0.5, spec=(lesson.RAISES, lesson.IS_MISSING))
@pytest.mark.parametrize("condition", list(NEEDS))
def test_what_is_missing_is_no_answer(student, condition):
    """A condition raises MissingAttributeError if an attribute of either side has no value, or another form."""
    (own, mine), (its, wanted) = NEEDS[condition]
    compares(student, condition, mine, wanted, True)
    pairs = [pair for odd in NO_VALUES for pair in ((odd, wanted), (mine, odd), (odd, odd))]
    for left, right in [*pairs, *((left or mine, right) for left, right in OTHER_FORMS.get(condition, ()))]:
        user, resource = without_absent(**{own: left}), without_absent(**{its: right})
        misses(student, condition, f"user {user}, resource {resource}", user=user, resource=resource)


@pytest.mark.task("attributes", spec=lesson.NAMES_IT)
def test_the_error_names_what_is_missing(student):
    """The error's text says which attribute is missing, and whose, also of one that has another form."""
    cases = [("in_business_hours", {}, {}, "user.zone"), ("in_business_hours", {"zone": "UTC"}, {}, "environment.time")]
    for condition, ((own, mine), (its, wanted)) in NEEDS.items():
        cases.append((condition, {}, {its: wanted}, f"user.{own}"))
        cases.append((condition, {own: mine}, {}, f"resource.{its}"))
    for condition, user, resource, name in cases:
        environment = {} if name == "environment.time" else {"time": NOON}
        words = f"{condition}, {name} is missing"
        said = misses(student, condition, words, user=user, resource=resource, environment=environment)
        assert name in said, explain(f"{name} in the error's text", f"it says {said!r}", tried=condition)
    for condition, user, resource, moment, name in ODD_ONES:
        try:  # whether it is raised at all is the matter of other tests
            getattr(student, condition)(user, "read", resource, {"time": moment})
        except StudentError as error:
            if "MissingAttributeError" in error.names:
                words = f"{condition}, user {user}, resource {resource}, time {moment}"
                assert name in error.text, explain(f"{name} in its text", f"it says {error.text!r}", tried=words)


def opens(student, zone, moment, wanted, why=""):
    """Ask whether it is business hours in this zone."""
    words = f"zone {zone!r}, time {moment.isoformat()}, {DAYS[moment.weekday()]}"
    asked = {"user": {"id": "jane", "zone": zone}, "environment": {"time": moment}}
    answers(student, "in_business_hours", wanted, words, why=why, **asked)


def from_nine_to_five(student, zone, nine, why):
    """See that at this place it is nine at this moment: a minute before and after, and eight hours later."""
    nine = datetime.fromisoformat(nine).replace(tzinfo=UTC)
    five = nine + timedelta(hours=8)
    moments = ((nine - MINUTE, False), (nine + MINUTE, True), (five - MINUTE, True), (five + MINUTE, False))
    for offset, (moment, wanted) in zip(OFFSETS, moments, strict=True):
        opens(student, zone, moment.astimezone(offset), wanted, why)


@pytest.mark.task("attributes", spec=lesson.NINE)
def test_opens_at_nine(student):
    """At 09:00:00 it is business hours; a microsecond before it is not yet."""
    for day in (0, 3):
        nine = MONDAY + timedelta(days=day, hours=9)
        for moment, wanted in ((nine - TICK, False), (nine, True), (nine + TICK, True)):
            opens(student, "UTC", moment, wanted)
        opens(student, "UTC", nine - timedelta(hours=8), False)


@pytest.mark.task("attributes", spec=lesson.FIVE)
def test_closes_at_five(student):
    """At 17:00:00 business hours are over; a microsecond before they are not."""
    for day in (0, 3):
        five = MONDAY + timedelta(days=day, hours=17)
        for moment, wanted in ((five - TICK, True), (five, False), (five + timedelta(minutes=30), False)):
            opens(student, "UTC", moment, wanted)
        opens(student, "UTC", five - timedelta(minutes=30), True)
        opens(student, "UTC", five + timedelta(hours=6), False)


@pytest.mark.task("attributes", spec=(lesson.HOURS, lesson.ANY_OFFSET))
def test_the_clock_is_the_users(student):
    """Business hours are those of the user's zone, whatever offset the time is written in."""
    for zone, nine in (
        ("Europe/Berlin", "2026-01-06T08:00"),
        ("America/New_York", "2026-01-06T14:00"),
        ("America/Los_Angeles", "2026-01-06T17:00"),
        ("Asia/Tokyo", "2026-01-06T00:00"),
        ("Asia/Kolkata", "2026-01-06T03:30"),
        ("Asia/Kathmandu", "2026-01-06T03:15"),
    ):
        from_nine_to_five(student, zone, nine, "the clock that counts is the one where the user is")


@pytest.mark.task("attributes", spec=lesson.SUMMER)
def test_summer_time_moves_the_hours(student):
    """In summer Berlin opens an hour earlier in UTC; New York changes on another day, and Tokyo never."""
    for zone, nine in (
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
        from_nine_to_five(student, zone, nine, "a zone has another offset in summer than in winter")


@pytest.mark.task("attributes", spec=lesson.DAY)
def test_the_day_is_the_users(student):
    """It is Monday to Friday where the user is: while it is still Sunday in UTC, it is Monday in Auckland."""
    for day, name in enumerate(DAYS):
        opens(student, "UTC", NOON + timedelta(days=day), day < 5, why=f"this is a {name}")
    for zone, moment, wanted in (
        ("Pacific/Auckland", "2026-01-11T22:00", True),
        ("Pacific/Auckland", "2026-01-09T22:00", False),
        ("Pacific/Honolulu", "2026-01-10T01:00", True),
        ("Pacific/Honolulu", "2026-01-12T01:00", False),
    ):
        opens(student, zone, datetime.fromisoformat(moment).replace(tzinfo=UTC), wanted, why="it is another day there")


@pytest.mark.task("attributes", points=0.5, spec=(lesson.ANY_OFFSET, lesson.NAIVE))
def test_a_time_that_is_missing_is_no_answer(student):
    """Without a time that knows its offset from UTC, in_business_hours raises MissingAttributeError."""
    opens(student, "Europe/Berlin", NOON, True)
    user = {"id": "jane", "zone": "Europe/Berlin"}
    for odd in (None, "", "2026-01-05T12:00:00+00:00", 1767614400, date(2026, 1, 5), datetime(2026, 1, 5, 12)):
        misses(student, "in_business_hours", f"time {odd!r}", user=user, environment={"time": odd})
    misses(student, "in_business_hours", "no time", user=user, environment={"now": NOON})


@pytest.mark.task("attributes", points=0.5, spec=lesson.NO_ZONE)
def test_a_zone_that_is_missing_is_no_answer(student):
    """Without a zone that the database has, in_business_hours raises MissingAttributeError: UTC is no default."""
    opens(student, "UTC", NOON, True)
    for odd in (None, "", 7, "Mars/Olympus", "../UTC", "+02:00", "Berlin"):
        misses(student, "in_business_hours", f"zone {odd!r}", user={"zone": odd}, environment={"time": NOON})
    misses(student, "in_business_hours", "a user without a zone", user={"id": "jane"}, environment={"time": NOON})
