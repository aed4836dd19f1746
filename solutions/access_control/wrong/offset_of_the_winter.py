"""Adds the offset that the zone has in January.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        offset = ZoneInfo(zone).utcoffset(datetime(2026, 1, 1))
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    local = moment.astimezone(UTC) + offset
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
