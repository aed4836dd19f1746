"""Lists the deny rules in another order.

Fails: test_the_shop_has_five_rules
"""


def shop_rules() -> list[Rule]:
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("residency", DENY, _unless(in_residency)),
        Rule("clearance", DENY, _unless(is_cleared)),
        Rule("hours", DENY, _unless(in_business_hours), ("create", "update", "delete"), ("settings", "billing")),
    ]
