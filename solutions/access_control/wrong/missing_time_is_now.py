"""Takes the present time where the environment has none.

Fails: nothing_yet
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = environment.get("time"), _need("user", user, "zone")
    try:
        local = (moment or datetime.now(UTC)).astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
