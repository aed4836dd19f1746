"""Looks at the clock in UTC, wherever the user is.

Fails: test_a_moment_is_the_same_in_any_offset, test_summer_time_moves_the_hours, test_the_clock_is_the_users,
    test_the_day_is_the_users
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    local = moment.astimezone(UTC)
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
