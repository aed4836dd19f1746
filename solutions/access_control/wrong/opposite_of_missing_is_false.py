"""Swallows a missing attribute where it negates a condition, and denies nothing.

Fails: test_the_shop_denies_whatever_the_role, test_the_shop_changes_settings_and_bills_in_business_hours
"""


def _unless(condition: Condition) -> Condition:
    def opposite(*asked: Any) -> bool:
        try:
            return not condition(*asked)
        except MissingAttributeError:
            return False

    return opposite
