"""Lets out the ValueError that zoneinfo raises for what can't be a name.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except KeyError:
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
