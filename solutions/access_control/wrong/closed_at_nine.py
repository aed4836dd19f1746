"""Does not count 09:00:00 as business hours yet.

Fails: test_a_moment_is_the_same_in_any_offset, test_opens_at_nine, test_summer_time_moves_the_hours,
    test_the_clock_is_the_users
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < SATURDAY and OPENS < local.time() < CLOSES
