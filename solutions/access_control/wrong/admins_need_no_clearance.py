"""Asks nobody for a clearance who is an admin.

Fails: test_the_shop_denies_whatever_the_role[clearance]
"""


def shop_rules() -> list[Rule]:
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("clearance", DENY, lambda user, *rest: "admin" not in user["roles"] and not is_cleared(user, *rest)),
        Rule("residency", DENY, _unless(in_residency)),
        Rule("hours", DENY, _unless(in_business_hours), ("create", "update", "delete"), ("settings", "billing")),
    ]
