"""Looks at what time it is now, not at the environment's time.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    _need("environment", environment, "time")
    try:
        local = datetime.now(ZoneInfo(_need("user", user, "zone")))
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
