"""Forgets to look at the clock when something is created.

Fails: test_the_shop_changes_settings_and_bills_in_business_hours
"""


def shop_rules() -> list[Rule]:
    """Return the shop's policy."""
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("clearance", DENY, _unless(is_cleared)),
        Rule("residency", DENY, _unless(in_residency)),
        Rule("hours", DENY, _unless(in_business_hours), ("update", "delete"), ("settings", "billing")),
    ]
