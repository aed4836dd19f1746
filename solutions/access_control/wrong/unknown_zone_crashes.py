"""Lets out what zoneinfo raises for a zone that the database does not have.

Fails: test_a_zone_that_is_missing_is_no_answer
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    local = moment.astimezone(ZoneInfo(zone))
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
