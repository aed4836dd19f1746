"""Asks no owner for their region.

Fails: test_the_shop_lets_people_delete_their_own_posts, test_the_shop_denies_whatever_the_role[residency]
"""


def shop_rules() -> list[Rule]:
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("clearance", DENY, _unless(is_cleared)),
        Rule("residency", DENY, lambda *asked: not is_owner(*asked) and not in_residency(*asked)),
        Rule("hours", DENY, _unless(in_business_hours), ("create", "update", "delete"), ("settings", "billing")),
    ]
