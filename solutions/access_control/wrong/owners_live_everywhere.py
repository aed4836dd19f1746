"""Asks no owner for their region.

Fails: nothing_yet
"""


def shop_rules() -> list[Rule]:
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("clearance", DENY, _unless(is_cleared)),
        Rule("residency", DENY, lambda *asked: not is_owner(*asked) and not in_residency(*asked)),
        Rule("hours", DENY, _unless(in_business_hours), ("create", "update", "delete"), ("settings", "billing")),
    ]
