"""Compares the hours, 9 to 17, and so is open until 17:59.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < SATURDAY and 9 <= local.hour <= 17
