"""Adds the offset that the zone has in January.

Fails: test_summer_time_moves_the_hours
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(UTC) + ZoneInfo(zone).utcoffset(datetime(2026, 1, 1))
    except (KeyError, ValueError, OSError):  # the database has no such zone
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < 5 and OPENS <= local.time() < CLOSES
