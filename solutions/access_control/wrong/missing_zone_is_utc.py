"""Takes UTC for the zone of a user who has none.

Fails: test_the_error_names_what_is_missing, test_a_zone_that_is_missing_is_no_answer,
    test_the_shop_lets_people_delete_their_own_posts, test_the_shop_changes_settings_and_bills_in_business_hours
"""


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    moment, zone = (
        _need("environment", environment, "time"),
        _need("user", user, "zone") if user.get("zone") is not None else "UTC",
    )
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):  # the database has no such zone
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < 5 and OPENS <= local.time() < CLOSES
