"""Says which zone the database does not have, and not which attribute that is.

Fails: test_the_error_names_what_is_missing
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):  # the database has no such zone
        raise MissingAttributeError(f"there is no zone {zone}") from None
    return local.weekday() < 5 and OPENS <= local.time() < CLOSES
