"""Counts 17:00:00 as business hours.

Fails: test_closes_at_five
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):  # the database has no such zone
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < 5 and OPENS <= local.time() <= CLOSES
