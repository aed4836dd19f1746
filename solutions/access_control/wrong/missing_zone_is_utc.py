"""Takes UTC for the zone of a user who has none.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), user.get("zone") or "UTC"
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError, TypeError):
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
