"""Looks at the clock in the offset in which the time was written.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.replace(tzinfo=ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
