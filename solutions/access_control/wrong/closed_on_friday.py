"""Takes Monday for day 1, as isoweekday has it.

Fails: test_closes_at_five, test_opens_at_nine, test_opens_from_monday_to_friday, test_the_day_is_the_users
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    return local.isoweekday() < SATURDAY and OPENS <= local.time() < CLOSES
