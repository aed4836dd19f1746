"""Looks at the clock for every action on settings and bills, reading too.

Fails: test_the_shop_changes_settings_and_bills_in_business_hours
"""


def shop_rules() -> list[Rule]:
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("clearance", DENY, _unless(is_cleared)),
        Rule("residency", DENY, _unless(in_residency)),
        Rule("hours", DENY, _unless(in_business_hours), types=("settings", "billing")),
    ]
