"""Looks at the clock of the machine it runs on.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    local = moment.astimezone()
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
