"""Lets people change their own posts, not only delete them.

Fails: nothing_yet
"""


def shop_rules() -> list[Rule]:
    """Return the shop's policy."""
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("update", "delete"), ("posts",)),
        Rule("clearance", DENY, _unless(is_cleared)),
        Rule("residency", DENY, _unless(in_residency)),
        Rule("hours", DENY, _unless(in_business_hours), ("create", "update", "delete"), ("settings", "billing")),
    ]
