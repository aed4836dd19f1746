"""Looks at the clearance when something is read, and at no other action.

Fails: test_the_shop_denies_whatever_the_role[clearance-clearance-classification]
"""


def shop_rules() -> list[Rule]:
    """Return the shop's policy."""
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("clearance", DENY, _unless(is_cleared), ("read",)),
        Rule("residency", DENY, _unless(in_residency)),
        Rule("hours", DENY, _unless(in_business_hours), ("create", "update", "delete"), ("settings", "billing")),
    ]
