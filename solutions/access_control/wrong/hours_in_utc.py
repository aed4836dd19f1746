"""Looks at the clock in UTC, wherever the user is.

Fails: test_the_clock_is_the_users, test_summer_time_moves_the_hours, test_the_day_is_the_users
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        ZoneInfo(zone)
        local = moment.astimezone(UTC)
    except (KeyError, ValueError, OSError):  # the database has no such zone
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < 5 and OPENS <= local.time() < CLOSES
