"""Cuts the offset down to whole hours.

Fails: nothing_yet
"""

from datetime import timedelta


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look at the clock."""
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    except (KeyError, ValueError, OSError):
        raise MissingAttributeError("user.zone") from None
    local = moment.astimezone(UTC) + timedelta(hours=int(offset.total_seconds() / 3600))
    return local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES
