"""Keeps the euros of v1 in v2.

Fails: test_each_version_keeps_its_form, test_both_versions_show_the_same_orders, test_v1_ends_at_its_sunset
"""


def _show_v2(customer: str, cents: int) -> dict[str, Any]:
    return {"customer": {"name": customer}, "total_cents": cents / 100}
